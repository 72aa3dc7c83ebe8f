import Foundation
import Testing

@testable import Presentation

/// Variants of languages, plurals, and how days and durations are written.
struct LanguageTests {
  @Test func aVariantHasItsOwnWordsAndFallsBackToItsLanguage() {
    let belgian = Words<AnswerPhrase>(.belgianDutch)
    let dutch = Words<AnswerPhrase>(.dutch)
    #expect(belgian[.room] == "noodcentrale" && dutch[.room] == "meldkamer")
    #expect(belgian[.vehicle] == dutch[.vehicle])
    #expect(Words<AnswerPhrase>(.luxembourgishFrench)[.turnout] == Words<AnswerPhrase>(.french)[.turnout])
  }

  @Test(arguments: [
    ("nl-BE", Language.belgianDutch), ("nl_BE.UTF-8", .belgianDutch), ("fr-be", .belgianFrench),
    ("fr-LU", .luxembourgishFrench),
    ("nl_NL@euro", .dutch), ("de-AT", .german), ("EN", .english),
  ])
  func aTagIsReadWithItsRegion(tag: String, language: Language) { #expect(Language(tag: tag) == language) }

  @Test(arguments: ["", "C", "POSIX", "lb", "-BE"]) func anUnknownTagIsNoLanguage(tag: String) {
    #expect(Language(tag: tag) == nil)
  }

  @Test(arguments: [
    (Language.english, 1, "1 report removed"), (.english, 0, "0 reports removed"), (.english, 21, "21 reports removed"),
    (.french, 0, "0 message supprimé"), (.french, 1, "1 message supprimé"), (.french, 2, "2 messages supprimés"),
    (.german, 1, "1 Meldung entfernt"), (.belgianDutch, 2, "2 meldingen verwijderd"),
  ])
  func theWordFollowsTheNumber(language: Language, number: Int, text: String) {
    #expect(Words<ReportPhrase>(language)(.pruned, number) == text)
  }

  @Test(arguments: [
    (Language.english, "2026-11-30 03:00"), (.german, "30.11.2026 03:00"), (.dutch, "30-11-2026 03:00"),
    (.belgianFrench, "30/11/2026 03:00"),
  ])
  func aDayIsWrittenAsTheLanguageWritesIt(language: Language, text: String) {
    #expect(DateText(language).written("2026-11-30 03:00") == text)
    #expect(DateText(language).written("03:00") == "03:00")
    #expect(DateText(language).day(Date(timeIntervalSince1970: 1_796_000_400)) == String(text.prefix(10)))
  }

  @Test(arguments: [
    (Language.english, 3_900.0, "1 h 05 min"), (.dutch, 7_260, "2 u 01 min"), (.german, 3_599, "59 min 59 s"),
    (.french, 59.6, "1 min"), (.english, 440, "7 min 20 s"),
  ])
  func hoursAreToldInDurations(language: Language, seconds: Double, text: String) {
    #expect(Words<AnswerPhrase>(language).duration(seconds) == text)
  }
}
