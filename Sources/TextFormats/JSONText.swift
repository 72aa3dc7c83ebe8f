// How texts and numbers are written in JSON (RFC 8259), for both writers: `JSONWriter`, which sorts members and breaks
// lines, and `JSONObject`, whose caller knows the order.

internal import Primitives

extension [UInt8] {
  /// Appends a text in quotes; quotes, backslashes and control characters are escaped as Foundation's encoder does.
  package mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var start = 0
      for index in 0..<source.count where JSONText.needsEscape(source[index]) {
        append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
        start = index + 1
        JSONText.escape(source[index], to: &self)
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a text in quotes for people and other programs: all that a screen would not draw is escaped as well, which
  /// changes nothing for a program that reads it.
  package mutating func appendVisibleJSON(_ text: String) {
    // What is below DEL is escaped there too.
    guard !text.utf8.allSatisfy({ $0 < 0x7F }), HiddenCharacters.areIn(text) else { return appendJSON(text) }
    append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x7F, HiddenCharacters.isHidden(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        }
      } else if scalar.isASCII, JSONText.needsEscape(UInt8(truncatingIfNeeded: scalar.value)) {
        JSONText.escape(UInt8(truncatingIfNeeded: scalar.value), to: &self)
      } else {
        append(contentsOf: String(scalar).utf8)
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a whole number.
  package mutating func appendJSON(_ number: Int) { append(contentsOf: String(number).utf8) }

  /// Appends a finite number with as many digits as distinguish it from all others, whole ones with `.0`.
  package mutating func appendJSON(_ number: Double) { append(contentsOf: number.description.utf8) }
}

private enum JSONText {
  static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }
}

extension ArraySlice<UInt8> {
  /// 3 where a byte order mark of UTF-8 stands at the beginning, else 0.
  var byteOrderMarkCount: Int { first == 0xEF && starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
