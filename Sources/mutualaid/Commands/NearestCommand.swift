import ArgumentParser
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import MutualAid
import Presentation
import TextFormats

enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, geojson, csv
}

/// `mutualaid nearest`.
struct NearestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nearest",
    abstract: "The nearest available units for an incident, why, on what legal basis, and whom to ask.",
    discussion: """
      Nearest means soonest, unless --rank distance is given. Units of unknown status count as available, and the answer \
      says so; --availability strict leaves them out.

      EXAMPLES
        mutualaid nearest --at 50.7703,6.0155 --service fire
        mutualaid nearest --at 50.7703,6.0155 --service fire --details
        mutualaid nearest --at Vaals --need DLK
        mutualaid nearest --at 50.7703,6.0155 --from BE --need 'ladder>=23'
        mutualaid nearest --at 51.8642,6.4875 --time 2026-11-24T19:00
        mutualaid nearest --at 51.3586,4.3936 --service ambulance --within 20min
        mutualaid nearest --at 50.7703,6.0155 --scope all --format geojson
        mutualaid nearest --at 50.7703,6.0155 --scenario 'Datasets/scenarios/closed-borders.yaml#All borders closed'
        mutualaid nearest --at 50.7703,6.0155 --service fire --explain be-fire-vesdre-hoegne-plateau-plombieres.ap1
      """)

  @Option(name: .long, help: PlaceArgument.help, transform: PlaceArgument.read)
  var at: PlaceArgument

  @Option(name: .long, help: "fire, ambulance or civil-protection; without it, all.")
  var service: Service?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What is needed: a capability of the vocabulary, also with a least level, such as 'ladder>=23'. May be repeated.",
      valueName: "capability"))
  var need: [Need] = []

  @Option(
    name: .long, help: OptionRange<Int>.count.help("How many units to name", default: 5),
    transform: OptionRange<Int>.count.read)
  var count = 5

  @Option(name: .long, help: "cross-border, domestic or all.")
  var scope = NearestQuery.Scope.crossBorder

  @Option(
    name: .long,
    help: ArgumentHelp("Only units whose home is this country. May be repeated.", valueName: "cc"))
  var from: [String] = []

  @Option(name: .long, help: ArgumentHelp("The incident's country, where the boundary leaves doubt.", valueName: "cc"))
  var incidentCountry: String?

  @Option(
    name: .long,
    help: ArgumentHelp("When, in local time unless a zone is given; without it, now.", valueName: "ISO8601"),
    transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: "eta or distance.")
  var rank = NearestQuery.Rank.eta

  @Option(name: .long, help: .within, transform: Limit.read)
  var within: Limit?

  @Option(name: .long, help: "assume or strict: whether units of unknown status count as available.")
  var availability = NearestQuery.AvailabilityPolicy.assume

  @Option(name: .long, help: "any or required: whether units without an agreement are shown.")
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: "daily, large-incident, disaster or planned-transport.")
  var purpose = Purpose.daily

  @Option(name: .long, help: "The part the unit would play: first, co-alarm or second; without it, any.")
  var role: ResponseRole?

  @Option(name: .long, help: .requestDelay, transform: OptionRange<Double>.delay.read)
  var requestDelay: Double?

  @Option(
    name: .long,
    help: "Between units that arrive together: interoperability (who works better with the responsible room) or id.")
  var tieBreak = NearestQuery.TieBreak.interoperability

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Travel times along roads from OSRM or Valhalla at this address, such as http://127.0.0.1:5000 \
      (osrm+http:// or valhalla+http:// says which); where it fails, the built-in model stands in, marked.
      """, valueName: "url"))
  var routing: String?

  @Option(name: .long, help: .scenario)
  var scenario: ScenarioChoice?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Instead of the answer, say why this unit is or is not in it, check by check (as table or json).",
      valueName: "unit"))
  var explain: String?

  @Flag(
    name: .long,
    help:
      "All that is known of each unit: times, whom to ask, legal basis and documents, radio, what it costs its own area."
  )
  var details = false

  @Option(name: .long, help: "table, json, geojson or csv.")
  var format = AnswerFormat.table

  @Option(name: .long, help: .csvFormulas)
  var csvFormulas = CSV.Formulas.defuse

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if explain != nil, format == .geojson || format == .csv {
      throw ValidationError("--explain is told as table or json.")
    }
    for country in from + [incidentCountry].compactMap({ $0 })
    where !CountryCode.isCode(country.uppercased()) {
      throw ValidationError("'\(country)' is no country code: expected two capital letters such as NL.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json || format == .geojson, in: global.lang) {
      let directory = try global.open(
        routing: routing, goesByClock: time == nil, asJSON: format == .json || format == .geojson)
      let scenario = try scenario?.read()
      let query = try query(in: directory)
      if let explain {
        let report = try directory.explain(UnitID(explain), in: query, supposing: scenario)
        try Console.result(
          format == .json
            ? String(decoding: report.json(in: global.lang), as: UTF8.self) + "\n"
            : report.text(
              in: global.lang, usesColour: Console.usesColour(global.color),
              width: Console.outputColumns(global.color), hasDetails: hasDetails), isPainted: true)
        if !report.explanation.isInAnswer { throw ExitCode(1) }
        return
      }
      let report = try directory.nearest(query, supposing: scenario)
      try write(report)
      if report.units.isEmpty { throw ExitCode(1) }
    }
  }

  private func query(in directory: Directory) throws -> NearestQuery {
    var query = NearestQuery(
      place: try at.coordinate(in: directory, global: global), service: service, time: time?.date ?? Date())
    query.needs = need
    query.count = count
    query.scope = scope
    query.lenders = from.compactMap { CountryCode($0.uppercased()) }
    query.incidentCountry = incidentCountry.flatMap { CountryCode($0.uppercased()) }
    query.rank = rank
    query.limit = within?.limit
    query.availability = availability
    query.agreement = agreement
    query.purpose = purpose
    query.role = role
    query.requestDelay = requestDelay
    query.tieBreak = tieBreak
    return directory.resolved(query)
  }

  private var hasDetails: Bool { details || global.verbose }

  private func write(_ report: NearestReport) throws {
    switch format {
    case .table:
      let time = LocalClock.text(report.query.time)
      try Console.result(
        report.table(
          in: global.lang, usesColour: Console.usesColour(global.color), localTime: time,
          width: Console.outputColumns(global.color), hasDetails: hasDetails), isPainted: true)
    case .json: try Console.data(report.json(in: global.lang) + [0x0A])
    case .geojson: try Console.data(report.geoJSON(in: global.lang) + [0x0A])
    case .csv: try Console.data(report.csv(in: global.lang, formulas: csvFormulas))
    }
  }
}
