internal import DirectoryModel
internal import HTTPTypes
internal import Matching
internal import MutualAid
internal import Presentation
internal import TextFormats

/// The nearest units for an incident.
enum NearestRoutes {
  private typealias Options = QuestionOptions

  static let all = [
    Route.get(
      "/v1/nearest", "nearest", heading: "Questions",
      "The nearest available units for an incident, why, on what legal basis, and whom to ask.",
      options: options, schema: schema,
      others: [.geoJSON, .csv], isTimed: true, problems: [404, 422], answer: answer),
    Route(
      method: .post, path: "/v1/nearest", name: "nearestSupposing", heading: "Questions",
      text: "The same question, with a scenario that is sent with it.", options: options.orInBody,
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options(options.orInBody, and: [SentText.scenario.rawValue]),
        text:
          "The options as members of an object; lists for options that may be repeated. The member scenario-text is a "
          + "scenario, in YAML or JSON.", isRequired: false),
      answers: [
        Route.Answer(
          status: 200, text: "The answer.",
          forms: [
            (.json, schema),
            (.geoJSON, AnswerSchemas.reference("FeatureCollection")), (.csv, ["type": "string"]),
          ])
      ], problems: [404, 422]
    ) { ask in try await answer(ask.withBody(leaving: [SentText.scenario.rawValue])) },
  ]

  private static let schema: JSONValue = [
    "oneOf": [AnswerSchemas.reference("Nearest"), AnswerSchemas.reference("Explanation")]
  ]
  private static let options =
    Options.incident + [
      Options.need.description, Options.count.description, Options.rank.description, Options.tieBreak.description,
      Options.explain.description,
    ]

  private static func answer(_ ask: Ask) async throws -> Reply {
    let explained = try ask.value(Options.explain)
    guard explained == nil || ask.form == .json else { throw Problem.notAcceptable([MediaType.json.rawValue]) }
    let (bytes, outcome) = try await ask.work { directory -> ([UInt8], String) in
      let query = try NearestRoutes.query(ask, in: directory)
      let scenario = try ask.scenario()
      if let explained {
        let report = try directory.explain(UnitID(explained), in: query, supposing: scenario)
        return (report.json(in: ask.language) + [0x0A], "explained")
      }
      let report = try directory.nearest(query, supposing: scenario)
      return (NearestRoutes.bytes(of: report, ask), report.units.isEmpty ? "nothing" : "found")
    }
    ask.desk.metrics.asked("nearest", outcome)
    return ask.reply(bytes)
  }

  private static func query(_ ask: Ask, in directory: Directory) throws -> NearestQuery {
    var query = try ask.incidentQuery(in: directory)
    query.needs = try ask.values(Options.need)
    query.count = try ask.value(Options.count) ?? query.count
    query.rank = try ask.value(Options.rank) ?? query.rank
    query.tieBreak = try ask.value(Options.tieBreak) ?? query.tieBreak
    return directory.resolved(query)
  }

  private static func bytes(of report: NearestReport, _ ask: Ask) -> [UInt8] {
    switch ask.form {
    case .geoJSON: report.geoJSON(in: ask.language) + [0x0A]
    case .csv: Array(report.csv(in: ask.language).utf8)
    default: report.json(in: ask.language) + [0x0A]
    }
  }
}
