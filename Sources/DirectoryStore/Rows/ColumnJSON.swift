internal import DirectoryModel
internal import FoundationEssentials

/// JSON in table columns: keys sorted, so that the same value is the same text.
enum ColumnJSON {
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw MutualAidError(
        .storeFailed, "a row of the directory cannot be read: \(error)", hint: "Import the registry again.")
    }
  }
}
