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
      try database.query(
        """
        SELECT id, body, profile,
          (SELECT imported_at FROM import WHERE kind = 'registry' AND subject = registry.id
            ORDER BY version DESC LIMIT 1) AS imported_at,
          (SELECT count(*) FROM \(database.rows(of: .station)) WHERE registry = registry.key) AS stations,
          (SELECT count(*) FROM \(database.rows(of: .unit)) WHERE registry = registry.key) AS units
        FROM registry ORDER BY id
        """
      ).all { row in
        RegistryEntry(
          registry: try row.json("body"), profile: try row["profile"], importedAt: try row["imported_at"],
          stations: try row["stations"], units: try row["units"])
      }
    }
  }

  /// The descriptions of all registries that list stations, by id, without counts.
  package func registriesWithStations() throws -> [Registry] {
    try read { database in
      try database.query(
        """
        SELECT * FROM registry
        WHERE EXISTS (
          SELECT * FROM station WHERE station.registry = registry.key
            AND (rank > 0 OR NOT \(CorrectionRows.isCorrection(in: "station.body"))))
        ORDER BY id
        """
      ).all { try $0.json("body") }
    }
  }

  /// All reference documents of a kind, or of every kind, by kind and id.
  package func documents(_ kind: ReferenceDocument.Kind? = nil) throws -> [ReferenceDocument] {
    let kinds = kind.map { [$0] } ?? ReferenceDocument.Kind.allCases
    return try read { database in
      try kinds.flatMap { kind in
        // The plus has the documents gone through one by one, of which there are few: to compare keys in the tree that
        // holds them, SQLite reads the whole of the long ones among which it looks, population and boundaries.
        try database.query("SELECT * FROM document WHERE +kind = ? ORDER BY kind, id")
          .all([kind.rawValue]) { try ReferenceDocument(kind: kind, row: $0) }
      }
    }
  }

  /// A unit with its station and the id of its registry; `nil` when there is no such unit.
  ///
  /// Where several registries list it, it is what they say together, and the registry is that of the highest authority.
  package func unit(_ id: UnitID) throws -> (unit: ResponseUnit, station: Station, registry: RegistryID)? {
    try read { database in
      let found = try database.cachedQuery(
        "SELECT * FROM \(database.rows(of: .unit)) WHERE id = ? AND \(database.shown())"
      )
      .first([id.rawValue]) {
        row in
        (unit: try ResponseUnit(row: row), registry: try DirectoryStore.owner(ofUnit: row, in: database))
      }
      guard let (unit, registry) = found else { return nil }
      let station = try database.cachedQuery(
        "SELECT * FROM \(database.rows(of: .station)) WHERE id = ? AND \(database.shown())"
      )
      .first([unit.station.rawValue], Station.init(row:))
      guard let station else {
        throw MutualAidError.damage(inTable: "unit", row: id.rawValue, column: "station")
      }
      return (unit, station, registry)
    }
  }

  /// A station; `nil` when there is none of that id.
  package func station(_ id: StationID) throws -> Station? {
    try read { database in
      try database.cachedQuery("SELECT * FROM \(database.rows(of: .station)) WHERE id = ? AND \(database.shown())")
        .first([id.rawValue], Station.init(row:))
    }
  }

  /// The main name of every station, by id.
  package func stationNames() throws -> [StationID: String] {
    try read { database in
      var names: [StationID: String] = [:]
      try database.query("SELECT id, name FROM \(database.rows(of: .station)) WHERE \(database.shown())").forEach {
        row in
        names[try row[0]] = try row[1] as String
      }
      return names
    }
  }

  /// The id of the registry of a unit's row; of the highest authority where several list it.
  static func owner(ofUnit row: StoredRow, in database: Database) throws -> RegistryID {
    let key: Int64 = try row["registry"]
    let owner: RegistryID? =
      key == RecordKind.mergedRegistry
      ? try database.cachedQuery(
        """
        SELECT registry.id FROM \(database.rows(of: .unit)) JOIN registry ON registry.key = unit.registry WHERE unit.id = ?
        ORDER BY \(CorrectionRows.isCorrection(in: "unit.body")), rank, issued DESC, registry.id LIMIT 1
        """
      ).first([try row["id"] as String]) { try $0[0] }
      : try database.cachedQuery("SELECT id FROM registry WHERE key = ?").first([key]) { try $0[0] }
    guard let owner else { throw row.damage("registry") }
    return owner
  }

  /// Ids of units that contain a text, at most `limit`, for suggestions.
  package func unitIDs(containing text: String, limit: Int = 2000) throws -> [UnitID] {
    try read { database in
      try database.values(
        """
        SELECT DISTINCT id FROM \(database.rows(of: .unit)) WHERE instr(lower(id), lower(?)) > 0
          AND (hidden OR \(database.shown())) ORDER BY id LIMIT ?
        """, [text, limit])
    }
  }

  /// An organisation; `nil` when there is none of that id.
  package func organisation(_ id: OrganisationID) throws -> Organisation? {
    try read { database in
      try database.cachedQuery(
        "SELECT id, body FROM \(database.rows(of: .organisation)) WHERE id = ? AND \(database.shown())"
      )
      .first([id.rawValue]) { try $0.json("body") }
    }
  }

  /// A control room; `nil` when there is none of that id.
  package func controlRoom(_ id: ControlRoomID) throws -> ControlRoom? {
    try read { database in
      try database.cachedQuery(
        "SELECT id, body FROM \(database.rows(of: .controlRoom)) WHERE id = ? AND \(database.shown())"
      )
      .first([id.rawValue]) { try $0.json("body") }
    }
  }

  /// The control rooms of a country, by id.
  package func controlRooms(country: CountryCode) throws -> [ControlRoom] {
    try read { database in
      try database.query(
        "SELECT id, body FROM \(database.rows(of: .controlRoom)) WHERE country = ? AND \(database.shown()) ORDER BY id"
      )
      .all([country.rawValue]) { try $0.json("body") }
    }
  }

  /// How many units there are by country and service.
  package func unitCounts() throws -> [(country: CountryCode, service: Service, units: Int)] {
    try read { database in
      try database.query(
        """
        SELECT country, service, count(*) FROM \(database.rows(of: .unit)) WHERE \(database.shown()) GROUP BY country, service
        ORDER BY country, service
        """
      ).all { (try $0[0], try $0[1], try $0[2]) }
    }
  }

  /// How many stations, control rooms, organisations, areas and availability reports there are; what several registries
  /// list counts once.
  package func counts() throws -> (stations: Int, controlRooms: Int, organisations: Int, areas: Int, reports: Int) {
    try read { database in
      let count = { (table: String) -> Int in try database.value("SELECT count(*) FROM \(table)") ?? 0 }
      let shown = try database.shown()
      return try (
        count("\(database.rows(of: .station)) WHERE \(shown)"),
        count("\(database.rows(of: .controlRoom)) WHERE \(shown)"),
        count("\(database.rows(of: .organisation)) WHERE \(shown)"), count("area"), count("availability")
      )
    }
  }

  /// All availability reports, by unit and event time.
  package func availabilityReports() throws -> [AvailabilityReport] {
    try read { database in
      try database.query("SELECT * FROM availability ORDER BY unit, since, key").all([], AvailabilityReport.init(row:))
    }
  }
}

extension ReferenceDocument {
  init(kind: Kind, row: StoredRow) throws {
    self.init(
      id: try row["id"], kind: kind, issued: try row["issued"], title: try row["title"], xml: try row["xml"])
  }
}
