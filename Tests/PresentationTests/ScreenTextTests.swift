internal import Testing

@testable internal import Presentation

@Suite struct ScreenTextTests {
  @Test(arguments: ["", "brûlé – \"ok\"", "🚒 ❤\u{FE0F}", "消防署", "e\u{301}", "עברית", "\\u{1B}"])
  func whatIsDrawnStaysAsItIs(text: String) { #expect(ScreenText.line(text) == text) }

  @Test(arguments: [
    ("a\u{1B}[31mb\r\n\u{85}", #"a\u{1B}[31mb\u{D}\u{A}\u{85}"#),
    ("\u{0}\u{9}\u{7F}\u{9B}", #"\u{0}\u{9}\u{7F}\u{9B}"#),
    ("\u{202E}\u{2066}\u{200F}\u{61C}", #"\u{202E}\u{2066}\u{200F}\u{61C}"#),
    ("\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}", #"\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}"#),
    ("\u{2028}\u{2029}\u{E0041}\u{3164}", #"\u{2028}\u{2029}\u{E0041}\u{3164}"#),
  ])
  func whatIsHiddenIsWrittenAsEscapesOnce(text: String, shown: String) {
    #expect(ScreenText.line(text) == shown)
    #expect(ScreenText.line(shown) == shown)
  }

  @Test func aBlockKeepsItsLinesAndNothingElse() {
    #expect(ScreenText.block("a\r\nb\tc\nd\re\u{1B}") == "a\r\nb\tc\nd\\u{D}e\\u{1B}")
    #expect(ScreenText.lines(["a\nb", "c"]) == "a\\u{A}b\nc\n")
  }

  @Test func aPaintedTextHasNoColoursButItsOwn() {
    #expect(ScreenText.painted("a\u{1B}[0m", .red) == "\u{1B}[31ma\\u{1B}[0m\u{1B}[0m")
  }
}
