import ArgumentParser
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import MutualAid
import Presentation
import TextFormats
import TypedOptions

enum AnswerFormat: String, WordArgument {
  case table, json, geojson, csv
}

/// `mutualaid nearest`.
struct NearestCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("nearest")

  @Option(name: .long, help: .of("incident.at", valueName: "place"), transform: PlaceArgument.read)
  var at: PlaceArgument

  @Option(name: .long, help: .of("incident.service"))
  var service: Service?

  @Option(name: .long, help: .of("nearest.need", valueName: "capability"), completion: .words(.need))
  var need: [Need] = []

  @Option(
    name: .long, help: OptionRange<Int>.count.help("nearest.count", default: 5), transform: OptionRange<Int>.count.read)
  var count = 5

  @Option(name: .long, help: .of("incident.scope"))
  var scope = NearestQuery.Scope.crossBorder

  @Option(name: .long, help: .of("incident.sender", valueName: "cc"), completion: .words(.country))
  var from: [CountryCode] = []

  @Option(name: .long, help: .of("incident.incidentCountry", valueName: "cc"), completion: .words(.country))
  var incidentCountry: CountryCode?

  @Option(name: .long, help: .of("global.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: .of("nearest.rank"))
  var rank = NearestQuery.Rank.eta

  @Option(name: .long, help: .of("incident.within", valueName: "limit"), transform: Limit.read)
  var within: Limit?

  @Option(name: .long, help: .of("incident.lenderCost"))
  var lenderCost = NearestQuery.LenderCost.model

  @Option(name: .long, help: .of("incident.availability"))
  var availability = NearestQuery.AvailabilityPolicy.assume

  @Option(name: .long, help: .of("incident.agreement"))
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: .of("incident.purpose"))
  var purpose = Purpose.daily

  @Option(name: .long, help: .of("incident.role"))
  var role: ResponseRole?

  @Option(
    name: .long, help: OptionRange<Double>.delay.help("incident.requestDelay", valueName: "seconds"),
    transform: OptionRange<Double>.delay.read)
  var requestDelay: Double?

  @Option(name: .long, help: .of("nearest.tieBreak"))
  var tieBreak = NearestQuery.TieBreak.interoperability

  @Option(name: .long, help: .of("incident.routing", valueName: "url"))
  var routing: String?

  @Option(name: .long, help: .of("incident.scenario", valueName: "file"), completion: .files)
  var scenario: ScenarioChoice?

  @Option(name: .long, help: .of("nearest.explain", valueName: "unit"), completion: .words(.unit))
  var explain: String?

  @Flag(name: .long, help: .of("nearest.details"))
  var details = false

  @Option(name: .long, help: .of("global.format"))
  var format = AnswerFormat.table

  @Option(name: .long, help: .of("global.csvFormulas"))
  var csvFormulas = CSV.Formulas.defuse

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if explain != nil, format == .geojson || format == .csv {
      throw ValidationError("--explain is told as table or json.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json || format == .geojson, in: global.lang) {
      let directory = try global.open(
        routing: routing, goesByClock: time == nil, asJSON: format == .json || format == .geojson)
      try global.warn(ofLenders: from, in: directory, asJSON: format == .json || format == .geojson)
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
    query.lenders = from
    query.incidentCountry = incidentCountry
    query.rank = rank
    query.limit = within?.limit
    query.availability = availability
    query.lenderCost = lenderCost
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
