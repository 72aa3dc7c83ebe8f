/// The encoding that a document declares.
enum EncodingName {
  private static let latin1: Set<String> = ["iso-8859-1", "iso_8859-1", "iso8859-1", "latin1", "latin-1", "l1"]

  /// The beginning of a document with Windows-1252 in place of ISO 8859-1; `nil` where it declares another encoding.
  ///
  /// The two differ in the bytes 0x80 to 0x9F alone, which are typographic signs in one and control characters that nobody
  /// uses in the other. Files of Windows programs often name the wrong one, and browsers read them so as well (WHATWG
  /// Encoding Standard, section 4.2).
  static func corrected(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let beginning = bytes.prefix(200)
    guard beginning.starts(with: "<?xml".utf8), let end = beginning.firstRange(of: Array("?>".utf8))?.lowerBound,
      let name = beginning[..<end].firstRange(of: Array("encoding".utf8))?.upperBound,
      let open = beginning[name..<end].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
      let close = beginning[(open + 1)..<end].firstIndex(of: beginning[open])
    else { return nil }
    let declared = String(decoding: beginning[(open + 1)..<close], as: UTF8.self).lowercased()
    guard latin1.contains(declared) else { return nil }
    return bytes[..<(open + 1)] + Array("windows-1252".utf8) + bytes[close...]
  }
}
