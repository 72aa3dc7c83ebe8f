internal import Primitives

/// Comma-separated values after RFC 4180: fields with commas, quotes or line breaks in quotes, lines ended by CR LF.
package enum CSV {
  /// What becomes of a value that a spreadsheet would take for a formula, and run.
  package enum Formulas: String, CaseIterable, Sendable {
    /// An apostrophe is put before it, with which spreadsheets show it as text.
    case defuse
    /// It is written as it is.
    case keep
  }

  /// How values are put in a row, and how numbers are written in it.
  package enum Dialect: String, CaseIterable, Sendable {
    /// Commas between values and points in numbers, as programs read (RFC 4180).
    case comma
    /// Semicolons between values and commas in numbers, as spreadsheets of most of Europe read: what R calls `csv2`.
    case semicolon
  }

  /// What may stand between values: spreadsheets of half of Europe write semicolons.
  package static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// One line, with its end.
  ///
  /// - Parameters:
  ///   - fields: the values; control characters in them are written as escapes.
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the values with their separators.
  package static func line(
    _ fields: [String], formulas: Formulas = .defuse, dialect: Dialect = .comma
  ) -> String {
    fields.map { field in
      let plain = HiddenCharacters.escapedControls(field)
      var field = formulas == .defuse && isTakenForFormula(plain) ? "'" + plain : plain
      if dialect == .semicolon, field.utf8.contains(UInt8(ascii: ".")), isPlainNumber(field) {
        field.replace(".", with: ",")
      }
      let isQuoted = field.unicodeScalars.contains {
        $0 == "\"" || $0 == "\n" || $0 == "\r" || (dialect == .comma ? $0 == "," : $0 == ";")
      }
      return isQuoted ? quoted(field) : field
    }.joined(separator: dialect == .comma ? "," : ";") + "\r\n"
  }

  /// A value in quotes, its own doubled; scalar by scalar, since a mark behind a quote makes another character of it.
  private static func quoted(_ field: String) -> String {
    var text = "\"".unicodeScalars
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text.append(scalar) }
      text.append(scalar)
    }
    text.append("\"")
    return String(text)
  }

  /// A value as it was before ``line(_:formulas:)`` put an apostrophe before it.
  package static func restored(_ field: String) -> String {
    let rest = String(field.unicodeScalars.dropFirst())
    return field.utf8.first == UInt8(ascii: "'") && isTakenForFormula(rest) ? rest : field
  }

  /// What spreadsheets take for the beginning of a formula, in both widths (OWASP, "CSV Injection").
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// Whether a value begins as a formula does and is no plain number; apostrophes before it do not count, so that a value
  /// that has one of its own is told from one that got it here.
  private static func isTakenForFormula(_ field: String) -> Bool {
    guard let first = field.unicodeScalars.first, first == "'" || formulaStarts.contains(first) else { return false }
    let rest = field.unicodeScalars.drop { $0 == "'" }
    guard let start = rest.first, formulaStarts.contains(start) else { return false }
    return !isPlainNumber(field)
  }

  /// Whether a text is a decimal number and nothing else, such as `-12.5` or `+3e2`.
  private static func isPlainNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) != nil
  }
}

/// Why a row of a table cannot be read.
package struct CSVDefect: Error, Hashable, Sendable {
  /// The line on which the row begins.
  package var line: Int
  /// What is wrong.
  package var message: String

  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}

/// Reads rows of separated values (RFC 4180), each with the line on which it begins; empty lines are left out.
///
/// Lines may end with LF, CR LF or CR, within quotes too. A byte order mark is passed over. After a row that cannot be
/// read, reading goes on behind the line on which that was found out; what an unclosed quote holds is lost with its row.
package struct CSVReader {
  /// One row.
  package struct Row: Hashable, Sendable {
    /// The line on which it begins, from 1.
    package var line: Int
    /// The values.
    package var fields: [String]
  }

  private let bytes: ArraySlice<UInt8>
  private let separator: UInt8
  private var position: Int
  private var line = 1
  /// How many fields each row must have; `nil` takes any number.
  package var columns: Int?

  /// Reads from the beginning of a text.
  ///
  /// - Parameters:
  ///   - bytes: the text in UTF-8.
  ///   - separator: what stands between values.
  ///   - columns: how many fields each row must have; `nil` takes any number.
  package init(_ bytes: ArraySlice<UInt8>, separator: UInt8 = UInt8(ascii: ","), columns: Int? = nil) {
    self.bytes = bytes
    self.separator = separator
    self.columns = columns
    position = bytes.startIndex + bytes.byteOrderMarkCount
  }

  /// Finds the separator with which the first row is a header that makes sense, and goes on behind that row.
  ///
  /// - Parameters:
  ///   - bytes: the text in UTF-8.
  ///   - isHeader: whether names are those of a table that is looked for.
  /// - Returns: a reader of the rows behind the header, each of which must have as many fields; `nil` where the first row
  ///   is no such header with any separator.
  package static func table(
    _ bytes: ArraySlice<UInt8>, isHeader: ([String]) -> Bool
  ) -> (header: [String], reader: CSVReader)? {
    for separator in CSV.separators {
      var reader = CSVReader(bytes, separator: separator)
      guard let header = try? reader.next(), isHeader(header.fields) else { continue }
      reader.columns = header.fields.count
      return (header.fields, reader)
    }
    return nil
  }

  /// Whether nothing but ends of lines is left.
  package var isAtEnd: Bool { bytes[position...].allSatisfy(isLineEnd) }

  /// A reader of one more row of the same table.
  package func row(_ bytes: ArraySlice<UInt8>) -> CSVReader {
    CSVReader(bytes, separator: separator, columns: columns)
  }

  /// The next row; `nil` at the end.
  ///
  /// - Throws: `CSVDefect` for text behind a closing quote, a quote within an unquoted field, a quote that is not closed,
  ///   or another number of fields than `columns`; the row is left out.
  package mutating func next() throws(CSVDefect) -> Row? {
    skipLineEnds()
    guard position < bytes.endIndex else { return nil }
    var row = Row(line: line, fields: [])
    if let columns { row.fields.reserveCapacity(columns) }
    while true {
      row.fields.append(try field(row.fields.count + 1, rowLine: row.line))
      guard position < bytes.endIndex, bytes[position] == separator else { break }
      position += 1
    }
    guard columns == nil || row.fields.count == columns else {
      throw CSVDefect(
        line: row.line,
        message: "the line has \(row.fields.count) fields: expected \(columns ?? 0), as in the header")
    }
    return row
  }

  private mutating func field(_ number: Int, rowLine: Int) throws(CSVDefect) -> String {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.endIndex, bytes[position] != separator, !isLineEnd(bytes[position]) {
        guard bytes[position] != UInt8(ascii: "\"") else {
          skipLine()
          throw CSVDefect(
            line: rowLine,
            message: "field \(number) has a quote inside: expected the whole field in quotes, and quotes in it doubled")
        }
        position += 1
      }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    position += 1
    let value = try quoted(rowLine: rowLine)
    guard position == bytes.endIndex || bytes[position] == separator || isLineEnd(bytes[position]) else {
      skipLine()
      throw CSVDefect(
        line: rowLine, message: "field \(number) goes on behind its closing quote: expected a separator")
    }
    return value
  }

  /// Reads on behind an opening quote, past the closing one.
  private mutating func quoted(rowLine: Int) throws(CSVDefect) -> String {
    var value: [UInt8] = []
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.endIndex, bytes[position] == byte else { return String(decoding: value, as: UTF8.self) }
        position += 1
      } else if isLineEnd(byte), !(byte == 0x0D && position < bytes.endIndex && bytes[position] == 0x0A) {
        line += 1
      }
      value.append(byte)
    }
    throw CSVDefect(line: rowLine, message: "a quoted field does not end")
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func skipLine() {
    while position < bytes.endIndex, !isLineEnd(bytes[position]) { position += 1 }
  }

  private mutating func skipLineEnds() {
    while position < bytes.endIndex, isLineEnd(bytes[position]) {
      let isPair =
        bytes[position] == 0x0D && position + 1 < bytes.endIndex && bytes[position + 1] == 0x0A
      position += isPair ? 2 : 1
      line += 1
    }
  }
}
