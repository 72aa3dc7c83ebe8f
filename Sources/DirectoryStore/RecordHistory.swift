internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// What registries say of a record, and what they said before.
struct RecordHistory {
  let database: Database

  /// What each registry says of a record now, with the registry's key.
  func contributions<Record: FieldedRecord>(
    _ kind: RecordTable.Kind, _ id: String, _ decode: (Row) throws -> Record
  ) throws -> [(key: Int64, contribution: Contribution<Record>)] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT own.*, registry.id AS registry_id, rank, registry.issued AS registry_issued
        FROM \(kind.rawValue) AS own JOIN registry ON registry.key = own.registry WHERE own.id = ?
        """)
    return try Row.fetchAll(statement, arguments: [id]).map { row in
      let contribution = Contribution(
        registry: row["registry_id"], authority: Registry.Authority(rank: row["rank"]),
        issued: Date(timeIntervalSince1970: row["registry_issued"]), importID: row["since"], record: try decode(row))
      return (row["registry"], contribution)
    }
  }
}
