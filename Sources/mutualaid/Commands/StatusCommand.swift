import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Report what a unit is doing, or take a stream of such reports.",
    discussion: """
      Statuses: available, available-at-station, available-mobile, reserved, responding, on-scene, transporting, \
      unavailable, maintenance, unknown; or a national code with its system, such as FMS:2 or EMSI:AVAILB. Only available \
      units match. The latest report by the time of the event counts; a late one never overwrites a newer one.

      A stream has one report on each line: JSON objects, or CSV under a header, with the fields unit, status, system, \
      since, until, max_age_s, source, note, mode, lat, lon and position_time; only unit and status are needed. Others are \
      named once. Times are ISO 8601, in local time \
      unless a zone is given, or seconds since 1970; they lie between 2000 and 2100. Reports are on the disk in batches, those of a live pipe within a fraction of a second. What is wrong is \
      rejected with its line; mode exercise, test or system is left out. It goes on until the stream ends, or Ctrl-C; while \
      another program is writing, it keeps what has come and tries again. A single report waits for ten seconds.

      EXAMPLES
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 on-scene
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 FMS:6 --note "no crew"
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 FMS:2 --source "Fire Limburg"
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 available-mobile --at 50.80,6.02
        mutualaid status --from-file reports.csv --source "Leitstelle Aachen"
        dispatch-feed | mutualaid status --from-file - --format json
        echo '{"unit": "nl-fire-vaals-f2e0bb79.ts1", "status": "FMS:3", "since": "2026-11-24T12:00:00Z"}' | \\
          mutualaid status --from-file -
        mutualaid status --prune-before 2026-01-01
      """)

  @Argument(help: "The unit's id.")
  var unit: String?

  @Argument(help: "The status.")
  var status: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Take the reports of a file, or of standard input with -.", valueName: "file|-"))
  var fromFile: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Remove reports that a later one of their unit had replaced before this time.", valueName: "ISO8601"),
    transform: Moment.read)
  var pruneBefore: Moment?

  @Option(
    name: .long, help: ArgumentHelp("When it began; without it, now.", valueName: "ISO8601"), transform: Moment.read)
  var since: Moment?

  @Option(
    name: .long, help: ArgumentHelp("When the report ceases to hold.", valueName: "ISO8601"), transform: Moment.read)
  var until: Moment?

  @Option(name: .long, help: ArgumentHelp("Who says so, where a report does not.", valueName: "name"))
  var source: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the unit is: on the road it is reckoned from there, without turnout, for ten minutes.", valueName: "place"),
    transform: PlaceArgument.read)
  var at: PlaceArgument?

  @Option(name: .long, help: ArgumentHelp("Anything else; no personal data.", valueName: "text"))
  var note: String?

  @Option(
    name: .long,
    help: OptionRange<Double>.ahead.help(
      "How many seconds a status may begin ahead of the clock here, reports farther ahead are rejected",
      valueName: "seconds"),
    transform: OptionRange<Double>.ahead.read)
  var maxAhead = ReportRules.tolerance

  @Option(name: .long, help: "The report's form: text or json.")
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
