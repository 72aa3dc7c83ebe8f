package import DirectoryModel
internal import GRDB
package import Geodesy

extension StoreChange {
  /// What tells a station from its neighbours.
  package struct StationPlace: Sendable {
    /// The station's id.
    package var id: String
    /// The id of the registry that lists it.
    package var registry: String
    /// Its service.
    package var service: Service?
    /// Its main name.
    package var name: String
    /// Where it stands.
    package var coordinate: Coordinate
  }

  /// Gives every station that other registries list.
  package func forEachStation(notIn registry: String, _ body: (StationPlace) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT station.id, registry.id, service, name, latitude, longitude
        FROM station JOIN registry ON registry.key = station.registry WHERE registry.id <> ?
        """, arguments: [registry])
    while let row = try rows.next() {
      guard let coordinate = Coordinate.valid(latitude: row[4], longitude: row[5]) else { continue }
      try body(
        StationPlace(
          id: row[0], registry: row[1], service: (row[2] as String?).flatMap(Service.init), name: row[3],
          coordinate: coordinate))
    }
  }

  /// Whether another registry lists a unit.
  package func isUnit(_ id: String, listedOutside registry: String) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM unit JOIN registry ON registry.key = unit.registry
          WHERE unit.id = ? AND registry.id <> ?)
        """, arguments: [id, registry]) ?? false
  }
}

extension StoreChange {
  /// Records that others name by their id.
  package enum NamedKind: Sendable {
    /// Organisations.
    case organisation
    /// Control rooms.
    case controlRoom
    /// Stations.
    case station

    fileprivate var table: RecordTable.Kind {
      switch self {
      case .organisation: .organisation
      case .controlRoom: .controlRoom
      case .station: .station
      }
    }
  }

  /// Whether a registry lists the record; `nil` while none of its kind is listed at all.
  package func knows(_ id: String, in kind: NamedKind) throws -> Bool? {
    let name = kind.table.rawValue
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM \(name) WHERE id = ?) AS is_listed, EXISTS (SELECT * FROM \(name)) AS has_any
        """, arguments: [id])
    guard let row, row["has_any"] as Bool else { return nil }
    return row["is_listed"]
  }
}
