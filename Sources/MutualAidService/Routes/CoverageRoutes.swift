internal import Coverage
internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import LocalTime
internal import Matching
internal import MutualAid
internal import MutualAidPlanning
internal import PagePrinting
internal import Presentation
internal import Spreadsheets
internal import TextFormats
internal import TypedOptions

/// Reports of coverage, which are jobs.
enum CoverageRoutes {
  private enum Borders: String, CaseIterable, Sendable { case open, closed }
  private enum Counted: String, CaseIterable, Sendable { case listed, reported }

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
  private static let budget = Option("budget", text("budget"), range: .budget)
  private static let sharedSites = Option(flag: "shared-sites", text("sharedSites"))
  private static let week = Option(flag: "week", text("week"))
  private static let borders = Option<Borders>(word: "borders", text("borders"))
  private static let agreement = Option<NearestQuery.AgreementPolicy>(word: "agreement", text("agreement"))
  private static let availability = Option<Counted>(word: "availability", text("availability"))
  private static let typicalCrews = Option(flag: "typical-crews", text("typicalCrews"))
  private static let incompleteLists = Option(flag: "incomplete-lists", text("incompleteLists"))
  private static let callHandling = Option("call-handling", text("callHandling"), range: .handling)
  private static let requestDelay = Option("request-delay", text("requestDelay"), range: .handling)
  private static let rows = Option<CoverageRows>(word: "rows", text("rows"))
  private static let cells = Option(flag: "cells", text("cells"))
  private static let separator = Option<CSV.Dialect>(word: "csv-separator", text("csvSeparator"))

  private static let options = [
    scenario.description, service.description, region.description, population.description, grid.description,
    QuestionOptions.time.description, borderPenalty.description, week.description, actions.description,
    busy.description, backup.description, budget.description, sharedSites.description, borders.description,
    agreement.description, availability.description, typicalCrews.description,
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
        types: ["application/json"],
        schema: BodySchemas.options(options + [formatDescription], and: SentText.allCases.map(\.rawValue)),
        text:
          "The options as members of an object. Members that are files: scenario-text has scenarios, in YAML or JSON; "
          + "standard-text a document of norms, in XML; population-text where people live, as a table, GeoJSON or a "
          + "document; candidates-text a list of places for stations, in CSV.",
        isRequired: false),
      answers: [
        Route.Answer(
          status: 200, text: "The report, where it was done in time.",
          forms: [
            (.json, AnswerSchemas.reference("Coverage")), (.text, ["type": "string"]), (.csv, ["type": "string"]),
            (.geoJSON, AnswerSchemas.reference("FeatureCollection")), (.html, ["type": "string"]),
            (.pdf, ["type": "string"]), (.xlsx, ["type": "string"]),
          ]),
        Route.Answer(status: 202, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))]),
      ], scope: .report, problems: [404, 422], answer: answer)
  ]

  private static let formatDescription = OptionDescription(
    name: "format", place: .query, text: "The form of the report.",
    schema: ["type": "string", "enum": ["json", "text", "csv", "geojson", "html", "pdf", "xlsx"]])

  private static func answer(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody(leaving: Set(SentText.allCases.map(\.rawValue)))
    let form =
      try ask.options["format"].first.map { word in
        guard let form = ask.route.forms.first(where: { $0.word == word.lowercased() }) else {
          throw Problem.badOption("format", "expected json, text, csv, geojson, html, pdf, xlsx")
        }
        return form
      } ?? ask.form
    // What is wrong with the question is told at once.
    let sent = SentFiles(in: ask.desk.uploads)
    let query: CoverageQuery = try await ask.work { _ in try CoverageRoutes.query(ask, form, sent) }
    let options = try actionOptions(ask)
    if form == .pdf { _ = try PagePrinter(environment: ProcessInfo.processInfo.environment) }
    let directory = ask.desk.directory
    let job = try ask.desk.jobs.start("coverage", actor: ask.caller.actor) { job in
      defer { withExtendedLifetime(sent) {} }
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

  private static func query(_ ask: Ask, _ form: MediaType, _ sent: SentFiles) throws -> CoverageQuery {
    var query = CoverageQuery(time: try ask.value(QuestionOptions.time) ?? ask.arrival)
    query.scenarios = try ask.values(scenario).flatMap {
      try ScenarioChoice.scenarios(ofFile: $0, in: ask.desk.settings.scenarios)
    }
    if let text = try ask.text(.scenario) { query.scenarios += try ScenarioFile.scenarios(text: text) }
    if let text = try ask.text(.standard) { query.normFiles = [try sent.keep(text, as: .standard)] }
    query.services = try ask.values(service)
    query.regions = try ask.values(region)
    query.areBordersOpen = try ask.value(borders) != .closed
    query.requiresAgreements = try ask.value(agreement) == .required
    query.countsBorderPenalty = try ask.value(borderPenalty) ?? false || [.html, .pdf, .xlsx].contains(form)
    query.countsWeek = try ask.value(week) ?? false
    query.gridSide = try ask.value(grid)
    query.countsTypicalCrews = try ask.value(typicalCrews) ?? false
    query.judgesIncompleteLists = try ask.value(incompleteLists) ?? false
    query.leavesOutBusyUnits = try ask.value(availability) == .reported
    query.times.callHandling = try ask.value(callHandling) ?? query.times.callHandling
    query.times.requestDelay = try ask.value(requestDelay) ?? query.times.requestDelay
    if let population = try ask.value(population) { query.population = .directory(population) }
    if let text = try ask.text(.population) { query.population = .file(try sent.keep(text, as: .population)) }
    guard !query.countsWeek || !query.leavesOutBusyUnits else {
      throw Problem(
        .badRequest, "contradiction", "week counts what registries list: reports say nothing of other hours")
    }
    guard try ask.value(rows) != .hours || query.countsWeek else {
      throw Problem(.badRequest, "contradiction", "rows=hours needs week")
    }
    return query
  }

  private static func actionOptions(_ ask: Ask) throws -> ActionOptions? {
    let (busy, backup, budget) = (try ask.value(busy), try ask.value(backup), try ask.value(budget))
    let sharesSites = try ask.value(sharedSites) ?? false
    let candidates = try ask.text(.candidates)
    guard let steps = try ask.value(actions) else {
      guard busy == nil, backup == nil, budget == nil, !sharesSites, candidates == nil else {
        throw Problem(
          .badRequest, "contradiction", "busy, backup, budget, shared-sites and candidates-text need actions")
      }
      return nil
    }
    guard busy == nil || backup == nil else {
      throw Problem(.badRequest, "contradiction", "busy and backup exclude each other")
    }
    var options = ActionOptions()
    options.steps = steps
    options.budget = budget
    options.sharesSites = sharesSites
    options.candidates = try candidates.map {
      try SiteCandidate.list(Array($0.utf8), file: SentText.candidates.rawValue)
    }
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
      return Array(report.table(of: try ask.value(rows) ?? .areas, formulas: .defuse, dialect: dialect).utf8)
    case .geoJSON: return report.geoJSON() + [0x0A]
    case .html, .pdf, .xlsx:
      let surroundings = try directory.surroundings(of: report, to: query, command: nil)
      guard form != .html else {
        return Array(CoverageHTML(report, language: language, surroundings: surroundings).html.utf8)
      }
      let document = CoverageDocument(report, language: language, surroundings: surroundings)
      guard form == .pdf else { return try ReportWorkbook(document, language: language).bytes() }
      // On paper nobody chooses a language.
      let page = CoverageHTML(document, language: language).html
      return try PagePrinter(environment: ProcessInfo.processInfo.environment).pdf(of: page)
    default: return report.json(includesCells: try ask.value(cells) ?? false) + [0x0A]
    }
  }
}
