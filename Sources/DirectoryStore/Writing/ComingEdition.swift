internal import GRDB

/// An edition that is written over the one before in short transactions, while everybody still sees that one.
///
/// An edition that changes much would keep others from writing for many seconds. Its rows go into the registry's tables at
/// once, under the number that its import will have; of each row that is written over or removed, a copy goes into a table of
/// those leaving. As long as the table `coming` says so, rows of that number are there for nobody, and the copies stand for
/// what they were (`Database.rows(of:)`). The last transaction only empties `coming`. Until then it can all be taken back:
/// what an import left that was killed, the next one takes back first.
struct ComingEdition {
  /// So many rows are brought back or taken away in one transaction.
  private static let chunk = 2_000
  /// The same where there are no indexes.
  private static let largeChunk = 10_000
  /// Where so much is written, indexes in which entries come in no order are best kept in memory, in KB.
  private static let cacheSize = 65_536
  /// After so many pages, they are copied from the log into the file: those written again and again are copied once.
  private static let logPages = 16_000

  private let database: Database
  private let number: Int64

  /// Sets a connection up for writing much in short transactions.
  static func prepare(_ database: Database) throws {
    try database.execute(sql: "PRAGMA cache_size = -\(cacheSize); PRAGMA wal_autocheckpoint = \(logPages)")
  }

  /// Begins an edition; what is written over after it can be taken back.
  ///
  /// - Parameters:
  ///   - number: the number that its import will have.
  ///   - database: the connection, which is writing.
  /// - Throws: errors of SQLite.
  static func begin(number: Int64, in database: Database) throws {
    for kind in RecordKind.allCases {
      let name = kind.rawValue
      try database.execute(
        sql: """
          INSERT INTO coming (kind, import, last, last_past)
          VALUES (?, ?, (SELECT ifnull(max(key), 0) FROM \(name)), (SELECT ifnull(max(key), 0) FROM \(name)_past))
          """, arguments: [name, number])
    }
  }

  /// Makes the edition the one that everybody sees.
  static func show(_ database: Database) throws { try database.execute(sql: "DELETE FROM coming") }

  /// Takes back what was written of an edition that never came, and throws away what was kept for those who saw the one
  /// before, in short transactions.
  static func clear(_ database: Database) throws {
    if let number = try database.comingImport() {
      let edition = ComingEdition(database: database, number: number)
      // What is taken back need not stay so if the power fails: it would be taken back again.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
      for kind in RecordKind.allCases { try edition.takeBack(kind) }
      try inTransaction(database) { try show(database) }
    }
    try clearLeaving(database)
  }

  /// Throws away what was kept for those who saw the edition before.
  static func clearLeaving(_ database: Database) throws {
    for kind in RecordKind.allCases {
      let table = kind.leavingTable
      let hasAny: Bool? = try database.value(
        """
        SELECT EXISTS (SELECT * FROM \(table))
          OR (SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?) < ?
        """, [table, kind.leavingIndexes.count])
      guard hasAny == true else { continue }
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
      // All at once would take seconds where there are many.
      for index in kind.leavingIndexes {
        try inTransaction(database) { try database.execute(sql: "DROP INDEX IF EXISTS \(index.name)") }
      }
      try repeatedly(database, chunk: largeChunk) {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE key IN (SELECT key FROM \(table) ORDER BY key LIMIT \(largeChunk))")
      }
      try inTransaction(database) { for index in kind.leavingIndexes { try database.execute(sql: index.sql) } }
    }
  }

  /// Brings the rows of a kind back to what they were.
  ///
  /// What everybody sees is the same before and after each transaction.
  private func takeBack(_ kind: RecordKind) throws {
    let name = kind.rawValue
    let limit = "LIMIT \(ComingEdition.chunk)"
    let last: (row: Int64, past: Int64)? = try database.query("SELECT last, last_past FROM coming WHERE kind = ?")
      .first([name]) { (try $0[0], try $0[1]) }
    guard let last else { return }
    try ComingEdition.repeatedly(database) {
      try database.execute(
        sql: "DELETE FROM \(name) WHERE key IN (SELECT key FROM \(name) WHERE key > ? AND since = ? \(limit))",
        arguments: [last.row, number])
    }
    try ComingEdition.repeatedly(database) {
      try database.execute(
        sql: """
          DELETE FROM \(name)_past
          WHERE key IN (SELECT key FROM \(name)_past WHERE key > ? AND until = ? \(limit))
          """,
        arguments: [last.past, number])
    }
    let leaving = kind.leavingTable
    try ComingEdition.repeatedly(database) {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO \(name) (\(kind.allColumns))
          SELECT \(kind.allColumns) FROM \(leaving) ORDER BY key \(limit)
          """)
      try database.execute(
        sql: "DELETE FROM \(leaving) WHERE key IN (SELECT key FROM \(leaving) ORDER BY key \(limit))")
    }
  }

  /// Does something in short transactions until it no longer changes as much as it may at once.
  private static func repeatedly(
    _ database: Database, chunk: Int = ComingEdition.chunk, _ body: () throws -> Void
  ) throws {
    var changed = 0
    repeat {
      try inTransaction(database) {
        try body()
        changed = database.changesCount
      }
    } while changed == chunk
  }

  private static func inTransaction(_ database: Database, _ body: () throws -> Void) throws {
    try database.inTransaction(.immediate) {
      try body()
      return .commit
    }
    Staging.letOthersIn()
  }
}

extension Database {
  /// The number of the import whose edition is being written and is not to be seen yet; `nil` where there is none.
  func comingImport() throws -> Int64? { try cachedQuery("SELECT import FROM coming LIMIT 1").first { try $0[0] } }

  /// What stands for the table of a kind in a question, under its name: as it is, or as it was before an edition that is
  /// still being written.
  func rows(of kind: RecordKind) throws -> String {
    guard let number = try comingImport() else { return kind.rawValue }
    return kind.rowsBeside(coming: number)
  }

  /// What stands for the table of a kind's earlier rows in a question, as `rows(of:)` does for those of now.
  func earlierRows(of kind: RecordKind) throws -> String {
    let name = kind.rawValue + "_past"
    guard let number = try comingImport() else { return name }
    return "(SELECT * FROM \(name) WHERE until <> \(number)) AS \(name)"
  }
}

extension RecordKind {
  /// The rows that everybody sees beside those of a coming import, in the place of the table.
  func rowsBeside(coming number: Int64) -> String {
    """
    (SELECT \(allColumns) FROM \(rawValue) WHERE since <> \(number)
      UNION ALL SELECT \(allColumns) FROM \(leavingTable)) AS \(rawValue)
    """
  }
}
