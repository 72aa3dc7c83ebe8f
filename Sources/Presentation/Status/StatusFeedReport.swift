package import DirectoryModel
package import MutualAid
package import TextFormats

/// What became of a stream of status reports, for people and programs.
package struct StatusFeedReport: Sendable {
  private let file: String
  private let tally: StatusTally

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - file: the path, or `-` for standard input.
  ///   - tally: what became of the reports so far.
  package init(file: String, _ tally: StatusTally) {
    self.file = file
    self.tally = tally
  }

  private var counts: [(name: String, count: Int)] {
    [
      ("read", tally.read), ("applied", tally.applied), ("duplicate", tally.duplicate), ("late", tally.late),
      ("rejected", tally.rejected), ("exercise", tally.exercise), ("batches", tally.batches),
    ]
  }

  /// How far the stream is, in one line.
  package func progress(in language: Language) -> String {
    Words<FeedPhrase>(language)(.progress, tally.read, tally.applied, tally.rejected)
  }

  /// One line on what became of the reports.
  package func text(in language: Language) -> String {
    let words = Words<FeedPhrase>(language)
    return ScreenText.line("\(file): ")
      + counts.map { words.counted($0.count, $0.name, in: "feed-count") }.joined(separator: ", ")
  }

  /// A problem as `file:line: severity: message [code]`; in other languages than English what the code means stands before
  /// the message.
  package func line(for problem: Problem, in language: Language) -> String {
    let line = problem.line.map { ":\($0)" } ?? ""
    let meaning = Words<FeedPhrase>(language).meaning(ofProblem: problem.code.rawValue)
    return "\(file)\(line): \(problem.severity.rawValue): \(meaning)\(problem.message) [\(problem.code.rawValue)]"
  }

  /// How many problems were not shown.
  package func moreProblems(_ count: Int, in language: Language) -> String {
    Words<FeedPhrase>(language)(.moreProblems, count, StatusTally.keptProblems)
  }

  /// The report as JSON.
  package func json(seconds: Double) -> JSONValue {
    var members = Dictionary(counts.map { ($0.name, JSONValue.integer($0.count)) }) { first, _ in first }
    members["file"] = .string(file)
    members["seconds"] = JSONValue(seconds, decimals: 3)
    members["problems_left_out"] = .integer(tally.problemsLeftOut)
    members["problems"] = .array(
      tally.problems.map { problem in
        [
          "line": JSONValue(problem.line), "severity": .string(problem.severity.rawValue),
          "code": .string(problem.code.rawValue), "message": .string(problem.message),
          "record": JSONValue(problem.record),
        ]
      })
    return .object(members)
  }
}
