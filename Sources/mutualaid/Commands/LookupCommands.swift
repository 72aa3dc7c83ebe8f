import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid find`.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Places, stations, units and control rooms by name or id.",
    discussion: """
      Each word is found wherever it stands in a name or id, whatever its case, accents and punctuation; places by their \
      whole names, also with a slip or two. What is found can be given to --at, show, status and history.

      EXAMPLES
        mutualaid find vaals
        mutualaid find "leitstelle aachen" --lang de
        mutualaid find christoph --format json
      """)

  @Argument(help: "What to look for: at least two letters or digits.")
  var text: String

  @Option(
    name: .long, help: OptionRange<Int>.versions.help("How many of each kind at most", default: 10),
    transform: OptionRange<Int>.versions.read)
  var limit = 10

  @Option(name: .long, help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let found = try Directory(at: global.path()).find(text, limit: limit)
      let report = LookupReport(found)
      try Console.result(format == .json ? report.json.text() + "\n" : report.text(in: global.lang))
      if found.isEmpty { throw ExitCode(1) }
    }
  }
}

/// `mutualaid show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "All that is known of a unit: what it is and can do, where it stands, its status, whom to ask.",
    discussion: """
      Which registry said what, and when, is told by history --unit.

      EXAMPLES
        mutualaid show nl-fire-vaals-f2e0bb79.ts1
        mutualaid show nl-fire-vaals-f2e0bb79.ts1 --time 03:00 --lang nl
        mutualaid show nl-fire-vaals-f2e0bb79.ts1 --format json
      """)

  @Argument(help: "The unit's id, as find and nearest name it.")
  var id: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "For when its status is told, in local time unless a zone is given; without it, now.", valueName: "ISO8601"),
    transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try global.open(goesByClock: time == nil, asJSON: format == .json)
      let unit = try directory.unit(UnitID(id), at: time?.date ?? Date())
      try Console.result(format == .json ? unit.json(in: global.lang).text() + "\n" : unit.text(in: global.lang))
    }
  }
}

/// `mutualaid units`.
struct UnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units",
    abstract: "A board of units: who has reported what, since when, control room by control room.",
    discussion: """
      Units that nobody has reported of are left out; --all shows them too.

      EXAMPLES
        mutualaid units
        mutualaid units --room nl-meldkamer-limburg-fire --all
        mutualaid units --status on-scene --status responding --country BE
        mutualaid units --service ambulance --format json
      """)

  @Option(name: .long, help: ArgumentHelp("Only units of this control room.", valueName: "id"))
  var room: String?

  @Option(name: .long, help: "fire, ambulance or civil-protection; without it, all.")
  var service: Service?

  @Option(name: .long, help: ArgumentHelp("Only units of this country.", valueName: "cc"))
  var country: String?

  @Option(name: .long, help: ArgumentHelp("Only units of this status. May be repeated.", valueName: "status"))
  var status: [AvailabilityStatus] = []

  @Flag(name: .long, help: "Units without a report too.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "For when the statuses are told, in local time unless a zone is given; without it, now.", valueName: "ISO8601"),
    transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let country, !CountryCode.isCode(country.uppercased()) {
      throw ValidationError("'\(country)' is no country code: expected two capital letters such as NL.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try global.open(goesByClock: time == nil, asJSON: format == .json)
      var filter = BoardFilter()
      filter.room = room.map { ControlRoomID($0) }
      filter.service = service
      filter.country = country.flatMap { CountryCode($0.uppercased()) }
      filter.statuses = Set(status)
      filter.withoutReports = all
      let units = try directory.board(filter, at: time?.date ?? Date())
      let report = BoardReport(units)
      try Console.result(
        format == .json ? report.json(in: global.lang).text() + "\n" : report.text(in: global.lang))
      if units.isEmpty { throw ExitCode(1) }
    }
  }
}
