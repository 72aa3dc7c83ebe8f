import ArgumentParser
import Coverage
import DirectoryModel
import Foundation
import LocalTime
import Matching
import MutualAid
import MutualAidPlanning
import PagePrinting
import Presentation
import Spreadsheets
import TextFormats
import TypedOptions

enum CoverageFormat: String, WordArgument {
  case text, json, csv, geojson, html, pdf, xlsx
}

extension CoverageRows: WordArgument {}

/// `mutualaid coverage`.
struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("coverage")

  @Option(name: .long, help: .of("coverage.scenario", valueName: "file"), completion: .files)
  var scenario: [String] = []

  @Option(name: .long, help: .of("coverage.standard", valueName: "file"), completion: .files)
  var standard: [String] = []

  @Option(name: .long, help: .of("coverage.service"))
  var service: [Service] = []

  @Option(name: .long, help: .of("coverage.region", valueName: "code|name"), completion: .words(.region))
  var region: [String] = []

  @Option(name: .long, help: .of("coverage.population", valueName: "id|file"), completion: .files)
  var population: String?

  @Option(name: .long, help: .of("coverage.grid", valueName: "side"), transform: Limit.read)
  var grid: Limit?

  @Option(name: .long, help: .of("global.time", valueName: "ISO8601"), transform: Moment.read)
  var time: Moment?

  @Flag(name: .long, help: .of("coverage.borderPenalty"))
  var borderPenalty = false

  @Flag(name: .long, help: .of("coverage.week"))
  var week = false

  @Option(
    name: .long, help: OptionRange<Int>.steps.help("coverage.actions", valueName: "steps"),
    transform: OptionRange<Int>.steps.read)
  var actions: Int?

  @Option(
    name: .long, parsing: .upToNextOption, help: .of("coverage.compare", valueName: "file"), completion: .files)
  var compare: [String] = []

  @Option(name: .long, help: .of("coverage.candidates", valueName: "file"), completion: .files)
  var candidates: String?

  @Option(
    name: .long, help: OptionRange<Double>.busy.help("coverage.busy", valueName: "probability"),
    transform: OptionRange<Double>.busy.read)
  var busy: Double?

  @Option(
    name: .long, help: OptionRange<Double>.backup.help("coverage.backup", valueName: "share"),
    transform: OptionRange<Double>.backup.read)
  var backup: Double?

  @Option(
    name: .long, help: OptionRange<Double>.budget.help("coverage.budget", valueName: "sum"),
    transform: OptionRange<Double>.budget.read)
  var budget: Double?

  @Flag(name: .long, help: .of("coverage.sharedSites"))
  var sharedSites = false

  @Option(name: .long, help: .of("coverage.borders"))
  var borders = Borders.open

  @Option(name: .long, help: .of("coverage.agreement"))
  var agreement = NearestQuery.AgreementPolicy.any

  @Option(name: .long, help: .of("coverage.availability"))
  var availability = Counted.listed

  @Flag(name: .long, help: .of("coverage.typicalCrews"))
  var typicalCrews = false

  @Flag(name: .long, help: .of("coverage.incompleteLists"))
  var incompleteLists = false

  @Option(
    name: .long,
    help: OptionRange<Double>.handling.help(
      "coverage.callHandling", valueName: "seconds", default: CoverageTimes().callHandling),
    transform: OptionRange<Double>.handling.read)
  var callHandling = CoverageTimes().callHandling

  @Option(
    name: .long,
    help: OptionRange<Double>.handling.help(
      "coverage.requestDelay", valueName: "seconds", default: CoverageTimes().requestDelay),
    transform: OptionRange<Double>.handling.read)
  var requestDelay = CoverageTimes().requestDelay

  @Option(name: .long, help: .of("coverage.routing", valueName: "url"))
  var routing: String?

  @Option(name: .long, help: .of("coverage.routingCache", valueName: "file"), completion: .files)
  var routingCache: String?

  @Option(name: .long, help: .of("global.format"))
  var format = CoverageFormat.text

  @Option(name: .long, help: .of("coverage.rows"))
  var rows = CoverageRows.areas

  @Option(name: .long, help: .of("global.csvFormulas"))
  var csvFormulas = CSV.Formulas.defuse

  @Option(name: .long, help: .of("coverage.csvSeparator"))
  var csvSeparator: CSV.Dialect?

  @Flag(name: .long, help: .of("coverage.cells"))
  var cells = false

  @Option(name: .long, help: .of("coverage.output", valueName: "file"), completion: .files)
  var output: String?

  @OptionGroup var global: GlobalOptions

  enum Borders: String, WordArgument { case open, closed }
  enum Counted: String, WordArgument { case listed, reported }

  func validate() throws {
    if let grid {
      guard case .distance(let side) = grid.limit, (100...10_000).contains(side) else {
        throw ValidationError("--grid must be 100m to 10km.")
      }
    }
    if actions == nil, candidates != nil || busy != nil || backup != nil || budget != nil || sharedSites {
      throw ValidationError("--candidates, --busy, --backup, --budget and --shared-sites need --actions.")
    }
    if !compare.isEmpty, compare.count != 2 || ![.text, .json, .csv].contains(format) {
      throw ValidationError("--compare takes two reports: text, json or csv.")
    }
    if week, availability == .reported {
      throw ValidationError("--week counts what registries list: reports say nothing of other hours.")
    }
    if rows == .hours, !week { throw ValidationError("--rows hours needs --week.") }
    if busy != nil, backup != nil { throw ValidationError("--busy and --backup exclude each other.") }
  }

  func run() throws {
    try Console.run(asJSON: format == .json || format == .geojson, in: global.lang) {
      guard compare.isEmpty else { return try write(comparison()) }
      let moment = time?.date ?? Date()
      var query = CoverageQuery(time: moment)
      query.scenarios = try scenario.flatMap { try ScenarioFile.read(path: $0) }
      query.services = service
      query.regions = region.map { RegionCode($0) }
      query.normFiles = standard.map { QuestionFile($0) }
      query.areBordersOpen = borders == .open
      query.requiresAgreements = agreement == .required
      // What is handed on says what borders cost.
      query.countsBorderPenalty = borderPenalty || [.html, .pdf, .xlsx].contains(format)
      if case .distance(let side) = grid?.limit { query.gridSide = side }
      query.countsTypicalCrews = typicalCrews
      query.judgesIncompleteLists = incompleteLists
      query.countsWeek = week
      query.leavesOutBusyUnits = availability == .reported
      query.routing = try routing.map { try DefaultPath.router($0, environment: ProcessInfo.processInfo.environment) }
      query.routingCache = try query.routing.map { _ in
        try routingCache ?? DefaultPath.roadTimes(environment: ProcessInfo.processInfo.environment)
      }
      query.times.callHandling = callHandling
      query.times.requestDelay = requestDelay
      let populationFile = population.flatMap { InputFile.isThere($0) ? $0 : nil }
      if let population { query.population = populationFile.map { .file(QuestionFile($0)) } ?? .directory(population) }
      if let output {
        let footprints = query.scenarios.flatMap(\.footprintFiles)
        try OutputFile(path: output).refuse(
          inputs: scenario + standard + footprints + [populationFile, query.routingCache].compactMap { $0 },
          directory: global.place())
      }
      // Before minutes of counting, not after.
      if format == .pdf { _ = try PagePrinter(environment: ProcessInfo.processInfo.environment) }
      let directory = try global.open(goesByClock: time == nil, asJSON: format == .json || format == .geojson)
      let report = try report(on: query, from: directory)
      switch format {
      case .html, .pdf, .xlsx:
        let surroundings = try directory.surroundings(of: report, to: query, command: command(at: moment))
        try write(document(report, surroundings))
      default: try write(bytes(of: report, at: moment))
      }
    }
  }

  /// The report as somebody hands it on.
  private func document(_ report: CoverageReport, _ surroundings: CoverageDocument.Surroundings) throws -> [UInt8] {
    if format == .xlsx {
      let document = CoverageDocument(report, language: global.lang, surroundings: surroundings)
      return try ReportWorkbook(document, language: global.lang).bytes()
    }
    // On paper nobody chooses a language.
    let page =
      format == .pdf
      ? CoverageHTML(
        CoverageDocument(report, language: global.lang, surroundings: surroundings), language: global.lang)
      : CoverageHTML(report, language: global.lang, surroundings: surroundings)
    guard format == .pdf else { return Array(page.html.utf8) }
    return try PagePrinter(environment: ProcessInfo.processInfo.environment).pdf(of: page.html)
  }

  /// What stands between values of CSV: what is asked for, else what the language has that is asked for by `--lang`.
  ///
  /// The language of the environment changes nothing, so that a script writes the same wherever it runs.
  private var csvDialect: CSV.Dialect {
    csvSeparator ?? (global.statedLanguage.map { $0.base ?? $0 } ?? .english == .english ? .comma : .semicolon)
  }

  private func report(on query: CoverageQuery, from directory: Directory) throws -> CoverageReport {
    let line = ProgressLine(isQuiet: global.quiet)
    defer { line.clear() }
    let progress = { (stage: CoverageStage) in line.show(stage.text(in: global.lang)) }
    guard let actions else { return try directory.coverage(query, progress: progress) }
    var options = ActionOptions()
    options.steps = actions
    options.candidates = try candidates.map {
      try SiteCandidate.list(InputFile.bytes(of: $0, limit: 4 << 20), file: $0)
    }
    options.budget = budget
    options.sharesSites = sharedSites
    if let busy { options.objective = .busy(busy) }
    if let backup { options.objective = .backup(backup) }
    return try directory.coverage(query, actions: options, progress: progress)
  }

  /// Two reports beside one another.
  private func comparison() throws -> [UInt8] {
    let reports = try compare.map { try InputFile.bytes(of: $0, limit: 1 << 30) }
    let comparison = try ReportComparison(
      before: reports[0], after: reports[1], names: (before: compare[0], after: compare[1]))
    return switch format {
    case .json: comparison.json() + [0x0A]
    case .csv: Array(comparison.table(formulas: csvFormulas, dialect: csvDialect).utf8)
    default: Array(comparison.text(in: global.lang, showsAll: global.verbose).utf8)
    }
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
      Array(report.table(of: rows, formulas: csvFormulas, dialect: csvDialect).utf8)
    case .geojson: report.geoJSON() + [0x0A]
    case .html, .pdf, .xlsx: []
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    guard let output else {
      return format == .text ? try Console.result(String(decoding: bytes, as: UTF8.self)) : try Console.data(bytes)
    }
    try OutputFile(path: output).write(bytes)
  }
}
