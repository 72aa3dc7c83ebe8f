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

  /// Replaces what is in the file.
  ///
  /// - Throws: `MutualAidError` where nothing can be written; the file is then what it was.
  func write(_ bytes: [UInt8]) throws(MutualAidError) {
    // A link stays one: what it leads to is replaced.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    var known = stat()
    if stat(target, &known) == 0, known.st_mode & S_IFMT != S_IFREG { return try writeThrough(bytes, to: target) }
    let signals = BlockedSignals([SIGINT, SIGTERM, SIGHUP])
    defer { signals.release() }
    // mkstemp puts letters of its own in place of the six at the end.
    var draft = Array((target + ".XXXXXX").utf8CString)
    let file = mkstemp(&draft)
    guard file >= 0 else { throw failure }
    let isWritten = write(bytes, to: file, unless: signals) && keepMode(of: target, for: file)
    let isClosed = close(file) == 0
    guard isWritten, isClosed, rename(draft, target) == 0 else {
      unlink(draft)
      if signals.hasArrived { return }
      throw failure
    }
  }

  private var failure: MutualAidError {
    MutualAidError(
      .outputFailed, "cannot write \(path)", place: MutualAidError.Place(file: path),
      hint: "Check the path, the permissions and the free space.")
  }

  /// Into a device or a pipe, which nothing may take the place of.
  private func writeThrough(_ bytes: [UInt8], to target: String) throws(MutualAidError) {
    do {
      guard let file = FileHandle(forWritingAtPath: target) else { throw failure }
      try file.write(contentsOf: Data(bytes))
      try file.close()
    } catch {
      throw failure
    }
  }

  private func write(_ bytes: [UInt8], to file: Int32, unless signals: BlockedSignals) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        if signals.hasArrived { return false }
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + OutputFile.chunk)])
        let count = Foundation.write(file, part.baseAddress, part.count)
        if count > 0 { start += count } else if count == 0 || errno != EINTR { return false }
      }
      return !signals.hasArrived
    }
  }

  /// The rights that the file had, or those that any new file has.
  private func keepMode(of target: String, for file: Int32) -> Bool {
    var known = stat()
    if stat(target, &known) == 0 { return fchmod(file, known.st_mode & 0o7777) == 0 }
    let mask = umask(0)
    umask(mask)
    return fchmod(file, 0o666 & ~mask) == 0
  }
}
