package import DirectoryModel
internal import GRDB
internal import Journal

extension DirectoryStore {
  /// How far a directory has come: the same mark twice means that nothing has changed between.
  package struct ChangeMark: Hashable, Sendable {
    /// The directory's version, which every change raises.
    package var version: Int
    /// The key of the newest import or rollback: while it stays, units, stations and documents are the same.
    package var lastImport: Int64
    /// The key of the newest availability report, to go on from with `availabilityChanges`.
    package var lastReport: Int64
    /// The number of the journal's newest entry of this directory's owner.
    package var lastEntry: Int64
  }

  /// An availability report with its key.
  package struct KeyedReport: Hashable, Sendable {
    /// Counts up in the order in which reports were kept.
    package var key: Int64
    /// The report.
    package var report: AvailabilityReport
  }

  /// How far the directory has come.
  ///
  /// It takes a few microseconds: a process that keeps units in memory may ask before every answer.
  package func changeMark() throws -> ChangeMark {
    try read { try $0.changeMark() }
  }

  /// A number that changes whenever another process, or another store on the same file, has written (SQLite's
  /// `PRAGMA data_version`); it says nothing of changes made through this store.
  ///
  /// It is the cheapest question: nothing of the file is read where nothing was written.
  package func dataVersion() throws -> Int {
    try read { try $0.cachedQuery("PRAGMA data_version").first { try $0[0] } ?? 0 }
  }

  /// The availability reports kept after one, in the order in which they were kept.
  ///
  /// A late report comes here too: compare `since` before taking it for the unit's status.
  ///
  /// - Parameters:
  ///   - key: the key of the last report seen; 0 for all.
  ///   - limit: how many at most.
  /// - Returns: the reports with their keys, which rise.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func availabilityChanges(after key: Int64, limit: Int = .max) throws -> [KeyedReport] {
    try read { database in
      try database.cachedQuery("SELECT * FROM availability WHERE key > ? ORDER BY key LIMIT ?").all([key, limit]) {
        KeyedReport(key: try $0["key"], report: try AvailabilityReport(row: $0))
      }
    }
  }
}

extension Database {
  /// How far the directory has come.
  func changeMark() throws -> DirectoryStore.ChangeMark {
    let query = try cachedQuery(
      """
      SELECT version, ifnull((SELECT max(id) FROM import), 0), ifnull((SELECT max(key) FROM availability), 0),
        ifnull((SELECT max(number) FROM journal_entry WHERE owner = '\(JournalOwner.local)'), 0)
      FROM directory
      """)
    let mark = try query.first { row in
      DirectoryStore.ChangeMark(
        version: try row[0], lastImport: try row[1], lastReport: try row[2], lastEntry: try row[3])
    }
    guard let mark else { throw MutualAidError.damage(inTable: "directory", row: "1", column: "version") }
    return mark
  }
}
