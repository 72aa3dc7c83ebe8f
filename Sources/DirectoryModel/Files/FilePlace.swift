internal import Primitives

/// Where a file is, or would be made: two paths, whatever links they go through, have the same place if they lead to the same
/// file.
package struct FilePlace: Hashable, Sendable {
  private var device: UInt64
  private var number: UInt64
  /// The name in the folder of that number, of a file that is not there yet.
  private var name: String?

  /// Links that one path may go through.
  private static let mostLinks = 40

  /// The place of a path; `nil` where not even its folder is there, or links go in a circle.
  package init?(_ path: String) {
    guard let path = FilePlace.followed(path) else { return nil }
    var status = stat()
    if stat(path, &status) != 0 {
      let (folder, last) = FilePlace.parts(of: path)
      guard !last.isEmpty, stat(folder, &status) == 0 else { return nil }
      name = last
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// The path of what links at the end of a path lead to, which need not be there; `nil` where they go in a circle.
  package static func followed(_ path: String) -> String? {
    var path = path
    for _ in 0..<mostLinks {
      guard let target = target(ofLink: path) else { return path }
      path = target.hasPrefix("/") ? target : folder(of: path) + target
    }
    return nil
  }

  /// What a link says; `nil` where a path is none.
  package static func target(ofLink path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  /// The folder that a path stands in, with its slash; empty for the working folder.
  package static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func parts(of path: String) -> (folder: String, name: String) {
    let folder = folder(of: path)
    return (folder.isEmpty ? "." : folder, String(path.dropFirst(folder.count)))
  }
}
