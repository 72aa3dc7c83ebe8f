import Presentation
import Testing

/// Progress in every language and on terminals of every width.
@Suite struct ProgressTextTests {
  private func text(_ language: Language = .english, total: Int? = 400_000_000) -> ProgressText {
    ProgressText(bytes: 100_000_000, total: total, records: 12_345, seconds: 2, in: language)
  }

  @Test(arguments: [
    (Language.english, "25 %, 100 of 400 MB, 50 MB/s, 12345 records, 6 s left"),
    (.french, "25 %, 100 sur 400 Mo, 50 Mo/s, 12345 entrées, encore 6 s"),
    (.dutch, "25 %, 100 van 400 MB, 50 MB/s, 12345 records, nog 6 s"),
    (.german, "25 %, 100 von 400 MB, 50 MB/s, 12345 Einträge, noch 6 s"),
  ])
  func theFiguresAreInTheLanguage(language: Language, expected: String) {
    #expect(text(language).line == expected)
    #expect(!text(language, total: nil).line.contains("%"))
  }

  @Test(arguments: [0, 1, 5, 20, 40, 60, 79, 100, 119, 300])
  func theLineNeverTakesMoreColumnsThanThereAre(columns: Int) {
    for name in ["a.xml", String(repeating: "très-long-nom-", count: 20), "消防署の一覧.xml", "a\u{1B}[31m\nb.xml", ""] {
      for language in Language.allCases {
        let line = text(language).terminalLine(name: name, columns: columns)
        #expect(TerminalLine.width(of: line) <= columns)
        #expect(!line.contains("\u{1B}") && !line.contains("\n"))
        if columns >= 79 { #expect(line.hasSuffix(text(language).line)) }
      }
    }
  }

  @Test func aWideTerminalShowsNameBarAndFigures() {
    let line = text().terminalLine(name: "nl.xml", columns: 119)
    #expect(line == "nl.xml ███████░░░░░░░░░░░░░░░░░░░░░░░ " + text().line)
  }

  @Test func whatIsCutEndsWithAnEllipsis() {
    #expect(TerminalLine.fitted("abcdef", columns: 6) == "abcdef")
    #expect(TerminalLine.fitted("abcdef", columns: 4) == "abc…")
    #expect(TerminalLine.fitted("消防署", columns: 4) == "消…")
    #expect(TerminalLine.width(of: "e\u{301}消") == 3)
  }
}
