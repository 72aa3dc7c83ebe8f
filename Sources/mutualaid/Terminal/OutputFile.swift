import DirectoryModel
import Foundation

/// A file that holds either what it held before or the whole of something new, whatever happens on the way.
///
/// All is written beside it, under a name of its own, and then takes its place. A signal to stop that comes meanwhile takes
/// effect once what was begun is gone again.
struct OutputFile {
  let path: String

  /// Bytes between two looks at signals.
  private static let chunk = 1 << 20

  /// Refuses a file that is read for what is written into it, or that belongs to the directory.
  ///
  /// - Throws: `MutualAidError` (`output-is-input`).
  func refuse(inputs: [String], directory: DirectoryPath) throws(MutualAidError) {
    guard let place = FilePlace(path) else { return }
    let taken = inputs + directory.files
    guard let other = taken.first(where: { FilePlace($0) == place }) else { return }
    throw MutualAidError(
      .outputIsInput, "the result would take the place of '\(other)', from which it is made",
      place: MutualAidError.Place(file: path), hint: "Name another file for the result.")
  }

  /// Replaces what is in the file.
  ///
  /// - Throws: `MutualAidError` where nothing can be written; the file is then what it was.
  func write(_ bytes: [UInt8]) throws(MutualAidError) {
    // A link stays one: what it leads to is replaced.
    guard let target = FilePlace.followed(path) else { throw failure(ELOOP) }
    var known = stat()
    if stat(target, &known) == 0 {
      switch FileKind(known) {
      case .file: guard access(target, W_OK) == 0 else { throw failure(errno) }
      case .pipe,
        .device where known.st_mode & S_IFMT != S_IFBLK:
        return try writeThrough(bytes, to: target)
      case let kind:
        throw MutualAidError(
          .outputFailed, "'\(path)' is \(kind.text) and no file", place: MutualAidError.Place(file: path),
          hint: "Name a file for the result.")
      }
    }
    let signals = BlockedSignals([SIGINT, SIGTERM, SIGHUP])
    defer { signals.release() }
    // mkstemp puts letters of its own in place of the six at the end.
    var draft = Array((target + ".XXXXXX").utf8CString)
    let file = mkstemp(&draft)
    guard file >= 0 else { throw failure(errno) }
    var reason: Int32 = 0
    // What is not on the disk may be gone after a failure of the power, and the name with it.
    if !write(bytes, to: file, unless: signals) || !keepMode(of: target, for: file) || fsync(file) != 0 {
      reason = errno == 0 ? EIO : errno
    }
    if close(file) != 0, reason == 0 { reason = errno }
    if reason == 0, !signals.hasArrived, rename(draft, target) != 0 { reason = errno }
    guard reason != 0 || signals.hasArrived else { return }
    unlink(draft)
    if !signals.hasArrived { throw failure(reason) }
  }

  private func failure(_ number: Int32) -> MutualAidError {
    MutualAidError(
      .outputFailed, "cannot write \(path): \(String(cString: strerror(number)))",
      place: MutualAidError.Place(file: path), hint: "Check the path, the permissions and the free space.")
  }

  /// Into a device or a pipe, which nothing may take the place of.
  private func writeThrough(_ bytes: [UInt8], to target: String) throws(MutualAidError) {
    // Opening a pipe that nobody reads from would wait for ever.
    let file = open(target, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else {
      guard errno != ENXIO else {
        throw MutualAidError(
          .outputFailed, "nobody reads from the pipe \(path)", place: MutualAidError.Place(file: path),
          hint: "Start the reader first, or name a file for the result.")
      }
      throw failure(errno)
    }
    _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
    let reason: Int32 = write(bytes, to: file, unless: nil) ? 0 : errno
    guard close(file) == 0 || reason != 0 else { throw failure(errno) }
    guard reason == 0 else { throw failure(reason) }
  }

  private func write(_ bytes: [UInt8], to file: Int32, unless signals: BlockedSignals?) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        if signals?.hasArrived == true { return false }
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + OutputFile.chunk)])
        let count = Foundation.write(file, part.baseAddress, part.count)
        if count > 0 { start += count } else if count == 0 || errno != EINTR { return false }
      }
      return signals?.hasArrived != true
    }
  }

  /// The rights to read and write that the file had, or those that any new file has.
  ///
  /// The bits that let others run a file as its owner do not go over to new content.
  private func keepMode(of target: String, for file: Int32) -> Bool {
    var known = stat()
    if stat(target, &known) == 0 { return fchmod(file, known.st_mode & 0o777) == 0 }
    let mask = umask(0)
    umask(mask)
    return fchmod(file, 0o666 & ~mask) == 0
  }
}
