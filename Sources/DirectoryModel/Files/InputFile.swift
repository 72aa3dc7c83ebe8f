package import Primitives

/// Opens what is to be read by a path that somebody gave, in the one way that waits for nobody.
///
/// Of a pipe without a writer, opening would wait for ever; a device may never end, and a folder cannot be read. What a path
/// leads to is looked at after it is open, so that it cannot become something else in between.
package enum InputFile {
  /// What may be read.
  package enum Use: Sendable {
    /// A file, which has an end and can be read again.
    case document
    /// A file, a pipe, a socket or a terminal, from which bytes come as long as they come.
    case stream
  }

  /// Opens a file for reading.
  ///
  /// - Parameters:
  ///   - path: the path; relative ones begin at the working folder.
  ///   - use: what is done with it.
  /// - Returns: the descriptor, which the caller closes. That of anything but a file does not wait for bytes.
  /// - Throws: `MutualAidError` (`unreadable`) where there is no such file, it may not be read, or it is of another kind.
  package static func open(_ path: String, for use: Use = .document) throws(MutualAidError) -> Int32 {
    let descriptor = Primitives.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw failure(path, errno, use) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw failure(path, errno, use)
    }
    let kind = FileKind(status)
    let isTaken =
      kind == .file
      || use == .stream && (kind == .pipe || kind == .socket || kind == .device && isatty(descriptor) == 1)
    guard isTaken else {
      close(descriptor)
      throw failure(path, kind, use)
    }
    return descriptor
  }

  /// Reads a whole file that is not large.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - limit: no more bytes than this and one are read: of a file with more, the one shows it.
  /// - Returns: the bytes.
  /// - Throws: `MutualAidError` (`unreadable`) as for ``open(_:for:)``, or where it cannot be read on.
  package static func bytes(of path: String, limit: Int) throws(MutualAidError) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let wanted = min(chunk.count, limit + 1 - bytes.count)
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, wanted) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, errno, .document) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Whether there is anything at a path, a link that leads nowhere too, so that it is a file that is meant.
  package static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func failure(_ path: String, _ number: Int32, _ use: Use) -> MutualAidError {
    if number == ENOENT || number == ELOOP, let target = FilePlace.target(ofLink: path) {
      return MutualAidError(
        .unreadable, "'\(path)' is a link to '\(target)', which leads to no file", hint: hint(use))
    }
    // The name of a socket cannot be opened.
    if number == ENXIO { return failure(path, .socket, use) }
    return MutualAidError(
      .unreadable, "cannot open '\(path)': \(String(cString: strerror(number)))", hint: hint(use))
  }

  private static func failure(_ path: String, _ kind: FileKind, _ use: Use) -> MutualAidError {
    MutualAidError(
      .unreadable, "'\(path)' is \(kind.text) and no file",
      hint: kind == .pipe ? "What comes from a pipe must be in a file first." : hint(use))
  }

  private static func hint(_ use: Use) -> Hint {
    switch use {
    case .document: "Check the path and the permissions."
    case .stream: "Check the path and the permissions; - reads standard input."
    }
  }
}

/// What a path leads to.
package enum FileKind: Sendable {
  /// Bytes on a disk.
  case file
  /// A folder of files.
  case folder
  /// A pipe with a name.
  case pipe
  /// A device: a disk, a terminal, `/dev/zero`.
  case device
  /// The name of a socket, or anything else.
  case socket

  /// The kind of a file that has been looked at.
  package init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFIFO: self = .pipe
    case S_IFCHR, S_IFBLK: self = .device
    default: self = .socket
    }
  }

  /// The kind in words.
  package var text: TranslatableText {
    switch self {
    case .file: "a file"
    case .folder: "a folder"
    case .pipe: "a pipe"
    case .device: "a device"
    case .socket: "a socket"
    }
  }
}
