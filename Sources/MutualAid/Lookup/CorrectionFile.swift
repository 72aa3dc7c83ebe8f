internal import DirectoryModel
public import RegistryImport
internal import TextFormats

/// A file of corrections, one on each line: JSON objects, or CSV under a header, with the fields `id`, `field` and `value`,
/// and perhaps `by` and `note`.
public enum CorrectionFile {
  private static let columns = ["id", "field", "value", "by", "note"]

  /// Reads all corrections of a file.
  ///
  /// - Parameter bytes: the file in UTF-8.
  /// - Returns: the requests with their lines, in the order of the file; a `value` of JSON's null withdraws a correction.
  /// - Throws: `MutualAidError` with the line that cannot be read: a correction is taken with all others or not at all.
  public static func requests(_ bytes: [UInt8]) throws -> [CorrectionRequest] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw MutualAidError(.notACorrectionFile, "the file is not UTF-8")
    }
    let first = bytes.first { !" \t\r\n".utf8.contains($0) && ![0xEF, 0xBB, 0xBF].contains($0) }
    return try first == UInt8(ascii: "{") ? objects(bytes) : table(bytes)
  }

  private static func table(_ bytes: [UInt8]) throws -> [CorrectionRequest] {
    let needed = Set(columns.prefix(3))
    guard let (header, start) = CSVReader.table(bytes[...], isHeader: { needed.isSubset(of: Set($0)) }) else {
      throw MutualAidError(
        .notACorrectionFile, "the file is neither JSON lines nor CSV with the columns id, field and value",
        hint: "Write one JSON object on each line, or begin with a header such as id,field,value,note.")
    }
    var reader = start
    var found: [CorrectionRequest] = []
    do {
      while let row = try reader.next() {
        let values = Dictionary(zip(header, row.fields.map(CSV.restored))) { first, _ in first }
        found.append(try request({ values[$0].flatMap { $0.isEmpty ? nil : $0 } }, line: row.line, isWithdrawn: false))
      }
    } catch let defect as CSVDefect {
      throw MutualAidError(
        .notACorrectionFile, TranslatableText(verbatim: defect.message), at: .init(line: defect.line))
    }
    return found
  }

  private static func objects(_ bytes: [UInt8]) throws -> [CorrectionRequest] {
    var found: [CorrectionRequest] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy({ " \t\r".utf8.contains($0) }) {
      do {
        var reader = JSONReader(line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line)
        guard case .object(let members) = try reader.value() else {
          throw MutualAidError(.notACorrectionFile, "the line is no JSON object", at: .init(line: index + 1))
        }
        try reader.end()
        var isWithdrawn = false
        if case .null = members["value"] { isWithdrawn = true }
        found.append(try request({ text(members[$0]) }, line: index + 1, isWithdrawn: isWithdrawn))
      } catch let defect as JSONDefect {
        throw MutualAidError(
          .notACorrectionFile, TranslatableText(verbatim: defect.message), at: .init(line: index + 1))
      }
    }
    return found
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
    default: nil
    }
  }

  private static func request(
    _ value: (String) -> String?, line: Int, isWithdrawn: Bool
  ) throws -> CorrectionRequest {
    guard let id = value("id"), let field = value("field"), isWithdrawn || value("value") != nil else {
      throw MutualAidError(
        .notACorrectionFile, "a correction needs id, field and value", at: .init(line: line))
    }
    return CorrectionRequest(
      id: id, field: field, value: isWithdrawn ? nil : value("value"), by: value("by"), note: value("note"), line: line)
  }
}
