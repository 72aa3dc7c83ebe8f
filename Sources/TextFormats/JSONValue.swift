/// A JSON value in which what is unknown stands as `null` instead of going missing.
package enum JSONValue: Sendable {
  /// An object.
  case object([String: JSONValue])
  /// An array.
  case array([JSONValue])
  /// A string.
  case string(String)
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// True or false.
  case bool(Bool)
  /// Nothing.
  case null

  /// A string, or null.
  package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// A whole number, or null.
  package init(_ number: Int?) { self = number.map(JSONValue.integer) ?? .null }

  /// A number rounded to some decimals, or null.
  ///
  /// Infinity, which JSON does not know, is null too.
  package init(_ number: Double?, decimals: Int) {
    guard let number, number.isFinite else {
      self = .null
      return
    }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    self = .number((number * scale).rounded() / scale)
  }

  /// The value as text, keys sorted.
  ///
  /// - Parameter isPretty: whether it is broken into lines.
  /// - Returns: the JSON text.
  package func text(isPretty: Bool = true) -> String {
    var writer = JSONWriter(isPretty: isPretty)
    writer.write(self)
    return writer.text
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }

  /// An object.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }

  /// An array.
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
