package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension StoreChange {
  /// Restores a registry as it was in an earlier version, as a new version: the one left behind can be restored in turn.
  ///
  /// - Parameters:
  ///   - id: the registry's id.
  ///   - version: the version.
  ///   - onConflict: called for each record that several registries list, with what they say differently.
  /// - Returns: what becomes of its units, and of assumed ones.
  /// - Throws: `MutualAidError` when there is no such version.
  package func rollBack(
    registry id: RegistryID, to version: Int, onConflict: (RecordConflict) throws -> Void = { _ in }
  ) throws -> (counts: ImportEntry.Counts, precedence: PrecedenceChange) {
    let subject = Subject(kind: ImportEntry.registryKind, id: id.rawValue)
    let moment = try importNumber(of: subject, version: version)
    let current = try database.query("SELECT * FROM registry WHERE id = ?").first([id.rawValue], RegistryRow.init)
    let last = try database.query("SELECT * FROM registry_past WHERE id = ? ORDER BY until DESC")
      .first([id.rawValue], RegistryRow.init)
    guard let header = current ?? last else {
      throw MutualAidError(.storeFailed, "there is no registry '\(id)'")
    }
    let key = header.key
    if try wasRemoved(registry: key, at: moment) {
      return try remove(registry: id, restoring: version, onConflict: onConflict)
    }
    let past = try database.query("SELECT * FROM registry_past WHERE key = ? AND since <= ? AND until > ?")
      .first([key, moment, moment], RegistryRow.init)
    let issued = Date(timeIntervalSince1970: (past ?? header).issued)
    let profile = (past ?? header).profile
    let number = { try self.importNumber(of: subject, issued: issued, file: nil, profile: profile, restoring: version) }
    if current == nil {
      let restored = past ?? header
      try insertRegistry([
        restored.rank, restored.issued, restored.body, profile, try number(), id.rawValue, key,
      ])
    } else if let past, past.body != header.body {
      try archiveRegistry(key: key, until: number())
      try database.execute(
        sql: "UPDATE registry SET rank = ?, issued = ?, body = ?, profile = ?, since = ? WHERE key = ?",
        arguments: [past.rank, past.issued, past.body, profile, try number(), key])
    }
    var counts = ImportEntry.Counts()
    var released: [RecordKind: [String]] = [:]
    for kind in RecordKind.allCases {
      var restoration = try RecordRestoration(kind, registry: key, moment: moment, in: database)
      try restoration.run(difference: collector, number: number)
      released[kind] = restoration.released
      if kind == .unit { counts = restoration.counts }
    }
    try RecordMerger(database: database, registry: key).settle(released: released, onConflict: onConflict)
    let precedence = hasChanged ? try UnitPrecedence(database: database).settle() : PrecedenceChange()
    counts.read = try database.value("SELECT count(*) FROM unit WHERE registry = ?", [key]) ?? 0
    counts.unchanged = counts.read - counts.added - counts.changed
    try conclude(kind: subject.kind, id: subject.id, counts: counts, problems: [])
    return (counts, precedence)
  }

  /// Restores a reference document as it was in an earlier version, as a new version.
  ///
  /// - Parameters:
  ///   - kind: its kind.
  ///   - id: its id.
  ///   - version: the version.
  ///   - placed: reads what of a document is kept in rows beside its text.
  /// - Returns: what the document is now, and what it was before; `nil` when it is so already.
  /// - Throws: `MutualAidError` when there is no such version.
  package func rollBack(
    _ kind: ReferenceDocument.Kind, id: String, to version: Int, placed: (ReferenceDocument) throws -> Placed
  ) throws -> (new: ReferenceDocument, old: ReferenceDocument)? {
    let subject = Subject(kind: kind.rawValue, id: id)
    let moment = try importNumber(of: subject, version: version)
    let past = try database.query(
      "SELECT * FROM document_past WHERE kind = ? AND id = ? AND since <= ? AND until > ?"
    ).first([kind.rawValue, id, moment, moment]) { try ReferenceDocument(kind: kind, row: $0) }
    guard let restored = past, let old = try document(kind, id: id), restored != old else { return nil }
    let number = try importNumber(
      of: subject, issued: restored.issued, file: nil, profile: nil, restoring: version)
    try replace(restored, since: number)
    try place(placed(restored), of: restored)
    return (restored, old)
  }

  private func importNumber(of subject: Subject, version: Int) throws -> Int64 {
    let number: Int64? = try database.value(
      "SELECT id FROM import WHERE kind = ? AND subject = ? AND version = ?", [subject.kind, subject.id, version])
    guard let number else {
      throw MutualAidError(
        .storeFailed, "there is no version \(version) of \(subject.kind) '\(subject.id)'",
        hint: .list(.versions))
    }
    return number
  }
}

/// What a row of a registry says beside its id.
private struct RegistryRow {
  var key: Int64
  var rank: Int
  var issued: Double
  var body: String
  var profile: String

  init(_ row: StoredRow) throws {
    key = try row["key"]
    rank = try row["rank"]
    issued = try row["issued"]
    body = try row["body"]
    profile = try row["profile"]
  }
}

/// Brings the rows of a registry back to what they were at an import.
///
/// A row was there if it was written then or before, and replaced or removed later, if at all.
struct RecordRestoration {
  private static let chunk = 1000

  private let kind: RecordKind
  private let registry: Int64
  private let moment: Int64
  private let database: Database
  private(set) var counts = ImportEntry.Counts()
  /// Ids that others list too and the registry lists no longer.
  private(set) var released: [String] = []

  init(_ kind: RecordKind, registry: Int64, moment: Int64, in database: Database) throws {
    self.kind = kind
    self.registry = registry
    self.moment = moment
    self.database = database
  }

  mutating func run(difference: DifferenceCollector?, number: () throws -> Int64) throws {
    let name = kind.rawValue
    let values = (kind.columns.map(\.name) + ["digest"]).joined(separator: ", ")
    // What is copied to the earlier versions meanwhile was written after the moment, so that it is not read here.
    let earlier = try database.query(
      """
      SELECT key, id, digest FROM \(name)_past
      WHERE key > ? AND registry = ? AND since <= ? AND until > ? ORDER BY key LIMIT \(RecordRestoration.chunk)
      """)
    let current = try database.query("SELECT key, digest FROM \(name) WHERE id = ? AND registry = ?")
    let archive = try database.makeStatement(sql: kind.archiving)
    let replace = try database.makeStatement(
      sql: """
        UPDATE \(name) SET (\(values)) = (SELECT \(values) FROM \(name)_past WHERE key = ?), since = ? WHERE key = ?
        """)
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO \(name) (\(kind.sharedColumns), since, hidden)
        SELECT \(kind.sharedColumns), ?, EXISTS (SELECT * FROM \(name) AS other WHERE other.id = past.id)
        FROM \(name)_past AS past WHERE key = ?
        """)
    var last: Int64 = 0
    while true {
      let rows: [(key: Int64, id: String, digest: Int64)] = try earlier.all([last, registry, moment, moment]) {
        (try $0[0], try $0[1], try $0[2])
      }
      guard let end = rows.last else { break }
      last = end.key
      for past in rows {
        let now: (key: Int64, digest: Int64)? = try current.first([past.id, registry]) { (try $0[0], try $0[1]) }
        guard let now else {
          try insert.execute(arguments: [number(), past.key])
          counts.added += 1
          if let difference {
            difference.added(try difference.snapshot(kind, key: database.lastInsertedRowID, in: database))
          }
          continue
        }
        guard now.digest != past.digest else { continue }
        let key = now.key
        let old = try difference?.snapshot(kind, key: key, in: database)
        try archive.execute(arguments: [number(), key])
        try replace.execute(arguments: [past.key, number(), key])
        counts.changed += 1
        if let difference { difference.changed(old, try difference.snapshot(kind, key: key, in: database)) }
      }
    }
    let later: [Int64] = try database.values(
      """
      SELECT key FROM \(name) WHERE registry = ?1 AND since > ?2
        AND NOT EXISTS (SELECT * FROM \(name)_past AS past
          WHERE past.id = \(name).id AND past.registry = ?1 AND past.since <= ?2 AND past.until > ?2)
      """, [registry, moment])
    guard !later.isEmpty else { return }
    counts.removed = later.count
    released = try RecordRemoval(kind, in: database).remove(later, until: number(), difference: difference)
  }
}
