internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import Presentation
internal import RegistryXML
internal import TextFormats
internal import TypedOptions

/// Where editions come from by themselves.
enum SourceRoutes {
  private static let help = HelpWords(.english)

  private static let id = Option(
    "id", "What the source is of: a registry's id, or a document's kind and id.", in: .path
  ) { $0 }
  private static let source = Option("source", help.text("sources add.source")) { $0 }
  private static let address = Option(
    "address", "Where the editions are: http or https, such as a request of a WFS, an OGC API or Overpass."
  ) { text in
    // A file is one of the server, which nobody names from outside.
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else { throw OptionDefect("expected http or https") }
    return text
  }
  private static let interval = seconds("interval", "Seconds between two looks.", 60...31_622_400, 86_400)
  private static let promise = seconds(
    "promise", "Seconds after which an edition is older than promised.", 1...Int(Int32.max), nil)
  private static let timeLimit = seconds("time-limit", "Seconds that a look may take.", 1...86_400, 300)
  private static let maxBytes = seconds("max-bytes", "Bytes that an edition may have.", 1...1_000_000_000, 256_000_000)
  private static let approval = Option(flag: "approval", help.text("sources add.approval"))
  private static let digest = Option("digest", help.text("sources approve.digest")) { $0 }
  private static let reject = Option(flag: "reject", help.text("sources approve.reject"))

  private static let entered = [
    source.required.description, address.required.description, interval.description, promise.description,
    ReadingOptions.profile.description, ReadingOptions.country.description, ReadingOptions.service.description,
    maxBytes.description, timeLimit.description,
    approval.description,
  ]
  private static let object: JSONValue = ["type": "object"]

  static let all = [
    Route(
      method: .get, path: "/v1/sources", name: "sources", heading: "Sources",
      text: "Where editions come from by themselves, with what became of the last look at each.",
      answers: [
        Route.Answer(status: 200, text: "The sources.", forms: [(.json, ["type": "array", "items": object])])
      ], scope: .registries
    ) { ask in
      let remit = ask.caller.remit
      let sources = try await ask.work { try $0.sources() }
      return ask.json(SourceList(sources.filter { remit.hasRegistry($0.source.id) }).json)
    },
    Route(
      method: .post, path: "/v1/sources", name: "addSource", heading: "Sources",
      text: "Keeps where the editions of a registry or document come from, in the place of what was known of it.",
      options: entered,
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options(entered), text: "The options as members of an object.",
        isRequired: false),
      answers: [Route.Answer(status: 200, text: "The source.", forms: [(.json, object)])], scope: .admin, answer: add),
    Route(
      method: .delete, path: "/v1/sources/{id}", name: "removeSource", heading: "Sources",
      text: "Forgets a source; what came from it stays.", options: [id.description],
      answers: [Route.Answer(status: 204, text: "It is forgotten.", forms: [])], scope: .admin, problems: [404]
    ) { ask in
      let name = try ask.required(id)
      try ask.checkOwn(registry: name)
      try await ask.work { try ask.acting(in: $0).removeSource(name) }
      return Reply(.noContent, bytes: [], type: nil)
    },
    Route(
      method: .post, path: "/v1/sources/{id}/update", name: "updateSource", heading: "Sources",
      text: "Looks at a source now. It becomes a job with Prefer: respond-async.", options: [id.description],
      answers: [
        Route.Answer(status: 200, text: "What became of it.", forms: [(.json, ["type": "array", "items": object])]),
        Route.Answer(status: 202, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))]),
      ], scope: .registries, problems: [404]
    ) { ask in
      let name = try ask.required(id)
      return try await run(ask) { try ask.acting(in: $0).update(source: name) }
    },
    Route(
      method: .post, path: "/v1/sources/{id}/approve", name: "approveEdition", heading: "Sources",
      text: "Takes the edition that was held, or lets go of it; who fetched it cannot approve of it.",
      options: [id.description, digest.description, reject.description],
      answers: [
        Route.Answer(status: 200, text: "What became of it.", forms: [(.json, ["type": "array", "items": object])]),
        Route.Answer(status: 202, text: "The job.", forms: [(.json, AnswerSchemas.reference("Job"))]),
      ], scope: .registries, problems: [404, 409]
    ) { ask in
      let name = try ask.required(id)
      let digest = try ask.value(digest)
      let isRejected = try ask.value(reject) ?? false
      return try await run(ask) { directory in
        let directory = ask.acting(in: directory)
        return isRejected
          ? try directory.rejectEdition(of: name, digest: digest)
          : try directory.approveEdition(of: name, digest: digest)
      }
    },
  ]

  private static func seconds(
    _ name: String, _ text: String, _ range: ClosedRange<Int>, _ usual: Int?
  ) -> Option<Int> {
    var schema: [String: JSONValue] = [
      "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
    ]
    schema["default"] = usual.map { .integer($0) }
    return Option(name, text, schema: .object(schema)) { text in
      guard let number = Int(text), range.contains(number) else {
        throw OptionDefect("expected \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }

  private static func add(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody()
    var entered = EditionSource(of: try ask.required(source), at: try ask.required(address))
    if let interval = try ask.value(interval) { entered.interval = interval }
    entered.promise = try ask.value(promise)
    entered.profile = try ask.value(ReadingOptions.profile) ?? "auto"
    entered.country = try ask.value(ReadingOptions.country)
    entered.service = try ask.value(ReadingOptions.service)
    if let maxBytes = try ask.value(maxBytes) { entered.byteLimit = maxBytes }
    if let timeLimit = try ask.value(timeLimit) { entered.timeLimit = timeLimit }
    entered.needsApproval = try ask.value(approval) ?? false
    try ask.checkOwn(registry: entered.subject)
    let kept = entered
    let sources = try await ask.work { directory in
      try ask.acting(in: directory).put(source: kept)
      return try directory.sources().filter { $0.source.subject == kept.subject }
    }
    guard case .array(let list) = SourceList(sources).json, let first = list.first else { throw Problem.failed }
    return ask.json(first)
  }

  private static func run(
    _ ask: Ask, _ work: @escaping @Sendable (Directory) throws -> SourceUpdate
  ) async throws -> Reply {
    try ask.checkOwn(registry: ask.required(id))
    let directory = ask.desk.directory
    let keeper = SourceKeeper(ask.desk)
    let job = try ask.desk.jobs.start(ask.route.name, actor: ask.caller.actor) { _ in
      let update = try work(directory)
      keeper.note(update)
      return ask.json(SourceUpdateList([update]).json)
    }
    let reply = try await ask.answer(of: job, within: ask.patience ?? 60)
    // The next answer has it; where it does not come in time, it comes a little later.
    if job.state == .done, let position = try? await ask.work({ try $0.journalPosition() }) {
      _ = try? await ask.desk.follower.contents(atLeast: position, within: .seconds(5))
    }
    return reply
  }
}
