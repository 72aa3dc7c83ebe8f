internal import GRDB
internal import Primitives

extension DirectoryStore {
  /// Copies the write-ahead log into the file and cuts it to nothing.
  ///
  /// Nobody writes through this store meanwhile. Moments of the file that others hold are waited for: those of before keep
  /// the log from being copied, and those of now keep it from being cut.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for those who hold moments of the file.
  ///   - prepare: goes on to what was written last, so that nothing before is read any longer; false to leave it at that.
  ///   - finish: takes a reader that needs nothing of the log, since all of it is in the file; false to leave it at that.
  /// - Returns: whether the log has been cut.
  /// - Throws: `MutualAidError` when the file cannot be written, and what the closures throw.
  package func cutLog(
    within patience: Duration, prepare: () throws -> Bool, finish: () throws -> Bool
  ) throws -> Bool {
    guard !isInMemory else { return true }
    return try DirectoryStore.translating {
      try database.writeWithoutTransaction { database in
        guard !database.isInsideTransaction, try prepare() else { return false }
        let end = ContinuousClock.now + patience
        while try !database.copyLog() {
          guard ContinuousClock.now < end else { return false }
          usleep(1_000)
        }
        guard try finish() else { return false }
        let seconds = max((end - .now) / .seconds(1), 0.001)
        return try self.patience?.with(seconds: seconds) {
          let isBusy: Int? = try database.value("PRAGMA wal_checkpoint(TRUNCATE)")
          return isBusy == 0
        } ?? true
      }
    }
  }
}

extension Database {
  /// Copies what is in the log into the file, as far as nobody reads what was before; gives whether that is all of it.
  fileprivate func copyLog() throws -> Bool {
    let pages: (log: Int, copied: Int)? = try query("PRAGMA wal_checkpoint(PASSIVE)").first { (try $0[1], try $0[2]) }
    return pages.map { $0.log == $0.copied } ?? false
  }
}
