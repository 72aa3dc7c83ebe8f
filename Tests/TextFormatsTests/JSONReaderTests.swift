import Foundation
import TestSupport
import Testing
import TextFormats

/// What Foundation reads is read alike, and what the grammar does not allow is refused.
struct JSONReaderTests {
  private func value(_ bytes: [UInt8]) throws(JSONDefect) -> JSONValue {
    var reader = JSONReader(bytes[...])
    let value = try reader.value()
    try reader.end()
    return value
  }

  private func value(_ text: String) throws(JSONDefect) -> JSONValue { try value(Array(text.utf8)) }

  private func compact(_ value: JSONValue) -> String { value.text(isPretty: false) }

  @Test(arguments: [
    (
      #" {"a" : [1, -2.5, 1e3, true, false, null, "x"], "b":{}, "c":[] } "#,
      #"{"a":[1,-2.5,1000,true,false,null,"x"],"b":{},"c":[]}"#
    ),
    (#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE92""#, #""\"\\/\b\f\n\r\té🚒""#),
    (#"{"a":1,"a":2}"#, #"{"a":2}"#), ("\u{FEFF}[9223372036854775807,-0]", "[9223372036854775807,0]"),
  ])
  func valuesAreReadWhole(text: String, expected: String) throws {
    #expect(compact(try value(text)) == expected)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "01", "1.", ".5", "+1", "1e", "1.e5", "--1",
    "nul", "truE", "\"abc", #""\q""#, #""\u12""#, #""\uD800""#, #""\uD800\u0041""#, #""\uDC00""#, "1 2", "[1]]", "NaN",
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONDefect.self) { try value(text) }
  }

  @Test func whereItStopsBeingJSONIsSaid() {
    #expect(throws: JSONDefect(kind: .syntax, message: "expected ',' or '}' before '\"b\":2}'")) {
      try value(#"{"a":1 "b":2}"#)
    }
    #expect(throws: JSONDefect(kind: .syntax, message: "expected a text in double quotes at its end")) {
      try value("{")
    }
    let defect = #expect(throws: JSONDefect.self) { try value("\"a\u{1}\"") }
    #expect(defect?.kind == .controlCharacter)
  }

  @Test func textThatIsNotUTF8IsRefused() {
    #expect(throws: JSONDefect.self) { try value([0x22, 0xE9, 0x22]) }
  }

  @Test func deepNestingIsRefusedAndNotFollowed() throws {
    #expect(throws: JSONDefect.self) { try value(String(repeating: "[", count: 100_000)) }
    let deepest = String(repeating: "[", count: JSONReader.greatestDepth)
    #expect(throws: Never.self) { try value(deepest + String(repeating: "]", count: JSONReader.greatestDepth)) }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    var generator = SplitMix64(seed: 12)
    for _ in 0..<2_000 {
      let text = compact(random(using: &generator, depth: 0))
      #expect(compact(try value(text)) == text)
      var reader = JSONReader(Array(text.utf8)[...])
      try reader.skipValue()
      try reader.end()
    }
  }

  private func random(using generator: inout SplitMix64, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &generator) {
    case 0: return .string(generator.text())
    case 1:
      let number = Double(bitPattern: generator.next())
      return .number(number.isFinite ? number : 0.5)
    case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
    case 3: return .bool(generator.oneIn(2))
    case 4: return .null
    case 5: return .array((0..<3).map { _ in random(using: &generator, depth: depth + 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<3 { members[generator.text()] = random(using: &generator, depth: depth + 1) }
      return .object(members)
    }
  }

  @Test func anyBytesAreReadAsFoundationReadsThem() {
    var generator = SplitMix64(seed: 5)
    let pieces = ["{\"a\":1}", "{", "}", "\"", "\\", "\\u12", ":", ",", "1", "-", ".", "e", "null", "[", "]", "é", " "]
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 1..<8, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      let isJSON = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
      // Foundation takes a comma behind the last element.
      let isLoose = [",]", ",}"].contains { text.replacing(" ", with: "").contains($0) }
      if !isLoose { #expect(((try? value(text)) != nil) == isJSON, "\(text)") }
    }
  }

  @Test func anObjectWithItsOrderGivenIsWhatTheWriterSorts() {
    var bytes: [UInt8] = []
    var object = JSONObject()
    object.key("a", to: &bytes)
    bytes.appendJSON("x\n\"")
    object.key("b", to: &bytes)
    bytes.appendJSON(2)
    object.end(to: &bytes)
    let value: JSONValue = ["b": .integer(2), "a": "x\n\""]
    #expect(String(decoding: bytes, as: UTF8.self) == compact(value))
    var none: [UInt8] = []
    JSONObject().end(isOptional: true, to: &none)
    #expect(none.isEmpty)
    JSONObject().end(to: &none)
    #expect(String(decoding: none, as: UTF8.self) == "{}")
  }

  @Test func valuesThatDescribeThemselvesComeBack() throws {
    struct Sample: Codable, Equatable {
      var b: [Int]
      var a: String?
    }
    let text = try JSONCoding.text(Sample(b: [1], a: "x/y"))
    #expect(text == #"{"a":"x/y","b":[1]}"#)
    #expect(try JSONCoding.value(text) == Sample(b: [1], a: "x/y"))
    #expect(throws: DecodingError.self) { try JSONCoding.value("{") as Sample }
  }
}
