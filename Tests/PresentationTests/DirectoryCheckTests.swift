internal import DirectoryModel
internal import Testing
internal import TextFormats

@testable internal import Presentation

@Suite struct DirectoryCheckTests {
  private func check(damaged: Int) -> DirectoryCheck {
    var rows = DirectoryCheck.Step(.rows)
    rows.count = 1234
    for number in 0..<damaged {
      rows.note(MutualAidError(.storeDamaged, "the directory is damaged: \("no \(number)")"))
    }
    return DirectoryCheck(steps: [DirectoryCheck.Step(.pages), rows])
  }

  @Test(arguments: [
    (Language.english, "1234 rows read", "The directory is sound."),
    (.french, "1234 lignes lues", "Le répertoire est intact."),
    (.dutch, "1234 rijen gelezen", "Het eenhedenbestand is in orde."),
    (.german, "1234 Zeilen gelesen", "Das Verzeichnis ist unbeschädigt."),
  ])
  func whatWasLookedAtIsToldInTheLanguage(language: Language, rows: String, verdict: String) {
    let lines = check(damaged: 0).text(in: language).split(separator: "\n")
    #expect(lines.dropFirst() == [rows[...], verdict[...]])
    #expect(check(damaged: 0).error == nil)
  }

  @Test func onlyTheFirstFindingsAreListed() {
    let check = check(damaged: DirectoryCheck.keptFindings + 5)
    let text = check.text(in: .english)
    #expect(text.contains("  the directory is damaged: no 0\n"))
    #expect(text.hasSuffix("  and 5 more\n"))
    #expect(check.error?.text(in: .english).contains("in 25 places. Restore a backup") == true)
    #expect(check.json(path: "d", in: .german).text(isPretty: false).contains(#""damaged":25"#))
  }
}
