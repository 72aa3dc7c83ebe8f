internal import DirectoryModel

/// What boundaries say of a place, before it is put together.
struct BoundaryFacts {
  /// An area that holds the place.
  struct Holder {
    var code: String
    var country: CountryCode
    var level: Area.Level
    /// The main name.
    var name: String
  }

  /// A country's border line near the place.
  struct NearLine {
    var country: CountryCode
    /// Metres by which the line may be off.
    var accuracy: Double
    /// Metres from the place.
    var distance: Double
  }

  /// The circles in which border lines are looked for, in metres, one after the other.
  static let radii = [2_000.0, 20_000, 100_000, 300_000]

  /// Whether the lines of a circle are enough: those of two countries, or any of the one that is asked about.
  static func isEnough(_ lines: [NearLine], of country: CountryCode?) -> Bool {
    country == nil ? lines.contains { $0.country != lines.first?.country } : !lines.isEmpty
  }

  var holders: [Holder]
  var near: [NearLine]
}

extension Locality {
  /// Decides the country and region, and how certain that is.
  init(_ facts: BoundaryFacts) {
    var countries = facts.holders.filter { $0.level == .country }.map(\.country).sorted()
    let close = facts.near.filter { $0.distance <= $0.accuracy }
    if countries.isEmpty, let nearest = close.min(by: { $0.distance < $1.distance }) { countries = [nearest.country] }
    let country = countries.first
    let region = facts.holders.first { $0.level == .region && $0.country == country }.map { RegionCode($0.code) }
    let municipality = facts.holders.first { $0.level == .municipality && $0.country == country }?.name
    let borderDistance = facts.near.filter { $0.country != country }.map(\.distance).min()
    self.init(
      country: country, region: region, municipality: municipality,
      borderDistance: country == nil ? nil : countries.count > 1 ? 0 : borderDistance,
      isCountryCertain: countries.count == 1 && close.isEmpty,
      possibleCountries: countries + Set(close.map(\.country)).subtracting(countries).sorted())
  }
}
