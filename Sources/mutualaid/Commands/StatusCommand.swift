import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats
import TypedOptions

/// `mutualaid status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("status")

  @Argument(help: .of("status.unit"), completion: .words(.unit))
  var unit: String?

  @Argument(help: .of("status.status"), completion: .list(AvailabilityStatus.allCases.map(\.rawValue)))
  var status: String?

  @Option(name: .long, help: .of("status.fromFile", valueName: "file|-"), completion: .files)
  var fromFile: String?

  @Option(name: .long, help: .of("status.pruneBefore", valueName: "ISO8601"), transform: Moment.read)
  var pruneBefore: Moment?

  @Option(name: .long, help: .of("status.since", valueName: "ISO8601"), transform: Moment.read)
  var since: Moment?

  @Option(name: .long, help: .of("status.until", valueName: "ISO8601"), transform: Moment.read)
  var until: Moment?

  @Option(name: .long, help: .of("status.source", valueName: "name"))
  var source: String?

  @Option(name: .long, help: .of("status.at", valueName: "place"), transform: PlaceArgument.read)
  var at: PlaceArgument?

  @Option(name: .long, help: .of("status.note", valueName: "text"))
  var note: String?

  @Option(
    name: .long, help: OptionRange<Double>.ahead.help("status.maxAhead", valueName: "seconds"),
    transform: OptionRange<Double>.ahead.read)
  var maxAhead = ReportRules.tolerance

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let forms = [unit != nil, fromFile != nil, pruneBefore != nil].filter { $0 }.count
    guard forms == 1, unit == nil || status != nil else {
      throw ValidationError("Give a unit and its status, or --from-file, or --prune-before.")
    }
    if unit == nil, since != nil || until != nil || note != nil || at != nil {
      throw ValidationError("--since, --until, --at and --note belong to a single report.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try global.open(.update, asJSON: format == .json)
      defer { directory.close() }
      if let pruneBefore {
        try prune(directory, before: pruneBefore.date)
      } else if let fromFile {
        try StatusFeedRun(path: fromFile, source: source, maxAhead: maxAhead, format: format, global: global).run(
          directory)
      } else if let unit, let status {
        try report(unit, status, to: directory)
      }
    }
  }

  private func prune(_ directory: Directory, before moment: Date) throws {
    let removed = try directory.pruneReports(before: moment)
    if format == .json {
      try Console.result(JSONValue.object(["removed": .integer(removed)]).text() + "\n")
    } else if !global.quiet {
      try Console.result(StatusReportText.pruned(removed, in: global.lang) + "\n")
    }
  }

  private func report(_ unit: String, _ status: String, to directory: Directory) throws {
    let since = since?.date ?? Date()
    if let until, until.date <= since {
      throw MutualAidError(
        .contradiction, "--until lies before the start of the status", hint: "Give a later time.")
    }
    let result = try directory.report(
      unit: UnitID(unit), status: status, since: since, until: until?.date, source: source, note: note,
      position: try at?.coordinate(in: directory, global: global), maxAhead: maxAhead)
    for warning in result.warnings { Console.warn(warning, asJSON: format == .json, in: global.lang) }
    let text = StatusReportText(
      result.report, current: result.current, kept: try directory.keptMark(ofUnit: result.report.unit))
    if format == .json {
      try Console.result(text.json.text() + "\n")
    } else if !global.quiet {
      try Console.result(text.text(in: global.lang) + "\n")
    }
  }
}
