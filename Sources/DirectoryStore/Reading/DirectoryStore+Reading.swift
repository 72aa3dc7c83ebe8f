package import DirectoryModel
package import FoundationEssentials
internal import GRDB

extension DirectoryStore {
  /// A registry and how it came here.
  package struct RegistryEntry: Sendable {
    /// The registry.
    package var registry: Registry
    /// The dialect it was read in.
    package var profile: String
    /// When it was imported.
    package var importedAt: Date
    /// How many stations it lists.
    package var stations: Int
    /// How many units it lists.
    package var units: Int
  }

  /// All registries by id.
  package func registries() throws -> [RegistryEntry] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT body, profile,
            (SELECT imported_at FROM import WHERE kind = 'registry' AND subject = registry.id
              ORDER BY version DESC LIMIT 1) AS imported_at,
            (SELECT count(*) FROM station WHERE registry = registry.key) AS stations,
            (SELECT count(*) FROM unit WHERE registry = registry.key) AS units
          FROM registry ORDER BY id
          """
      ).map { row in
        RegistryEntry(
          registry: try ColumnJSON.value(row["body"]), profile: row["profile"],
          importedAt: Date(timeIntervalSince1970: row["imported_at"]), stations: row["stations"], units: row["units"])
      }
    }
  }

  /// All reference documents of a kind, or of every kind, by kind and id.
  package func documents(_ kind: ReferenceDocument.Kind? = nil) throws -> [ReferenceDocument] {
    let kinds = kind.map { [$0] } ?? ReferenceDocument.Kind.allCases
    return try read { database in
      try kinds.flatMap { kind in
        try Row.fetchAll(
          database, sql: "SELECT * FROM document WHERE kind = ? ORDER BY id", arguments: [kind.rawValue]
        ).map { ReferenceDocument(kind: kind, row: $0) }
      }
    }
  }

  /// A unit with its station and the id of its registry; `nil` when there is no such unit.
  ///
  /// Where several registries list it, it is what they say together, and the registry is that of the highest authority.
  package func unit(_ id: UnitID) throws -> (unit: ResponseUnit, station: Station, registry: RegistryID)? {
    try read { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT * FROM unit WHERE id = ? AND NOT hidden", arguments: [id.rawValue])
      else { return nil }
      let unit = try ResponseUnit(row: row)
      let station = try Row.fetchOne(
        database, sql: "SELECT * FROM station WHERE id = ? AND NOT hidden", arguments: [unit.station.rawValue])
      guard let station else {
        throw MutualAidError(.storeFailed, "unit '\(id)' has no station", hint: "Import its registry again.")
      }
      return (unit, try Station(row: station), try DirectoryStore.owner(ofUnit: row, in: database))
    }
  }

  /// The main name of every station, by id.
  package func stationNames() throws -> [StationID: String] {
    try read { database in
      var names: [StationID: String] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT id, name FROM station WHERE NOT hidden")
      while let row = try rows.next() { names[row[0]] = row[1] as String }
      return names
    }
  }

  /// The id of the registry of a unit's row; of the highest authority where several list it.
  static func owner(ofUnit row: Row, in database: Database) throws -> RegistryID {
    let key: Int64 = row["registry"]
    let statement =
      key == RecordKind.mergedRegistry
      ? try database.cachedStatement(
        sql: """
          SELECT registry.id FROM unit JOIN registry ON registry.key = unit.registry WHERE unit.id = ?
          ORDER BY rank, issued DESC, registry.id LIMIT 1
          """) : try database.cachedStatement(sql: "SELECT id FROM registry WHERE key = ?")
    let owner = try String.fetchOne(
      statement, arguments: key == RecordKind.mergedRegistry ? [row["id"] as String] : [key])
    guard let owner else {
      throw MutualAidError(
        .storeFailed, "the row of unit '\(row["id"] as String)' is damaged", hint: "Import its registry again.")
    }
    return RegistryID(owner)
  }

  /// Ids of units that contain a text, at most `limit`, for suggestions.
  package func unitIDs(containing text: String, limit: Int = 2000) throws -> [UnitID] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT DISTINCT id FROM unit WHERE instr(lower(id), lower(?)) > 0 ORDER BY id LIMIT ?",
        arguments: [text, limit]
      ).map { UnitID($0) }
    }
  }

  /// An organisation; `nil` when there is none of that id.
  package func organisation(_ id: OrganisationID) throws -> Organisation? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT body FROM organisation WHERE id = ? AND NOT hidden", arguments: [id.rawValue]
      )
      .map { try ColumnJSON.value($0) }
    }
  }

  /// A control room; `nil` when there is none of that id.
  package func controlRoom(_ id: ControlRoomID) throws -> ControlRoom? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT body FROM control_room WHERE id = ? AND NOT hidden", arguments: [id.rawValue]
      )
      .map { try ColumnJSON.value($0) }
    }
  }

  /// The control rooms of a country, by id.
  package func controlRooms(country: CountryCode) throws -> [ControlRoom] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT body FROM control_room WHERE country = ? AND NOT hidden ORDER BY id",
        arguments: [country.rawValue]
      ).map { try ColumnJSON.value($0) }
    }
  }

  /// How many units there are by country and service.
  package func unitCounts() throws -> [(country: CountryCode, service: Service, units: Int)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT country, service, count(*) FROM unit WHERE NOT hidden GROUP BY country, service
          ORDER BY country, service
          """
      ).compactMap { row in Service(rawValue: row[1]).map { (row[0], $0, row[2]) } }
    }
  }

  /// How many control rooms, organisations, agreements' documents and availability reports there are.
  package func counts() throws -> (controlRooms: Int, organisations: Int, areas: Int, reports: Int) {
    try read { database in
      let count = { (table: String) in try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0 }
      return try (
        count("control_room WHERE NOT hidden"), count("organisation WHERE NOT hidden"), count("area"),
        count("availability")
      )
    }
  }

  /// All availability reports, by unit and event time.
  package func availabilityReports() throws -> [AvailabilityReport] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM availability ORDER BY unit, since, key")
        .map(AvailabilityReport.init(row:))
    }
  }
}

extension ReferenceDocument {
  init(kind: Kind, row: Row) {
    self.init(
      id: row["id"], kind: kind, issued: Date(timeIntervalSince1970: row["issued"]), title: row["title"],
      xml: row["xml"])
  }
}
