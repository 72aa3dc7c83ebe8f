import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats
import TypedOptions

/// `mutualaid history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("history")

  @Option(name: .long, help: .of("history.registry", valueName: "id"), completion: .words(.registry))
  var registry: String?

  @Option(name: .long, help: .of("history.unit", valueName: "id"), completion: .words(.unit))
  var unit: String?

  @Option(name: .long, help: .of("history.station", valueName: "id"), completion: .words(.station))
  var station: String?

  @Option(
    name: .long, help: OptionRange<Int>.versions.help("history.limit", default: 50),
    transform: OptionRange<Int>.versions.read)
  var limit = 50

  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard [registry, unit, station].compactMap({ $0 }).count < 2 else {
      throw ValidationError("Give one of --registry, --unit and --station.")
    }
  }

  func run() throws {
    try report.run {
      let directory = try Directory(at: report.global.path())
      if let history = try unit.map({ try directory.unitHistory(UnitID($0), limit: limit) })
        ?? station.map({ try directory.stationHistory(StationID($0), limit: limit) })
      {
        try Console.result(report.isJSON ? history.json.text() + "\n" : history.text(in: report.global.lang))
      } else {
        let history = HistoryReport(try directory.history(of: registry, limit: limit))
        try Console.result(report.isJSON ? history.json.text() + "\n" : history.text(in: report.global.lang))
      }
    }
  }
}
