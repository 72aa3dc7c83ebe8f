internal import Primitives

/// The path of the file that a directory is, or is to be, in.
///
/// SQLite gives some names another meaning: what is put into them is lost when the program ends.
package struct DirectoryPath: Hashable, Sendable {
  /// The path as it was given.
  package let path: String

  /// Takes a path.
  ///
  /// - Throws: `MutualAidError` (`directory-path`) for one that names no file, and `not-a-directory` where something else
  ///   than a file is there.
  package init(_ path: String) throws(MutualAidError) {
    guard !path.isEmpty else {
      throw MutualAidError(.directoryPath, "the directory's path is empty", hint: .nameDirectory)
    }
    guard path != ":memory:" else {
      throw MutualAidError(
        .directoryPath, "':memory:' is no file: what goes into it would be lost", hint: .nameDirectory)
    }
    guard !path.lowercased().hasPrefix("file:") else {
      throw MutualAidError(.directoryPath, "'\(path)' is an address and no path", hint: .nameDirectory)
    }
    var status = stat()
    if stat(path, &status) == 0 {
      switch FileKind(status) {
      case .file: break
      case .folder:
        throw MutualAidError(
          .notADirectory, "\(path) is a folder", hint: "Name the file in it, such as mutualaid.sqlite.")
      case let kind: throw MutualAidError(.notADirectory, "'\(path)' is \(kind.text) and no file", hint: .nameDirectory)
      }
    } else if path.hasSuffix("/") {
      throw MutualAidError(.directoryPath, "'\(path)' names a folder and no file", hint: .nameDirectory)
    } else if let target = FilePlace.followed(path), target != path, let slash = target.lastIndex(of: "/"),
      stat(String(target[...slash]), &status) != 0
    {
      throw MutualAidError(
        .directoryPath, "'\(path)' is a link to '\(target)', whose folder is not there", hint: .nameDirectory)
    }
    self.path = path
  }

  /// The files that belong to the directory: itself and those that SQLite keeps beside it.
  package var files: [String] { [path, path + "-wal", path + "-shm", path + "-journal"] }
}
