internal import DirectoryModel
internal import DirectoryStore
internal import Primitives

/// A backup that was made.
public struct Backup: Hashable, Sendable {
  /// The file.
  public var path: String
  /// The version of the directory that it holds.
  public var version: Int
  /// Its bytes.
  public var bytes: Int
}

extension Directory {
  /// Copies the directory, as it is at one moment, into another file, while others go on writing.
  ///
  /// The file is whole or not there. It is a directory like any other: opened by its path, or put in the place of the
  /// original.
  ///
  /// - Parameters:
  ///   - path: the file to make.
  ///   - replacing: whether a file that is there may be replaced.
  /// - Returns: what was made.
  /// - Throws: `MutualAidError` for a file that is there (`output-exists`), the directory itself (`output-is-input`), and
  ///   where it cannot be written (`output-failed`).
  @discardableResult
  public func backUp(to path: String, replacing: Bool = false) throws -> Backup {
    guard let backup = try backUp(to: path, replacing: replacing, shouldStop: { false }) else {
      throw MutualAidError(.outputFailed, "the backup was stopped")
    }
    return backup
  }

  /// Backs up until it is told to stop, which leaves nothing behind.
  ///
  /// - Returns: what was made; `nil` where it was stopped.
  package func backUp(to path: String, replacing: Bool, shouldStop: @escaping () -> Bool) throws -> Backup? {
    let target = try BackupTarget(path, of: store.path, replacing: replacing)
    let draft = try target.makeDraft()
    defer { target.remove(draft) }
    guard let version = try store.copy(to: draft, shouldStop: shouldStop), !shouldStop() else { return nil }
    let bytes = try target.take(draft)
    return Backup(path: path, version: version, bytes: bytes)
  }
}

/// The file that a backup is to be, and the one beside it in which it is made.
private struct BackupTarget {
  /// As it was named.
  let path: String
  /// What links lead to.
  let file: String
  let replaces: Bool
  /// The rights of the directory's file: whoever may not read the one shall not read the other.
  let mode: mode_t

  init(_ path: String, of directory: String, replacing: Bool) throws(MutualAidError) {
    self.path = path
    replaces = replacing
    guard !path.isEmpty, let file = FilePlace.followed(path) else {
      throw MutualAidError(.outputFailed, "'\(path)' leads to no file", hint: "Name a file for the result.")
    }
    self.file = file
    let place = FilePlace(file)
    if let own = try DirectoryPath(directory).files.first(where: { place != nil && FilePlace($0) == place }) {
      throw MutualAidError(
        .outputIsInput, "the result would take the place of '\(own)', from which it is made",
        hint: "Name another file for the result.")
    }
    var status = stat()
    mode = stat(directory, &status) == 0 ? status.st_mode & 0o666 : 0o600
    if stat(file, &status) == 0 {
      let kind = FileKind(status)
      guard kind == .file else {
        throw MutualAidError(
          .outputFailed, "'\(path)' is \(kind.text) and no file", hint: "Name a file for the result.")
      }
      guard replacing else { throw BackupTarget.exists(path) }
      guard access(file, W_OK) == 0 else { throw BackupTarget.failure(path, errno) }
    }
    // SQLite would take what lies beside another database for a part of this one.
    for rest in [file + "-wal", file + "-journal"] where lstat(rest, &status) == 0 {
      throw MutualAidError(
        .outputExists, "'\(path)' belongs to a directory that is in use or was not closed: there is '\(rest)'",
        hint: "Name another file for the result.")
    }
  }

  /// Makes an empty file beside the target.
  func makeDraft() throws(MutualAidError) -> String {
    // mkstemp puts letters of its own in place of the six at the end.
    var name = Array((file + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw BackupTarget.failure(path, errno) }
    close(descriptor)
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes the draft and what SQLite had beside it, as far as it is there.
  func remove(_ draft: String) {
    for name in [draft, draft + "-journal", draft + "-wal", draft + "-shm"] { unlink(name) }
  }

  /// Puts the draft in the target's place, on the disk.
  ///
  /// - Returns: how many bytes it has.
  func take(_ draft: String) throws(MutualAidError) -> Int {
    let mask = umask(0)
    umask(mask)
    var status = stat()
    let descriptor = open(draft, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BackupTarget.failure(path, errno) }
    defer { close(descriptor) }
    guard fchmod(descriptor, mode & ~mask) == 0, fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else {
      throw BackupTarget.failure(path, errno)
    }
    // A link is made only where nothing is there yet; where the file system has no links, there is no such guard.
    if replaces || (link(draft, file) != 0 && errno != EEXIST) {
      guard rename(draft, file) == 0 else { throw BackupTarget.failure(path, errno) }
    } else if stat(draft, &status) == 0, FilePlace(draft) != FilePlace(file) {
      throw BackupTarget.exists(path)
    }
    let folder = FilePlace.folder(of: file)
    let parent = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
    return Int(status.st_size)
  }

  private static func exists(_ path: String) -> MutualAidError {
    MutualAidError(.outputExists, "there is a file '\(path)' already", hint: .allowReplacing)
  }

  private static func failure(_ path: String, _ number: Int32) -> MutualAidError {
    MutualAidError(
      .outputFailed, "cannot write \(path): \(String(cString: strerror(number)))",
      place: MutualAidError.Place(file: path), hint: "Check the path, the permissions and the free space.")
  }
}
