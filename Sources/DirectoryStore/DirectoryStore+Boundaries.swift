public import DirectoryModel
internal import GRDB
public import Geodesy

extension DirectoryStore {
  /// Finds out in which country and region a place lies, and how far the next country is.
  ///
  /// A place belongs to the areas whose rings' edges a ray to the east crosses an odd number of times, so enclaves and
  /// enclaves in enclaves come out right. Where a border runs nearer than the boundary is accurate, or two countries
  /// claim the place, the answer says that it is not certain.
  public func locality(of place: Coordinate) throws -> Locality {
    try read { try BoundaryQueries(database: $0).locality(of: place) }
  }

  /// Metres from a place to a country, 0 inside it; `nil` when it is farther than 300 km or unknown.
  public func distance(from place: Coordinate, toCountry country: String) throws -> Double? {
    try read { try BoundaryQueries(database: $0).distance(from: place, toCountry: country) }
  }
}

extension StoreChange {
  /// Metres from a place to a country, 0 inside it, infinite beyond 300 km; `nil` when its boundary is not known.
  public func distance(from place: Coordinate, toCountry country: String) throws -> Double? {
    let boundaries = BoundaryQueries(database: database)
    guard try boundaries.isBoundaryKnown(ofCountry: country) else { return nil }
    return try boundaries.distance(from: place, toCountry: country) ?? .infinity
  }
}

extension DirectoryStore {
  /// An area's main name; `nil` when there is no such area.
  public func areaName(_ level: Area.Level, code: String) throws -> String? {
    try read {
      try String.fetchOne(
        $0, sql: "SELECT name FROM area WHERE level = ? AND code = ?", arguments: [level.rawValue, code])
    }
  }
}
