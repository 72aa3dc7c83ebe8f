internal import CPageChecksum
internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Primitives

/// Brings a directory of an older version up to date, in a copy that then takes its place.
///
/// The directory itself is kept beside, under the name of `DirectoryFile.copyBeforeUpgrade`. Nobody else has it open
/// meanwhile, so that nothing is written into the one that is left behind. What breaks off leaves the directory as it was.
struct DirectoryUpgrade {
  private let file: DirectoryFile
  private var copy: DirectoryFile { DirectoryFile(file.path + ".upgrade") }

  init(_ file: DirectoryFile) { self.file = file }

  /// Runs the upgrade.
  ///
  /// - Parameter patience: how many seconds to wait until nobody else has the directory open.
  /// - Throws: `DatabaseError`, with `SQLITE_BUSY` when others have it open all the time, and `MutualAidError`.
  func run(patience: Double) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    let old = try file.queue(.write, configuration: configuration)
    defer { try? old.close() }
    try old.inDatabase { database in
      try holdAlone(database, patience: patience)
      // Somebody else may have done it meanwhile.
      guard case .older = try DirectoryFormat(of: database) else { return }
      try? FileManager.default.removeItem(atPath: copy.path)
      defer { try? FileManager.default.removeItem(atPath: copy.path) }
      try database.onConnection { page_checksum_reserve($0) }
      try database.execute(sql: "VACUUM INTO ?", arguments: [copy.address(.make)])
      try bringUpToDate()
      try exchange()
    }
  }

  /// Takes the lock that nobody else has the file open, and keeps it until the connection closes.
  private func holdAlone(_ database: Database, patience: Double) throws {
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      do {
        // Leaving the write-ahead log needs all others to have closed the file, and does not wait for them.
        try database.execute(sql: "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = DELETE")
        try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
        let journal: String? = try database.value("PRAGMA journal_mode")
        if journal == "delete" { return }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        guard ContinuousClock.now < end else { throw error }
      }
      usleep(50_000)
    }
  }

  private func bringUpToDate() throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    let queue = try copy.queue(.write, configuration: configuration)
    try queue.inDatabase { database in
      try database.execute(
        sql: """
          PRAGMA application_id = \(PAGE_CHECKSUM_APPLICATION_ID);
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL
          """)
      for (old, new) in Schema.renamedMigrations {
        try database.execute(
          sql: "UPDATE \(DirectoryFormat.migrations) SET identifier = ? WHERE identifier = ?", arguments: [new, old])
      }
    }
    try Schema.migrator.migrate(queue)
    // Moves everything into the one file, and onto the disk.
    try queue.close()
  }

  /// Puts the copy into the place of the directory, which stays under another name.
  private func exchange() throws {
    var facts = stat()
    if stat(file.path, &facts) == 0 {
      chmod(copy.path, facts.st_mode & 0o7777)
      // Only the superuser can give a file away.
      _ = chown(copy.path, facts.st_uid, facts.st_gid)
    }
    unlink(file.copyBeforeUpgrade)
    // Where a file cannot have two names, there is none for a moment.
    guard link(file.path, file.copyBeforeUpgrade) == 0 || rename(file.path, file.copyBeforeUpgrade) == 0,
      rename(copy.path, file.path) == 0
    else {
      throw MutualAidError(
        .storeFailed, "cannot put the directory that was brought up to date in the place of \(file.name)",
        hint: .checkFolder)
    }
  }
}
