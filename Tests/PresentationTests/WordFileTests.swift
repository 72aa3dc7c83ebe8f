internal import Coverage
internal import DirectoryModel
internal import Foundation
internal import Matching
internal import Requests
internal import Testing

@testable internal import Presentation

@Suite struct WordFileTests {
  /// The sets of phrases that reports use.
  private static let sets: [any PhraseSet.Type] = [
    AnswerPhrase.self, ClausePhrase.self, ExplanationPhrase.self, InteroperabilityPhrase.self, PackagePhrase.self,
    ScenarioPhrase.self, CoveragePhrase.self, ActionPhrase.self, ImportPhrase.self, HistoryPhrase.self,
    CheckPhrase.self, SummaryPhrase.self, FeedPhrase.self, ReportPhrase.self, BackupPhrase.self, LookupPhrase.self,
    SourcePhrase.self,
    ProgressPhrase.self, NumberPhrase.self, CorrectionPhrase.self, PagePhrase.self,
    ScenarioEditPhrase.self, RequestPhrase.self, SpokenPhrase.self, CertificatePhrase.self, RequestReportPhrase.self,
  ]
  /// The values that have names.
  private static let values: [any NamedValue.Type] = [
    Service.self, NearestQuery.Scope.self, Purpose.self, ResponseRole.self, AvailabilityStatus.self, Verdict.Kind.self,
    AgreementRule.Condition.self, Verification.self, WindowDay.self, InteroperabilityContent.Coupling.Fit.self,
    ShortfallReason.self, ReferenceDocument.Kind.self, ImportReport.Operation.self, Norm.ClockStart.self,
    CoverageMark.self, NotJudged.self, RequestState.self, RequestAction.self, RequestParty.self, RequestUrgency.self,
  ]

  private func keys(_ set: any PhraseSet.Type) -> (section: String, keys: Set<String>) {
    func open<Phrase: PhraseSet>(_: Phrase.Type) -> Set<String> { Set(Phrase.allCases.map(\.rawValue)) }
    return (set.section, open(set))
  }

  private func keys(_ type: any NamedValue.Type) -> (section: String, keys: Set<String>) {
    func open<Value: NamedValue>(_: Value.Type) -> Set<String> { Set(Value.allCases.map(\.rawValue)) }
    return (type.section, open(type))
  }

  /// A section with its texts by their keys; meanings of problems are not in English, in which the message says it.
  private func texts(_ language: Language, of files: (Language) -> WordFile) -> [String: String] {
    let file = files(language)
    let sections = file.sectionNames.filter { $0 != ProblemCode.section }
    return Dictionary(
      uniqueKeysWithValues: sections.flatMap { section in file.section(section).map { ("\(section) \($0)", $1) } })
  }

  @Test(arguments: Language.allCases) func everyLanguageHasTheSameWordsWithTheSamePlaces(language: Language) {
    for files in [WordFile.of, WordFile.ofErrors] {
      let english = texts(.english, of: files)
      let texts = texts(language, of: files)
      #expect(Set(texts.keys) == Set(english.keys))
      for (key, text) in texts {
        #expect(!text.isEmpty && text == text.trimmed, "\(key)")
        #expect(Template.places(of: text) == Template.places(of: english[key] ?? ""), "\(key)")
      }
    }
  }

  @Test(arguments: Language.allCases) func everyPhraseAndValueHasItsWords(language: Language) {
    let file = WordFile.of(language)
    for (section, keys) in WordFileTests.sets.map(keys) + WordFileTests.values.map(keys) {
      #expect(Set(file.section(section).keys) == keys, "\(section)")
    }
    let problems = Set(file.section(ProblemCode.section).keys)
    #expect(problems == (language == .english ? [] : Set(ProblemCode.allCases.map(\.rawValue))))
  }

  @Test func sentencesOfErrorsAreThoseOfTheLibrary() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    var code = ""
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      if [
        "MutualAidError", "TranslatableText", "Hint", "failure(", "Defect", "FieldReader", "Mistake", "fail(",
        "CorrectableField",
      ]
      .contains(where: text.contains) {
        code += text
      }
    }
    code = code.replacing("\\\"", with: "\"")
    for sentence in WordFile.ofErrors(.english).section("errors").keys {
      // What stands between the values.
      let parts = Template.filled(sentence, with: Array(repeating: "\0", count: 10)).split(separator: "\0")
      for part in parts where part.count > 3 { #expect(code.contains(part), "\(sentence)") }
    }
  }

  @Test func sectionsCommentsAndCharactersByNumberAreRead() {
    let bytes = Array(WordFileTests.sample.utf8)
    let file = WordFile(bytes)
    #expect(file.section("numbers") == ["percent": "\u{202F}%", "decimal": ","])
    #expect(file.section("answer") == ["a key": "{0} = {1}"])
    #expect(file.sectionNames == ["answer", "numbers"])
  }

  private static let sample = """
    # A comment = none
    [numbers]
    percent = \\u{202F}%
    decimal = ,

    [answer]
    a key = {0} = {1}
    """
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
