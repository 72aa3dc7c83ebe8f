internal import DirectoryModel

/// Attributes that have a form of their own, the same in every element.
enum AttributeForm {
  case id, country, type, code

  init?(_ name: NativeName) {
    switch name {
    case .id: self = .id
    case .country: self = .country
    case .type: self = .type
    case .code: self = .code
    default: return nil
    }
  }

  var expectation: String {
    switch self {
    case .id: "at most 120 letters, digits and . _ : / + -, the first a letter or digit"
    case .country: "two capital letters (ISO 3166-1 alpha-2)"
    case .type, .code: "at most 60 characters"
    }
  }

  func admits(_ text: String) -> Bool {
    switch self {
    case .id:
      if AttributeForm.isPlainID(text) { return true }
      guard text.unicodeScalars.count <= 120, let first = text.unicodeScalars.first else { return false }
      return AttributeForm.isLetterOrNumber(first)
        && text.unicodeScalars.allSatisfy {
          AttributeForm.isLetterOrNumber($0) || $0.isASCII && AttributeForm.isMark(UInt8($0.value & 0x7F))
        }
    case .country: return CountryCode.isCode(text)
    case .type, .code: return text.utf8.count <= 60 || text.unicodeScalars.count <= 60
    }
  }

  /// Whether it is an id of ASCII alone, as nearly all are.
  private static func isPlainID(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count <= 120, let first = bytes.first, isLetterOrDigit(first) else { return false }
      for byte in bytes where !isLetterOrDigit(byte) && !isMark(byte) { return false }
      return true
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isLetterOrNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}

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
