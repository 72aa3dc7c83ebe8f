/// The rows of separated values (RFC 4180), each with the line on which it begins; empty lines are left out.
///
/// What separates values, a comma, semicolon or tab, is told by the first line.
struct CSVRows: Sequence {
  struct Row {
    var line: Int
    var fields: [String]
  }

  private let text: String

  init(_ text: String) { self.text = text }

  func makeIterator() -> Iterator { Iterator(bytes: Array(text.utf8)) }

  struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var line = 1

    init(bytes: [UInt8]) {
      self.bytes = bytes
      // A byte order mark is no part of the first name.
      position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let header = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      // Spreadsheets of half of Europe write semicolons.
      let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].map { mark in (mark, header.count { $0 == mark }) }
      separator = counts.max { $0.1 < $1.1 }?.0 ?? UInt8(ascii: ",")
    }

    mutating func next() -> Row? {
      skipLineEnds()
      guard position < bytes.count else { return nil }
      var row = Row(line: line, fields: [])
      while true {
        row.fields.append(field())
        guard position < bytes.count, bytes[position] == separator else { break }
        position += 1
      }
      return row
    }

    private mutating func field() -> String {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        let start = position
        while position < bytes.count, !isEnd(bytes[position]), bytes[position] != separator { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
      position += 1
      var value: [UInt8] = []
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == byte else { break }
          position += 1
        }
        if byte == 0x0A { line += 1 }
        value.append(byte)
      }
      // What stands between the closing quote and the comma belongs to nothing.
      while position < bytes.count, !isEnd(bytes[position]), bytes[position] != separator { position += 1 }
      return String(decoding: value, as: UTF8.self)
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func skipLineEnds() {
      while position < bytes.count, isEnd(bytes[position]) {
        let isPair = bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
        position += isPair ? 2 : 1
        line += 1
      }
    }
  }
}
