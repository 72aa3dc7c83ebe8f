internal import CEmbeddedFiles
internal import Primitives
internal import TextFormats

/// The JSON Schemas of answers, which stand in `schemas.json`.
enum AnswerSchemas {
  /// All, by their names.
  static let all: [String: JSONValue] = {
    var reader = JSONReader([UInt8](embedded_service_schemas())[...])
    // A file that is no JSON object is found by the test that compares the document.
    guard let value = try? reader.value(), case .object(let schemas) = value else { return [:] }
    return schemas
  }()

  /// A reference to one of them.
  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

  /// A list of one of them.
  static func list(of name: String) -> JSONValue { ["type": "array", "items": reference(name)] }
}
