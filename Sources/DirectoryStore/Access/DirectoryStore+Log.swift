internal import GRDB

extension DirectoryStore {
  /// Copies what is in the write-ahead log into the file, as far as nobody reads what was before, without waiting.
  ///
  /// Who reads from then on needs nothing of the log, which can begin anew: with a reader that is held all the time and
  /// never taken anew behind this, it would grow without end.
  ///
  /// Nobody writes through this store meanwhile.
  ///
  /// - Parameters:
  ///   - prepare: goes on to what was written last, so that nothing before is read any longer; false to leave it at that.
  ///   - finish: takes a reader that needs nothing of the log.
  /// - Returns: whether all of it has been copied, and what `finish` returns.
  /// - Throws: `MutualAidError` when the file cannot be written, and what the closures throw.
  package func copyLogIntoFile(prepare: () throws -> Bool, finish: () throws -> Bool) throws -> Bool {
    guard !isInMemory else { return true }
    return try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        guard !database.isInsideTransaction, try prepare() else { return false }
        let pages: (log: Int, copied: Int)? = try database.query("PRAGMA wal_checkpoint(PASSIVE)")
          .first { (try $0[1], try $0[2]) }
        guard let pages, pages.log == pages.copied else { return false }
        return try finish()
      }
    }
  }
}
