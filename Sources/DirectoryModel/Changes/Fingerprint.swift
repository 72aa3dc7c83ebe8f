/// A fingerprint of words and bytes with 64 bits, to tell what has changed from what has not: the steps by which XXH64 takes
/// in what is left of its input (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), for all of it.
///
/// Each step maps the words one to one, so that two inputs of one length that differ in one word never have the same
/// fingerprint. It is the same on every machine, is kept in directories, and must never change.
package struct Fingerprint: Sendable {
  @inlinable static var prime1: UInt64 { 0x9E37_79B1_85EB_CA87 }
  @inlinable static var prime2: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
  @inlinable static var prime3: UInt64 { 0x1656_67B1_9E37_79F9 }
  @inlinable static var prime4: UInt64 { 0x85EB_CA77_C2B2_AE63 }

  @usableFromInline var hash: UInt64

  /// Begins with a number, such as the length of what follows.
  @inlinable
  package init(_ start: UInt64) { hash = Fingerprint.prime3 &+ start }

  /// Takes in a word.
  @inlinable
  package mutating func mix(_ word: UInt64) {
    let step = hash ^ (Fingerprint.rotated(word &* Fingerprint.prime2, 31) &* Fingerprint.prime1)
    hash = Fingerprint.rotated(step, 27) &* Fingerprint.prime1 &+ Fingerprint.prime4
  }

  /// Takes in bytes, eight at a time; how many there are is for the caller to take in where it matters.
  @inlinable
  package mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    // Safe: each load reads 8 bytes at an offset of at most count - 8.
    let whole = bytes.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
    var rest: UInt64 = 0
    for offset in whole..<bytes.count { rest = rest << 8 | UInt64(bytes[offset]) }
    mix(rest)
  }

  /// Takes in a text with its length.
  package mutating func mix(_ text: String) {
    var text = text
    text.withUTF8 {
      mix(UInt64($0.count))
      mix(UnsafeRawBufferPointer($0))
    }
  }

  /// The fingerprint of all that was taken in.
  @inlinable
  package var value: UInt64 {
    var value = hash ^ hash >> 33
    value = value &* Fingerprint.prime2
    value ^= value >> 29
    value = value &* Fingerprint.prime3
    return value ^ (value >> 32)
  }

  @inlinable
  static func rotated(_ word: UInt64, _ places: UInt64) -> UInt64 { word << places | word >> (64 - places) }
}
