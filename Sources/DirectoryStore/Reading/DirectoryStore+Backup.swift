internal import CPageChecksum
internal import GRDB

extension DirectoryStore {
  /// Pages that are copied between two looks at whether to stop.
  private static let backupStep: CInt = 2_000

  /// Copies the directory, as it is at one moment, into another file, while others go on writing.
  ///
  /// All pages are read in one transaction, so that the copy is that of one moment and ends however much is written
  /// meanwhile.
  ///
  /// - Parameters:
  ///   - path: an empty file.
  ///   - shouldStop: called now and then; when true, the copy is left as it is, which is of no use.
  /// - Returns: the directory's version at that moment; `nil` where it was stopped.
  /// - Throws: `MutualAidError` when the directory cannot be read or the copy cannot be written.
  package func copy(to path: String, shouldStop: @escaping () -> Bool) throws -> Int? {
    try DirectoryStore.translating {
      let target = try DirectoryFile(path).queue(.make, configuration: Configuration())
      try target.inDatabase { database in try database.onConnection { page_checksum_reserve($0) } }
      do {
        let version = try read { source in
          // The transaction begins with its first question.
          let version: Int? = try source.value("SELECT version FROM directory")
          try target.writeWithoutTransaction { copy in
            try source.backup(to: copy, pagesPerStep: DirectoryStore.backupStep) { _ in
              if shouldStop() { throw BackupStopped() }
            }
          }
          return version ?? 0
        }
        try target.close()
        return version
      } catch is BackupStopped {
        try? target.close()
        return nil
      }
    }
  }
}

/// Thrown where a backup is to stop.
private struct BackupStopped: Error {}
