internal import Foundation
internal import TestSupport
internal import Testing
internal import TextFormats

@testable internal import Presentation

@Suite struct UsageWordsTests {
  @Test func everyLineIsWordedAndWhatWasTypedStays() {
    let text = """
      Error: The value 'expected a or b' is invalid for '--count <count>': expected 1 to 10
      Help:  --count <count>  Wie viele
      Usage: mutualaid nearest [<options>] --at <place>
        See 'mutualaid nearest --help' for more information.
      """
    #expect(
      UsageWords(.german).text(text) == """
        Fehler: Der Wert 'expected a or b' ist für '--count <count>' ungültig: erwartet 1 bis 10
        Hilfe:  --count <count>  Wie viele
        Aufruf: mutualaid nearest [<options>] --at <place>
          Mehr dazu mit 'mutualaid nearest --help'.
        """)
    #expect(UsageWords(.english).text(text) == text)
  }

  @Test(arguments: Language.allCases) func whatIsInNoPatternStays(language: Language) {
    for text in ["", "no such sentence", "Error: ", "a\n\nb"] { #expect(UsageWords(language).text(text) == text) }
  }

  @Test func programsReadTheSameShapeAsOfOtherErrors() {
    let text = "Error: Missing expected argument '--at <place>'\nUsage: x\n  See 'x --help' for more information."
    let json = UsageWords(.dutch).json(of: text, message: "Missing expected argument '--at <place>'")
    let expected: JSONValue = [
      "error": ["code": "usage", "message": "'--at <place>' ontbreekt", "hint": "Meer hierover met 'x --help'."]
    ]
    #expect(json.text() == expected.text())
  }

  /// The sentences with which this program refuses arguments, with values in their places.
  private static func sentences() throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/mutualaid")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    return try paths.flatMap { path in
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let short = text.matches(of: /ValidationError\(\s*"((?:[^"\\]|\\.)+)"/).map { String($0.1) }
      let long = text.matches(of: /ValidationError\(\s*"""\n((?s:.*?))\n\s*"""/).map {
        $0.1.replacing(/\ *\\\n\ */, with: " ").trimmingCharacters(in: .whitespaces)
      }
      return (short + long).map { $0.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "7").replacing("\\\"", with: "\"") }
    }
  }

  @Test func everySentenceOfThisProgramHasItsWords() throws {
    let sentences = try UsageWordsTests.sentences()
    #expect(sentences.count > 15)
    for language in Language.allCases where language != .english {
      let words = UsageWords(language)
      for sentence in sentences { #expect(words.text(sentence) != sentence, "\(language): \(sentence)") }
    }
  }
}
