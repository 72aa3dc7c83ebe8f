import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import StatusFeed
import TextFormats

/// Takes a stream of reports and tells what became of them.
struct StatusFeedRun {
  /// Problems shown in the text form.
  private static let shownProblems = 20

  let path: String
  let source: String?
  let format: ReportFormat
  let global: GlobalOptions

  /// - Throws: `ExitCode` 1 when a report was rejected; `FeedError`; `StoreError`.
  func run(_ directory: Directory) throws {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FeedError(
        code: "file-unreadable", message: "\(path) cannot be opened: \(String(cString: strerror(errno)))",
        hint: "Check the path and the permissions; - reads standard input.")
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    let signals = BlockedSignals([SIGINT, SIGTERM])
    var stream = StatusStream(reporter: StatusReporter(directory, source: source), descriptor: descriptor)
    let line = ProgressLine(isQuiet: global.quiet)
    let start = ContinuousClock.now
    var shown = 0
    let tally = try stream.run(shouldStop: { signals.hasArrived }) { tally, problems in
      line.clear()
      if format == .text { show(problems, &shown) }
      line.show("\(tally.read) read, \(tally.applied) applied, \(tally.rejected) rejected")
    }
    line.clear()
    try tell(tally, seconds: start.duration(to: .now) / .seconds(1), left: tally.problems.count - shown)
    if tally.rejected > 0 { throw ExitCode(1) }
  }

  private func show(_ problems: ArraySlice<Problem>, _ shown: inout Int) {
    let limit = global.verbose ? Int.max : StatusFeedRun.shownProblems
    for problem in problems where shown < limit {
      shown += 1
      let line = problem.line.map { ":\($0)" } ?? ""
      Console.message("\(path)\(line): \(problem.severity.rawValue): \(problem.message) [\(problem.code.rawValue)]")
    }
  }

  private func tell(_ tally: StatusTally, seconds: Double, left: Int) throws {
    let counts = [
      ("read", tally.read), ("applied", tally.applied), ("duplicate", tally.duplicate), ("late", tally.late),
      ("rejected", tally.rejected), ("exercise", tally.exercise), ("batches", tally.batches),
    ]
    if format == .text {
      let untold = left + tally.problemsLeftOut
      if untold > 0 {
        Console.message("… and \(untold) more problems; --verbose shows up to \(StatusTally.keptProblems)")
      }
      guard !global.quiet else { return }
      try Console.result("\(path): " + counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ") + "\n")
      return
    }
    var members = Dictionary(counts.map { ($0.0, JSONValue.integer($0.1)) }) { first, _ in first }
    members["file"] = .string(path)
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
    try Console.result(JSONValue.object(members).text() + "\n")
  }
}
