import ArgumentParser
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import MutualAid
import Presentation

enum PackageFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, geojson
}

/// `mutualaid match`.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "The units that together meet all needs of an incident soonest: a whole task package.",
    discussion: """
      As many units as possible are found, for the needs named first before others; then the package is complete as \
      early as possible; then the sum of arrivals is least. The answer is the best there is, not a good guess. Where so \
      many units exclude each other that the search ends at its limit of work, some seconds, the answer is a good one \
      and says that there may be a better one ("optimal": false in JSON).

      EXAMPLES
        mutualaid match --at 50.7703,6.0155 --need 'pumping>=2000+crew>=6:2' --need 'ladder>=23'
        mutualaid match --at 50.7703,6.0155 --package building-fire --scope all
        mutualaid match --at 50.7703,6.0155 --package building-fire --scenario Datasets/scenarios/flood.yaml
        mutualaid match --at 50.7703,6.0155 --package own.xml --max-per-station 1 --format json
      """)

  @Option(name: .long, help: PlaceArgument.help, transform: PlaceArgument.read)
  var at: PlaceArgument

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      What is needed, the most important first: capabilities of one unit joined by +, and how many such units, \
      1 to \(PackageNeed.largestCount). May be repeated; all needs together ask for as many units at most.
      """,
      valueName: "capability:count"))
  var need: [PackageNeed] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A task package: its id in the directory, or a file (FILE#ID where it has several).", valueName: "id|file"))
  var package: String?

  @Option(name: .long, help: "fire, ambulance or civil-protection, for needs that do not say; without it, all.")
  var service: Service?

  @Option(name: .long, help: "cross-border, domestic or all.")
  var scope = NearestQuery.Scope.crossBorder

  @Option(
    name: .long, help: ArgumentHelp("Only units whose home is this country. May be repeated.", valueName: "cc"))
  var from: [String] = []

  @Option(name: .long, help: ArgumentHelp("The incident's country, where the boundary leaves doubt.", valueName: "cc"))
  var incidentCountry: String?

  @Option(
    name: .long,
    help: ArgumentHelp("When, in local time unless a zone is given; without it, now.", valueName: "ISO8601"),
    transform: Moment.read)
  var time: Moment?

  @Option(name: .long, help: .within, transform: Limit.read)
  var within: Limit?

  @Option(name: .long, help: "assume or strict: whether units of unknown status count as available.")
  var availability = NearestQuery.AvailabilityPolicy.assume

  @Option(name: .long, help: "any or required: whether units without an agreement are used.")
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: "daily, large-incident, disaster or planned-transport; else the package's, else daily.")
  var purpose: Purpose?

  @Option(name: .long, help: "The part the units would play: first, co-alarm or second; without it, any.")
  var role: ResponseRole?

  @Option(name: .long, help: .requestDelay, transform: OptionRange<Double>.delay.read)
  var requestDelay: Double?

  @Option(
    name: .long, help: .fromOnePlace("one station"), transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerStation: Int?

  @Option(
    name: .long, help: .fromOnePlace("one organisation"), transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerOrganisation: Int?

  @Option(
    name: .long, help: .fromOnePlace("one lender country"), transform: OptionRange<Int>.unitsFromOnePlace.read)
  var maxPerCountry: Int?

  @Flag(name: .long, help: "Own units are sent all the same: the package is of foreign units, own stand beside it.")
  var ownStillDispatched = false

  @Option(
    name: .long,
    help: OptionRange<Int>.alternatives.help(
      "How many further units to name for each need", valueName: "n", default: 2),
    transform: OptionRange<Int>.alternatives.read)
  var alternatives = 2

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Travel times along roads from OSRM or Valhalla at this address, as for nearest.", valueName: "url"))
  var routing: String?

  @Option(name: .long, help: .scenario)
  var scenario: ScenarioChoice?

  @Flag(name: .long, help: "All that is known of each unit, who would come next, and what is left at home.")
  var details = false

  @Option(name: .long, help: "table, json or geojson.")
  var format = PackageFormat.table

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if need.isEmpty == (package == nil) { throw ValidationError("Give either --need, once or more, or --package.") }
    for country in from + [incidentCountry].compactMap({ $0 })
    where !CountryCode.isCode(country.uppercased()) {
      throw ValidationError("'\(country)' is no country code: expected two capital letters such as NL.")
    }
  }

  func run() throws {
    try Console.run(asJSON: format != .table, in: global.lang) {
      let directory = try global.open(routing: routing, goesByClock: time == nil, asJSON: format != .table)
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
    base.lenders = from.compactMap { CountryCode($0.uppercased()) }
    base.incidentCountry = incidentCountry.flatMap { CountryCode($0.uppercased()) }
    base.limit = within?.limit
    base.availability = availability
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

extension ArgumentHelp {
  fileprivate static func fromOnePlace(_ place: String) -> ArgumentHelp {
    OptionRange<Int>.unitsFromOnePlace.help("At most so many units from \(place)", valueName: "n")
  }
}
