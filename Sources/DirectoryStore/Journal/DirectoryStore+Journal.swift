package import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal

extension DirectoryStore {
  /// How far the journal has come.
  package func journalPosition() throws -> JournalPosition {
    try read { try $0.journalPosition() }
  }

  /// Entries behind a position with their payloads, owner by owner, in the order of their numbers.
  ///
  /// - Parameters:
  ///   - position: what has been read.
  ///   - limit: how many at most, 1 or more.
  /// - Returns: the entries; an empty array at the end.
  /// - Throws: `JournalPositionError` where nobody can go on from the position, and `MutualAidError`.
  package func journalRecords(after position: JournalPosition, limit: Int) throws -> [JournalRecord] {
    try read { database in
      let head = try database.journalPosition(beyond: position)
      var reached = position
      var records: [JournalRecord] = []
      for owner in head.numbers.keys.sorted() where records.count < limit {
        guard try !database.isErased(after: position[owner], of: owner) else { throw JournalPositionError.tooOld }
        try database.cachedQuery(
          """
          SELECT \(JournalEntry.columns) FROM \(JournalEntry.table)
          WHERE entry.owner = ? AND entry.number > ? ORDER BY entry.number LIMIT ?
          """
        ).forEach([owner.description, position[owner], limit - records.count]) { row in
          let entry = try JournalEntry(row: row)
          reached[owner] = entry.number
          records.append(JournalRecord(entry: entry, payload: try row.payload()?.payload, position: reached))
        }
      }
      return records
    }
  }

  /// Entries of some kinds, the newest last, for people who look for something; payloads that are erased are `nil`.
  package func journalRecords(_ selection: JournalSelection) throws -> [JournalRecord] {
    try read { database in
      let journal = try database.journalIdentity()
      let names = selection.kinds.map { "'\($0.rawValue.replacing("'", with: "''"))'" }.joined(separator: ", ")
      let kinds = selection.kinds.isEmpty ? "" : "AND entry.kind IN (\(names))"
      return try database.query(
        """
        SELECT \(JournalEntry.columns) FROM \(JournalEntry.table)
        WHERE (?1 IS NULL OR entry.owner = ?1) AND (?2 IS NULL OR entry.received >= ?2) \(kinds)
          AND (?3 IS NULL OR entry.number > ?3)
        ORDER BY entry.received DESC, entry.owner DESC, entry.number DESC LIMIT ?4
        """
      ).all([
        selection.owner?.description, selection.since.map { JournalEntry.microseconds($0) }, selection.after,
        selection.limit ?? -1,
      ]) { row in
        let entry = try JournalEntry(row: row)
        return JournalRecord(
          entry: entry, payload: try row.payload()?.payload,
          position: JournalPosition(journal: journal, numbers: [entry.owner: entry.number]))
      }.reversed()
    }
  }

  /// Gives every entry of every owner, as it is at one moment.
  package func forEachJournalRecord(
    _ body: (_ journal: JournalIdentity, _ entry: JournalEntry, _ payload: (salt: Salt, payload: [UInt8])?) throws ->
      Void
  ) throws {
    try read { database in
      let journal = try database.journalIdentity()
      try database.query(
        "SELECT \(JournalEntry.columns) FROM \(JournalEntry.table) ORDER BY entry.owner, entry.number"
      ).forEach { try body(journal, JournalEntry(row: $0), $0.payload()) }
    }
  }

  /// Gives the entries of an owner behind a number, as they are at one moment.
  package func forEachJournalRecord(
    of owner: JournalOwner, after number: Int64,
    _ body: (_ entry: JournalEntry, _ payload: (salt: Salt, payload: [UInt8])?) throws -> Void
  ) throws {
    try read { database in
      try database.query(
        """
        SELECT \(JournalEntry.columns) FROM \(JournalEntry.table)
        WHERE entry.owner = ? AND entry.number > ? ORDER BY entry.number
        """
      ).forEach([owner.description, number]) { try body(JournalEntry(row: $0), $0.payload()) }
    }
  }

  /// The last entry of an owner; `nil` where there is none.
  package func lastJournalEntry(of owner: JournalOwner) throws -> JournalEntry? {
    try read { database in
      try database.query(
        """
        SELECT \(JournalEntry.columns) FROM \(JournalEntry.table)
        WHERE entry.owner = ? ORDER BY entry.number DESC LIMIT 1
        """
      ).first([owner.description]) { try JournalEntry(row: $0) }
    }
  }

  /// The report of an entry of the kind `status`; `nil` for other payloads.
  package static func report(ofPayload payload: [UInt8]) -> AvailabilityReport? { ChangePayload.report(payload) }

  /// What is known of a request that may have come before.
  package func memory(of request: IdempotentRequest) throws -> RequestMemory {
    try read { database in
      let payload: [UInt8]?? = try database.cachedQuery(
        """
        SELECT payload FROM journal_answer AS answer LEFT JOIN journal_payload AS payload
          ON payload.owner = answer.owner AND payload.number = answer.number
        WHERE caller = ? AND key = ?
        """
      ).first([request.caller, request.key]) { (try $0[0] as StoredBytes?)?.bytes }
      guard let payload = payload ?? nil else { return .new }
      guard let known = ChangePayload.answer(payload) else {
        throw MutualAidError.damage(inTable: "journal_payload", row: request.key, column: "payload")
      }
      return known.digest == request.digest ? .answered(known.answer) : .otherRequest
    }
  }
}

/// Which entries are looked for.
package struct JournalSelection: Sendable {
  /// Of these kinds; empty for all.
  package var kinds: [ChangeKind] = []
  /// Of this owner; `nil` for all.
  package var owner: JournalOwner?
  /// Received at this moment or later.
  package var since: Date?
  /// With a greater number.
  package var after: Int64?
  /// The newest so many; `nil` for all.
  package var limit: Int?

  /// All entries.
  package init() {}
}

extension Database {
  func journalPosition() throws -> JournalPosition {
    var position = JournalPosition(journal: try journalIdentity())
    // One owner's entries lie together: for each, the index is entered once.
    let next = try cachedQuery(
      """
      SELECT owner, max(number) FROM journal_entry
      WHERE owner = (SELECT min(owner) FROM journal_entry WHERE owner > ?)
      """)
    var last = ""
    while true {
      let found: (name: String?, number: Int64?)? = try next.first([last]) { (try $0[0], try $0[1]) }
      guard let name = found?.name, let number = found?.number else { break }
      guard let owner = JournalOwner(name) else {
        throw MutualAidError.damage(inTable: "journal_entry", row: String(number), column: "owner")
      }
      position[owner] = number
      last = name
    }
    return position
  }
}
