package import Geodesy

/// A country, a region or a municipality with its boundary.
package struct Area: Hashable, Sendable {
  /// Kinds of areas.
  package enum Level: String, CaseIterable, Hashable, Sendable {
    /// A country.
    case country
    /// A region of a country.
    case region
    /// A municipality; its code need not begin with its region's.
    case municipality
  }

  /// The country or region code.
  package var code: String
  /// The country itself, or the country that the region is a part of.
  public var country: CountryCode
  /// The kind.
  package var level: Level
  /// Names, the main one first.
  package var names: LocalizedText
  /// How far the drawn line may be from the true one, in metres.
  package var accuracy: Double
  /// All rings of all its polygons, outer ones and holes alike: the even-odd rule separates inside from outside.
  package var rings: [[Coordinate]]
  /// The lines at which the boundary on file ends, and that are no borders.
  package var cuts: Cuts

  /// Lines at which a boundary was cut off: what lies beyond may be in the country as well.
  package struct Cuts: Hashable, Sendable {
    /// The latitude south of which nothing is on file; `nil` where the border itself is.
    package var south: Double?
    /// The longitude west of which nothing is on file.
    package var west: Double?
    /// The latitude north of which nothing is on file.
    package var north: Double?
    /// The longitude east of which nothing is on file.
    package var east: Double?

    /// Makes cuts.
    package init(south: Double? = nil, west: Double? = nil, north: Double? = nil, east: Double? = nil) {
      self.south = south
      self.west = west
      self.north = north
      self.east = east
    }

    /// Whether a place lies beyond one of them.
    package func areBefore(_ place: Coordinate) -> Bool {
      south.map { place.latitude < $0 } == true || north.map { place.latitude > $0 } == true
        || west.map { place.longitude < $0 } == true || east.map { place.longitude > $0 } == true
    }
  }

  /// Makes an area.
  package init(
    code: String, country: CountryCode, level: Level, names: LocalizedText, accuracy: Double, rings: [[Coordinate]],
    cuts: Cuts = Cuts()
  ) {
    self.code = code
    self.country = country
    self.level = level
    self.names = names
    self.accuracy = accuracy
    self.rings = rings
    self.cuts = cuts
  }
}

/// Where an incident is: country, region and how certain that is.
public struct Locality: Hashable, Sendable {
  /// The country; `nil` outside all boundaries known.
  public var country: CountryCode?
  /// The region; `nil` outside all regions known.
  public var region: RegionCode?
  /// The main name of the municipality; `nil` outside all municipalities known.
  public var municipality: String?
  /// Metres to the nearest other country; `nil` when none is known or near.
  public var borderDistance: Double?
  /// False where the place is nearer to a border than the boundary is accurate, or belongs to two countries.
  public var isCountryCertain: Bool
  /// The countries it may lie in, the likeliest first.
  public var possibleCountries: [CountryCode]

  /// Makes a locality.
  package init(
    country: CountryCode?, region: RegionCode?, municipality: String? = nil, borderDistance: Double?,
    isCountryCertain: Bool,
    possibleCountries: [CountryCode]
  ) {
    self.country = country
    self.region = region
    self.municipality = municipality
    self.borderDistance = borderDistance
    self.isCountryCertain = isCountryCertain
    self.possibleCountries = possibleCountries
  }
}
