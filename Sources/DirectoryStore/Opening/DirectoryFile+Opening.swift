internal import CPageChecksum
internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension DirectoryFile {
  /// Opens the directory for reading.
  ///
  /// - Parameter configuration: how the connection is set up.
  /// - Returns: the connection; and, where it takes no locks, what the file was before.
  /// - Throws: `MutualAidError` when it is missing or no directory of this version, and `DatabaseError`.
  func openForReading(_ configuration: Configuration) throws -> (queue: DatabaseQueue, unlocked: State?) {
    do {
      return (try openForReading(isImmutable: false, configuration), nil)
    } catch let error as DatabaseError where DirectoryFile.isForWantOfRights(error) {
      // To share a directory with writers, SQLite writes beside the file. Where that may not be, and there is nothing in the
      // log, the file alone is the directory, as long as it stays what it is.
      let state = state
      guard !hasChangesInLog else {
        throw MutualAidError(
          .directoryUnrecovered,
          "\(name) has changes in its write-ahead log, which cannot be read without the right to write to its folder",
          hint: .recoverDirectory)
      }
      return (try openForReading(isImmutable: true, configuration), state)
    }
  }

  private func openForReading(isImmutable: Bool, _ configuration: Configuration) throws -> DatabaseQueue {
    let queue = try queue(.read, isImmutable: isImmutable, configuration: configuration)
    try queue.read { try DirectoryFormat(of: $0) }.checkForReading(self)
    try queue.read(checkSize)
    return queue
  }

  private static func isForWantOfRights(_ error: DatabaseError) -> Bool {
    [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM].contains(error.resultCode)
  }

  /// Opens the directory for writing: makes it where there is none, and brings it up to date where it is older.
  ///
  /// - Parameters:
  ///   - isMade: whether the file is made where there is none.
  ///   - patience: how many seconds to wait for others that hold an older directory.
  ///   - configuration: how the connection is set up.
  /// - Returns: the connection.
  /// - Throws: `MutualAidError` for files of newer versions and other programs, and `DatabaseError`.
  func openForWriting(isMade: Bool, patience: Double, _ configuration: Configuration) throws -> DatabaseQueue {
    // Looked at first without the right to write: closing a connection may write into another program's file.
    do {
      if let size = DirectoryFile.size(of: path), size > 0 {
        let probe = try queue(.read, configuration: configuration)
        try probe.read { try DirectoryFormat(of: $0) }.checkForWriting(self)
      }
    } catch let error as DatabaseError where DirectoryFile.isForWantOfRights(error) {}
    var configuration = configuration
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384") }
    let queue = try queue(isMade ? .make : .write, configuration: configuration)
    let format = try queue.inDatabase { try DirectoryFormat(of: $0) }
    try format.checkForWriting(self)
    switch format {
    case .older:
      try queue.close()
      try DirectoryUpgrade(self).run(patience: patience)
      return try openForWriting(isMade: false, patience: patience, configuration)
    case .empty:
      try queue.inDatabase { database in
        try database.onConnection { page_checksum_reserve($0) }
        try database.execute(
          sql: "PRAGMA page_size = 8192; PRAGMA application_id = \(PAGE_CHECKSUM_APPLICATION_ID)")
      }
    default: try queue.inDatabase(checkSize)
    }
    try queue.inDatabase { database in
      // WAL lets readers go on with the old version until a change is complete.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864")
    }
    do {
      try Schema.migrator.migrate(queue)
    } catch {
      // Another process may be making the tables at the same time: what it has not made yet is made here.
      switch try? queue.read(DirectoryFormat.init(of:)) {
      case .current?, .older?: try Schema.migrator.migrate(queue)
      default: throw error
      }
    }
    return queue
  }

  /// Checks that the file is as long as its header says, while there is nothing in the log.
  private func checkSize(_ database: Database) throws {
    guard !hasChangesInLog, let size = DirectoryFile.size(of: path) else { return }
    let pages: Int64 = try database.value("PRAGMA page_count") ?? 0
    let pageSize: Int64 = try database.value("PRAGMA page_size") ?? 0
    guard size < pages * pageSize, !hasChangesInLog else { return }
    throw MutualAidError(
      .storeDamaged, "the directory's file is cut short: \(size) of its \(pages * pageSize) bytes are there",
      hint: .repairDirectory)
  }
}
