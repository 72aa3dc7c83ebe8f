public import DirectoryModel
internal import GRDB
public import Geodesy

extension StoreChange {
  /// What tells a station from its neighbours.
  public struct StationPlace: Sendable {
    /// The station's id.
    public var id: String
    /// The id of the registry that lists it.
    public var registry: String
    /// Its service.
    public var service: Service?
    /// Its main name.
    public var name: String
    /// Where it stands.
    public var coordinate: Coordinate
  }

  /// Gives every station that other registries list.
  public func forEachStation(notIn registry: String, _ body: (StationPlace) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT station.id, registry.id, service, name, latitude, longitude
        FROM station JOIN registry ON registry.key = station.registry WHERE registry.id <> ?
        """, arguments: [registry])
    while let row = try rows.next() {
      guard let coordinate = Coordinate(latitude: row[4], longitude: row[5]) else { continue }
      try body(
        StationPlace(
          id: row[0], registry: row[1], service: (row[2] as String?).flatMap(Service.init), name: row[3],
          coordinate: coordinate))
    }
  }

  /// Whether another registry lists a unit.
  public func isUnit(_ id: String, listedOutside registry: String) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM unit JOIN registry ON registry.key = unit.registry
          WHERE unit.id = ? AND registry.id <> ?)
        """, arguments: [id, registry]) ?? false
  }
}
