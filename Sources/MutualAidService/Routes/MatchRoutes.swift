internal import DirectoryModel
internal import HTTPTypes
internal import Matching
internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// Whole task packages for an incident.
enum MatchRoutes {
  private static let help = HelpWords(.english)

  private static let need = Option<PackageNeed>(
    "need", help.text("match.need", ["\(PackageNeed.largestCount)"]), isRepeated: true
  ) { word in
    guard let need = PackageNeed(word) else { throw OptionDefect("expected CAPABILITY:COUNT, such as pumping:2") }
    return need
  }
  private static let package = Option("package", "A task package of the directory, by its id.") { $0 }
  private static let maxPerStation = Option(
    "max-per-station", help.text("match.maxPerStation"), range: .unitsFromOnePlace)
  private static let maxPerOrganisation = Option(
    "max-per-organisation", help.text("match.maxPerOrganisation"), range: .unitsFromOnePlace)
  private static let maxPerCountry = Option(
    "max-per-country", help.text("match.maxPerCountry"), range: .unitsFromOnePlace)
  private static let ownStillDispatched = Option(flag: "own-still-dispatched", help.text("match.ownStillDispatched"))
  private static let alternatives = Option("alternatives", help.text("match.alternatives"), range: .alternatives)

  private static let options =
    QuestionOptions.incident.orInBody + [
      need.description, package.description, maxPerStation.description, maxPerOrganisation.description,
      maxPerCountry.description, ownStillDispatched.description, alternatives.description,
    ]

  static let all = [
    Route(
      method: .post, path: "/v1/matches", name: "match", heading: "Questions",
      text: "The units that together meet all needs of an incident soonest: a whole task package.", options: options,
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options(options, and: [SentText.scenario.rawValue]),
        text:
          "The options as members of an object, beside or instead of those in the address; lists for options that may "
          + "be repeated. The member scenario-text is a scenario, in YAML or JSON.", isRequired: false),
      answers: [
        Route.Answer(
          status: 200, text: "The package.",
          forms: [
            (.json, AnswerSchemas.reference("Package")), (.geoJSON, AnswerSchemas.reference("FeatureCollection")),
          ])
      ], problems: [404], answer: answer)
  ]

  private static func answer(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody(leaving: [SentText.scenario.rawValue])
    guard try ask.values(need).isEmpty != (ask.value(package) == nil) else {
      throw Problem(.badRequest, "contradiction", "either needs or a task package must be given")
    }
    let (bytes, outcome) = try await ask.work { directory -> ([UInt8], String) in
      let package = try ask.value(package).map { try directory.package($0) }
      var report = try directory.match(query(package, ask, in: directory), supposing: try ask.scenario())
      report.packageNames = package?.names ?? LocalizedText()
      let bytes =
        ask.form == .geoJSON ? report.geoJSON(in: ask.language) : report.json(in: ask.language)
      return (bytes + [0x0A], report.answer.missing > 0 ? "incomplete" : "complete")
    }
    ask.desk.metrics.asked("match", outcome)
    return ask.reply(bytes)
  }

  private static func query(_ package: TaskPackage?, _ ask: Ask, in directory: Directory) throws -> PackageQuery {
    var base = try ask.incidentQuery(in: directory)
    base.service = base.service ?? package?.service
    base.purpose = try ask.value(QuestionOptions.purpose) ?? package?.purpose ?? .daily
    var query = PackageQuery(base: base, needs: try package?.needs ?? ask.values(need))
    let limits = PackageLimits(
      perStation: try ask.value(maxPerStation), perOrganisation: try ask.value(maxPerOrganisation),
      perCountry: try ask.value(maxPerCountry))
    query.limits = limits.filled(from: package?.limits ?? PackageLimits())
    query.isOwnStillDispatched = try ask.value(ownStillDispatched) ?? false
    query.alternatives = try ask.value(alternatives) ?? 2
    query.package = package?.id
    return query
  }
}
