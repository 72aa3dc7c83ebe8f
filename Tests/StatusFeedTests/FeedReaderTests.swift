import DirectoryModel
import Foundation
import StatusFeed
import TestSupport
import Testing

/// Lines become messages, or problems that name the line.
struct FeedReaderTests {
  private func read(_ bytes: [UInt8], pieces: Int = .max) throws -> [FeedReader.Entry] {
    var reader = FeedReader()
    var entries: [FeedReader.Entry] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      rest.prefix(pieces).withUnsafeBytes { reader.append($0) }
      rest = rest.dropFirst(pieces)
      while let entry = try reader.next() { entries.append(entry) }
    }
    while let entry = try reader.next(isAtEnd: true) { entries.append(entry) }
    return entries
  }

  private func read(_ text: String, pieces: Int = .max) throws -> [FeedReader.Entry] {
    try read(Array(text.utf8), pieces: pieces)
  }

  private func problem(_ entry: FeedReader.Entry?) -> Problem? {
    guard case .failure(let fault)? = entry?.message else { return nil }
    return fault.problem
  }

  @Test(arguments: [
    #"{"unit":"a","status":"FMS:2","since":1764000000,"max_age_s":60,"note":"x"}"#,
    #" { "UNIT" : "a" , "Status":"FMS:2", "since":1764000000, "max_age_s":"60", "note":"\u0078", "other":[{},"]",1e3]}"#,
    "unit,status,since,max_age_s,note\na,FMS:2,1764000000,60,x",
    "note;max_age_s;since;status;unit;other\r\n\"x\";60;1764000000;FMS:2;a;\"1;2\"\r\n",
  ])
  func formsSayTheSame(text: String) throws {
    var expected = StatusMessage(unit: "a", status: "FMS:2", since: .seconds(1_764_000_000))
    expected.maximalAge = 60
    expected.note = "x"
    for mark in ["", "\u{FEFF}"] {
      let entries = try read(mark + text)
      #expect(try entries.map { try $0.message.get() } == [expected])
    }
  }

  @Test func numberedCodeStaysAsWritten() throws {
    let message = try #require(try read(#"{"unit":"a","system":"FMS","status":2}"#).first).message.get()
    #expect(message.status == "2")
    #expect(message.system == "FMS")
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func piecesOfAnySizeGiveTheSameLines(pieces: Int) throws {
    let text = "\n\r\n{\"unit\":\"é\",\"status\":\"available\"}\r\n  \n\n{\"unit\":\"b\",\"status\":\"unknown\"}"
    let entries = try read(text, pieces: pieces)
    #expect(entries.map(\.line) == [3, 6])
    #expect(try entries.map { try $0.message.get().unit } == ["é", "b"])
  }

  @Test(arguments: [
    #"{"unit":"a""#, #"{"unit":"a"} x"#, #"{"x":a}"#, #"{"unit":"a",}"#, "[]", "unit", #"{"unit":"\q"}"#,
    "{'unit':1}",
    #"{"unit":"a","unit":"b"}"#, #"{"since":01}"#, #"{"since":1.}"#, #"{"x":nul}"#, #"{"x":"abc"#, #"{"x":"\"#, "{",
  ])
  func lineThatIsNoObjectIsAProblemAndTheNextIsRead(line: String) throws {
    let good = #"{"unit":"a","status":"available"}"#
    let entries = try read([good, line, good].joined(separator: "\n"))
    #expect(entries.map(\.line) == [1, 2, 3])
    #expect(problem(entries[1])?.code == .lineInvalid)
    #expect(problem(entries[1])?.line == 2)
    #expect(problem(entries[2]) == nil)
  }

  @Test func deepNestingIsRefusedAndNotFollowed() throws {
    let line = "{\"x\":" + String(repeating: "[", count: 60_000) + "}"
    #expect(problem(try read(line).first)?.code == .lineInvalid)
  }

  @Test(arguments: [
    "a,available,1", "a", "\"a,available", "\"a\"b,available", "a\"b,available", "a\rb,available", "a,available\rb,c",
  ])
  func rowThatDoesNotFitTheHeaderIsAProblem(row: String) throws {
    let entries = try read("unit,status\n\(row)\nb,available\n")
    #expect(entries.map(\.line) == [2, 3])
    #expect(problem(entries.first)?.code == .lineInvalid)
    #expect(problem(entries.last) == nil)
  }

  @Test func lineThatIsNotUTF8IsAProblem() throws {
    let entries = try read(Array("unit,status\n".utf8) + [0x61, 0xE9, 0x2C, 0x62, 0x0A] + Array("a,b\n".utf8))
    #expect(problem(entries.first)?.code == .notUTF8)
    #expect(problem(entries.first)?.line == 2)
    #expect(problem(entries.last) == nil)
  }

  @Test(arguments: [10, 4096, Int.max])
  func endlessLineIsToldOnceAndTheNextIsRead(pieces: Int) throws {
    let text = "unit,status\n" + String(repeating: "x", count: 200_000) + "\na,available\n"
    let entries = try read(text, pieces: pieces)
    #expect(entries.map(\.line) == [2, 3])
    #expect(problem(entries.first)?.code == .textTooLong)
    #expect(problem(entries.last) == nil)
  }

  @Test(arguments: ["hello", "<status/>", "[{\"unit\":1}]", "unit,since", "a;b;c", "\0\0"])
  func streamOfAnotherKindIsRefused(text: String) throws {
    #expect(throws: MutualAidError.self) { try read(text + "\nmore\n") }
  }

  @Test func anyBytesAreReadWithoutHarm() throws {
    var generator = SplitMix64(seed: 5)
    let pieces = [
      "{\"unit\":\"a\",\"status\":\"x\"}", "{", "}", "\"", "\\", "\\u12", ":", ",", "1", "e", "\n", "null", "[", "é",
    ]
    for _ in 0..<3_000 {
      var bytes = Array("{}\n".utf8)
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        if generator.oneIn(12) {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        } else {
          bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        }
      }
      let whole = try read(bytes)
      let cut = try read(bytes, pieces: 3)
      #expect(whole.map(\.line) == cut.map(\.line))
      // What Foundation reads as an object must not be refused for its form, and the reverse.
      for (entry, line) in zip(whole, bytes.split(separator: 0x0A, omittingEmptySubsequences: true))
      where whole.count == 1 {
        let isObject = (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
        #expect(isObject || problem(entry) != nil)
      }
    }
  }
}
