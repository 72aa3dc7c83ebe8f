import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// Takes a stream of reports and reports on what became of them.
struct StatusFeedRun {
  /// Problems shown in the text form.
  private static let shownProblems = 20

  let path: String
  let source: String?
  let maxAhead: Double
  let format: ReportFormat
  let global: GlobalOptions

  /// - Throws: `ExitCode` 1 when a report was rejected, and for trouble with the store.
  func run(_ directory: Directory) throws {
    let descriptor = try path == "-" ? STDIN_FILENO : opened()
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    let signals = BlockedSignals([SIGINT, SIGTERM])
    var stream = StatusStream(
      reporter: StatusReporter(directory, source: source, maxAhead: maxAhead), descriptor: descriptor)
    let line = ProgressLine(isQuiet: global.quiet)
    let start = ContinuousClock.now
    var shown = 0
    let told = { (wait: StatusStream.Wait) in
      line.clear()
      Console.message(WaitingText.feed(wait, in: global.lang))
    }
    let tally = try stream.run(shouldStop: { signals.hasArrived }, waiting: told) { tally, problems in
      line.clear()
      if format == .text { show(problems, of: tally, &shown) }
      line.show(StatusFeedReport(file: path, tally).progress(in: global.lang))
    }
    line.clear()
    try finish(tally, seconds: start.duration(to: .now) / .seconds(1), left: tally.problems.count - shown)
    if tally.rejected > 0 { throw ExitCode(1) }
  }

  private func opened() throws(MutualAidError) -> Int32 {
    do {
      return try InputFile.open(path, for: .stream)
    } catch {
      throw MutualAidError(.fileUnreadable, error.text, hint: error.hint)
    }
  }

  private func show(_ problems: ArraySlice<Problem>, of tally: StatusTally, _ shown: inout Int) {
    let limit = global.verbose ? Int.max : StatusFeedRun.shownProblems
    for problem in problems where shown < limit {
      shown += 1
      Console.message(StatusFeedReport(file: path, tally).line(for: problem, in: global.lang))
    }
  }

  private func finish(_ tally: StatusTally, seconds: Double, left: Int) throws {
    let report = StatusFeedReport(file: path, tally)
    guard format == .text else { return try Console.result(report.json(seconds: seconds).text() + "\n") }
    let hidden = left + tally.problemsLeftOut
    if hidden > 0 { Console.message(report.moreProblems(hidden, in: global.lang)) }
    if !global.quiet { try Console.result(report.text(in: global.lang) + "\n") }
  }
}
