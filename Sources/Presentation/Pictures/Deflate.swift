internal import CZlib

/// Bytes packed as zlib does (RFC 1950), as pictures in PNG hold them and browsers unpack them (`deflate`).
enum Deflate {
  /// The packed bytes; the same bytes always give the same.
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    // It fails only where the room does not suffice, of which `compressBound` asked for enough.
    guard compress2(&packed, &length, bytes, uLong(bytes.count), Z_BEST_COMPRESSION) == Z_OK else { return [] }
    packed.removeLast(packed.count - Int(length))
    return packed
  }
}
