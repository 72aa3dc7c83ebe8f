internal import Synchronization

/// Has the write-ahead log of a directory cut where it has grown long and somebody holds moments of the file.
///
/// SQLite begins its log anew by itself where nobody reads. Where somebody always does, only whoever holds the moments can
/// make room for that: so whoever writes asks for it, and the log stays as short however much is written.
package final class LogKeeper: Sendable {
  /// Of more bytes than this, the log is cut.
  package static let limit: Int64 = 8 << 20

  /// The log; `nil` of a store in memory.
  private let path: String?
  private let cut = Mutex<(@Sendable () -> Void)?>(nil)

  init(path: String?) { self.path = path }

  /// How many bytes the log has.
  package var length: Int64 { path.flatMap { DirectoryFile.size(of: $0) } ?? 0 }

  /// Has whoever writes call a closure while the log is too long; `nil` for nobody.
  package func whenTooLong(_ body: (@Sendable () -> Void)?) { cut.withLock { $0 = body } }

  /// To be called behind a change, when nothing is being written.
  func hasWritten() {
    guard length > LogKeeper.limit, let body = cut.withLock({ $0 }) else { return }
    body()
  }
}
