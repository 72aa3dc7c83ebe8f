/// Codes of languages as XML Schema asks for them (`xs:language`, after RFC 3066): `nl`, `de-BE`.
enum LanguageCode {
  /// A code in this form, with hyphens for the underscores that programs write; `nil` for what is none.
  static func formed(_ text: String) -> String? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard let first = parts.first, first.utf8.allSatisfy(isLetter) else { return nil }
    let isCode = parts.allSatisfy { part in
      (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    }
    return isCode ? parts.joined(separator: "-") : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
