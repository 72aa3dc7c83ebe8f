/// Cuts bytes as they come into lines, and counts them.
///
/// A line ends with LF or CR LF. One that is too long is cut off: its beginning is kept so that it can be reported.
struct LineBuffer {
  /// The bytes that a line may have.
  static let longest = 65_536

  /// A line without its end.
  struct Line {
    /// Its number, from 1.
    var number: Int
    /// What it says.
    var bytes: ArraySlice<UInt8>
    /// Whether it had more than `longest` bytes.
    var isTooLong: Bool
  }

  private var pending: [UInt8] = []
  private var start = 0
  /// How far `pending` has been searched for a line's end.
  private var searched = 0
  private var number = 0
  /// Whether the line's rest is to be passed over.
  private var isSkipping = false

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0 {
      pending.removeFirst(start)
      searched -= start
      start = 0
    }
    pending.append(contentsOf: bytes)
  }

  /// The next whole line; `nil` when there is none yet.
  mutating func next() -> Line? {
    while true {
      guard let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
        searched = pending.endIndex
        guard searched - start > LineBuffer.longest else { return nil }
        return cutOff()
      }
      let line = pending[start..<end]
      start = end + 1
      searched = start
      if isSkipping {
        isSkipping = false
        continue
      }
      return whole(line)
    }
  }

  /// What stands behind the last line's end; `nil` when nothing does.
  mutating func rest() -> Line? {
    guard start < pending.endIndex, !isSkipping else { return nil }
    let line = pending[start...]
    start = pending.endIndex
    searched = start
    return whole(line)
  }

  private mutating func whole(_ line: ArraySlice<UInt8>) -> Line {
    number += 1
    let bytes = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    return Line(number: number, bytes: bytes.prefix(LineBuffer.longest), isTooLong: bytes.count > LineBuffer.longest)
  }

  /// Drops the beginning of a line without an end in sight, which is reported once.
  private mutating func cutOff() -> Line? {
    let beginning = pending[start...].prefix(LineBuffer.longest)
    pending.removeAll(keepingCapacity: true)
    start = 0
    searched = 0
    guard !isSkipping else { return nil }
    isSkipping = true
    number += 1
    return Line(number: number, bytes: beginning, isTooLong: true)
  }
}
