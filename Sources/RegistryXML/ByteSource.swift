internal import CZlib

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Bytes of a document in pieces, from a file or from standard input, unpacked when they are gzip.
///
/// zlib's `gz…` functions read plain files as they are, so that there is one way of reading for both.
final class ByteSource {
  private let handle: gzFile
  private let limits: XMLLimits
  private(set) var bytesRead = 0

  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `DocumentError` when it cannot be opened, or is a folder or device.
  init(path: String, limits: XMLLimits) throws(DocumentError) {
    let descriptor: Int32
    if path == "-" {
      descriptor = dup(STDIN_FILENO)
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        throw DocumentError(
          .unreadable, "cannot open the file: \(String(cString: strerror(errno)))",
          hint: "Check the path and the permissions.")
      }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw DocumentError(
          .unreadable, "this is not a regular file", hint: "Name an XML file, a .gz of one, or - for standard input.")
      }
    }
    guard descriptor >= 0, let handle = gzdopen(descriptor, "rb") else {
      throw DocumentError(.unreadable, "cannot read the file", hint: "Check the path and the permissions.")
    }
    // Less than half of what is asked for at a time, so that zlib reads plain files straight into our buffer.
    gzbuffer(handle, 1 << 16)
    self.handle = handle
    self.limits = limits
  }

  deinit { gzclose_r(handle) }

  /// Fills the buffer with the next piece.
  ///
  /// - Returns: how many bytes were written; 0 at the end.
  /// - Throws: `DocumentError` for a read error, a damaged gzip, or one that unpacks to too much.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError) -> Int {
    let count = gzread(handle, buffer.baseAddress, UInt32(buffer.count))
    guard count >= 0 else { throw damaged() }
    if count == 0 {
      var code: Int32 = 0
      _ = gzerror(handle, &code)
      guard code == Z_OK || code == Z_STREAM_END else { throw damaged() }
    }
    bytesRead += Int(count)
    if bytesRead > 32_000_000, gzdirect(handle) == 0 {
      let packed = max(1, Int(gzoffset(handle)))
      guard bytesRead / packed <= limits.compressionRatio else {
        throw DocumentError(
          .limit, "the gzip unpacks to more than \(limits.compressionRatio) times its size",
          hint: "Unpack it yourself if you trust it.")
      }
    }
    return Int(count)
  }

  private func damaged() -> DocumentError {
    var code: Int32 = 0
    let text = gzerror(handle, &code).map { String(cString: $0) } ?? "unknown error"
    return DocumentError(.unreadable, "cannot read on: \(text)", hint: "The file may be damaged or cut off.")
  }
}
