internal import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal

/// The directory on disk: one SQLite file, written by one process at a time while others read.
///
/// All methods throw `MutualAidError`, and those that take a closure also what the closure throws.
package struct DirectoryStore: Sendable {
  /// How a store is opened.
  package enum Access: Sendable {
    /// The file must exist and is not changed.
    case read
    /// The file must exist, and is brought up to date where it is of an older version.
    case update
    /// The file is made if it does not exist, and otherwise as with `update`.
    case write
  }

  /// Where the file is.
  package let path: String
  let database: any DatabaseWriter
  /// Of a file that is read without locks, what it was when it was opened; `nil` of others.
  private let unlocked: (file: DirectoryFile, state: DirectoryFile.State)?
  let patience: Patience?
  /// Has the log cut; one for all values of the same store.
  package let logKeeper: LogKeeper
  /// Who makes the changes that are made through this value.
  package var origin = ChangeOrigin.process
  /// Where it is read; `nil` for the connection that writes.
  var reading: Reading?

  /// Opens the store.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - access: whether it may be changed.
  ///   - patience: how many seconds to wait for another process that is writing.
  /// - Throws: `MutualAidError` when the file is missing, is something else, or cannot be opened.
  package init(path: String, access: Access, patience: Double = 10) throws {
    let path = try DirectoryPath(path).path
    self.path = path
    var configuration = Configuration()
    let waiting = Patience(seconds: patience)
    self.patience = waiting
    configuration.busyMode = waiting.busyMode
    configuration.foreignKeysEnabled = true
    // When memory is so short that not even a rollback can be prepared, GRDB would end the program over the transaction
    // that is left open; here the access fails, and the next one begins with the rollback.
    configuration.allowsUnsafeTransactions = true
    let exists = FileManager.default.fileExists(atPath: path)
    if access != .write, !exists {
      throw MutualAidError(
        .directoryMissing, "there is no directory at \(path)",
        hint: .makeDirectory(path: path))
    }
    let file = DirectoryFile(path)
    logKeeper = LogKeeper(path: file.log)
    (database, unlocked) = try DirectoryStore.translating {
      if access == .read {
        let (queue, state) = try file.openForReading(configuration)
        return (queue, state.map { (file, $0) })
      }
      return (try file.openForWriting(isMade: access == .write, patience: patience, configuration), nil)
    }
  }

  /// A store in memory, gone when it is no longer used.
  package init() throws {
    path = ":memory:"
    unlocked = nil
    patience = nil
    logKeeper = LogKeeper(path: nil)
    database = try DirectoryStore.translating {
      let queue = try DatabaseQueue()
      try Schema.migrator.migrate(queue)
      return queue
    }
  }

  /// A store that nobody else can reach.
  init(scratch database: DatabaseQueue) {
    path = ":memory:"
    unlocked = nil
    patience = nil
    logKeeper = LogKeeper(path: nil)
    self.database = database
  }

  /// Whether nobody else can reach it.
  var isInMemory: Bool { patience == nil }

  /// Closes the file; nothing can be asked afterwards.
  ///
  /// What was written is moved into the one file, so that the file alone can be copied.
  package func close() {
    // Another reader may hold the write-ahead log: it then stays beside the file, which is as safe.
    try? database.close()
  }

  /// Counts up whenever something in the directory changes.
  package func version() throws -> Int {
    guard let version: Int = try read({ try $0.value("SELECT version FROM directory") }) else {
      throw MutualAidError.damage(inTable: "directory", row: "1", column: "version")
    }
    return version
  }

  /// When the report that was kept last came, or the version that was made last, whichever is later; `nil` in an empty
  /// directory.
  package func lastChange() throws -> Date? {
    try read { database in
      let imported: Double? = try database.value("SELECT imported_at FROM import ORDER BY id DESC LIMIT 1")
      let received: Double? = try database.value("SELECT received_at FROM availability ORDER BY key DESC LIMIT 1")
      return [imported, received].compactMap { $0 }.max().map { Date(timeIntervalSince1970: $0) }
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try DirectoryStore.translating {
      if let reading { return try reading.read(body) }
      try endLeftTransaction()
      let result = try database.read(body)
      if let unlocked, unlocked.file.hasChangesInLog || unlocked.file.state != unlocked.state {
        throw MutualAidError(
          .directoryBusy, "the directory was changed while it was read", hint: "Open it again, or ask again.")
      }
      return result
    }
  }

  /// Runs a change as one transaction: all of it happens, or, when the closure throws, nothing.
  ///
  /// - Parameters:
  ///   - seconds: how long to wait for others that are writing; `nil` for as long as the store was opened with.
  ///   - body: makes the change.
  /// - Returns: what `body` returns.
  /// - Throws: `MutualAidError`, with `directoryBusy` where others go on writing, and what `body` throws.
  package func change<Result>(within seconds: Double? = nil, _ body: (StoreChange) throws -> Result) throws -> Result {
    func write() throws -> Result {
      try DirectoryStore.translating {
        try endLeftTransaction()
        return try database.write { database in
          let change = StoreChange(database: database, origin: origin)
          let result = try body(change)
          try change.abandon()
          try change.settle()
          return result
        }
      }
    }
    let result = try patience?.with(seconds: seconds, write) ?? write()
    logKeeper.hasWritten()
    return result
  }

  /// Takes back what an access that failed could not take back itself.
  private func endLeftTransaction() throws {
    try database.writeWithoutTransaction { if $0.isInsideTransaction { try $0.rollback() } }
  }

  /// Turns SQLite's errors into ours.
  static func translating<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw DirectoryStore.error(error)
    } catch is RowDecodingError {
      throw MutualAidError.damage(inTable: DirectoryFormat.migrations, row: "?", column: "identifier")
    }
  }

  /// What an error of SQLite means to those who use the directory.
  static func error(_ error: DatabaseError) -> MutualAidError {
    if error.isOfDamage {
      return MutualAidError(
        .storeDamaged, "the directory is damaged: \(error.message ?? "")", hint: .repairDirectory)
    }
    return switch error.extendedResultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      MutualAidError(
        .directoryBusy, "another process is writing to the directory",
        hint: "Wait until it has finished and try again.")
    case .SQLITE_NOTADB:
      MutualAidError(
        .notADirectory, "the file is not a directory: \(error.message ?? "")", hint: .chooseAnotherDirectory)
    case .SQLITE_IOERR_DATA:
      MutualAidError(
        .storeDamaged, "the directory is damaged: a page of its file is not as it was written", hint: .repairDirectory)
    default:
      MutualAidError(
        .storeFailed, "\(error.message ?? "the store failed") (SQLite \(error.resultCode.rawValue))",
        hint: "Check the path, the permissions and the free space.")
    }
  }
}

extension DatabaseError {
  /// Whether SQLite stumbled over what is in the file, not over the question.
  fileprivate var isOfDamage: Bool {
    resultCode == .SQLITE_CORRUPT || message == "malformed JSON"
      || message?.hasPrefix("malformed database schema") == true
  }
}
