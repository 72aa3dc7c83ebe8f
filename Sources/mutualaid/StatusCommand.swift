import ArgumentParser
import DirectoryModel
import DirectoryStore
import Foundation
import MutualAid
import Presentation

/// `mutualaid status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Report what a unit is doing.",
    discussion: """
      Statuses: available, available-at-station, available-mobile, reserved, responding, on-scene, transporting, \
      unavailable, maintenance, unknown; or a national code with its system, such as FMS:2 or EMSI:AVAILB. Only available \
      units match. The latest report by the time of the event counts; a late one never overwrites a newer one.

      EXAMPLES
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 on-scene
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 FMS:6 --note "no crew"
        mutualaid status nl-fire-vaals-f2e0bb79.ts1 FMS:2 --source "Fire Limburg"
      """)

  @Argument(help: "The unit's id.")
  var unit: String

  @Argument(help: "The status.")
  var status: String

  @Option(name: .long, help: ArgumentHelp("When it began; without it, now.", valueName: "ISO8601"))
  var since: Moment?

  @Option(name: .long, help: ArgumentHelp("When the report ceases to hold.", valueName: "ISO8601"))
  var until: Moment?

  @Option(name: .long, help: ArgumentHelp("Who says so.", valueName: "name"))
  var source: String?

  @Option(name: .long, help: ArgumentHelp("Anything else; no personal data.", valueName: "text"))
  var note: String?

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json) {
      let since = since?.date ?? Date()
      if let until, until.date <= since {
        Console.message("mutualaid: --until lies before the start of the status. Give a later time.")
        throw ExitCode(2)
      }
      // Opened for reading first, so that a wrong path makes no new file.
      try DirectoryStore(path: global.path, access: .read).close()
      let store = try DirectoryStore(path: global.path, access: .write)
      defer { store.close() }
      let directory = try Directory(store: store)
      let result = try directory.report(
        unit: unit, status: status, since: since, until: until?.date, source: source, note: note)
      try show(result.report, current: result.current)
    }
  }

  private func show(_ report: AvailabilityReport, current: Availability) throws {
    if format == .json {
      let json: JSONValue = [
        "unit": .string(report.unit), "status": .string(report.status.rawValue),
        "since": .string(Timestamp.text(report.since)), "until": JSONValue(report.until.map(Timestamp.text)),
        "source": JSONValue(report.source), "note": JSONValue(report.note),
        "current": ["status": .string(current.status.rawValue), "since": JSONValue(current.since.map(Timestamp.text))],
      ]
      try Console.result(json.text() + "\n")
    } else if !global.quiet {
      let newer = current.since.map { $0 > report.since } ?? false
      let remark = newer ? "; a newer report stands: \(current.status.rawValue)" : ""
      try Console.result("\(report.unit): \(report.status.rawValue) since \(Timestamp.text(report.since))\(remark)\n")
    }
  }
}
