import Presentation
import Testing

@testable import MutualAidService

/// Which form and language a client likes best.
struct FormTests {
  @Test(arguments: [
    (nil, MediaType.json), ("*/*", .json), ("text/csv", .csv), ("application/geo+json, */*;q=0.1", .geoJSON),
    ("text/*", .csv), ("text/csv;q=0.5, application/json;q=0.4", .csv), ("application/json;q=0, */*;q=0.5", .geoJSON),
    ("image/png", nil), ("text/html,application/xhtml+xml,*/*;q=0.8", .json),
  ])
  func theOneLikedBestIsChosen(accept: String?, form: MediaType?) {
    #expect(MediaType.chosen(from: [.json, .geoJSON, .csv], accept: accept) == form)
  }

  @Test(arguments: [
    (nil, Language.english), ("nl-BE,nl;q=0.9", .belgianDutch), ("es, de;q=0.5, fr;q=0.8", .french), ("de", .german),
    ("xx", .english), ("en;q=0.1, de;q=0.2", .german), (";;;,,,q=1", .english),
  ])
  func theLanguageLikedBestIsChosen(header: String?, language: Language) {
    #expect(Language.accepted(header) == language)
  }

  @Test func whatStandsBehindPercentSignsIsText() {
    #expect(OptionValues.decoded("a%20b+c") == "a b+c" && OptionValues.decoded("a+b", plusIsSpace: true) == "a b")
    for broken in ["%", "%4", "%zz", "%ff", "%00", "a%0"] { #expect(OptionValues.decoded(broken) == nil, "\(broken)") }
  }

  @Test func cursorsAreReadAsTheyWereWritten() {
    let cursor = PageCursor(["de-room", "a unit ü"])
    #expect(PageCursor(text: cursor.text) == cursor)
    #expect(
      cursor.isBefore(["de-room", "b"]) && !cursor.isBefore(["de-room", "a unit ü"]) && !cursor.isBefore(["a", "z"]))
  }
}
