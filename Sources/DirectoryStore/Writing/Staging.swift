internal import GRDB
internal import Primitives

/// Rows of registries that nobody sees yet: written in short transactions under keys that the table `staging` lists.
final class Staging {
  /// So many rows are taken away in one transaction.
  private static let chunk = 5_000
  /// How long others are let in between two short transactions, in microseconds: they look every millisecond.
  private static let gap: UInt32 = 2_500
  /// How long others are kept from writing by one of many rows.
  private static let moment = Duration.milliseconds(50)

  private let database: Database
  private var isWriting = false
  /// Kinds of records whose scattered indexes are missing until all rows are there.
  private var unindexed: Set<RecordKind> = []
  private var nextKey: Int64?
  private var nextImport: Int64?
  /// Whether an edition has been begun over the one that everybody sees (`ComingEdition`).
  var hasComing = false
  /// Whether the last transaction has begun, in which all rows are made to be seen.
  var isLast = false

  init(_ database: Database) { self.database = database }

  // MARK: Transactions

  /// Begins to read: all reads until `write` or `commit` are of one moment.
  func read() throws {
    guard !isLast, !database.isInsideTransaction else { return }
    try database.beginTransaction(.deferred)
  }

  /// Begins to write, unless that has been done.
  ///
  /// No statement must stand on a row: what it reads may be of an earlier moment, after which nobody can write.
  func write() throws {
    guard !isLast, !isWriting else { return }
    if database.isInsideTransaction { try database.commit() }
    try database.beginTransaction(.immediate)
    isWriting = true
  }

  /// Ends a short transaction.
  ///
  /// - Returns: whether others were kept from writing.
  func commit() throws -> Bool {
    guard !isLast else { return false }
    defer { isWriting = false }
    if database.isInsideTransaction { try database.commit() }
    return isWriting
  }

  /// Does something with each of many, in short transactions.
  func inBursts<Element>(_ elements: some Sequence<Element>, _ body: (Element) throws -> Void) throws {
    var start = ContinuousClock.now
    for (number, element) in elements.enumerated() {
      try write()
      try body(element)
      guard number % 64 == 63, ContinuousClock.now - start > Staging.moment else { continue }
      try pause()
      start = .now
    }
    try pause()
  }

  /// Ends a short transaction, and lets others in where they were kept out.
  func pause() throws {
    if try commit() { Staging.letOthersIn() }
  }

  /// Waits long enough for others to begin to write.
  static func letOthersIn() { usleep(gap) }

  // MARK: Registries

  /// A key for a registry that is new.
  func takeKey() throws -> Int64 {
    let key = try nextKey ?? database.freeRegistryKey()
    nextKey = key + 1
    return key
  }

  /// The number of the next import: nobody else gives any out meanwhile.
  func takeImportNumber() throws -> Int64 {
    let number =
      try nextImport ?? database.value("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'import'") ?? 1
    nextImport = number + 1
    return number
  }

  /// Hides the rows of a key.
  func hide(_ key: Int64) throws {
    try write()
    try database.execute(sql: "INSERT OR IGNORE INTO staging (registry) VALUES (?)", arguments: [key])
  }

  /// Shows the rows of a key, which is to be done in the last transaction.
  func show(_ key: Int64) throws {
    try database.execute(sql: "DELETE FROM staging WHERE registry = ?", arguments: [key])
  }

  // MARK: Indexes

  /// Takes the scattered indexes of a table without rows away: to build them at the end takes a third of the time of keeping
  /// them up to date.
  func dropIndexes(of kind: RecordKind) throws {
    guard unindexed.insert(kind).inserted else { return }
    try write()
    for index in kind.scatteredIndexes { try database.execute(sql: "DROP INDEX IF EXISTS \(index.name)") }
  }

  /// Brings the indexes back, each in a transaction of its own.
  func restoreIndexes() throws {
    for kind in unindexed { try Staging.restoreIndexes(of: kind, in: database) }
    unindexed = []
  }

  private static func restoreIndexes(of kind: RecordKind, in database: Database) throws {
    for index in kind.scatteredIndexes {
      try database.inTransaction(.immediate) {
        let isThere: Bool? = try database.value(
          "SELECT EXISTS (SELECT * FROM sqlite_master WHERE type = 'index' AND name = ?)", [index.name])
        if isThere != true { try database.execute(sql: index.sql) }
        return .commit
      }
    }
  }

  // MARK: Clearing

  /// Removes rows that never became a registry's, and takes editions back that never came, such as those of an import that
  /// was killed, in short transactions.
  static func clear(_ database: Database) throws {
    try ComingEdition.clear(database)
    let keys: [Int64] = try database.values("SELECT registry FROM staging")
    guard !keys.isEmpty else { return }
    for kind in RecordKind.allCases {
      let name = kind.rawValue
      let hasOthers: Bool? = try database.value(
        "SELECT EXISTS (SELECT * FROM \(name) WHERE registry NOT IN (SELECT registry FROM staging))")
      if hasOthers == false {
        // Without a condition, whole pages are freed.
        try database.inTransaction(.immediate) {
          try database.execute(sql: "DELETE FROM \(name)")
          return .commit
        }
      }
      for key in keys {
        var removed = 0
        repeat {
          try database.inTransaction(.immediate) {
            try database.execute(
              sql: "DELETE FROM \(name) WHERE key IN (SELECT key FROM \(name) WHERE registry = ? LIMIT \(chunk))",
              arguments: [key])
            removed = database.changesCount
            return .commit
          }
        } while removed == chunk
      }
      try restoreIndexes(of: kind, in: database)
    }
    try database.inTransaction(.immediate) {
      try database.execute(sql: "DELETE FROM staging")
      return .commit
    }
  }
}

/// Which rows questions see, as conditions.
enum ShownRows {
  /// What several registries list comes once.
  static let usual = "NOT hidden"
  /// The same, while there are rows that belong to no registry yet.
  ///
  /// The sign keeps the index of registries from being taken.
  static let besideStaging = "NOT hidden AND +registry NOT IN (SELECT registry FROM staging)"
}

extension Database {
  /// A key that no registry has or had: what removed ones said stays under theirs.
  func freeRegistryKey() throws -> Int64 {
    try value(
      "SELECT ifnull(max(key), 0) + 1 FROM (SELECT key FROM registry UNION ALL SELECT key FROM registry_past)") ?? 1
  }

  /// Which rows questions see, as a condition: what several registries list comes once, and rows that belong to no registry
  /// yet do not come.
  func shown() throws -> String {
    let hasStaging: Bool? = try cachedQuery("SELECT EXISTS (SELECT * FROM staging)").first { try $0[0] }
    return hasStaging == true ? ShownRows.besideStaging : ShownRows.usual
  }
}
