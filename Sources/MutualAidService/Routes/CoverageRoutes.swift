internal import Coverage
internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import LocalTime
internal import Matching
internal import MutualAid
internal import MutualAidPlanning
internal import Presentation
internal import Spreadsheets
internal import TextFormats
internal import TypedOptions

/// Reports of coverage, which are jobs.
enum CoverageRoutes {
  private enum Borders: String, CaseIterable, Sendable { case open, closed }
  private enum Counted: String, CaseIterable, Sendable { case listed, reported }
  private enum Rows: String, CaseIterable, Sendable { case cells, areas }

  private static let help = HelpWords(.english)
  private static func text(_ key: String) -> String { help.text("coverage.\(key)") }

  private static let scenario = Option(
    "scenario", "A scenario file of this server by its name. May be repeated.", isRepeated: true
  ) { $0 }
  private static let service = Option<Service>(word: "service", text("service"), isRepeated: true)
  private static let region = Option("region", text("region"), isRepeated: true) { RegionCode($0) }
  private static let population = Option("population", "Where people are taken from: a population document by its id.")
  { $0 }
  private static let grid = Option("grid", text("grid")) { word -> Double in
    guard case .distance(let side) = try Limit.read(word).limit, (100...10_000).contains(side) else {
      throw OptionDefect("expected 100m to 10km")
    }
    return side
  }
  private static let borderPenalty = Option(flag: "border-penalty", text("borderPenalty"))
  private static let actions = Option("actions", text("actions"), range: .steps)
  private static let busy = Option("busy", text("busy"), range: .busy)
  private static let backup = Option("backup", text("backup"), range: .backup)
  private static let borders = Option<Borders>(word: "borders", text("borders"))
  private static let agreement = Option<NearestQuery.AgreementPolicy>(word: "agreement", text("agreement"))
  private static let availability = Option<Counted>(word: "availability", text("availability"))
  private static let typicalCrews = Option(flag: "typical-crews", text("typicalCrews"))
  private static let incompleteLists = Option(flag: "incomplete-lists", text("incompleteLists"))
  private static let callHandling = Option("call-handling", text("callHandling"), range: .handling)
  private static let requestDelay = Option("request-delay", text("requestDelay"), range: .handling)
  private static let rows = Option<Rows>(word: "rows", text("rows"))
  private static let cells = Option(flag: "cells", text("cells"))
  private static let separator = Option<CSV.Dialect>(word: "csv-separator", text("csvSeparator"))

  private static let options = [
    scenario.description, service.description, region.description, population.description, grid.description,
    QuestionOptions.time.description, borderPenalty.description, actions.description, busy.description,
    backup.description, borders.description, agreement.description, availability.description, typicalCrews.description,
    incompleteLists.description, callHandling.description, requestDelay.description, rows.description,
    cells.description, separator.description,
  ]

  static let all = [
    Route(
      method: .post, path: "/v1/coverage", name: "coverage", heading: "Questions",
      text:
        "Who is reached within the standard of cover, as things are and in what-if scenarios: a job, whose answer comes "
        + "at once with Prefer: wait=SECONDS where it is done in time.",
      options: options,
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options(options + [formatDescription], and: ["scenario-text"]),
        text: "The options as members of an object. The member scenario-text is a file of scenarios, in YAML or JSON.",
        isRequired: false),
      answers: [
        Route.Answer(
          status: 200, text: "The report, where it was done in time.",
          forms: [
            (.json, AnswerSchemas.reference("Coverage")), (.text, ["type": "string"]), (.csv, ["type": "string"]),
            (.geoJSON, AnswerSchemas.reference("FeatureCollection")), (.html, ["type": "string"]),
            (.xlsx, ["type": "string"]),
          ]),
        Route.Answer(status: 202, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))]),
      ], scope: .report, problems: [404, 422], answer: answer)
  ]

  private static let formatDescription = OptionDescription(
    name: "format", place: .query, text: "The form of the report.",
    schema: ["type": "string", "enum": ["json", "text", "csv", "geojson", "html", "xlsx"]])

  private static func answer(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody(leaving: ["scenario-text"])
    let form =
      try ask.options["format"].first.map { word in
        guard let form = ask.route.forms.first(where: { $0.word == word.lowercased() }) else {
          throw Problem.badOption("format", "expected json, text, csv, geojson, html, xlsx")
        }
        return form
      } ?? ask.form
    // What is wrong with the question is told at once.
    let query: CoverageQuery = try await ask.work { _ in try CoverageRoutes.query(ask, form) }
    let options = try actionOptions(ask)
    let directory = ask.desk.directory
    let job = try ask.desk.jobs.start("coverage", actor: ask.caller.actor) { job in
      let view = directory.view()
      let note = { (stage: CoverageStage) in
        try job.note(Job.Progress(stage: stage.text(in: ask.language)))
      }
      let report =
        if let options {
          try view.coverage(query, actions: options, progress: note)
        } else {
          try view.coverage(query, progress: note)
        }
      return Reply(bytes: try bytes(of: report, to: query, form, ask, in: view), type: form.rawValue)
    }
    ask.desk.metrics.asked("coverage", "begun")
    return try await ask.answer(of: job, within: ask.patience ?? 0)
  }

  private static func query(_ ask: Ask, _ form: MediaType) throws -> CoverageQuery {
    var query = CoverageQuery(time: try ask.value(QuestionOptions.time) ?? ask.arrival)
    query.scenarios = try ask.values(scenario).flatMap {
      try ScenarioChoice.scenarios(ofFile: $0, in: ask.desk.settings.scenarios)
    }
    if case .string(let text)? = ask.members["scenario-text"] {
      query.scenarios += try ScenarioFile.scenarios(text: text)
    }
    query.services = try ask.values(service)
    query.regions = try ask.values(region)
    query.areBordersOpen = try ask.value(borders) != .closed
    query.requiresAgreements = try ask.value(agreement) == .required
    query.countsBorderPenalty = try ask.value(borderPenalty) ?? false || form == .html || form == .xlsx
    query.gridSide = try ask.value(grid)
    query.countsTypicalCrews = try ask.value(typicalCrews) ?? false
    query.judgesIncompleteLists = try ask.value(incompleteLists) ?? false
    query.leavesOutBusyUnits = try ask.value(availability) == .reported
    query.times.callHandling = try ask.value(callHandling) ?? query.times.callHandling
    query.times.requestDelay = try ask.value(requestDelay) ?? query.times.requestDelay
    if let population = try ask.value(population) { query.population = .directory(population) }
    return query
  }

  private static func actionOptions(_ ask: Ask) throws -> ActionOptions? {
    let (busy, backup) = (try ask.value(busy), try ask.value(backup))
    guard let steps = try ask.value(actions) else {
      guard busy == nil, backup == nil else {
        throw Problem(.badRequest, "contradiction", "busy and backup need actions")
      }
      return nil
    }
    guard busy == nil || backup == nil else {
      throw Problem(.badRequest, "contradiction", "busy and backup exclude each other")
    }
    var options = ActionOptions()
    options.steps = steps
    if let busy { options.objective = .busy(busy) }
    if let backup { options.objective = .backup(backup) }
    return options
  }

  private static func bytes(
    of report: CoverageReport, to query: CoverageQuery, _ form: MediaType, _ ask: Ask, in directory: Directory
  ) throws -> [UInt8] {
    let language = ask.language
    switch form {
    case .text:
      return Array(report.text(in: language, localTime: LocalClock.text(query.time), showsRegions: false).utf8)
    case .csv:
      let dialect = try ask.value(separator) ?? .comma
      let table =
        try ask.value(rows) == .cells
        ? report.cellTable(formulas: .defuse, dialect: dialect) : report.areaTable(formulas: .defuse, dialect: dialect)
      return Array(table.utf8)
    case .geoJSON: return report.geoJSON() + [0x0A]
    case .html, .xlsx:
      let surroundings = try directory.surroundings(of: report, to: query, command: nil)
      guard form == .xlsx else {
        return Array(CoverageHTML(report, language: language, surroundings: surroundings).html.utf8)
      }
      let document = CoverageDocument(report, language: language, surroundings: surroundings)
      return try ReportWorkbook(
        title: CoverageHTML(document, language: language).title, tables: ReportTables(document, language: language).all
      ).bytes()
    default: return report.json(includesCells: try ask.value(cells) ?? false) + [0x0A]
    }
  }
}
