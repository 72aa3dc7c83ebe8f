internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// What registries say of a record, and what they said before.
struct RecordRows {
  let database: Database

  /// What each registry says of a record now, with the keys of the registry and of its row.
  func contributions<Record: FieldedRecord>(
    _ kind: RecordKind, _ id: Record.ID, _ decode: (Row) throws -> Record
  ) throws -> [(registry: Int64, row: Int64, contribution: Contribution<Record>)] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT own.*, registry.id AS registry_id, rank, registry.issued AS registry_issued
        FROM \(kind.rawValue) AS own JOIN registry ON registry.key = own.registry WHERE own.id = ?
        """)
    return try Row.fetchAll(statement, arguments: [id.rawValue]).map { row in
      let contribution = Contribution(
        registry: row["registry_id"], authority: Registry.Authority(rank: row["rank"]),
        issued: Date(timeIntervalSince1970: row["registry_issued"]), importID: row["since"], record: try decode(row))
      return (row["registry"], row["key"], contribution)
    }
  }

  func history<Record: FieldedRecord>(
    _ kind: RecordKind, _ id: Record.ID, _ decode: (Row) throws -> Record
  ) throws -> RecordHistory<Record> {
    let current = try contributions(kind, id, decode).map(\.contribution)
    let past = try Row.fetchAll(
      database,
      sql: """
        SELECT past.*, registry.id AS registry_id
        FROM \(kind.rawValue)_past AS past JOIN registry ON registry.key = past.registry WHERE past.id = ?
        """, arguments: [id.rawValue]
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
  init(row: Row) throws {
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
