import DirectoryModel
import MutualAid
import Presentation
import Testing

@Suite struct ImportReportTests {
  private func fileReport(isApplied: Bool = true, problems: Int = 0) -> FileReport {
    var report = FileReport(file: "nl.xml")
    report.registries = ["nl"]
    report.profile = "native"
    report.isApplied = isApplied
    report.added = 1
    report.changed = 2
    report.unchanged = 3
    report.removed = 4
    report.rejected = 5
    report.stations = 6
    report.controlRooms = 7
    report.organisations = 8
    report.conflicts = 9
    for index in 0..<problems {
      report.add(
        Problem(line: index + 1, severity: .warning, code: .unknownType, message: "type 'X'", record: "u\(index)"))
    }
    if !isApplied {
      report.refusal = MutualAidError(
        .document(.shrinks), "registry '\("nl")' would lose \(3) of its \(4) units", hint: .allowShrink)
    }
    return report
  }

  private func report(isApplied: Bool = true, problems: Int = 0) -> ImportReport {
    ImportReport(fileReport(isApplied: isApplied, problems: problems))
  }

  @Test(arguments: [
    (Language.english, "imported nl.xml (nl): 1 added, 2 changed, 3 unchanged, 4 removed, 5 rejected, 6 "),
    (.french, "importé nl.xml (nl)\u{202F}: 1 ajoutée, 2 modifiées, 3 inchangées, 4 supprimées, 5 rejetées, 6 "),
    (.dutch, "geïmporteerd nl.xml (nl): 1 toegevoegd, 2 gewijzigd, 3 ongewijzigd, 4 verwijderd, 5 afgekeurd, 6 "),
    (.german, "übernommen nl.xml (nl): 1 aufgenommen, 2 geändert, 3 unverändert, 4 entfernt, 5 zurückgewiesen, 6 "),
  ])
  func theSummaryIsInTheLanguage(language: Language, beginning: String) {
    #expect(report().summary(.took, in: language).hasPrefix(beginning))
  }

  @Test(arguments: [
    (Language.english, "imported nl.xml as osm (nl): "), (.french, "importé nl.xml comme osm (nl)\u{202F}: "),
    (.dutch, "geïmporteerd nl.xml als osm (nl): "), (.german, "übernommen nl.xml als osm (nl): "),
  ])
  func theSummaryTellsADialectOtherThanOurOwn(language: Language, beginning: String) {
    var report = fileReport()
    report.profile = "osm"
    #expect(ImportReport(report).summary(.took, in: language).hasPrefix(beginning))
  }

  @Test(arguments: Language.allCases.filter { $0 != .english })
  func noPhraseIsLeftInEnglish(language: Language) {
    let english = words(.english)
    for (place, word) in words(language).enumerated() { #expect(word != english[place] && !word.contains("{}")) }
  }

  /// All that is said, without the names that are the same in every language.
  private func words(_ language: Language) -> [String] {
    let deeds: [ImportReport.Operation] = [.took, .wouldTake, .checked]
    var all = deeds.map { report().summary($0, in: language) }
    all.append(report(isApplied: false).summary(.took, in: language))
    all.append(ImportReport.total([report(), report(isApplied: false)], in: language))
    all += report(problems: 3).problemLines(listsAll: false, in: language).dropFirst()
    for isDryRun in [true, false] {
      for hasChanged in [true, false] {
        all.append(
          RollbackSummary(
            subject: "nl", version: 3, isDryRun: isDryRun, hasChanged: hasChanged, counts: [("added", 1)]
          ).text(in: language))
      }
    }
    var difference = Difference()
    let change = { (id: String, moved: Double?, fields: [Difference.Field]) in
      var entry = Difference.Entry(kind: "unit", id: id, name: nil)
      entry.moved = moved
      entry.fields = fields
      difference.change(entry)
    }
    change("a", 12, [])
    change("b", nil, [])
    change("c", nil, [Difference.Field(field: "crew", old: nil, new: "6")])
    change("d", nil, [Difference.Field(field: "crew", old: "6", new: nil)])
    all += DifferenceReport(difference, in: language).text(usesColour: false).split(separator: "\n").map(String.init)
    return all
  }

  @Test(arguments: Language.allCases)
  func everyCodeIsExplainedInTheLanguageBeforeTheEnglishDetails(language: Language) {
    var explanations: Set<String> = []
    for code in ProblemCode.allCases {
      let problem = Problem(line: 3, severity: .error, code: code, message: "details", record: "u")
      var file = FileReport(file: "f")
      file.isApplied = true
      file.problems = [problem]
      let report = ImportReport(file)
      let line = report.problemLines(listsAll: false, in: language).first ?? ""
      #expect(line.hasPrefix("f:3: error: ") && line.hasSuffix("details (u) [\(code.rawValue)]"))
      explanations.insert(String(line.dropFirst(12).prefix { $0 != "–" }))
      var refusal = FileReport(file: "f")
      refusal.refusal = MutualAidError(.document(code), "details")
      let refused = ImportReport(refusal)
      #expect(refused.summary(.took, in: language).contains(" – details") == (language != .english))
    }
    // No two codes mean the same to a reader.
    #expect(explanations.count == ProblemCode.allCases.count)
  }

  @Test func valuesGoIntoTheGapsInTheirOrder() {
    let summary = RollbackSummary(
      subject: "nl-{}-fire", version: 3, isDryRun: true, hasChanged: true, counts: [("added", 1), ("removed", 0)])
    #expect(summary.text() == "would restore version 3 of nl-{}-fire: 1 added")
    let lines = report(problems: 7).problemLines(listsAll: false)
    #expect(
      lines == [
        "nl.xml:1: warning: type 'X' (u0) [unknown-type]", "nl.xml:2: warning: type 'X' (u1) [unknown-type]",
        "nl.xml:3: warning: type 'X' (u2) [unknown-type]", "nl.xml:4: warning: type 'X' (u3) [unknown-type]",
        "nl.xml:5: warning: type 'X' (u4) [unknown-type]",
        "nl.xml: … and 2 more of the kind warning [unknown-type]; --all-problems or --format json lists them",
      ])
  }
}
