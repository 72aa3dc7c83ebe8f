/// A row's values as bytes, made where there is time for it, so that the one thread that writes has only to hand them on.
///
/// Value after value: a byte for its kind, then eight bytes of a number, or four of a length and the UTF-8 text, each
/// with the least significant byte first. The first value is the record's id.
struct EncodedRow: Sendable {
  /// Kinds of values.
  enum Kind: UInt8 {
    case null, integer, double, text
  }

  /// A part of what a writer has written, which rows of one station share.
  let bytes: ArraySlice<UInt8>
  /// A fingerprint of the bytes, to tell changed rows from unchanged ones.
  let digest: Int64

  /// The row that a writer was used for alone.
  init(_ writer: RowWriter) { self.init(writer.bytes[...]) }

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    digest = RowDigest.digest(of: bytes)
  }

  /// The record's id, in UTF-8: the first value.
  var id: ArraySlice<UInt8> {
    let start = bytes.startIndex + 5
    let length = bytes[(start - 4)..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    return bytes[start..<(start + length)]
  }
}

/// Puts the values of rows together, row after row.
struct RowWriter {
  private(set) var bytes: [UInt8] = []

  /// Begins a row with the record's id.
  init(id: String, capacity: Int = 448) {
    bytes.reserveCapacity(capacity)
    text(id)
  }

  /// Begins another row, behind the one before.
  ///
  /// - Returns: where it begins.
  mutating func begin(id: String) -> Int {
    let start = bytes.count
    text(id)
    return start
  }

  mutating func null() { bytes.append(EncodedRow.Kind.null.rawValue) }

  mutating func integer(_ value: Int64) {
    bytes.append(EncodedRow.Kind.integer.rawValue)
    word(UInt64(bitPattern: value))
  }

  mutating func double(_ value: Double) {
    bytes.append(EncodedRow.Kind.double.rawValue)
    word(value.bitPattern)
  }

  mutating func text(_ value: String) { writtenText { $0.append(contentsOf: value.utf8) } }

  mutating func text(_ value: String?) {
    if let value { text(value) } else { null() }
  }

  /// Adds a text that is written piece by piece; null where nothing is written.
  mutating func optionalText(_ write: (inout [UInt8]) -> Void) {
    let start = bytes.count
    writtenText(write)
    if bytes.count == start + 5 {
      bytes.removeLast(5)
      null()
    }
  }

  /// Adds a text that is written piece by piece.
  mutating func writtenText(_ write: (inout [UInt8]) -> Void) {
    bytes.append(EncodedRow.Kind.text.rawValue)
    let start = bytes.count
    withUnsafeBytes(of: UInt32(0)) { bytes.append(contentsOf: $0) }
    write(&bytes)
    let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
    // Safe: the four bytes were added above.
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: length.littleEndian, toByteOffset: start, as: UInt32.self) }
  }

  private mutating func word(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// A fingerprint of bytes with 64 bits: the steps by which XXH64 takes in what is left of its input
/// (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), for all of it.
///
/// Each step maps the words one to one, so that two rows that differ in one word never have the same fingerprint.
enum RowDigest {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63

  static func digest(of bytes: ArraySlice<UInt8>) -> Int64 {
    var hash = prime3 &+ UInt64(truncatingIfNeeded: bytes.count)
    let mix = { (hash: inout UInt64, word: UInt64) in
      hash = rotated(hash ^ (rotated(word &* prime2, 31) &* prime1), 27) &* prime1 &+ prime4
    }
    // Safe: each load reads 8 bytes at an offset of at most count - 8.
    bytes.withUnsafeBytes { buffer in
      let whole = buffer.count & ~7
      for offset in stride(from: 0, to: whole, by: 8) {
        mix(&hash, UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
      var rest: UInt64 = 0
      for offset in whole..<buffer.count { rest = rest << 8 | UInt64(buffer[offset]) }
      mix(&hash, rest)
    }
    hash ^= hash >> 33
    hash = hash &* prime2
    hash ^= hash >> 29
    hash = hash &* prime3
    return Int64(bitPattern: hash ^ (hash >> 32))
  }

  private static func rotated(_ word: UInt64, _ places: UInt64) -> UInt64 {
    word << places | word >> (64 - places)
  }
}
