import TestSupport
import Testing
import TextFormats

/// Rows of separated values come out as they went in, and what is no row is reported with its line.
struct CSVTests {
  private func rows(_ text: String, columns: Int? = nil) -> (rows: [CSVReader.Row], defects: [CSVDefect]) {
    var reader = CSVReader(Array(text.utf8)[...], columns: columns)
    var rows: [CSVReader.Row] = []
    var defects: [CSVDefect] = []
    while true {
      do throws(CSVDefect) {
        guard let row = try reader.next() else { return (rows, defects) }
        rows.append(row)
      } catch {
        defects.append(error)
      }
    }
  }

  @Test func whatIsWrittenIsReadAgain() {
    var generator = SplitMix64(seed: 3)
    let parts = ["a", "", ",", ";", "\"", "\n", "\r\n", "\r", "é", "🚒", " "]
    let written = (0..<500).map { _ in
      (0..<3).map { _ in
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }
          .joined()
      }
    }
    let read = rows(written.map { CSV.line($0, formulas: .keep) }.joined(), columns: 3)
    #expect(read.rows.map(\.fields) == written)
    #expect(read.defects.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesAreCountedWithinQuotesToo(end: String) {
    let read = rows("\u{FEFF}a,b" + end + end + "\"x\(end)y\",1\(end)c,2")
    #expect(read.rows.map(\.line) == [1, 3, 5])
    #expect(read.rows.map(\.fields) == [["a", "b"], ["x\(end)y", "1"], ["c", "2"]])
  }

  @Test(arguments: [
    ("\"100\"junk,2", "field 1 goes on behind its closing quote"), ("1,\"2\" ", "field 2 goes on behind"),
    ("1\"0,2", "field 1 has a quote inside"), ("1, \"2\"", "field 2 has a quote inside"),
    ("1", "has 1 fields: expected 2"), ("1,2,3", "has 3 fields: expected 2"), ("1,2,", "has 3 fields: expected 2"),
  ])
  func whatIsNoRowIsReportedWithItsLineAndTheNextIsRead(row: String, message: String) {
    let read = rows("a,b\n\n\(row)\nc,d\n", columns: 2)
    #expect(read.rows.map(\.fields) == [["a", "b"], ["c", "d"]])
    #expect(read.defects.map(\.line) == [3])
    #expect(read.defects.first?.message.contains(message) == true, "\(read.defects)")
  }

  @Test func aQuoteThatIsNotClosedIsReportedWhereItsRowBegins() {
    let read = rows("a,b\n1,\"2\n3,4\n")
    #expect(read.rows.map(\.fields) == [["a", "b"]])
    #expect(read.defects == [CSVDefect(line: 2, message: "a quoted field does not end")])
  }

  @Test(arguments: [",", ";", "\t"])
  func theSeparatorIsTheOneThatMakesSenseOfTheHeader(separator: String) throws {
    let text = ["unit", "\"a,b;c\"", "status"].joined(separator: separator) + "\n1\(separator)2\(separator)3\n"
    let bytes = Array(text.utf8)
    var table = try #require(CSVReader.table(bytes[...]) { $0.contains("unit") && $0.contains("status") })
    #expect(table.header == ["unit", "a,b;c", "status"])
    #expect(try table.reader.next()?.fields == ["1", "2", "3"])
    #expect(try table.reader.next() == nil)
    #expect(CSVReader.table(bytes[...]) { $0.contains("other") } == nil)
  }

  @Test func anyBytesAreReadToTheirEnd() {
    var generator = SplitMix64(seed: 8)
    let parts = Array("a,;\"\"\n\r1".utf8)
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0..<20, using: &generator)).map { _ in
        generator.oneIn(20) ? UInt8.random(in: 0...255, using: &generator) : parts.randomElement(using: &generator) ?? 0
      }
      let read = rows(String(decoding: bytes, as: UTF8.self), columns: generator.oneIn(2) ? 2 : nil)
      #expect(read.rows.count + read.defects.count <= bytes.count)
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+31 43 1234", "'+31 43 1234"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("'=1", "''=1"), ("''-5", "'''-5"), ("-", "'-"),
  ])
  func whatASpreadsheetWouldRunIsDefusedAndReadAsItWas(value: String, written: String) {
    #expect(CSV.line([value, "x"]) == "\(written),x\r\n")
    #expect(CSV.line([value, "x"], formulas: .keep) == "\(value),x\r\n")
    #expect(CSV.restored(written) == value)
  }

  @Test(arguments: ["", "a=1", "-12.5", "+3", "-1e-05", "'", "'a", "'s-Gravenhage", " =1"])
  func whatIsNoFormulaIsWrittenAsItIs(value: String) {
    #expect(CSV.line([value, "x"]) == "\(value),x\r\n")
    #expect(CSV.restored(value) == value)
  }

  @Test func controlCharactersAreWrittenAsEscapes() {
    #expect(CSV.line(["a\u{1B}[31m\u{9B}", "b\u{202E}\tc"]) == "a\\u{1B}[31m\\u{9B},b\u{202E}\tc\r\n")
  }

  @Test(arguments: ["\"\u{6D6}", "a\"\u{301}b", "'\u{301}=1", "=\u{301}1", "\"\u{301},\u{302}"])
  func aMarkBehindASignHidesItFromNobody(value: String) throws {
    for formulas in CSV.Formulas.allCases {
      var reader = CSVReader(Array(CSV.line([value, "x"], formulas: formulas).utf8)[...])
      let row = try #require(try reader.next())
      let field = try #require(row.fields.first)
      #expect(row.fields.count == 2)
      #expect(Array((formulas == .defuse ? CSV.restored(field) : field).utf8) == Array(value.utf8))
    }
  }

  @Test func semicolonsStandBetweenValuesWhereNumbersHaveCommas() {
    let line = CSV.line(["a;b", "1,5 km", "-12.5", "=1", "51.2.3", "x"], dialect: .semicolon)
    #expect(line == "\"a;b\";1,5 km;-12,5;'=1;51.2.3;x\r\n")
    #expect(CSV.line(["a;b", "-12.5"]) == "a;b,-12.5\r\n")
  }
}
