internal import DirectoryModel

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
  /// A fingerprint of the bytes, by which changed rows are found.
  let digest: Int64

  /// The row that a writer was used for alone.
  init(_ writer: RowWriter) { self.init(writer.bytes[...]) }

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var fingerprint = Fingerprint(UInt64(bytes.count))
    bytes.withUnsafeBytes { fingerprint.mix($0) }
    digest = Int64(bitPattern: fingerprint.value)
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
  init(id: some OpaqueIdentifier, capacity: Int = 448) {
    bytes.reserveCapacity(capacity)
    text(id.rawValue)
  }

  /// Begins another row, behind the one before.
  ///
  /// - Returns: where it begins.
  mutating func begin(id: some OpaqueIdentifier) -> Int {
    let start = bytes.count
    text(id.rawValue)
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

  mutating func text(_ value: (some DirectoryIdentifier)?) { text(value?.rawValue) }

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
