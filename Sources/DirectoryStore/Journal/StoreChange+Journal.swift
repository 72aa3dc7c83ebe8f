internal import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal

extension StoreChange {
  /// Notes something of a program's own in the journal.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - event: when it happened.
  ///   - payload: what the entry says, as JSON.
  package func record(_ kind: ChangeKind, event: Date = Date(), payload: [UInt8]) {
    append(kind, event: event, payload: payload)
  }

  /// Writes what has been noted, and what is remembered of the request: the one place where entries come from.
  ///
  /// - Returns: the number of the last entry.
  func writeJournal() throws -> Int64 {
    let writer = try JournalWriter(database)
    notes += try editionNotes()
    var entries = try writer.write(notes, actor: origin.actor)
    notes = []
    if let pending = origin.remembering {
      let change = PendingAnswer.Change(
        position: JournalPosition(journal: writer.journal, numbers: [JournalOwner.local: writer.number]),
        entries: entries, version: try database.value("SELECT version FROM directory") ?? 0)
      if let answer = pending.answer(change) {
        try remember(answer, to: pending.request, number: writer.number + 1)
        append(.answer, event: Date(), payload: ChangePayload.answer(answer, to: pending.request))
        entries += try writer.write(notes, actor: origin.actor)
        notes = []
      }
    }
    return writer.number
  }

  private func remember(_ answer: RememberedAnswer, to request: IdempotentRequest, number: Int64) throws {
    let isKnown: Bool? = try database.value(
      "SELECT EXISTS (SELECT * FROM journal_answer WHERE caller = ? AND key = ?)", [request.caller, request.key])
    if isKnown == true {
      throw MutualAidError(
        .requestRepeated, "the request with the key '\(request.key)' has been answered meanwhile", hint: "Ask again.")
    }
    try database.execute(
      sql: "INSERT INTO journal_answer (caller, key, owner, number) VALUES (?, ?, ?, ?)",
      arguments: [request.caller, request.key, JournalOwner.local.description, number])
  }

  /// An entry for each edition that this change has made.
  private func editionNotes() throws -> [ChangeNote] {
    try imports.values.sorted().compactMap { number in
      let found = try database.query("SELECT * FROM import WHERE id = ?").first([number]) { try ImportEntry(row: $0) }
      guard let entry = found else { return nil }
      let kind: ChangeKind =
        switch entry.action {
        case .rollback: .rollback
        case .removal: .removal
        case .imported: entry.subject.hasPrefix(Correction.registryPrefix) ? .correction : .imported
        }
      return ChangeNote(
        kind: kind, event: JournalEntry.microseconds(entry.importedAt),
        received: JournalEntry.microseconds(entry.importedAt),
        payload: ChangePayload.edition(entry, digest: try digest(of: entry, number: number)))
    }
  }

  /// By what an edition is known again: of a document its text, of a registry its description and the fingerprints of its
  /// stations, as far as they were kept with it.
  private func digest(of entry: ImportEntry, number: Int64) throws -> Digest? {
    guard entry.kind == ImportEntry.registryKind else {
      let text: String? = try database.value(
        "SELECT xml FROM document WHERE kind = ? AND id = ?", [entry.kind, entry.subject])
      return text.map { SHA256.digest(of: $0) }
    }
    let registry: (key: Int64, body: String)? = try database.query("SELECT key, body FROM registry WHERE id = ?")
      .first([entry.subject]) { (try $0[0], try $0[1]) }
    guard let registry else { return nil }
    var hash = SHA256()
    hash.update(Array(registry.body.utf8))
    let stations: StoredFingerprints? = try database.value(
      "SELECT digests FROM station_digest WHERE registry = ? AND import = ?", [registry.key, number])
    if let stations { hash.update(stations.data) }
    return hash.digest()
  }
}

/// Puts entries behind the last one, with their payloads beside them.
private final class JournalWriter {
  let journal: JournalIdentity
  private var chain: JournalChain
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    journal = try database.journalIdentity()
    let last: (Int64, Digest)? = try database.cachedQuery(
      "SELECT number, hash FROM journal_entry WHERE owner = ? ORDER BY number DESC LIMIT 1"
    ).first([JournalOwner.local.description]) { (try $0[0], try $0[1]) }
    chain = JournalChain(journal: journal, owner: .local, last: last.map { (number: $0.0, hash: $0.1) })
  }

  /// The number of the last entry.
  var number: Int64 { chain.number }

  func write(_ notes: [ChangeNote], actor: String) throws -> [JournalEntry] {
    guard !notes.isEmpty else { return [] }
    let entries = try RawStatement(
      """
      INSERT INTO journal_entry (owner, number, kind, event, received, actor, payload_digest, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: database)
    let payloads = try RawStatement(
      "INSERT INTO journal_payload (owner, number, salt, payload, report) VALUES (?, ?, ?, ?, ?)", in: database)
    let salts = Salt.random(notes.count)
    return try zip(notes, salts).map { note, salt in
      let entry = chain.append(
        note.kind, event: note.event, received: note.received, actor: actor, payload: note.payload, salt: salt)
      let owner = RawStatement.Value.text(entry.owner.description)
      try entries.run([
        owner, .integer(entry.number), .text(entry.kind.rawValue), .integer(entry.eventMicroseconds),
        .integer(entry.receivedMicroseconds), .text(entry.actor), .bytes(entry.payloadDigest.bytes),
        .bytes(entry.previous.bytes), .bytes(entry.hash.bytes),
      ])
      try payloads.run([
        owner, .integer(entry.number), .bytes(salt.bytes), .bytes(note.payload), .integer(note.report),
      ])
      return entry
    }
  }
}

extension Database {
  /// The journal's name.
  func journalIdentity() throws -> JournalIdentity {
    let text: String? = try cachedQuery("SELECT identity FROM journal").first { try $0[0] }
    guard let identity = text.flatMap({ JournalIdentity($0) }) else {
      throw MutualAidError.damage(inTable: "journal", row: "1", column: "identity")
    }
    return identity
  }
}
