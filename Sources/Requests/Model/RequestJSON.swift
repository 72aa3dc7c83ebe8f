internal import DirectoryModel
internal import FoundationEssentials

/// Requests as JSON: keys in snake case, moments as ISO 8601 in UTC.
package enum RequestJSON {
  /// A value as compact JSON, keys sorted, so that the same value is the same text.
  ///
  /// - Throws: `EncodingError` for a value that JSON does not know, such as infinity.
  package static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamp.text(date))
    }
    return Array(try encoder.encode(value))
  }

  /// The value that JSON describes.
  ///
  /// - Throws: `DecodingError`.
  package static func value<Value: Decodable>(_ bytes: [UInt8], as type: Value.Type = Value.self) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let date = Timestamp.date(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no time")
      }
      return date
    }
    return try decoder.decode(type, from: Data(bytes))
  }
}
