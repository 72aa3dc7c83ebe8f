internal import DirectoryModel
internal import GRDB

/// A change of registries and documents that takes its time: while its documents are read and checked, others write.
///
/// It has a connection of its own. What it reads stays true, because only who holds the `ImportLock` changes registries
/// and documents.
package final class StoreEdit {
  /// What is changed; before `begin`, it may only be asked.
  package let change: StoreChange
  private let database: Database
  private var hasBegun = false

  fileprivate init(_ database: Database) {
    self.database = database
    change = StoreChange(database: database)
  }

  /// From now on, nobody else can write until the edit ends.
  ///
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the edit ends.
  package func begin() throws {
    guard !hasBegun else { return }
    try database.beginTransaction(.immediate)
    hasBegun = true
  }

  fileprivate func end() throws {
    guard hasBegun else { return }
    try change.abandon()
    try change.countVersion()
    try database.commit()
  }

  fileprivate func takeBack() {
    // Where this fails, closing the connection takes it back.
    if database.isInsideTransaction { try? database.rollback() }
  }
}

extension DirectoryStore {
  /// Runs an edit: all of it happens, or, when the closure throws, nothing.
  ///
  /// The caller holds the `importLock`.
  package func edit<Result>(_ body: (StoreEdit) throws -> Result) throws -> Result {
    try run(in: another(), body) { try $0.end() }
  }

  /// Runs an edit in a store that nobody else sees, such as `scratch()`, and takes it back, to see what it would do.
  package func trial<Result>(_ body: (StoreEdit) throws -> Result) throws -> Result {
    try run(in: database, body) { $0.takeBack() }
  }

  private func run<Result>(
    in database: any DatabaseWriter, _ body: (StoreEdit) throws -> Result, end: (StoreEdit) throws -> Void
  ) throws -> Result {
    try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        let edit = StoreEdit(database)
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
    return try DirectoryStore.translating { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// A copy of the store, for a change that is only tried: nobody is kept from writing meanwhile.
  ///
  /// It lies in a temporary file, which has no name and goes with the copy.
  package func scratch() throws -> DirectoryStore {
    try DirectoryStore.translating {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
      let copy = try DatabaseQueue(path: "", configuration: configuration)
      try database.backup(to: copy)
      return DirectoryStore(scratch: copy)
    }
  }
}
