public import DirectoryModel
public import Geodesy

/// A place that a name may mean.
public struct FoundPlace: Hashable, Sendable {
  /// What has the name.
  public enum Kind: String, CaseIterable, Sendable {
    /// A municipality or locality.
    case municipality
    /// A station of some service.
    case station
  }

  /// What has the name.
  public var kind: Kind
  /// Its main name.
  public var name: String
  /// Its country.
  public var country: CountryCode
  /// Its region's code; `nil` where not known.
  public var region: RegionCode?
  /// Its region's name; `nil` where not known.
  public var regionName: String?
  /// Its point: of a municipality that of its chief place, or the middle of it.
  public var coordinate: Coordinate
  /// Whether the name was typed as it is, but for case, accents and punctuation.
  public var isExact: Bool
  /// How far its ground reaches from the point, in metres; 0 where that is not known.
  var reach = 0.0

  init(
    kind: Kind, name: String, country: CountryCode, coordinate: Coordinate, isExact: Bool = true, reach: Double = 0
  ) {
    (self.kind, self.name, self.country, self.coordinate) = (kind, name, country, coordinate)
    (self.isExact, self.reach) = (isExact, reach)
  }
}
