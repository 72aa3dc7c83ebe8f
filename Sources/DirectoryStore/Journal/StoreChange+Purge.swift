internal import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal

extension DirectoryStore {
  /// Erases what entries say, and the reports that were kept with them; the entries stay, and the chain is whole.
  ///
  /// Reports that still say what a unit is doing, or where it was last, are not old, however long ago they came: they stay
  /// until the next one of their unit.
  ///
  /// - Parameters:
  ///   - kinds: of which kinds; entries of purges always stay.
  ///   - moment: entries that came in before it.
  /// - Returns: what was erased.
  /// - Throws: `MutualAidError` for trouble with the store.
  package func purge(_ kinds: [ChangeKind], before moment: Date) throws -> PurgeReport {
    var report = PurgeReport(numbers: NumberRanges(), entry: nil, isComplete: true)
    try secureDelete()
    report.numbers = try change { try $0.purge(kinds, before: moment) }
    guard !report.numbers.ranges.isEmpty else { return report }
    report.entry = try lastJournalEntry(of: .local)?.number
    report.isComplete = try emptyLog()
    return report
  }

  /// What is deleted is written over with zeros.
  private func secureDelete() throws {
    try DirectoryStore.translating {
      try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    }
  }

  /// Moves everything from the log into the file and cuts the log to nothing; gives whether that could be done.
  private func emptyLog() throws -> Bool {
    if isInMemory { return true }
    return try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        let isBusy: Int? = try database.value("PRAGMA wal_checkpoint(TRUNCATE)")
        return isBusy == 0
      }
    }
  }
}

extension StoreChange {
  fileprivate func purge(_ kinds: [ChangeKind], before moment: Date) throws -> NumberRanges {
    let kinds = kinds.filter { $0 != .purge }
    guard !kinds.isEmpty else { return NumberRanges() }
    let owner = JournalOwner.local.description
    let names = kinds.map { "'\($0.rawValue.replacing("'", with: "''"))'" }.joined(separator: ", ")
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS purging (number INTEGER PRIMARY KEY, report INTEGER);
        DELETE FROM purging
        """)
    defer { try? database.execute(sql: "DELETE FROM purging") }
    try database.execute(
      sql: """
        INSERT INTO purging SELECT entry.number, report FROM \(JournalEntry.table)
        WHERE entry.owner = ? AND entry.kind IN (\(names)) AND entry.received < ? AND payload.number IS NOT NULL
          AND (report IS NULL OR NOT EXISTS (SELECT * FROM availability WHERE key = report)
            OR (report NOT IN (SELECT report FROM latest_report)
              AND report <> (SELECT max(key) FROM availability)
              AND (SELECT located IS NULL OR EXISTS (
                SELECT * FROM availability AS later
                WHERE later.unit = own.unit AND (later.located, later.key) > (own.located, own.key))
                FROM availability AS own WHERE own.key = report)))
        """, arguments: [owner, JournalEntry.microseconds(moment)])
    var numbers = NumberRanges()
    for number in try database.values("SELECT number FROM purging ORDER BY number") as [Int64] { numbers.add(number) }
    guard !numbers.ranges.isEmpty else { return numbers }
    try database.execute(
      sql: """
        DELETE FROM availability WHERE key IN (SELECT report FROM purging WHERE report IS NOT NULL);
        DELETE FROM journal_answer WHERE owner = '\(owner)' AND number IN (SELECT number FROM purging);
        DELETE FROM journal_payload WHERE owner = '\(owner)' AND number IN (SELECT number FROM purging)
        """)
    if kinds.contains(.request) { try removeRequests(before: moment) }
    try mark(numbers, ofOwner: owner)
    let notice = PurgeNotice(
      kinds: kinds.map(\.rawValue), before: Timestamp.text(moment), numbers: numbers)
    note(.purge, event: Date(), payload: notice.payload)
    return numbers
  }

  private func mark(_ numbers: NumberRanges, ofOwner owner: String) throws {
    for range in numbers.ranges {
      try database.execute(
        sql: "INSERT INTO journal_purged (owner, first, last) VALUES (?, ?, ?)",
        arguments: [owner, range.lowerBound, range.upperBound])
    }
  }
}
