/// Finds out, eight bytes at a time, that a text needs no changes, as nearly all texts do.
enum PlainText {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Whether a text is ASCII without control characters and without spaces at its ends or two in a row.
  ///
  /// Of the empty text it is true.
  ///
  /// Safety: each load reads eight bytes at an offset of at most `count - 8`.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    guard count > 0, bytes[0] != 0x20, bytes[count - 1] != 0x20 else { return count == 0 }
    let raw = UnsafeRawBufferPointer(bytes)
    // A space at the end of one word is carried into the next.
    var carried: UInt64 = 0
    var offset = 0
    while offset + 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      guard isPlain(word, &carried) else { return false }
      offset += 8
    }
    guard offset < count else { return true }
    var rest: UInt64 = 0x6161_6161_6161_6161
    for place in 0..<(count - offset) {
      let shift = UInt64(place) * 8
      rest = rest & ~(0xFF << shift) | UInt64(bytes[offset + place]) << shift
    }
    return isPlain(rest, &carried)
  }

  /// Bit tricks after Warren, Hacker's Delight, 2nd edition, section 6-1; they hold for bytes below 0x80.
  @inline(__always)
  private static func isPlain(_ word: UInt64, _ carried: inout UInt64) -> Bool {
    let below = (word &- ones &* 0x20) & ~word
    let deletes = ((word ^ ones &* 0x7F) &- ones) & ~(word ^ ones &* 0x7F)
    guard (word | below | deletes) & highs == 0 else { return false }
    let spaces = ~((word ^ ones &* 0x20) &+ ones &* 0x7F) & highs
    defer { carried = spaces >> 56 }
    return spaces & (spaces << 8 | carried) == 0
  }
}
