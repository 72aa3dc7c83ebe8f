import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats
import TypedOptions

/// `mutualaid find`.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("find")

  @Argument(help: .of("find.text"))
  var text: String

  @Option(
    name: .long, help: OptionRange<Int>.versions.help("find.limit", default: 10),
    transform: OptionRange<Int>.versions.read)
  var limit = 10

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let found = try Directory(at: report.global.path()).find(text, limit: limit)
      let lookup = LookupReport(found)
      try Console.result(report.isJSON ? lookup.json.text() + "\n" : lookup.text(in: report.global.lang))
      if found.isEmpty { try report.fail(LookupReport.nothing(for: text, in: report.global.lang)) }
    }
  }
}

/// `mutualaid show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("show")

  @Argument(help: .of("show.id"), completion: .words(.shown))
  var id: String

  @Option(name: .long, help: .of("global.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(goesByClock: time == nil, asJSON: report.isJSON)
      let lang = report.global.lang
      if let water = try directory.water(id) {
        try Console.result(report.isJSON ? water.json(in: lang).text() + "\n" : water.text(in: lang))
        return
      }
      let unit = try directory.unit(UnitID(id), at: time?.date ?? Date())
      try Console.result(report.isJSON ? unit.json(in: lang).text() + "\n" : unit.text(in: lang))
    }
  }
}

/// `mutualaid units`.
struct UnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("units")

  @Option(name: .long, help: .of("units.room", valueName: "id"), completion: .words(.controlRoom))
  var room: String?

  @Option(name: .long, help: .of("units.service"))
  var service: Service?

  @Option(name: .long, help: .of("units.country", valueName: "cc"), completion: .words(.country))
  var country: CountryCode?

  @Option(
    name: .long, help: .of("units.status", valueName: "status"),
    completion: .list(AvailabilityStatus.allCases.map(\.rawValue)))
  var status: [String] = []

  @Flag(name: .long, help: .of("units.all"))
  var all = false

  @Option(name: .long, help: .of("global.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @OptionGroup var report: ReportOptions

  func run() throws {
    try report.run {
      let directory = try report.global.open(goesByClock: time == nil, asJSON: report.isJSON)
      var filter = BoardFilter()
      filter.room = room.map { ControlRoomID($0) }
      filter.service = service
      filter.country = country
      filter.statuses = Set(try status.map { try directory.status(named: $0) })
      filter.withoutReports = all
      let units = try directory.board(filter, at: time?.date ?? Date())
      let board = BoardReport(units)
      let lang = report.global.lang
      try Console.result(report.isJSON ? board.json(in: lang).text() + "\n" : board.text(in: lang))
      if units.isEmpty { try report.fail(BoardReport.nothing(in: lang)) }
    }
  }
}
