/// Reads lines of comma- or semicolon-separated values (RFC 4180) under a header; a field cannot go over several lines.
struct CSVTable {
  private let separator: UInt8
  private let columns: [FeedField?]

  /// Takes the header; `nil` where it has no columns `unit` and `status`.
  init?(header: ArraySlice<UInt8>) {
    // Spreadsheets of half of Europe write semicolons.
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    for separator in separators {
      guard let names = try? CSVTable.fields(header, separator: separator) else { continue }
      let columns = names.map { FeedField(name: $0.filter { $0 != " " }) }
      let known = columns.compactMap { $0 }
      if known.contains(.unit), known.contains(.status), Set(known).count == known.count {
        self.separator = separator
        self.columns = columns
        return
      }
    }
    return nil
  }

  /// The message of a line.
  func message(_ line: ArraySlice<UInt8>) throws(LineDefect) -> StatusMessage {
    let fields = try CSVTable.fields(line, separator: separator)
    guard fields.count == columns.count else {
      throw LineDefect(.form, "the line has \(fields.count) fields: expected \(columns.count), as in the header")
    }
    var message = StatusMessage()
    for (column, text) in zip(columns, fields) {
      if let column { try message.set(column, text: text) }
    }
    return message
  }

  private static func fields(_ line: ArraySlice<UInt8>, separator: UInt8) throws(LineDefect) -> [String] {
    var fields: [String] = []
    var position = line.startIndex
    while true {
      let start = position
      if position < line.endIndex, line[position] == UInt8(ascii: "\"") {
        fields.append(try quoted(line, at: &position))
        guard position == line.endIndex || line[position] == separator else {
          throw LineDefect(.form, "field \(fields.count) goes on behind its closing quote: expected a separator")
        }
      } else {
        while position < line.endIndex, line[position] != separator { position += 1 }
        fields.append(String(decoding: line[start..<position], as: UTF8.self))
      }
      if position == line.endIndex { return fields }
      position += 1
    }
  }

  private static func quoted(_ line: ArraySlice<UInt8>, at position: inout Int) throws(LineDefect) -> String {
    var bytes: [UInt8] = []
    position += 1
    while position < line.endIndex {
      let byte = line[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < line.endIndex, line[position] == byte else { return String(decoding: bytes, as: UTF8.self) }
        position += 1
      }
      bytes.append(byte)
    }
    throw LineDefect(.form, "a quoted field does not end on its line")
  }
}
