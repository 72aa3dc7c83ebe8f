import DirectoryModel
import Testing

@Suite struct LocalizedTextTests {
  private let text = LocalizedText([
    .init(language: "nl-BE", text: "Luik"), .init(language: "fr", text: "Liège"),
    .init(language: "de", text: "Lüttich"),
  ])

  @Test(arguments: [
    ("fr", "Liège"), ("de", "Lüttich"), ("nl", "Luik"), ("nl-BE", "Luik"), ("en", "Luik"), ("f", "Luik"),
  ])
  func aLanguageWithoutTextGetsTheMainOne(language: String, expected: String) {
    #expect(text.text(in: language) == expected)
  }

  @Test func theFirstTextIsTheMainOne() {
    #expect(text.main == "Luik")
    #expect(LocalizedText("Spa").main == "Spa")
    #expect(LocalizedText("Spa").text(in: "de") == "Spa")
  }

  @Test func withoutTextsItIsEmpty() {
    #expect(LocalizedText().isEmpty)
    #expect(LocalizedText().main.isEmpty)
    #expect(LocalizedText().text(in: "en").isEmpty)
    #expect(!text.isEmpty)
  }
}
