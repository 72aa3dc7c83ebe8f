public import DirectoryModel
internal import GRDB

extension DirectoryStore {
  /// Gives every organisation of a registry, by id.
  public func forEachOrganisation(of registry: String, _ body: (Organisation) throws -> Void) throws {
    try forEach("organisation", of: registry) { try body(ColumnJSON.value($0["body"])) }
  }

  /// Gives every control room of a registry, by id.
  public func forEachControlRoom(of registry: String, _ body: (ControlRoom) throws -> Void) throws {
    try forEach("control_room", of: registry) { try body(ColumnJSON.value($0["body"])) }
  }

  /// Gives every station of a registry with its units, both by id.
  ///
  /// Only one station is in memory at a time.
  public func forEachStation(of registry: String, _ body: (Station, [ResponseUnit]) throws -> Void) throws {
    try read { database in
      let units = try database.makeStatement(sql: "SELECT * FROM unit WHERE station = ? ORDER BY id")
      let stations = try Row.fetchCursor(
        database, sql: "SELECT * FROM station WHERE registry = ? ORDER BY id", arguments: [registry])
      while let row = try stations.next() {
        let station = try Station(row: row)
        try body(station, try Row.fetchAll(units, arguments: [station.id]).map(ResponseUnit.init(row:)))
      }
    }
  }

  private func forEach(_ table: String, of registry: String, _ body: (Row) throws -> Void) throws {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM \(table) WHERE registry = ? ORDER BY id", arguments: [registry])
      while let row = try rows.next() { try body(row) }
    }
  }
}
