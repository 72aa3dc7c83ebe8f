internal import MutualAid

/// How far a directory has come: the same mark twice means that answers are the same.
struct DirectoryMark: Hashable, Sendable {
  /// The directory's version.
  var version: Int
  /// The key of the newest report of a status.
  var report: Int64

  init(_ directory: Directory) throws {
    let mark = try directory.store.changeMark()
    version = mark.version
    report = mark.lastReport
  }

  /// The mark as part of an ETag.
  var text: String { "\(version).\(report)" }
}
