import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Versions of registries and documents, or what was said of a unit or station, newest first.",
    discussion: """
      Every import or rollback that changes something makes a version. Of a unit or station, each field is shown with the \
      registry and the import that said so, then where registries contradict each other, then its versions.

      EXAMPLES
        mutualaid history --limit 10
        mutualaid history --registry nl-fire
        mutualaid history --registry agreements:mutual-aid-treaties --format json
        mutualaid history --unit nl-fire-vaals-f2e0bb79.ts1
        mutualaid history --station nl-fire-vaals-f2e0bb79
      """)

  @Option(name: .long, help: ArgumentHelp("Only this registry or reference document.", valueName: "id"))
  var registry: String?

  @Option(name: .long, help: ArgumentHelp("What was said of this unit.", valueName: "id"))
  var unit: String?

  @Option(name: .long, help: ArgumentHelp("What was said of this station.", valueName: "id"))
  var station: String?

  @Option(
    name: .long, help: OptionRange<Int>.versions.help("How many versions at most", default: 50),
    transform: OptionRange<Int>.versions.read)
  var limit = 50

  @Option(name: .long, help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard [registry, unit, station].compactMap({ $0 }).count < 2 else {
      throw ValidationError("Give one of --registry, --unit and --station.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try Directory(at: global.path())
      if let report = try unit.map({ try directory.unitHistory(UnitID($0), limit: limit) })
        ?? station.map({ try directory.stationHistory(StationID($0), limit: limit) })
      {
        try Console.result(format == .json ? report.json.text() + "\n" : report.text(in: global.lang))
      } else {
        let report = HistoryReport(try directory.history(of: registry, limit: limit))
        try Console.result(format == .json ? report.json.text() + "\n" : report.text(in: global.lang))
      }
    }
  }
}
