internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Journal
internal import Matching
internal import MutualAid
internal import Presentation
internal import Requests
internal import TextFormats
internal import TypedOptions

/// Requests between control rooms: made of a match, listed, shown, and carried on step by step.
///
/// A caller is the control room that their token is of. To whom is not party, a request is not there.
enum RequestRoutes {
  static let id = Option("id", "The request's id.", in: .path) { RequestID($0) }
  static let room = Option("room", "Of which this room is party; for who may see all.") { ControlRoomID($0) }
  private static let state = Option<RequestState>(word: "state", "With a line in this state.", isRepeated: true)
  private static let limit = Option("limit", "So many at most.", range: .requests).standard(.integer(100))
  private static let paper = Option<RequestPaper>(word: "kind", "What is written.").standard("page")
  private static let paperLanguage = Option("language", "A language of it; at most two.", isRepeated: true) { text in
    guard let language = Language(tag: text) else { throw OptionDefect("expected en, nl, fr or de") }
    return language
  }

  private static let need = Option<PackageNeed>(
    "need", "A capability and how many units, such as pumping:2.", isRepeated: true
  ) { word in
    guard let need = PackageNeed(word) else { throw OptionDefect("expected CAPABILITY:COUNT, such as pumping:2") }
    return need
  }
  private static let to = Option("to", "Only of this room; without it, of every room whose units are proposed.") {
    ControlRoomID($0)
  }
  private static let incident = Option("incident", "The number that the own system has given the incident.") { $0 }
  private static let text = Option("text", "What has happened, in words.") { $0 }
  private static let place = Option("place", "Where, in words.") { $0 }
  private static let urgency = Option<RequestUrgency>(word: "urgency", "How soon help is needed.").standard("immediate")
  private static let exercise = Option(flag: "exercise", "Whether it is an exercise, which never becomes a real one.")
  private static let draft = Option(
    flag: "draft", "Whether it is only written, so that it can be seen whether the line to the room is alive.")

  private static let newOptions =
    QuestionOptions.incident.map { option in
      var option = option
      option.isRequired = false
      return option
    } + [
      need.description, to.description, incident.description, text.description, place.description,
      urgency.description, exercise.description, draft.description,
    ]

  static let all = [
    Route(
      method: .post, path: "/v1/requests", name: "makeRequests", heading: "Requests",
      text: "Makes requests of a match, one for each room to be asked, and sends them.",
      options: newOptions + [StatusRoutes.idempotencyKey],
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options(newOptions),
        text: "The options of a match as members of an object, with the incident's number; lists for several needs."),
      answers: [
        Route.Answer(status: 201, text: "The requests.", forms: [(.json, AnswerSchemas.list(of: "AidRequest"))])
      ], scope: .requests, problems: [404, 409], answer: make),
    Route(
      method: .get, path: "/v1/requests", name: "requests", heading: "Requests",
      text: "The requests to which the caller's room is party, the newest first.",
      options: [state.description, limit.description, room.description],
      answers: [
        Route.Answer(status: 200, text: "The requests.", forms: [(.json, AnswerSchemas.list(of: "AidRequest"))])
      ]
    ) { ask in
      let party = try ask.requestRoom()
      let wanted = try ask.value(room)
      let states = Set(try ask.values(state))
      let most = try ask.value(limit) ?? 100
      let found = try await ask.now { directory in
        try directory.requests(of: party ?? wanted, states: states, limit: most)
      }
      return ask.json(RequestList(found).json)
    },
    Route(
      method: .get, path: "/v1/requests/{id}", name: "request", heading: "Requests",
      text: "A request with all that happened, and what may follow.", options: [id.description],
      answers: [
        Route.Answer(status: 200, text: "The request.", forms: [(.json, AnswerSchemas.reference("AidRequest"))])
      ], problems: [404]
    ) { ask in
      let party = try ask.requestRoom()
      let request = try ask.required(id)
      let report = try await ask.now {
        try RequestRoutes.report(of: $0.request(request, for: party), for: party, in: $0)
      }
      return ask.json(report.json(asked: ask.isLineAlive(to: report.request.asked)))
    },
    Route(
      method: .post, path: "/v1/requests/{id}/steps", name: "takeStep", heading: "Requests",
      text: "Takes a step with a request; one that does not follow is refused, with what happened meanwhile.",
      options: [id.description, StatusRoutes.idempotencyKey],
      body: Route.Body(
        types: ["application/json"], schema: AnswerSchemas.reference("RequestStep"), text: "The step."),
      answers: [
        Route.Answer(
          status: 200, text: "The request behind it.", forms: [(.json, AnswerSchemas.reference("AidRequest"))])
      ], scope: .requests, problems: [404, 409], answer: step),
    Route(
      method: .get, path: "/v1/requests/{id}/paper", name: "requestPaper", heading: "Requests",
      text: "A request to be printed or read aloud.",
      options: [id.description, paper.description, paperLanguage.description],
      answers: [
        Route.Answer(
          status: 200, text: "The paper: HTML for A4, or sentences.",
          forms: [(.html, ["type": "string"]), (.text, ["type": "string"])])
      ], problems: [404]
    ) { ask in
      let party = try ask.requestRoom()
      let request = try ask.required(id)
      let kind = try ask.value(paper) ?? .page
      let languages = try ask.values(paperLanguage)
      let report = try await ask.now {
        try RequestRoutes.report(of: $0.request(request, for: party), for: party, in: $0)
      }
      var reply = ask.reply(
        report.paper(kind, in: languages.isEmpty ? nil : languages, reader: ask.language),
        as: kind == .spoken ? .text : .html)
      reply.headers[.contentDisposition] = "inline; filename=\"\(report.fileName(kind))\""
      return reply
    },
  ]

  static func report(
    of request: AidRequest, for room: ControlRoomID?, in directory: Directory
  ) throws -> RequestReport {
    let rooms = try directory.rooms(of: request)
    return RequestReport(
      request, asking: rooms.asking, asked: rooms.asked, party: room.flatMap { request.party($0) },
      life: try directory.requestLife(), names: directory.requestNames)
  }

  private static func make(_ plain: Ask) async throws -> Reply {
    _ = try plain.bodyType()
    let body = try await plain.body()
    let keyed = try plain.idempotentRequest(body: body)
    let ask = try plain.with(body: body)
    guard let own = try ask.requestRoom() else { throw Problem.noRoom }
    return try await ask.once(keyed) {
      var written = RequestDraft(asking: own, incident: try ask.required(incident))
      written.asked = try ask.value(to)
      (written.text, written.place) = (try ask.value(text), try ask.value(place))
      written.urgency = try ask.value(urgency) ?? .immediate
      written.isExercise = try ask.value(exercise) ?? false || ask.desk.settings.isExercise
      written.language = ask.language.rawValue
      let needs = try ask.values(need)
      guard !needs.isEmpty else { throw Problem.missingOption("need") }
      let isSent = try ask.value(draft) != true
      let wanted = written
      let made = try await ask.work { directory -> [UInt8] in
        let query = PackageQuery(base: try ask.incidentQuery(in: directory), needs: needs)
        let requests = try directory.requests(from: try directory.view().match(query), wanted)
        guard !requests.isEmpty else { throw Problem.nobodyToAsk }
        let rooms = try requests.map { try directory.rooms(of: $0) }
        let life = try directory.requestLife()
        let answer = { @Sendable (requests: [AidRequest]) -> [UInt8] in
          let reports = zip(requests, rooms).map { request, rooms in
            RequestReport(request, asking: rooms.asking, asked: rooms.asked, party: .asking, life: life)
          }
          return ask.bytes(.array(reports.map { $0.json(asked: ask.isLineAlive(to: $0.request.asked)) }))
        }
        let pending = keyed.map { keyed in
          Directory.RequestAnswer(keyed) { requests, _ in
            RememberedAnswer(status: 201, contentType: MediaType.json.rawValue, body: answer(requests))
          }
        }
        return answer(
          try ask.acting(in: directory).add(requests, isSent: isSent, at: ask.arrival, remembering: pending))
      }
      return Reply(.created, bytes: made, type: MediaType.json.rawValue)
    }
  }

  private static func step(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    let body = try await ask.body()
    let keyed = try ask.idempotentRequest(body: body)
    guard let own = try ask.requestRoom() else { throw Problem.noRoom }
    return try await ask.once(keyed) {
      let id = try ask.required(id)
      let draft: StepDraft
      do { draft = try RequestJSON.value(body) } catch { throw Problem.badStep(error) }
      let bytes = try await ask.work { directory -> [UInt8] in
        let rooms = try directory.rooms(of: directory.request(id, for: own))
        let life = try directory.requestLife()
        let answer = { @Sendable (request: AidRequest) -> [UInt8] in
          let report = RequestReport(
            request, asking: rooms.asking, asked: rooms.asked, party: request.party(own), life: life)
          return ask.bytes(report.json(asked: ask.isLineAlive(to: request.asked)))
        }
        let pending = keyed.map { keyed in
          Directory.RequestAnswer(keyed) { requests, _ in
            requests.first.map {
              RememberedAnswer(status: 200, contentType: MediaType.json.rawValue, body: answer($0))
            }
          }
        }
        do {
          return answer(
            try ask.acting(in: directory).take(draft, on: id, by: own, at: ask.arrival, remembering: pending))
        } catch let conflict as RequestConflict {
          throw Problem(conflict)
        }
      }
      return Reply(bytes: bytes, type: MediaType.json.rawValue)
    }
  }
}
