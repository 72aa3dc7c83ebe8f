internal import DirectoryModel
internal import Testing
internal import TextFormats

@testable internal import Presentation

@Suite struct ErrorTextTests {
  private let error = MutualAidError(
    .unknownUnit, "there is no unit '\("u9")' in the directory", hint: .list(.units))

  @Test(arguments: [
    (
      Language.english,
      "there is no unit 'u9' in the directory. mutualaid export --format csv lists all units."
    ),
    (
      .french,
      "il n'y a pas d'unité «\u{202F}u9\u{202F}» dans le répertoire. mutualaid export --format csv énumère toutes les unités."
    ),
    (.dutch, "er is geen eenheid 'u9' in het eenhedenbestand. mutualaid export --format csv noemt alle eenheden."),
    (.german, "im Verzeichnis gibt es keine Einheit „u9“. mutualaid export --format csv nennt alle Einheiten."),
  ])
  func messageAndHintAreInTheLanguageAndNameOptions(language: Language, text: String) {
    #expect(error.text(in: language) == text)
  }

  @Test func theLibraryNamesNoOption() {
    #expect(error.message == "there is no unit 'u9' in the directory")
    #expect(error.hint?.description == "An export lists all units.")
    #expect(error.description == "there is no unit 'u9' in the directory. An export lists all units.")
  }

  @Test func placesAndPartsAreInTheLanguageToo() {
    let error = MutualAidError(
      .scenarioInvalid, "there is no edit '\("close")'", at: MutualAidError.Place(file: "a.yaml", line: 3, edit: 2),
      hint: .all([.didYouMean("close-station"), .known(["a", "b"])]))
    #expect(error.message == "a.yaml, line 3, edit 2: there is no edit 'close'")
    #expect(
      error.text(in: .dutch)
        == "a.yaml, regel 3, wijziging 2: er is geen wijziging 'close'. Bedoelt u 'close-station'? Bekend zijn a, b.")
    #expect(error.place.line == 3 && error.place.edit == 2 && error.place.file == "a.yaml")
  }

  @Test func whatHasNoTranslationStaysEnglish() {
    let error = MutualAidError(.storeFailed, "a sentence of \(1) kind", hint: "Do \(2) things.")
    #expect(error.text(in: .german) == "a sentence of 1 kind. Do 2 things.")
    #expect(MutualAidError(.storeFailed, "no hint").text(in: .german) == "no hint.")
  }

  @Test func programsReadTheSameKeysAsEver() {
    #expect(
      error.json(in: .english).text(isPretty: false)
        == #"{"error":{"code":"unknown-unit","hint":"mutualaid export --format csv lists all units.","message":"there is no unit 'u9' in the directory"}}"#
    )
  }

  @Test func everyHintIsWordedInEveryLanguage() {
    let subjects: [Hint.Subject] = [
      .registries, .norms, .population, .boundaries, .packages, .units, .stations, .capabilities, .documents, .versions,
    ]
    let hints: [Hint] =
      [
        .didYouMean("a"), .known(["a"]), .nameOneOf(["a"]), .makeDirectory(path: "p"), .openForWriting,
        .chooseAnotherDirectory, .repairDirectory, .restoreDirectory, .nameDirectory,
        .useNewerVersion(copy: "c"), .recoverDirectory, .checkFolder, .versions(last: 3, subject: "s"), .stateCountry,
        .leaveOutScenario,
        .leaveOutOwnOrDomestic, .namePackage(["a"]), .stateHeader, .dialects(["a"]), .chooseProfile,
        .checkProfile(path: "p"), .showProfileSchema, .allowMoreRecords, .allowOlder, .allowShrink, .allowReplacing,
        .leaveOutStrict,
      ] + subjects.map(Hint.importFirst) + subjects.map(Hint.list)
    for hint in hints {
      let error = MutualAidError(.storeFailed, "x", hint: hint)
      let languages = Language.allCases.filter { $0.base == nil }
      let texts = languages.compactMap { error.hintText(in: $0) }
      #expect(Set(texts).count == languages.count, "\(texts)")
      #expect(!hint.description.contains("--") && !hint.description.contains("mutualaid "), "\(hint)")
    }
  }
}
