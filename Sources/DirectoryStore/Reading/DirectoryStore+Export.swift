package import DirectoryModel
internal import GRDB

extension DirectoryStore {
  /// The sign keeps SQLite from taking the index of registries, and from reading all units of the registry for each station.
  static func unitsOfStationInRegistry(_ units: String) -> String {
    "SELECT * FROM \(units) WHERE station = ? AND +registry = ? ORDER BY id"
  }
  static func unitsAtStation(_ units: String, _ shown: String) -> String {
    "SELECT * FROM \(units) WHERE station = ? AND \(shown) ORDER BY id"
  }

  /// Gives every organisation of a registry, by id.
  package func forEachOrganisation(of registry: RegistryID, _ body: (Organisation) throws -> Void) throws {
    try forEach(.organisation, of: registry) { try body($0.json("body")) }
  }

  /// Gives every control room of a registry, by id.
  package func forEachControlRoom(of registry: RegistryID, _ body: (ControlRoom) throws -> Void) throws {
    try forEach(.controlRoom, of: registry) { try body($0.json("body")) }
  }

  /// Gives every station of a registry with its units, both by id, as that registry lists them.
  ///
  /// Only one station is in memory at a time.
  package func forEachStation(of registry: RegistryID, _ body: (Station, [ResponseUnit]) throws -> Void) throws {
    try read { database in
      let key = try DirectoryStore.key(ofRegistry: registry, in: database)
      let units = try database.query(DirectoryStore.unitsOfStationInRegistry(database.rows(of: .unit)))
      let stations = try database.query(
        "SELECT * FROM \(database.rows(of: .station)) WHERE registry = ? AND NOT \(CorrectionRows.isCorrection) ORDER BY id"
      )
      try stations.forEach([key]) { row in
        let station = try Station(row: row)
        try body(station, try units.all([station.id.rawValue, key], ResponseUnit.init(row:)))
      }
    }
  }

  /// Gives every unit of the directory at its station, by station and unit, with its registry: what questions find.
  ///
  /// Where several registries list a record, it is what they say together, and the registry is that of the highest
  /// authority.
  package func forEachUnit(_ body: (ResponseUnit, Station, _ registry: RegistryID) throws -> Void) throws {
    try read { database in
      let units = try database.query(DirectoryStore.unitsAtStation(database.rows(of: .unit), database.shown()))
      let stations = try database.query(
        "SELECT * FROM \(database.rows(of: .station)) WHERE \(database.shown()) ORDER BY id")
      try stations.forEach { row in
        let station = try Station(row: row)
        try units.forEach([station.id.rawValue]) { row in
          try body(ResponseUnit(row: row), station, try DirectoryStore.owner(ofUnit: row, in: database))
        }
      }
    }
  }

  private func forEach(_ kind: RecordKind, of registry: RegistryID, _ body: (StoredRow) throws -> Void) throws {
    try read { database in
      try database.query(
        "SELECT * FROM \(database.rows(of: kind)) WHERE registry = ? AND NOT \(CorrectionRows.isCorrection) ORDER BY id"
      )
      .forEach([try DirectoryStore.key(ofRegistry: registry, in: database)], body)
    }
  }

  /// The key under which a registry's rows are kept; -1, which none has, for an unknown one.
  static func key(ofRegistry id: RegistryID, in database: Database) throws -> Int64 {
    try database.value("SELECT key FROM registry WHERE id = ?", [id.rawValue]) ?? -1
  }
}
