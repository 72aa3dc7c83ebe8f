internal import FoundationEssentials

/// Reads one JSON object (RFC 8259) of the fields of a report; what else it holds is checked and left out.
///
/// A reader of its own: Foundation's takes ten times as long for a line.
struct JSONLine {
  /// Nested values of fields that we have no use for may be this deep.
  private static let deepest = 32

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The message of a line.
  static func message(_ line: ArraySlice<UInt8>) throws(LineDefect) -> StatusMessage {
    var reader = JSONLine(line)
    return try reader.message()
  }

  private mutating func message() throws(LineDefect) -> StatusMessage {
    var message = StatusMessage()
    var seen: UInt16 = 0
    skipSpace()
    guard take(UInt8(ascii: "{")) else { throw fault("expected one JSON object") }
    skipSpace()
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        let name = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw fault("expected ':'") }
        skipSpace()
        if let field = FeedField(name: name) {
          guard seen & field.bit == 0 else { throw LineDefect(.form, "'\(name)' is given twice") }
          seen |= field.bit
          try value(of: field, into: &message)
        } else {
          try skipValue(depth: 0)
        }
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw fault("expected ',' or '}'") }
    }
    skipSpace()
    guard position == bytes.endIndex else { throw fault("expected nothing behind the object") }
    return message
  }

  private mutating func value(of field: FeedField, into message: inout StatusMessage) throws(LineDefect) {
    switch peek {
    case UInt8(ascii: "\""): try message.set(field, text: try string())
    case UInt8(ascii: "n"): try skipWord("null")
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
      let (number, text) = try number()
      try message.set(field, number: number, text: text)
    default: throw LineDefect(.value, "'\(field.rawValue)' is neither a text nor a number")
    }
  }

  private mutating func skipValue(depth: Int) throws(LineDefect) {
    guard depth < JSONLine.deepest else { throw fault("values are nested too deeply") }
    switch peek {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "n"): try skipWord("null")
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer(depth: depth)
    default: _ = try number()
    }
  }

  private mutating func skipContainer(depth: Int) throws(LineDefect) {
    let isObject = peek == UInt8(ascii: "{")
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    position += 1
    skipSpace()
    if take(end) { return }
    repeat {
      skipSpace()
      if isObject {
        _ = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw fault("expected ':'") }
        skipSpace()
      }
      try skipValue(depth: depth + 1)
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(end) else { throw fault("expected ',' or '\(isObject ? "}" : "]")'") }
  }

  // MARK: Texts and numbers

  private mutating func string() throws(LineDefect) -> String {
    guard take(UInt8(ascii: "\"")) else { throw fault("expected a text in double quotes") }
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw LineDefect(.control, "a control character stands unescaped in a text") }
      position += 1
    }
    if peek == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    return try escapedString(from: start)
  }

  /// A text with escapes: it is closed here, and read by Foundation, for whom surrogates are no news.
  private mutating func escapedString(from start: Int) throws(LineDefect) -> String {
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw LineDefect(.control, "a control character stands unescaped in a text") }
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard take(UInt8(ascii: "\"")) else { throw fault("expected the text to end with '\"'") }
    let text = Data(bytes[(start - 1)..<position])
    guard let decoded = try? JSONDecoder().decode(String.self, from: text) else {
      throw fault("expected an escape such as \\n or \\u00E9")
    }
    return decoded
  }

  private mutating func number() throws(LineDefect) -> (Double, String) {
    let start = position
    while let byte = peek, isInNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    guard let first = digits.utf8.first, first >= 0x30, first <= 0x39, text.last != ".",
      digits.utf8.count < 2 || first != 0x30 || !isDigit(digits.utf8[digits.utf8.index(after: digits.startIndex)]),
      let number = Double(text), number.isFinite
    else { throw fault("expected a value") }
    return (number, text)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isInNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x65 || byte == 0x45
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private mutating func skipWord(_ word: StaticString) throws(LineDefect) {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.endIndex,
      String(decoding: bytes[position..<(position + length)], as: UTF8.self) == "\(word)"
    else { throw fault("expected \(word)") }
    position += length
  }

  private func fault(_ text: String) -> LineDefect {
    let found = String(decoding: bytes[min(position, bytes.endIndex)...].prefix(12), as: UTF8.self)
    let place = found.isEmpty ? "at its end" : "before '\(found)'"
    return LineDefect(.form, "the line is no JSON object: \(text) \(place)")
  }
}
