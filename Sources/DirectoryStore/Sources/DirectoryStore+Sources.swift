package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension DirectoryStore {
  /// All sources by what they are of.
  package func sources() throws -> [SourceStatus] {
    try read { database in
      var held: [String: HeldEdition] = [:]
      try database.query("SELECT subject, digest, fetched, actor, added, changed, removed FROM source_edition").forEach
      {
        held[try $0["subject"]] = try HeldEdition(row: $0)
      }
      return try database.query("SELECT * FROM source ORDER BY subject").all { row in
        var status = try SourceStatus(row: row)
        status.held = held[status.source.subject]
        return status
      }
    }
  }

  /// The bytes of an edition that waits for approval; `nil` where none does.
  package func heldEdition(of subject: String) throws -> [UInt8]? {
    try read { database in
      try database.query("SELECT edition FROM source_edition WHERE subject = ?").first([subject]) {
        (try $0[0] as StoredBytes).bytes
      }
    }
  }
}

extension HeldEdition {
  init(row: StoredRow) throws {
    self.init(
      digest: try row["digest"], fetched: try row["fetched"], actor: try row["actor"], added: try row["added"],
      changed: try row["changed"], removed: try row["removed"])
  }
}

extension SourceOutcome: StoredValue {}

extension SourceStatus {
  init(row: StoredRow) throws {
    var source = EditionSource(of: try row["subject"], at: try row["address"])
    source.interval = try row["interval"]
    source.promise = try row["promise"]
    source.profile = try row["profile"]
    source.country = try row["country"]
    source.service = try row["service"]
    source.byteLimit = try row["byte_limit"]
    source.timeLimit = try row["time_limit"]
    source.needsApproval = try row["needs_approval"]
    self.init(source: source)
    checked = try row["checked"]
    succeeded = try row["succeeded"]
    outcome = try row["outcome"]
    code = try row["code"]
    message = try row["message"]
    failures = try row["failures"]
    due = try row["due"]
    isOverdue = try row["is_overdue"]
    validators.entityTag = try row["entity_tag"]
    validators.lastModified = try row["last_modified"]
    validators.digest = try row["digest"]
  }
}
