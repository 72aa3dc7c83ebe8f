internal import DirectoryModel
internal import GRDB

/// A table of a registry's records during one import: its statements, prepared once, and which rows have been met.
final class RecordTable {
  /// So many rows in another order than before, and the order is no longer of use.
  private static let toleratedMisses = 1000

  let kind: RecordKind
  private let database: Database
  private let registry: Int64
  /// Keys of rows that the registry has listed.
  private var seen = KeySet()
  /// How many rows the registry had before, and how many of these it has listed again.
  private let before: Int
  private var listedAgain = 0
  /// Whether no registry had any row before, so that nothing has to be looked for.
  private var isFirst: Bool
  private let insert: RawStatement
  /// Where rows are taken ahead of the last transaction.
  private let staging: Staging?
  /// Whether the registry is new, so that its rows are written ahead.
  private let isStaged: Bool
  private var hasHidden = false
  /// Ids of rows that are new and will be written in the last transaction.
  private var idsToAdd: Set<ArraySlice<UInt8>> = []
  /// Rows that are no longer listed, where that was found out ahead.
  private var unlisted: [Int64]?
  private let update: RawStatement
  private let find: RawStatement
  private let archive: Statement
  /// The registry's rows in the order in which they were written: mostly that of the new version too.
  private var sequence: RawStatement?
  private var misses = 0
  /// The key of the row that the sequence gave last.
  private var position: Int64 = 0
  /// Whether the sequence was let go of, and goes on behind its position.
  private var isPaused = false
  /// Keeps rows for those who see the edition before; `nil` where nobody does while they are written over.
  private var leave: Statement?
  /// What became of rows that are no longer listed, where they were removed ahead of the last transaction.
  private var removedAhead: (removed: Int, shared: [String])?

  /// A row that will be written in the last transaction.
  struct Waiting {
    let table: RecordTable
    let row: EncodedRow
    /// The key of the row that it replaces; `nil` where it is new.
    let key: Int64?
    /// Whether other registries list the same record.
    let isListedElsewhere: Bool
  }

  /// Prepares the statements.
  ///
  /// - Parameters:
  ///   - kind: the kind of records.
  ///   - registry: the key of the registry.
  ///   - database: the connection.
  ///   - staging: where rows are taken ahead of the last transaction; `nil` where they are written at once.
  ///   - isStaged: whether the registry is new, so that rows taken ahead are written under its key.
  ///   - letGo: called where no statement may stand on a row.
  /// - Throws: errors of SQLite.
  init(
    _ kind: RecordKind, registry: Int64, in database: Database, staging: Staging? = nil, isStaged: Bool = false,
    letGo: () -> Void
  ) throws {
    self.staging = staging
    self.isStaged = isStaged
    self.kind = kind
    self.database = database
    self.registry = registry
    let name = kind.rawValue
    isFirst = try database.value("SELECT NOT EXISTS (SELECT * FROM \(name))") ?? false
    let count = "SELECT count(*) FROM \(name) WHERE registry = ?"
    before = isFirst ? 0 : try database.value(count, [registry]) ?? 0
    if isFirst, staging == nil {
      // Building an index at the end takes a third of the time of keeping it up to date, but where entries only come last.
      // SQLite takes none away while a statement stands on a row.
      letGo()
      for index in kind.scatteredIndexes { try database.execute(sql: "DROP INDEX \(index.name)") }
    }
    insert = try RawStatement(kind.insertion, in: database)
    update = try RawStatement(kind.updating, in: database)
    find = try RawStatement("SELECT registry, key, digest, hidden FROM \(name) WHERE id = ?", in: database)
    archive = try database.makeStatement(sql: kind.archiving)
    if before > 0 {
      sequence = try RawStatement(
        "SELECT id, key, digest, hidden FROM \(name) WHERE registry = ? AND key > ? ORDER BY key", in: database)
      try sequence?.start(registry: registry, after: 0)
    }
  }

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - keepsExisting: whether a row that is there already stays as it is.
  ///   - difference: collects what changes; `nil` where no difference is asked for.
  ///   - since: gives the import's number; only asked when something is written.
  /// - Returns: what became of the row, and whether other registries list the same record.
  /// - Throws: what `since` throws, and errors of SQLite.
  func put(
    _ row: EncodedRow, keepsExisting: Bool, difference: DifferenceCollector?, since: () throws -> Int64
  ) throws -> (outcome: RecordOutcome, isListedElsewhere: Bool) {
    switch try place(of: row, keepsExisting: keepsExisting) {
    case .settled(let outcome, let isListedElsewhere): return (outcome, isListedElsewhere)
    case .other(let known):
      try replace(known.key, with: row, difference: difference, since: since())
      return (.changed, known.isHidden)
    case .new(let isListedElsewhere):
      let isAdded = try add(row, isListedElsewhere, difference: difference, since: since())
      return (isAdded ? .added : .repeated, isListedElsewhere)
    }
  }

  /// Takes a row ahead of the last transaction: it is compared, and written where its registry is new.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - staging: the rows that nobody sees.
  ///   - keepsExisting: whether a row that is there already stays as it is.
  ///   - difference: collects what changes; `nil` where no difference is asked for.
  ///   - since: gives the import's number; only asked when something is written.
  ///   - wait: keeps a row for the last transaction.
  /// - Returns: what becomes of the row, and whether other registries list the same record.
  /// - Throws: what `since` throws, and errors of SQLite.
  func putAhead(
    _ row: EncodedRow, _ staging: Staging, keepsExisting: Bool, difference: DifferenceCollector?,
    since: () throws -> Int64, wait: (Waiting) -> Void
  ) throws -> (outcome: RecordOutcome, isListedElsewhere: Bool) {
    switch try place(of: row, keepsExisting: keepsExisting) {
    case .settled(let outcome, let isListedElsewhere): return (outcome, isListedElsewhere)
    case .other(let known):
      wait(Waiting(table: self, row: row, key: known.key, isListedElsewhere: known.isHidden))
      return (.changed, known.isHidden)
    case .new(let isListedElsewhere) where !isStaged:
      guard idsToAdd.insert(row.id).inserted else { return (.repeated, isListedElsewhere) }
      wait(Waiting(table: self, row: row, key: nil, isListedElsewhere: isListedElsewhere))
      return (.added, isListedElsewhere)
    case .new(let isListedElsewhere):
      try staging.write()
      if !hasHidden {
        hasHidden = true
        try staging.hide(registry)
        if isFirst { try staging.dropIndexes(of: kind) }
      }
      let isAdded = try add(row, isListedElsewhere, difference: difference, since: since())
      return (isAdded ? .added : .repeated, isListedElsewhere)
    }
  }

  /// Writes a row that has waited for the last transaction.
  func write(_ waiting: Waiting, difference: DifferenceCollector?, since: Int64) throws {
    idsToAdd.remove(waiting.row.id)
    if let key = waiting.key { return try replace(key, with: waiting.row, difference: difference, since: since) }
    guard try add(waiting.row, waiting.isListedElsewhere, difference: difference, since: since) else {
      throw MutualAidError(.storeFailed, "a row of the directory was written by another import")
    }
  }

  /// How a row stands to what the directory has.
  private enum RowPlace {
    /// Nothing is written.
    case settled(RecordOutcome, isListedElsewhere: Bool)
    /// The registry has it otherwise.
    case other(RawStatement.Known)
    /// The registry has it not.
    case new(isListedElsewhere: Bool)
  }

  private func place(of row: EncodedRow, keepsExisting: Bool) throws -> RowPlace {
    var hasOthers = false
    guard let known = try known(row, hasOthers: &hasOthers) else { return .new(isListedElsewhere: hasOthers) }
    guard seen.insert(known.key) else { return .settled(.repeated, isListedElsewhere: known.isHidden) }
    listedAgain += 1
    guard known.digest != row.digest, !keepsExisting else {
      return .settled(.unchanged, isListedElsewhere: known.isHidden)
    }
    return .other(known)
  }

  /// Writes a row that is new.
  ///
  /// - Returns: whether it was, by its id.
  private func add(
    _ row: EncodedRow, _ isListedElsewhere: Bool, difference: DifferenceCollector?, since: Int64
  ) throws -> Bool {
    guard try insert.write(row, registry, since, isListedElsewhere ? 1 : 0) else { return false }
    let key = database.lastInsertedRowID
    _ = seen.insert(key)
    if let difference { difference.added(try difference.snapshot(kind, key: key, in: database)) }
    return true
  }

  /// Writes a row in place of another, which is kept as an earlier version.
  private func replace(_ key: Int64, with row: EncodedRow, difference: DifferenceCollector?, since: Int64) throws {
    let old = try difference?.snapshot(kind, key: key, in: database)
    try archive.execute(arguments: [since, key])
    try leave?.execute(arguments: [key, since])
    _ = try update.write(row, since, key)
    if let difference { difference.changed(old, try difference.snapshot(kind, key: key, in: database)) }
  }

  /// Takes note of a row that is known to be as it was, by an encoded row with its id.
  func putKnown(_ row: EncodedRow) throws -> (outcome: RecordOutcome, isListedElsewhere: Bool) {
    var hasOthers = false
    guard let known = try known(row, hasOthers: &hasOthers) else {
      throw MutualAidError(
        .storeDamaged, "the directory has lost \(kind.words) '\(String(decoding: row.id, as: UTF8.self))'",
        hint: .repairDirectory)
    }
    guard seen.insert(known.key) else { return (.repeated, known.isHidden) }
    listedAgain += 1
    return (.unchanged, known.isHidden)
  }

  /// The registry's own row of that id.
  private func known(_ row: EncodedRow, hasOthers: inout Bool) throws -> RawStatement.Known? {
    if isFirst { return nil }
    if isPaused {
      isPaused = false
      try sequence?.start(registry: registry, after: position)
    }
    if let known = try sequence?.takeNext(row) {
      position = known.key
      return known
    }
    let found = try find.find(row, registry: registry)
    hasOthers = found.hasOthers
    if let sequence, let own = found.own {
      misses += 1
      if misses > RecordTable.toleratedMisses {
        sequence.clear()
        self.sequence = nil
      } else {
        position = own.key
        try sequence.start(registry: registry, after: own.key)
      }
    }
    return found.own
  }

  /// Whether the registry has listed the row of a key, or it has been kept.
  func isListed(_ key: Int64) -> Bool { seen.contains(key) }

  /// Keeps a row that the registry has not listed.
  ///
  /// - Parameters:
  ///   - key: the row's key.
  ///   - row: what it becomes; `nil` where it stays as it is.
  ///   - difference: collects what changes; `nil` where no difference is asked for.
  ///   - since: gives the import's number; only asked when something is written.
  /// - Throws: what `since` throws, and errors of SQLite.
  func keep(_ key: Int64, as row: EncodedRow?, difference: DifferenceCollector?, since: () throws -> Int64) throws {
    guard seen.insert(key) else { return }
    listedAgain += 1
    if let row { try replace(key, with: row, difference: difference, since: since()) }
  }

  /// Lets go of the rows looked at, and brings the indexes back.
  func restoreIndexes() throws {
    sequence?.clear()
    sequence = nil
    if isFirst, staging == nil { for index in kind.scatteredIndexes { try database.execute(sql: index.sql) } }
  }

  /// Lets go of the rows looked at; they are found again where they are needed.
  func letGoOfRows() {
    sequence?.clear()
    sequence = nil
  }

  /// Lets go of the rows looked at until the next one is asked for.
  func pause() {
    sequence?.clear()
    isPaused = true
  }

  /// From now on, rows that are written over are kept for those who see the edition before.
  func open() throws {
    leave = try database.makeStatement(sql: kind.leaving)
    // What is new is then among the rows, where it is found when it comes again.
    isFirst = false
  }

  /// Finds out ahead of the last transaction which rows are no longer listed.
  ///
  /// - Returns: how many there are that nobody knew of.
  func findUnlisted() throws -> Int {
    guard !isStaged, unlisted == nil else { return 0 }
    let keys = try unlistedKeys()
    unlisted = keys
    return keys.count
  }

  /// Removes the rows that are no longer listed ahead of the last transaction, in short ones.
  func removeUnlisted(_ staging: Staging, difference: DifferenceCollector?, since: Int64) throws {
    let keys = (unlisted ?? []).filter { !seen.contains($0) }
    let removal = try RecordRemoval(kind, keepsForReaders: leave != nil, in: database)
    var shared: [String] = []
    try staging.inBursts(keys) { key in
      if let id = try removal.remove(key, until: since, difference: difference) { shared.append(id) }
    }
    removedAhead = (keys.count, shared)
  }

  private func unlistedKeys() throws -> [Int64] {
    guard listedAgain < before else { return [] }
    let keys: [Int64] = try database.values(
      "SELECT key FROM \(kind.rawValue) WHERE registry = ? ORDER BY key", [registry])
    return keys.filter { !seen.contains($0) }
  }

  /// Brings the indexes back, and removes the rows that the registry has not listed again where it is complete.
  ///
  /// - Returns: how many rows were removed, and the ids of those that others list too.
  func finish(
    isWhole: Bool, difference: DifferenceCollector?, since: () throws -> Int64
  ) throws -> (removed: Int, shared: [String]) {
    try restoreIndexes()
    if let removedAhead { return removedAhead }
    guard isWhole else { return (0, []) }
    let keys = try unlisted?.filter { !seen.contains($0) } ?? unlistedKeys()
    guard !keys.isEmpty else { return (0, []) }
    let removal = try RecordRemoval(kind, in: database)
    let shared = try removal.remove(keys, until: since(), difference: difference)
    return (keys.count, shared)
  }
}

/// Removes rows, keeping them as earlier versions.
struct RecordRemoval {
  private let kind: RecordKind
  private let database: Database
  private let look: StoredQuery
  private let archive: Statement
  private let delete: Statement
  private let leave: Statement?

  /// Prepares the statements; `keepsForReaders` says whether others still see the rows.
  init(_ kind: RecordKind, keepsForReaders: Bool = false, in database: Database) throws {
    leave = keepsForReaders ? try database.makeStatement(sql: kind.leaving) : nil
    self.kind = kind
    self.database = database
    look = try database.query("SELECT id FROM \(kind.rawValue) WHERE key = ? AND hidden")
    archive = try database.makeStatement(sql: kind.archiving)
    delete = try database.makeStatement(sql: "DELETE FROM \(kind.rawValue) WHERE key = ?")
  }

  /// - Returns: the ids of those rows that others list too.
  func remove(_ keys: [Int64], until: Int64, difference: DifferenceCollector?) throws -> [String] {
    try keys.compactMap { try remove($0, until: until, difference: difference) }
  }

  /// - Returns: the row's id where others list it too.
  func remove(_ key: Int64, until: Int64, difference: DifferenceCollector?) throws -> String? {
    if let difference { difference.removed(try difference.snapshot(kind, key: key, in: database)) }
    let shared: String? = try look.first([key]) { try $0[0] }
    try archive.execute(arguments: [until, key])
    try leave?.execute(arguments: [key, until])
    try delete.execute(arguments: [key])
    return shared
  }
}
