import Foundation

/// By what a file is known to be the same.
struct FileStamp: Hashable, Sendable {
  private let inode: UInt64
  private let size: UInt64
  private let modified: Date

  /// Looks at a file; `nil` where there is none.
  init?(_ path: String) {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let inode = facts[.systemFileNumber] as? NSNumber, let size = facts[.size] as? NSNumber,
      let modified = facts[.modificationDate] as? Date
    else { return nil }
    (self.inode, self.size, self.modified) = (inode.uint64Value, size.uint64Value, modified)
  }
}
