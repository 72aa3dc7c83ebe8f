internal import GRDB

extension DirectoryStore {
  /// Copies what is in the write-ahead log into the file, as far as nobody reads what was before, without waiting.
  ///
  /// Who reads from then on needs nothing of the log, which can begin anew: with a reader that is held all the time and
  /// never taken anew behind this, it would grow without end.
  ///
  /// - Throws: `MutualAidError` when the file cannot be written.
  package func copyLogIntoFile() throws {
    guard !isInMemory else { return }
    try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        guard !database.isInsideTransaction else { return }
        _ = try database.value("PRAGMA wal_checkpoint(PASSIVE)") as Int?
      }
    }
  }
}
