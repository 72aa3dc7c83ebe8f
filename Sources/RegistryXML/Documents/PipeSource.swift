internal import CZlib
internal import DirectoryModel
internal import Primitives

/// Bytes that come through a pipe, a socket or a terminal, unpacked when they are gzip.
///
/// Whoever sends them may stop without hanging up: a source that says nothing for too long ends with an error. zlib's
/// `gz…` functions would wait for ever, so that only its unpacking is used here.
final class PipeSource {
  private enum Form { case plain, packed, ended }

  private static let room = 1 << 17

  private let descriptor: Int32
  /// Seconds.
  private let longestSilence: Int
  /// `nil` before the first bytes.
  private var form: Form?
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: PipeSource.room)
  /// Which bytes in the buffer are still to be read.
  private var waiting = 0..<0
  private var stream = z_stream()
  private var isUnpacking = false
  /// Bytes that have come, packed where they are gzip.
  private(set) var bytesReceived = 0

  /// Reads from an open descriptor, which is closed at the end.
  ///
  /// - Parameters:
  ///   - descriptor: the pipe.
  ///   - longestSilence: how many seconds may go by without a byte.
  init(descriptor: Int32, longestSilence: Int) {
    self.descriptor = descriptor
    self.longestSilence = longestSilence
  }

  deinit {
    if isUnpacking { inflateEnd(&stream) }
    buffer.deallocate()
    close(descriptor)
  }

  /// Whether the bytes are gzip.
  var isPacked: Bool { isUnpacking }

  /// Fills the buffer with the next bytes.
  ///
  /// - Returns: how many were written, at least four unless there are no more; 0 at the end.
  /// - Throws: `MutualAidError` after too long a silence, for a read error and for a damaged gzip.
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    if form == nil { try findForm() }
    var count = 0
    while count < min(4, target.count) {
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[count...])
      let more = form == .packed ? try unpack(into: rest) : try copy(into: rest)
      guard more > 0 else { break }
      count += more
    }
    return count
  }

  private func findForm() throws(MutualAidError) {
    while waiting.count < 2, try receive() {}
    let isPacked = waiting.count >= 2 && startsPacked
    form = isPacked ? .packed : .plain
    guard isPacked else { return }
    // 16 stands for a gzip header.
    guard inflateInit2_(&stream, 16 + MAX_WBITS, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw PipeSource.damaged("out of memory")
    }
    isUnpacking = true
  }

  private var startsPacked: Bool { buffer[waiting.lowerBound] == 0x1F && buffer[waiting.lowerBound + 1] == 0x8B }

  private func copy(into target: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    guard form == .plain else { return 0 }
    guard !waiting.isEmpty else { return try next(into: target) }
    let count = min(waiting.count, target.count)
    target.copyMemory(from: UnsafeRawBufferPointer(start: buffer + waiting.lowerBound, count: count))
    waiting = waiting.lowerBound + count..<waiting.upperBound
    return count
  }

  private func unpack(into target: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    guard let start = target.baseAddress, target.count > 0 else { return 0 }
    while form == .packed {
      if waiting.isEmpty, try !receive() { throw PipeSource.damaged("unexpected end of file") }
      // Safe: zlib writes at most `avail_out` bytes to the target and reads at most `avail_in` of the buffer; neither
      // pointer is used after this turn.
      stream.next_in = buffer + waiting.lowerBound
      stream.avail_in = UInt32(clamping: waiting.count)
      stream.next_out = start.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(clamping: target.count)
      let room = Int(stream.avail_out)
      let code = inflate(&stream, Z_NO_FLUSH)
      waiting = waiting.upperBound - Int(stream.avail_in)..<waiting.upperBound
      let count = room - Int(stream.avail_out)
      switch code {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: try goToNextMember()
      default: throw PipeSource.damaged(stream.msg.map { String(cString: $0) } ?? "invalid data")
      }
      if count > 0 { return count }
    }
    return 0
  }

  /// Behind a packed part another one may stand; anything else is left out, as gzip does.
  private func goToNextMember() throws(MutualAidError) {
    while waiting.count < 2, try receive() {}
    if waiting.count >= 2, startsPacked, inflateReset(&stream) == Z_OK { return }
    form = .ended
  }

  /// Takes more bytes into the buffer; false at the end.
  private func receive() throws(MutualAidError) -> Bool {
    if waiting.lowerBound > 0 {
      UnsafeMutableRawPointer(buffer).copyMemory(from: buffer + waiting.lowerBound, byteCount: waiting.count)
      waiting = 0..<waiting.count
    }
    let count = try next(
      into: UnsafeMutableRawBufferPointer(start: buffer + waiting.upperBound, count: PipeSource.room - waiting.count))
    waiting = 0..<waiting.upperBound + count
    return count > 0
  }

  /// Waits for bytes and takes them; 0 at the end.
  private func next(into target: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    let end = ContinuousClock.now + .seconds(longestSilence)
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, (end - ContinuousClock.now) / .milliseconds(1))
      let ready = poll(&request, 1, Int32(clamping: Int(left.rounded(.up))))
      if ready == 0 {
        throw MutualAidError(
          .inputSilent, "nothing more has come through the pipe for \(longestSilence) seconds",
          hint: "Check what sends the document, or allow a longer silence.")
      }
      let count = ready > 0 ? read(descriptor, target.baseAddress, target.count) : -1
      if count >= 0 {
        bytesReceived += count
        return count
      }
      guard errno == EINTR || errno == EAGAIN else { throw PipeSource.damaged(String(cString: strerror(errno))) }
    }
  }

  private static func damaged(_ text: String) -> MutualAidError {
    MutualAidError(.unreadable, "cannot read on: \(text)", hint: "The file may be damaged or cut off.")
  }
}
