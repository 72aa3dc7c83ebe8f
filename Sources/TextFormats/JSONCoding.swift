internal import FoundationEssentials

/// Values that describe themselves (`Codable`) as JSON, by way of Foundation: for texts that are read and written seldom.
package enum JSONCoding {
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  /// A value as compact text, keys sorted, so that the same value is the same text.
  ///
  /// - Throws: `EncodingError` for a value that JSON does not know, such as infinity.
  package static func text(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value that a text describes.
  ///
  /// - Throws: `DecodingError`.
  package static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
