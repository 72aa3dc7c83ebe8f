internal import DirectoryModel
internal import GRDB
internal import Journal
internal import Primitives

/// A change of registries and documents that takes its time: while its documents are read and checked, others write.
///
/// It has a connection of its own. What it reads stays true, because only who holds the `ImportLock` changes registries
/// and documents. Records that come ahead of the last transaction are compared without any lock; rows of a registry that
/// is new are written in short transactions, under a key that belongs to no registry yet (table `staging`), so that nobody
/// sees them before the last transaction makes them the registry's. So are those of the next edition of a registry, where
/// it changes much, while everybody sees the edition before (`ComingEdition`).
package final class StoreEdit {
  /// What is changed; before `begin`, it may only be asked, and given registries and their records within `ahead`.
  package let change: StoreChange
  private let database: Database
  private var hasBegun = false
  private var isAhead = false
  /// Whether others use the store, so that records are best taken ahead of the last transaction.
  package let isShared: Bool

  fileprivate init(_ database: Database, isShared: Bool, origin: ChangeOrigin) {
    self.database = database
    self.isShared = isShared
    change = StoreChange(database: database, origin: origin)
  }

  /// Takes records of registries ahead of the last transaction, which `begin` begins: what `change` does with them in the
  /// closure is not seen by others, and `StoreChange.finish` is to be called after `begin` for each of the registries.
  ///
  /// Nothing is to be waited for in the closure: others may be kept from writing until it ends.
  ///
  /// - Throws: what the closure throws, and errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the
  ///   edit ends.
  package func ahead(_ body: () throws -> Void) throws {
    if !isAhead {
      isAhead = true
      change.staging = Staging(database)
      // These rows need not outlast a loss of power before the last transaction, which puts all on the disk.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    guard let staging = change.staging else { return }
    try staging.read()
    try body()
    try staging.pause()
  }

  /// Writes what was taken ahead and waits for the last transaction, where it is too much for that, in short transactions.
  ///
  /// To be called after `ahead` now and then, and after the last one.
  ///
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the edit ends.
  package func writeWaiting() throws {
    if let staging = change.staging, !staging.isLast { try change.writeWaiting(staging) }
  }

  /// From now on, nobody else can write until the edit ends.
  ///
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the edit ends.
  package func begin() throws {
    guard !hasBegun else { return }
    if let staging = change.staging {
      change.letGoOfRows()
      _ = try staging.commit()
      try staging.restoreIndexes()
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    try database.beginTransaction(.immediate)
    hasBegun = true
    change.staging?.isLast = true
    // From here on, the rows are what they are: all that is done with them belongs to the same transaction.
    if change.staging?.hasComing == true { try ComingEdition.show(database) }
  }

  fileprivate func end() throws {
    // What is to be remembered of a request is so, too, where the request has changed nothing.
    if change.origin.remembering != nil { try begin() }
    guard hasBegun else { return }
    try change.abandon()
    try change.settle()
    try database.commit()
    // Where this fails, the next edit does it.
    if change.staging?.hasComing == true { try? ComingEdition.clearLeaving(database) }
  }

  /// Takes everything back; where this fails, closing the connection takes back what is not complete, and the next edit
  /// the rest.
  fileprivate func takeBack() {
    change.letGoOfRows()
    if database.isInsideTransaction { try? database.rollback() }
    if change.staging != nil { try? Staging.clear(database) }
  }
}

extension DirectoryStore {
  /// Runs an edit: all of it happens, or, when the closure throws, nothing.
  ///
  /// The caller holds the `importLock`. What an edit left that was killed is cleared first.
  package func edit<Result>(_ body: (StoreEdit) throws -> Result) throws -> Result {
    let result = try run(in: another(), isShared: !isInMemory, body) { try $0.end() }
    logKeeper.hasWritten()
    return result
  }

  /// Runs an edit in a store that nobody else sees, such as `scratch()`, and takes it back, to see what it would do.
  package func trial<Result>(_ body: (StoreEdit) throws -> Result) throws -> Result {
    try run(in: database, isShared: false, body) { $0.takeBack() }
  }

  private func run<Result>(
    in database: any DatabaseWriter, isShared: Bool, _ body: (StoreEdit) throws -> Result,
    end: (StoreEdit) throws -> Void
  ) throws -> Result {
    try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        if database.isInsideTransaction { try database.rollback() }
        try Staging.clear(database)
        let edit = StoreEdit(database, isShared: isShared, origin: origin)
        do {
          let result = try body(edit)
          try end(edit)
          return result
        } catch {
          edit.takeBack()
          throw error
        }
      }
    }
  }

  /// Another connection to the same file; a store in memory has only the one.
  private func another() throws -> any DatabaseWriter {
    guard !isInMemory else { return database }
    var configuration = database.configuration
    configuration.busyMode = Patience(seconds: 60).busyMode
    // A page that is written in many transactions is then copied into the file once.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 4000") }
    return try DirectoryStore.translating { try DirectoryFile(path).queue(.write, configuration: configuration) }
  }

  /// A copy of the store, for a change that is only tried: nobody is kept from writing meanwhile.
  ///
  /// It lies in a temporary file, which has no name and goes with the copy.
  package func scratch() throws -> DirectoryStore {
    try DirectoryStore.translating {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.allowsUnsafeTransactions = true
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
      let copy = try DatabaseQueue(path: "", configuration: configuration)
      try database.backup(to: copy)
      return DirectoryStore(scratch: copy)
    }
  }
}
