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
  private var unpacked = 0
  /// Bytes that were looked at and not yet read, and how many of them have been read since.
  private var ahead: [UInt8] = []
  private var aheadRead = 0
  /// How many bytes may be looked at; `nil` when bytes are read.
  private var lookahead: Int?

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

  /// Reads an open file from its beginning, as it is.
  init(descriptor: Int32, limits: XMLLimits) throws(DocumentError) {
    let copy = dup(descriptor)
    guard copy >= 0, lseek(copy, 0, SEEK_SET) == 0, let handle = gzdopen(copy, "rb") else {
      if copy >= 0 { close(copy) }
      throw DocumentError(.unreadable, "cannot read the temporary file again")
    }
    self.handle = handle
    self.limits = limits
  }

  deinit { gzclose_r(handle) }

  /// What is read from now on is only looked at, up to `count` bytes, and read again after `endLookahead`.
  func beginLookahead(_ count: Int) { lookahead = count }

  func endLookahead() { lookahead = nil }

  /// Fills the buffer with the next piece.
  ///
  /// - Returns: how many bytes were written; 0 at the end.
  /// - Throws: `DocumentError` for a read error, a damaged gzip, or one that unpacks to too much.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError) -> Int {
    if let lookahead {
      let size = min(buffer.count, lookahead - ahead.count)
      guard size > 0 else { return 0 }
      let count = try unpack(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<size]))
      ahead += buffer[..<count]
      return count
    }
    var count = min(buffer.count, ahead.count - aheadRead)
    if count > 0 {
      buffer.copyBytes(from: ahead[aheadRead..<aheadRead + count])
      aheadRead += count
      if aheadRead == ahead.count {
        ahead = []
        aheadRead = 0
      }
    } else {
      count = try unpack(into: buffer)
    }
    bytesRead += count
    return count
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(DocumentError) -> Int {
    let count = gzread(handle, buffer.baseAddress, UInt32(buffer.count))
    guard count >= 0 else { throw damaged() }
    if count == 0 {
      var code: Int32 = 0
      _ = gzerror(handle, &code)
      guard code == Z_OK || code == Z_STREAM_END else { throw damaged() }
    }
    unpacked += Int(count)
    if unpacked > 32_000_000, gzdirect(handle) == 0 {
      let packed = max(1, Int(gzoffset(handle)))
      guard unpacked / packed <= limits.compressionRatio else {
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
