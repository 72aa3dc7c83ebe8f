internal import DirectoryModel
internal import DirectoryStore

/// Counts what became of one registry or document of a file, which may hold several.
struct ImportTally {
  private var before = ImportEntry.Counts()
  private var errors = 0
  private var warnings = 0
  /// Where the problems of the registry or document begin in the report's list.
  private(set) var firstProblem = 0
  /// Lines of records that other registries list too.
  private var contestedLines: [ByteText: Int] = [:]

  mutating func begin(_ report: FileReport) {
    before = counts(of: report)
    firstProblem = report.problems.count
    contestedLines = [:]
  }

  mutating func count(_ problem: Problem) {
    if problem.severity == .error { errors += 1 } else { warnings += 1 }
  }

  /// What became of the records since `begin`.
  func counts(_ report: FileReport) -> ImportEntry.Counts {
    var counts = counts(of: report)
    counts.read -= before.read
    counts.added -= before.added
    counts.changed -= before.changed
    counts.unchanged -= before.unchanged
    counts.removed -= before.removed
    counts.rejected -= before.rejected
    counts.errors -= before.errors
    counts.warnings -= before.warnings
    return counts
  }

  private func counts(of report: FileReport) -> ImportEntry.Counts {
    var counts = ImportEntry.Counts()
    counts.read = report.read
    counts.added = report.added
    counts.changed = report.changed
    counts.unchanged = report.unchanged
    counts.removed = report.removed
    counts.rejected = report.rejected
    counts.errors = errors
    counts.warnings = warnings
    return counts
  }

  // MARK: Records of several registries

  /// Remembers where a record stands that other registries list too.
  mutating func noteConflict(_ kind: String, _ id: String, line: Int) {
    if contestedLines.count < FileImport.listedProblems { contestedLines[ByteText(kind + id)] = line }
  }

  /// What is told of a record that other registries list too.
  func problems(of contest: RecordConflict, registry: String) -> [Problem] {
    let line = contestedLines[ByteText(contest.kind + contest.id)]
    let others = contest.registries.filter { $0 != registry }.map { "'\($0)'" }.joined(separator: ", ")
    let first = Problem(
      line: line, severity: .warning, code: .describedTwice,
      message:
        "\(contest.kind) '\(contest.id)' is also listed by \(others): '\(contest.registries.first ?? "")' ranks highest",
      record: contest.id)
    return [first]
      + contest.conflicts.map { conflict in
        Problem(
          line: line, severity: .warning, code: .conflict, message: "\(contest.kind) '\(contest.id)': \(conflict)",
          record: contest.id)
      }
  }
}
