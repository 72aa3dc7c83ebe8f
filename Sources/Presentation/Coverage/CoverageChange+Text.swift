internal import Coverage
internal import DirectoryModel

extension CoverageChange {
  /// Who came within the norm and who left it, with the percentage points: `+120 −4,300 (−2.1 percentage points)`.
  ///
  /// - Parameters:
  ///   - judged: how many people are judged.
  ///   - words: the words of the language.
  ///   - numbers: how numbers are written in it.
  /// - Returns: `0` where nothing has changed.
  func text(of judged: Int, _ words: Words<CoveragePhrase>, _ numbers: NumberText) -> String {
    let parts = [(gained, "+"), (lost, "\u{2212}")].filter { $0.0 > 0 }.map { "\($0.1)\(numbers.whole($0.0))" }
    guard !parts.isEmpty else { return "0" }
    return parts.joined(separator: " ") + (pointsText(of: judged, words, numbers).map { " (\($0))" } ?? "")
  }

  /// The change in percentage points; `nil` where nobody is judged.
  func pointsText(of judged: Int, _ words: Words<CoveragePhrase>, _ numbers: NumberText) -> String? {
    points(of: judged).map { words(.points, numbers.signedTenths($0)) }
  }
}

extension CoverageReport.AreaResult {
  /// What its figures rest on, in words; empty where norms of law judge by what is published.
  func marksText(_ words: Words<CoveragePhrase>) -> String {
    CoverageMark.allCases.filter(marks.contains).map { words.name(of: $0) }.joined(separator: words.semicolon)
  }

  /// Who is judged by norms of law, and who by anything else: a sentence for each that there is.
  func headlines(_ words: Words<CoveragePhrase>, _ numbers: NumberText) -> [String] {
    [(CoveragePhrase.byLegal, legal), (.byOthers, other)].filter { $0.1.judged > 0 }.map { phrase, tally in
      words(phrase, numbers.people(tally.covered, of: tally.judged), numbers.whole(tally.judged))
    }
  }

  /// Why people are not judged, with how many: most people first.
  var reasonsNotJudged: [(reason: NotJudged, people: Int)] {
    NotJudged.allCases.compactMap { reason in notJudged[reason].map { (reason, $0) } }.filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
  }
}

extension CoverageReport {
  /// Seconds of call handling that are part of the time judged at a cell.
  func callHandling(at cell: Int, _ service: Service) -> Double {
    judgements.judgement(of: cell, service)?.norm?.clockStart == .call ? inputs.times.callHandling : 0
  }

  /// A time judged at a cell, with the call handling that is part of it: `16:04 (14:34 + 1:30 call handling)`.
  func timeText(
    _ seconds: Double?, at cell: Int, _ service: Service, _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> String {
    let handling = callHandling(at: cell, service)
    guard let seconds, handling > 0 else { return numbers.minutes(seconds) }
    return words(
      .withHandling, numbers.minutes(seconds), numbers.minutes(seconds - handling), numbers.minutes(handling))
  }
}
