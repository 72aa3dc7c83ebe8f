internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// What registries say of a record, and what they said before.
struct RecordRows {
  let database: Database

  /// What each registry says of a record now, with the keys of the registry and of its row.
  func contributions<Record: CorrectableRecord>(
    _ kind: RecordKind, _ id: Record.ID, _ decode: (StoredRow) throws -> Record
  ) throws -> [(registry: Int64, row: Int64, contribution: Contribution<Record>)] {
    let query = try database.cachedQuery(
      """
      SELECT \(kind.rawValue).*, registry.id AS registry_id, rank, registry.issued AS registry_issued
      FROM \(database.rows(of: kind)) JOIN registry ON registry.key = \(kind.rawValue).registry
      WHERE \(kind.rawValue).id = ?
      """)
    return try query.all([id.rawValue]) { row in
      let contribution = Contribution(
        registry: try row["registry_id"], authority: Registry.Authority(rank: try row["rank"]),
        issued: try row["registry_issued"], importID: try row["since"], record: try decode(row))
      return (try row["registry"], try row["key"], contribution)
    }
  }

  func history<Record: CorrectableRecord>(
    _ kind: RecordKind, _ id: Record.ID, _ decode: (StoredRow) throws -> Record
  ) throws -> RecordHistory<Record> {
    let current = try contributions(kind, id, decode).map(\.contribution)
    let past = try database.query(
      """
      SELECT \(kind.rawValue)_past.*, registry.id AS registry_id
      FROM \(database.earlierRows(of: kind))
      JOIN (SELECT key, id FROM registry UNION SELECT key, id FROM registry_past) AS registry
        ON registry.key = \(kind.rawValue)_past.registry
      WHERE \(kind.rawValue)_past.id = ?
      """
    ).all([id.rawValue]) { row in
      RecordVersion(
        registry: try row["registry_id"], since: try row["since"], until: try row["until"], record: try decode(row))
    }
    let versions =
      past + current.map { RecordVersion(registry: $0.registry, since: $0.importID, until: nil, record: $0.record) }
    let numbers = Set(versions.flatMap { [$0.since] + ($0.until.map { [$0] } ?? []) }).sorted()
    let find = try database.query("SELECT * FROM import WHERE id = ?")
    let imports = try numbers.compactMap { try find.first([$0], ImportEntry.init(row:)) }
    return RecordHistory(contributions: current, versions: versions, imports: imports)
  }
}

extension ImportEntry {
  init(row: StoredRow) throws {
    var counts = Counts()
    counts.read = try row["read"]
    counts.added = try row["added"]
    counts.changed = try row["changed"]
    counts.unchanged = try row["unchanged"]
    counts.removed = try row["removed"]
    counts.rejected = try row["rejected"]
    counts.errors = try row["errors"]
    counts.warnings = try row["warnings"]
    self.init(
      id: try row["id"], kind: try row["kind"], subject: try row["subject"], version: try row["version"],
      action: try row["action"], ofVersion: try row["of_version"], issued: try row["issued"],
      importedAt: try row["imported_at"], file: try row["file"], profile: try row["profile"], counts: counts,
      problems: try row.json("problems"))
  }
}
