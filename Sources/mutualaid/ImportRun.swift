import ArgumentParser
import MutualAid
import Presentation
import RegistryXML
import TextFormats

/// Takes or checks files one after the other and reports on them.
struct ImportRun {
  let operation: ImportReport.Operation
  let format: ReportFormat
  /// Whether the text form lists all problems rather than the first ones of each kind.
  let listsAllProblems: Bool
  let global: GlobalOptions

  /// Runs an import or a check, showing how far each file is and reporting on it as soon as it is done.
  ///
  /// - Parameter work: does the work; calls the first closure with a file's progress and the second with its report.
  /// - Throws: `ExitCode` 3 when a file was refused, 1 when a record was rejected; what `work` throws.
  func run(
    _ work: (_ progress: (String, ReadingProgress) -> Void, _ finished: (FileReport) throws -> Void) throws -> Void
  ) throws {
    var reports: [ImportReport] = []
    var code: Int32 = 0
    var bar: ProgressBar?
    do {
      try work(
        { file, progress in
          if bar?.path != file { bar = ProgressBar(path: file, global: global) }
          bar?.show(progress)
        },
        { outcome in
          bar?.clear()
          bar = nil
          code = max(code, outcome.refusal != nil ? 3 : outcome.hasErrors ? 1 : 0)
          let report = ImportReport(outcome)
          reports.append(report)
          if format == .text { try show(report) }
        })
    } catch {
      bar?.clear()
      // What was done before trouble with the store stays done, and is reported.
      try? finish(reports)
      throw error
    }
    bar?.clear()
    try finish(reports)
    if code != 0 { throw ExitCode(code) }
  }

  private func finish(_ reports: [ImportReport]) throws {
    if format == .json {
      try Console.result(JSONValue.array(reports.map(\.json)).text() + "\n")
    } else if !global.quiet, reports.count > 1 {
      try Console.result(ImportReport.total(reports, in: global.lang) + "\n")
    }
  }

  private func show(_ report: ImportReport) throws {
    let listsAll = listsAllProblems || global.verbose
    if !global.quiet {
      for line in report.passedOverLines(listsAll: listsAll, in: global.lang) { Console.message(line) }
    }
    for line in report.problemLines(listsAll: listsAll, in: global.lang) { Console.message(line) }
    if !global.quiet { try Console.result(report.summary(operation, in: global.lang) + "\n") }
    if let difference = report.difference {
      try Console.result(
        DifferenceReport(difference, in: global.lang).text(usesColour: Console.usesColour(global.color)),
        isPainted: true)
    }
  }
}
