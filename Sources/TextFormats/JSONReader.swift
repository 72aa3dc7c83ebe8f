/// Why a text is no JSON.
package struct JSONDefect: Error, Hashable, Sendable {
  /// Kinds of defects.
  package enum Kind: Hashable, Sendable {
    /// The text does not follow the grammar, or is nested too deeply.
    case syntax
    /// A control character stands unescaped in a text.
    case controlCharacter
  }

  /// The kind.
  package var kind: Kind
  /// What was expected, and before which characters.
  package var message: String

  package init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}

/// Reads JSON (RFC 8259) from bytes in memory, value by value: nothing is built that is not asked for.
///
/// Foundation's decoder takes ten times as long for a line of a status feed, and several times the memory for a large file.
///
/// ```swift
/// var reader = JSONReader(bytes[...])
/// try reader.beginObject()
/// while let key = try reader.nextKey() {
///   if key == "name" { name = try reader.string() } else { try reader.skipValue() }
/// }
/// try reader.end()
/// ```
package struct JSONReader {
  /// Kinds of values, by their first character.
  package enum Kind: Hashable, Sendable { case object, array, string, number, bool, null }

  /// How deep values may be nested in one that is skipped or read as a whole.
  package static let greatestDepth = 32

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// Whether the object or array that was begun last has had no member yet.
  private var isFirst = false

  /// Reads from the beginning of a text; a byte order mark is passed over.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex + bytes.byteOrderMarkCount
  }

  // MARK: Containers

  /// The kind of the value that follows; `nil` where none does.
  package mutating func kind() -> Kind? {
    skipSpace()
    guard let byte = peek else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), 0x30...0x39: return .number
    default: return nil
    }
  }

  /// Enters an object, whose keys follow.
  package mutating func beginObject() throws(JSONDefect) {
    skipSpace()
    guard take(UInt8(ascii: "{")) else { throw defect("expected one JSON object") }
    isFirst = true
  }

  /// The next key of the object, whose value must be read or skipped; `nil` when the object has ended.
  package mutating func nextKey() throws(JSONDefect) -> String? {
    guard try continues(until: UInt8(ascii: "}"), "expected ',' or '}'") else { return nil }
    let key = try string()
    skipSpace()
    guard take(UInt8(ascii: ":")) else { throw defect("expected ':'") }
    skipSpace()
    return key
  }

  /// Enters an array, whose elements follow.
  package mutating func beginArray() throws(JSONDefect) {
    skipSpace()
    guard take(UInt8(ascii: "[")) else { throw defect("expected an array") }
    isFirst = true
  }

  /// Whether the array has another element, which must be read or skipped.
  package mutating func hasElement() throws(JSONDefect) -> Bool {
    guard try continues(until: UInt8(ascii: "]"), "expected ',' or ']'") else { return false }
    skipSpace()
    return true
  }

  private mutating func continues(until end: UInt8, _ expectation: StaticString) throws(JSONDefect) -> Bool {
    skipSpace()
    if isFirst {
      isFirst = false
      return !take(end)
    }
    if take(UInt8(ascii: ",")) { return true }
    guard take(end) else { throw defect("\(expectation)") }
    return false
  }

  /// Makes sure that nothing but space follows.
  package mutating func end() throws(JSONDefect) {
    skipSpace()
    guard position == bytes.endIndex else { throw defect("expected nothing behind the object") }
  }

  // MARK: Values

  /// Passes over a value of any kind, which is checked all the same.
  package mutating func skipValue() throws(JSONDefect) { try skipValue(depth: 0) }

  private mutating func skipValue(depth: Int) throws(JSONDefect) {
    guard depth < JSONReader.greatestDepth else { throw defect("values are nested too deeply") }
    switch kind() {
    case .object:
      try beginObject()
      while try nextKey() != nil { try skipValue(depth: depth + 1) }
    case .array:
      try beginArray()
      while try hasElement() { try skipValue(depth: depth + 1) }
    case .string: _ = try string()
    case .bool: _ = try bool()
    case .null: try null()
    case .number, nil: _ = try number()
    }
  }

  /// Reads a value of any kind as a tree; of equal keys the last one stays.
  package mutating func value() throws(JSONDefect) -> JSONValue { try value(depth: 0) }

  private mutating func value(depth: Int) throws(JSONDefect) -> JSONValue {
    guard depth < JSONReader.greatestDepth else { throw defect("values are nested too deeply") }
    switch kind() {
    case .object:
      var members: [String: JSONValue] = [:]
      try beginObject()
      while let key = try nextKey() { members[key] = try value(depth: depth + 1) }
      return .object(members)
    case .array:
      var elements: [JSONValue] = []
      try beginArray()
      while try hasElement() { elements.append(try value(depth: depth + 1)) }
      return .array(elements)
    case .string: return .string(try string())
    case .bool: return .bool(try bool())
    case .null:
      try null()
      return .null
    case .number, nil:
      let (number, text) = try number()
      // Zero has no sign, however it is written: `-0E-5` would be written as `-0`, which is read as a whole number.
      return number == 0 ? .integer(0) : Int(text).map(JSONValue.integer) ?? .number(number)
    }
  }

  /// Reads `true` or `false`.
  package mutating func bool() throws(JSONDefect) -> Bool {
    skipSpace()
    if peek == UInt8(ascii: "t") {
      try skipWord("true")
      return true
    }
    try skipWord("false")
    return false
  }

  /// Reads `null`.
  package mutating func null() throws(JSONDefect) {
    skipSpace()
    try skipWord("null")
  }

  /// Reads a number.
  ///
  /// - Returns: its value, which is finite, and how it is written.
  package mutating func number() throws(JSONDefect) -> (value: Double, text: String) {
    skipSpace()
    let start = position
    while let byte = peek, isInNumber(byte) { position += 1 }
    let digits = bytes[start..<position]
    let text = String(decoding: digits, as: UTF8.self)
    guard JSONReader.isNumber(digits), let number = Double(text), number.isFinite else {
      throw defect("expected a value")
    }
    return (number, text)
  }

  /// Whether bytes are a number by the grammar: no zeros before it, digits on both sides of the point.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func dropDigits() -> Int {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let hasLeadingZero = rest.first == UInt8(ascii: "0")
    let whole = dropDigits()
    guard whole == 1 || whole > 1 && !hasLeadingZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard dropDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Reads a text.
  package mutating func string() throws(JSONDefect) -> String {
    skipSpace()
    guard take(UInt8(ascii: "\"")) else { throw defect("expected a text in double quotes") }
    let start = position
    var isASCII = try skipPlain()
    if peek == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try text(bytes[start..<position], isASCII: isASCII)
    }
    var decoded = Array(bytes[start..<position])
    while !take(UInt8(ascii: "\"")) {
      guard take(UInt8(ascii: "\\")) else { throw defect("expected the text to end with '\"'") }
      try unescape(to: &decoded)
      let start = position
      isASCII = try skipPlain() && isASCII
      decoded += bytes[start..<position]
    }
    return try text(decoded[...], isASCII: isASCII)
  }

  /// Passes over characters that stand for themselves.
  ///
  /// - Returns: whether all of them are ASCII.
  private mutating func skipPlain() throws(JSONDefect) -> Bool {
    var all: UInt8 = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      guard byte >= 0x20 else {
        throw JSONDefect(kind: .controlCharacter, message: "a control character stands unescaped in a text")
      }
      all |= byte
      position += 1
    }
    return all < 0x80
  }

  private func text(_ bytes: ArraySlice<UInt8>, isASCII: Bool) throws(JSONDefect) -> String {
    // Validating costs a third of the time for a line of ASCII, as nearly all are.
    if isASCII { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw defect("expected text in UTF-8") }
    return text
  }

  /// Reads what follows a backslash.
  private mutating func unescape(to decoded: inout [UInt8]) throws(JSONDefect) {
    guard let byte = peek else { throw defect("expected the text to end with '\"'") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): decoded += String(Character(try escapedScalar())).utf8
    default:
      position -= 1
      throw wrongEscape
    }
  }

  /// Reads the digits of `\u`, and those of the second half where they are the first half of a surrogate pair.
  private mutating func escapedScalar() throws(JSONDefect) -> Unicode.Scalar {
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw wrongEscape }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
    else { throw wrongEscape }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONDefect) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = JSONReader.digit(byte) else { throw wrongEscape }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }

  private var wrongEscape: JSONDefect { defect("expected an escape such as \\n or \\u00E9") }

  private func isInNumber(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x65 || byte == 0x45
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

  private mutating func skipWord(_ word: StaticString) throws(JSONDefect) {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.endIndex,
      String(decoding: bytes[position..<(position + length)], as: UTF8.self) == "\(word)"
    else { throw defect("expected \(word)") }
    position += length
  }

  private func defect(_ text: String) -> JSONDefect {
    let found = String(decoding: bytes[min(position, bytes.endIndex)...].prefix(12), as: UTF8.self)
    return JSONDefect(kind: .syntax, message: "\(text) \(found.isEmpty ? "at its end" : "before '\(found)'")")
  }
}
