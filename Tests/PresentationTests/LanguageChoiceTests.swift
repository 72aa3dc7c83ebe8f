internal import Testing

@testable internal import Presentation

@Suite struct LanguageChoiceTests {
  @Test(arguments: [
    ("nl", Language.dutch), ("nl-BE", .belgianDutch), ("nl_BE.UTF-8", .belgianDutch), ("nl_NL.UTF-8", .dutch),
    ("fr_LU", .luxembourgishFrench), ("fr-BE", .belgianFrench), ("fr_CH", .french),
    ("DE", .german), ("de_DE@euro", .german), ("en_GB.UTF-8", .english),
  ])
  func aLocaleIsAVariantOrFallsBackToItsLanguage(tag: String, language: Language) {
    #expect(Language(tag: tag) == language)
  }

  @Test(arguments: ["", "C", "C.UTF-8", "POSIX", "it_IT.UTF-8", "nld", "dutch"])
  func whatIsNoneOfTheFourIsNoLanguage(tag: String) { #expect(Language(tag: tag) == nil) }

  @Test func theVariableOfThisProgramStandsBeforeThoseOfTheSystem() {
    var environment = ["LANG": "de_DE.UTF-8"]
    #expect(Language.preferred(in: environment) == .german)
    environment["LC_MESSAGES"] = "fr_FR.UTF-8"
    #expect(Language.preferred(in: environment) == .french)
    environment["LC_ALL"] = "nl_NL.UTF-8"
    #expect(Language.preferred(in: environment) == .dutch)
    environment["MUTUALAID_LANG"] = "de"
    #expect(Language.preferred(in: environment) == .german)
  }

  @Test func whatIsSetDecidesEvenWhereItIsNoneOfTheFour() {
    #expect(Language.preferred(in: ["LC_ALL": "C", "LANG": "nl_NL.UTF-8"]) == .english)
    #expect(Language.preferred(in: ["LC_ALL": "", "LANG": "nl_NL.UTF-8"]) == .dutch)
    #expect(Language.preferred(in: [:]) == .english)
  }
}
