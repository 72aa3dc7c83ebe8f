package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension DirectoryStore {
  /// The versions of registries and reference documents, newest first.
  ///
  /// - Parameters:
  ///   - kind: only of this kind: `registry`, or a kind of document; `nil` for all.
  ///   - subject: only of the registry or document of this id; `nil` for all.
  ///   - limit: how many at most.
  package func imports(kind: String? = nil, subject: String? = nil, limit: Int = .max) throws -> [ImportEntry] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM import WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR subject = ?2)
          ORDER BY id DESC LIMIT ?3
          """, arguments: [kind, subject, limit]
      ).map(ImportEntry.init(row:))
    }
  }

  /// All versions of a station, in whatever registries list or listed it.
  package func stationHistory(_ id: String) throws -> RecordHistory<Station> {
    try read { try RecordRows(database: $0).history(.station, id, Station.init(row:)) }
  }

  /// All versions of a unit, in whatever registries list or listed it.
  package func unitHistory(_ id: String) throws -> RecordHistory<ResponseUnit> {
    try read { try RecordRows(database: $0).history(.unit, id, ResponseUnit.init(row:)) }
  }

  /// A unit's availability reports, by event time.
  package func availabilityReports(ofUnit id: String) throws -> [AvailabilityReport] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM availability WHERE unit = ? ORDER BY since, key", arguments: [id]
      ).map(AvailabilityReport.init(row:))
    }
  }

  /// Ids of stations that contain a text, at most `limit`, for suggestions.
  package func stationIDs(containing text: String, limit: Int = 2000) throws -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: "SELECT DISTINCT id FROM station WHERE instr(lower(id), lower(?)) > 0 ORDER BY id LIMIT ?",
        arguments: [text, limit])
    }
  }
}

/// What registries say of a record, and what they said before.
struct RecordRows {
  let database: Database

  /// What each registry says of a record now, with the keys of the registry and of its row.
  func contributions<Record: FieldedRecord>(
    _ kind: RecordTable.Kind, _ id: String, _ decode: (Row) throws -> Record
  ) throws -> [(registry: Int64, row: Int64, contribution: Contribution<Record>)] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT own.*, registry.id AS registry_id, rank, registry.issued AS registry_issued
        FROM \(kind.rawValue) AS own JOIN registry ON registry.key = own.registry WHERE own.id = ?
        """)
    return try Row.fetchAll(statement, arguments: [id]).map { row in
      let contribution = Contribution(
        registry: row["registry_id"], authority: Registry.Authority(rank: row["rank"]),
        issued: Date(timeIntervalSince1970: row["registry_issued"]), importID: row["since"], record: try decode(row))
      return (row["registry"], row["key"], contribution)
    }
  }

  func history<Record: FieldedRecord>(
    _ kind: RecordTable.Kind, _ id: String, _ decode: (Row) throws -> Record
  ) throws -> RecordHistory<Record> {
    let current = try contributions(kind, id, decode).map(\.contribution)
    let past = try Row.fetchAll(
      database,
      sql: """
        SELECT past.*, registry.id AS registry_id
        FROM \(kind.rawValue)_past AS past JOIN registry ON registry.key = past.registry WHERE past.id = ?
        """, arguments: [id]
    ).map { row in
      RecordVersion(registry: row["registry_id"], since: row["since"], until: row["until"], record: try decode(row))
    }
    let versions =
      past + current.map { RecordVersion(registry: $0.registry, since: $0.importID, until: nil, record: $0.record) }
    let numbers = Set(versions.flatMap { [$0.since] + ($0.until.map { [$0] } ?? []) }).sorted()
    let imports = try numbers.compactMap { number in
      try Row.fetchOne(database, sql: "SELECT * FROM import WHERE id = ?", arguments: [number])
        .map(ImportEntry.init(row:))
    }
    return RecordHistory(contributions: current, versions: versions, imports: imports)
  }
}

extension ImportEntry {
  fileprivate init(row: Row) throws {
    var counts = Counts()
    counts.read = row["read"]
    counts.added = row["added"]
    counts.changed = row["changed"]
    counts.unchanged = row["unchanged"]
    counts.removed = row["removed"]
    counts.rejected = row["rejected"]
    counts.errors = row["errors"]
    counts.warnings = row["warnings"]
    self.init(
      id: row["id"], kind: row["kind"], subject: row["subject"], version: row["version"],
      action: Action(rawValue: row["action"]) ?? .imported, ofVersion: row["of_version"],
      issued: Date(timeIntervalSince1970: row["issued"]), importedAt: Date(timeIntervalSince1970: row["imported_at"]),
      file: row["file"], profile: row["profile"], counts: counts, problems: try ColumnJSON.value(row["problems"]))
  }
}
