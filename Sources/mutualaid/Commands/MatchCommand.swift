import ArgumentParser
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import MutualAid
import Presentation
import TypedOptions

enum PackageFormat: String, WordArgument {
  case table, json, geojson
}

/// `mutualaid match`.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("match")

  @Option(name: .long, help: .of("incident.at", valueName: "place"), transform: PlaceArgument.read)
  var at: PlaceArgument

  @Option(
    name: .long, help: .of("match.need", "\(PackageNeed.largestCount)", valueName: "capability:count"),
    completion: .words(.need))
  var need: [PackageNeed] = []

  @Option(name: .long, help: .of("match.package", valueName: "id|file"), completion: .words(.package))
  var package: String?

  @Option(name: .long, help: .of("incident.service"))
  var service: Service?

  @Option(name: .long, help: .of("incident.scope"))
  var scope = NearestQuery.Scope.crossBorder

  @Option(name: .long, help: .of("incident.sender", valueName: "cc"), completion: .words(.country))
  var from: [CountryCode] = []

  @Option(name: .long, help: .of("incident.incidentCountry", valueName: "cc"), completion: .words(.country))
  var incidentCountry: CountryCode?

  @Option(name: .long, help: .of("global.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: .of("incident.within", valueName: "limit"), transform: Limit.read)
  var within: Limit?

  @Option(name: .long, help: .of("incident.lenderCost"))
  var lenderCost = NearestQuery.LenderCost.model

  @Option(name: .long, help: .of("incident.availability"))
  var availability = NearestQuery.AvailabilityPolicy.assume

  @Option(name: .long, help: .of("incident.agreement"))
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: .of("incident.purpose"))
  var purpose: Purpose?

  @Option(name: .long, help: .of("incident.role"))
  var role: ResponseRole?

  @Option(
    name: .long, help: OptionRange<Double>.delay.help("incident.requestDelay", valueName: "seconds"),
    transform: OptionRange<Double>.delay.read)
  var requestDelay: Double?

  @Option(
    name: .long, help: OptionRange<Int>.unitsFromOnePlace.help("match.maxPerStation", valueName: "n"),
    transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerStation: Int?

  @Option(
    name: .long, help: OptionRange<Int>.unitsFromOnePlace.help("match.maxPerOrganisation", valueName: "n"),
    transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerOrganisation: Int?

  @Option(
    name: .long, help: OptionRange<Int>.unitsFromOnePlace.help("match.maxPerCountry", valueName: "n"),
    transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerCountry: Int?

  @Flag(name: .long, help: .of("match.ownStillDispatched"))
  var ownStillDispatched = false

  @Option(
    name: .long, help: OptionRange<Int>.alternatives.help("match.alternatives", valueName: "n", default: 2),
    transform: OptionRange<Int>.alternatives.read)
  var alternatives = 2

  @Option(name: .long, help: .of("incident.routing", valueName: "url"))
  var routing: String?

  @Option(name: .long, help: .of("incident.scenario", valueName: "file"), completion: .files)
  var scenario: ScenarioChoice?

  @Flag(name: .long, help: .of("match.details"))
  var details = false

  @Option(name: .long, help: .of("global.format"))
  var format = PackageFormat.table

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if need.isEmpty == (package == nil) { throw ValidationError("Give either --need, once or more, or --package.") }
  }

  func run() throws {
    try Console.run(asJSON: format != .table, in: global.lang) {
      let directory = try global.open(routing: routing, goesByClock: time == nil, asJSON: format != .table)
      try global.warn(ofLenders: from, in: directory, asJSON: format != .table)
      let package = try package.map { try found($0, in: directory) }
      var report = try directory.match(query(package, in: directory), supposing: try scenario?.read())
      report.packageNames = package?.names ?? LocalizedText()
      try Console.result(text(of: report), isPainted: format == .table)
      if report.answer.missing > 0 { throw ExitCode(1) }
    }
  }

  /// A file that exists, with or without the id of a package in it, or an id in the directory.
  private func found(_ name: String, in directory: Directory) throws -> TaskPackage {
    if InputFile.isThere(name) { return try Directory.package(file: name) }
    let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
    if parts.count == 2 { return try Directory.package(file: parts[0], id: parts[1]) }
    if name.contains("/") || name.hasSuffix(".xml") { return try Directory.package(file: name) }
    return try directory.package(name)
  }

  private func query(_ package: TaskPackage?, in directory: Directory) throws -> PackageQuery {
    var base = NearestQuery(
      place: try at.coordinate(in: directory, global: global), service: service ?? package?.service,
      time: time?.date ?? Date())
    base.scope = scope
    base.lenders = from
    base.incidentCountry = incidentCountry
    base.limit = within?.limit
    base.availability = availability
    base.lenderCost = lenderCost
    base.agreement = agreement
    base.purpose = purpose ?? package?.purpose ?? .daily
    base.role = role
    base.requestDelay = requestDelay
    var query = PackageQuery(base: base, needs: package?.needs ?? need)
    let limits = PackageLimits(
      perStation: maxPerStation, perOrganisation: maxPerOrganisation, perCountry: maxPerCountry)
    query.limits = limits.filled(from: package?.limits ?? PackageLimits())
    query.isOwnStillDispatched = ownStillDispatched
    query.alternatives = alternatives
    query.package = package?.id
    return query
  }

  private func text(of report: PackageReport) -> String {
    switch format {
    case .table:
      report.table(
        in: global.lang, usesColour: Console.usesColour(global.color),
        localTime: LocalClock.text(report.query.base.time), width: Console.outputColumns(global.color),
        hasDetails: details || global.verbose)
    case .json: String(decoding: report.json(in: global.lang), as: UTF8.self) + "\n"
    case .geojson: String(decoding: report.geoJSON(in: global.lang), as: UTF8.self) + "\n"
    }
  }
}
