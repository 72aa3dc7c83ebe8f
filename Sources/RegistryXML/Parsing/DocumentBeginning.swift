internal import DirectoryModel

/// Tells by its first bytes what a file is that cannot be read, where the parser would only say that it is no XML.
enum DocumentBeginning {
  /// - Throws: `MutualAidError` for an archive, or an encoding that nothing announces.
  static func check(_ bytes: Slice<UnsafeRawBufferPointer>) throws(MutualAidError) {
    let first = Array(bytes.prefix(4))
    switch first {
    case [0x50, 0x4B, 0x03, 0x04]:
      throw MutualAidError(
        .unreadable, "this is a zip archive", hint: "Unpack it, and name the XML file that is in it.")
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]:
      throw MutualAidError(.encodingError, "the document is in UTF-32", line: 1, hint: "Save it as UTF-8.")
    default: break
    }
    guard first.count == 4 else { return }
    if first.starts(with: [0x1F, 0x8B]) {
      throw MutualAidError(.unreadable, "this is a gzip within a gzip", hint: "Unpack it once.")
    }
    // A `<` of two bytes, which no `?` follows, so that no declaration will name the encoding.
    if (first.starts(with: [0x3C, 0]) && first[3] == 0 && first[2] != 0 && first[2] != 0x3F)
      || (first.starts(with: [0, 0x3C, 0]) && first[3] != 0x3F)
    {
      throw MutualAidError(
        .encodingError, "the document is in UTF-16, with neither a byte order mark nor a declaration", line: 1,
        hint: "Save it as UTF-8, or with a byte order mark.")
    }
  }
}
