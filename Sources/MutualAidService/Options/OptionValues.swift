internal import TextFormats

/// The values that a request gives, by the names of its options, as they were written.
struct OptionValues: Sendable {
  private(set) var values: [String: [String]] = [:]

  /// The names, sorted.
  var names: [String] { values.keys.sorted() }

  /// The values of an option, in their order.
  subscript(name: String) -> [String] { values[name] ?? [] }

  mutating func add(_ value: String, of name: String) { values[name, default: []].append(value) }

  /// Adds the parameters of a query as browsers and programs write them: `at=50.77,6.02&need=pumping&need=ladder`.
  ///
  /// - Throws: ``Problem`` for what is no encoded UTF-8.
  mutating func add(query: String) throws(Problem) {
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = OptionValues.decoded(pair[0], plusIsSpace: true),
        let value = OptionValues.decoded(pair.count > 1 ? pair[1] : "", plusIsSpace: true)
      else { throw .badQuery }
      add(value, of: name)
    }
  }

  /// Adds the members of a JSON object: lists are options that are given several times.
  ///
  /// - Throws: ``Problem`` for members that are objects, unless they are to be left to the route.
  mutating func add(_ object: [String: JSONValue], leaving left: Set<String>) throws(Problem) {
    for (name, value) in object where !left.contains(name) {
      if case .array(let elements) = value {
        for element in elements { add(try OptionValues.text(of: element, name: name), of: name) }
      } else if case .null = value {
        continue
      } else {
        add(try OptionValues.text(of: value, name: name), of: name)
      }
    }
  }

  private static func text(of value: JSONValue, name: String) throws(Problem) -> String {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    case .bool(let flag): String(flag)
    case .array, .object, .null:
      throw .badOption(name, "expected a text, a number or true or false")
    }
  }

  /// Text behind `%` signs; `nil` for broken ones, for what is no UTF-8 and for control characters.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue) else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    guard let result = String(validating: bytes, as: UTF8.self),
      !result.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r" })
    else { return nil }
    return result
  }

  /// Text with `%XX` for all bytes but letters, digits and `-._~`, as it goes into any part of an address.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
