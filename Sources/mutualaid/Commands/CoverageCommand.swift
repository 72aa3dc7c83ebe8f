import ArgumentParser
import Coverage
import DirectoryModel
import Foundation
import LocalTime
import Matching
import MutualAid
import MutualAidPlanning
import Presentation
import TextFormats

enum CoverageFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, csv, geojson, html
}

/// `mutualaid coverage`.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Who is reached within the standard of cover, as things are and in what-if scenarios.",
    discussion: """
      The standard of the country where people live decides, whoever arrives. Without scenarios the report tells how things \
      are; every --scenario file, YAML or JSON as in Datasets/scenarios, adds the scenarios that are in it. Nothing in the \
      directory changes. The same inputs give the same report, byte for byte, if --time is given.

      EXAMPLES
        mutualaid coverage --service fire
        mutualaid coverage --scenario Datasets/scenarios/closed-borders.yaml --region NL-VR24 --region DEA2D
        mutualaid coverage --border-penalty --format html --lang nl --output dekking.html
        mutualaid coverage --agreement required --actions 3 --service ambulance
        mutualaid coverage --time 2026-11-28T03:00 --scenario Datasets/scenarios/vaals-at-night.yaml
        mutualaid coverage --population census-grid.csv --standard our-norms.xml --format csv --rows areas
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("A file of scenarios, YAML or JSON. May be repeated.", valueName: "file"))
  var scenario: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A document of norms (native XML) that stands in place of those in the directory. May be repeated.",
      valueName: "file"))
  var standard: [String] = []

  @Option(name: .long, help: "fire, ambulance or civil-protection; without it, all. May be repeated.")
  var service: [Service] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Only people of this country, region or municipality: the beginning of its code, such as NL-VR24 or DEA, or its name, \
      such as Eupen. May be repeated.
      """,
      valueName: "code|name"))
  var region: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where people are taken from: a population document of the directory by its id, or a file (CSV, GeoJSON, GML, XML).",
      valueName: "id|file"))
  var population: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Spread the people of each point over squares of this side, 100m to 10km, around it.", valueName: "side"),
    transform: Limit.read)
  var grid: Limit?

  @Option(
    name: .long,
    help: ArgumentHelp("When, in local time unless a zone is given; without it, now.", valueName: "ISO8601"),
    transform: Moment.read)
  var time: Moment?

  @Flag(name: .long, help: "Also tell what people lose where units do not cross borders: all open against all closed.")
  var borderPenalty = false

  @Option(
    name: .long,
    help: OptionRange<Int>.steps.help(
      """
      Also look for what would help most, agreements that are missing (with --agreement required), places of stations, \
      career crew, units that stand elsewhere: so many steps of each kind
      """, valueName: "steps"),
    transform: OptionRange<Int>.steps.read)
  var actions: Int?

  @Option(name: .long, help: "open or closed: whether units cross borders where no scenario says otherwise.")
  var borders = Borders.open

  @Option(name: .long, help: "any or required: whether units cross borders without an agreement.")
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(
    name: .long,
    help: "listed or reported: whether units that are reported as busy count all the same, or are left out.")
  var availability = Counted.listed

  @Option(
    name: .long,
    help: OptionRange<Double>.handling.help(
      "Seconds that a control room takes before it alarms", valueName: "seconds", default: CoverageTimes().callHandling),
    transform: OptionRange<Double>.handling.read)
  var callHandling = CoverageTimes().callHandling

  @Option(
    name: .long,
    help: OptionRange<Double>.handling.help(
      "Seconds that asking another country's control room takes", valueName: "seconds",
      default: CoverageTimes().requestDelay),
    transform: OptionRange<Double>.handling.read)
  var requestDelay = CoverageTimes().requestDelay

  @Option(name: .long, help: "text, json, csv, geojson or html.")
  var format = CoverageFormat.text

  @Option(name: .long, help: "What the rows of --format csv are: cells or areas.")
  var rows = Rows.areas

  @Option(name: .long, help: .csvFormulas)
  var csvFormulas = CSV.Formulas.defuse

  @Flag(name: .long, help: "Write every place into --format json too.")
  var cells = false

  @Option(name: .long, help: ArgumentHelp("Write into this file, which is whole or not there.", valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  enum Borders: String, CaseIterable, ExpressibleByArgument { case open, closed }
  enum Counted: String, CaseIterable, ExpressibleByArgument { case listed, reported }
  enum Rows: String, CaseIterable, ExpressibleByArgument { case cells, areas }

  func validate() throws {
    if let grid {
      guard case .distance(let side) = grid.limit, (100...10_000).contains(side) else {
        throw ValidationError("--grid must be 100m to 10km.")
      }
    }
  }

  func run() throws {
    try Console.run(asJSON: format == .json || format == .geojson, in: global.lang) {
      let moment = time?.date ?? Date()
      var query = CoverageQuery(time: moment)
      query.scenarios = try scenario.flatMap { try ScenarioFile.read(path: $0) }
      query.services = service
      query.regions = region.map { RegionCode($0) }
      query.normFiles = standard
      query.areBordersOpen = borders == .open
      query.requiresAgreements = agreement == .required
      query.countsBorderPenalty = borderPenalty
      if case .distance(let side) = grid?.limit { query.gridSide = side }
      query.leavesOutBusyUnits = availability == .reported
      query.times.callHandling = callHandling
      query.times.requestDelay = requestDelay
      let populationFile = population.flatMap { InputFile.isThere($0) ? $0 : nil }
      if let population { query.population = populationFile.map { .file($0) } ?? .directory(population) }
      if let output {
        let footprints = query.scenarios.flatMap(\.footprintFiles)
        try OutputFile(path: output).refuse(
          inputs: scenario + standard + footprints + [populationFile].compactMap { $0 }, directory: global.place())
      }
      let directory = try global.open(goesByClock: time == nil, asJSON: format == .json || format == .geojson)
      let report = try report(on: query, from: directory)
      if format == .html {
        let surroundings = try directory.surroundings(of: query, command: command(at: moment))
        let document = CoverageDocument(report, language: global.lang, surroundings: surroundings)
        try write(Array(CoverageHTML(document, language: global.lang).html.utf8))
      } else {
        try write(bytes(of: report, at: moment))
      }
    }
  }

  private func report(on query: CoverageQuery, from directory: Directory) throws -> CoverageReport {
    let line = ProgressLine(isQuiet: global.quiet)
    defer { line.clear() }
    let progress = { (stage: CoverageStage) in line.show(stage.text(in: global.lang)) }
    guard let actions else { return try directory.coverage(query, progress: progress) }
    var options = ActionOptions()
    options.steps = actions
    return try directory.coverage(query, actions: options, progress: progress)
  }

  /// The command that gives the same report, whenever it is run.
  private func command(at moment: Date) -> String {
    var words = Array(CommandLine.arguments.dropFirst())
    if time == nil { words += ["--time", Timestamp.text(moment)] }
    return (["mutualaid"] + words).map(Console.quoted).joined(separator: " ")
  }

  private func bytes(of report: CoverageReport, at moment: Date) -> [UInt8] {
    switch format {
    case .text:
      Array(
        report.text(in: global.lang, localTime: LocalClock.text(moment), showsRegions: global.verbose).utf8)
    case .json: report.json(includesCells: cells) + [0x0A]
    case .csv:
      Array((rows == .areas ? report.areaTable(formulas: csvFormulas) : report.cellTable(formulas: csvFormulas)).utf8)
    case .geojson: report.geoJSON() + [0x0A]
    case .html: []
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    guard let output else {
      return format == .text ? try Console.result(String(decoding: bytes, as: UTF8.self)) : try Console.data(bytes)
    }
    try OutputFile(path: output).write(bytes)
  }
}
