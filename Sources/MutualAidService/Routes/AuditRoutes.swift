internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Journal
internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// The record of changes: who did what, signed heads of it, and whether it holds.
enum AuditRoutes {
  private static let kind = Option(
    "kind", "Only entries of this kind.",
    schema: ["type": "string", "enum": .array(ChangeKind.known.map { .string($0.rawValue) })], isRepeated: true
  ) { text in
    guard let kind = ChangeKind.known.first(where: { $0.rawValue == text }) else {
      throw OptionDefect("expected \(ChangeKind.known.map(\.rawValue).joined(separator: ", "))")
    }
    return kind
  }
  private static let since = QuestionOptions.moment("since", "Only entries received at this time or later.")
  private static let limit = Option("limit", "The newest so many entries.", range: .versions)
  private static let number = Option(
    "number", "The number of the entry.", schema: ["type": "integer", "minimum": .integer(1)], in: .path
  ) { text in
    guard let number = Int64(text), number > 0 else { throw OptionDefect("expected a number from 1") }
    return number
  }
  private static let note = Option("note", "What is to be said of it.") { $0 }
  private static let object: JSONValue = ["type": "object"]
  private static let objects: JSONValue = ["type": "array", "items": ["type": "object"]]
  private static let lines = "application/x-ndjson"

  static let all = [
    Route(
      method: .get, path: "/v1/audit", name: "audit", heading: "Record",
      text: "Entries of the record, the newest last.",
      options: [kind.description, since.description, limit.description],
      answers: [Route.Answer(status: 200, text: "The entries.", forms: [(.json, objects)])], scope: .audit
    ) { ask in
      let kinds = try ask.values(kind)
      let since = try ask.value(since)
      let limit = try ask.value(limit) ?? 50
      let records = try await ask.work { try $0.auditRecords(kinds: kinds, since: since, limit: limit) }
      return ask.json(AuditList(records).json)
    },
    Route(
      method: .get, path: "/v1/audit/checkpoints", name: "checkpoints", heading: "Record",
      text: "Signed heads of the record, for others to hold: each line says how far it had come, and what stood there.",
      answers: [Route.Answer(status: 200, text: "The heads, one a line.", forms: [(.text, ["type": "string"])])],
      scope: .audit
    ) { ask in
      let checkpoints = try await ask.work { _ in try ask.desk.record.checkpoints() }
      return ask.reply(checkpoints.map { $0.line + "\n" }.joined())
    },
    Route(
      method: .post, path: "/v1/audit/checkpoints", name: "makeCheckpoint", heading: "Record",
      text: "Signs how far the record has come.",
      answers: [Route.Answer(status: 200, text: "The signed head.", forms: [(.text, ["type": "string"])])],
      scope: .audit, problems: [404]
    ) { ask in
      guard let checkpoint = try await ask.work({ _ in try ask.desk.record.sign() }) else {
        throw Problem(.notFound, "unknown-entry", "the record has no entry yet")
      }
      return ask.reply(checkpoint.line + "\n")
    },
    Route(
      method: .post, path: "/v1/audit/verification", name: "verifyRecord", heading: "Record",
      text: "Verifies all of the record against the signed heads of the server, and against those that are sent.",
      body: Route.Body(
        types: [lines, "text/plain"], schema: ["type": "string"], text: "Signed heads that somebody held, one a line.",
        isRequired: false),
      answers: [Route.Answer(status: 200, text: "What holds and what does not.", forms: [(.json, object)])],
      scope: .audit, problems: [422], answer: verify),
    Route(
      method: .get, path: "/v1/audit/break-glass", name: "sealedUses", heading: "Record",
      text: "The uses of the sealed token, and who has signed them off.",
      answers: [Route.Answer(status: 200, text: "The uses.", forms: [(.json, objects)])], scope: .audit
    ) { ask in
      let uses = try await ask.work { try BreakGlass.uses(in: $0).map(\.json) }
      return ask.json(.array(uses))
    },
    Route(
      method: .post, path: "/v1/audit/break-glass/{number}", name: "signOff", heading: "Record",
      text: "Signs off a use of the sealed token: somebody other than its bearer has looked at it.",
      options: [number.description, note.description],
      body: Route.Body(
        types: ["application/json"], schema: BodySchemas.options([note.description]),
        text: "The options as members of an object.", isRequired: false),
      answers: [Route.Answer(status: 200, text: "The use.", forms: [(.json, object)])], scope: .audit,
      problems: [404, 409], answer: signOff),
  ]

  private static func verify(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    let body = try await ask.body()
    let sent = try String(decoding: body, as: UTF8.self).split(separator: "\n").enumerated().map { index, line in
      guard let checkpoint = Checkpoint(line: line) else {
        var problem = Problem(.unprocessableContent, "checkpoint-invalid", "the line is no checkpoint")
        problem.line = index + 1
        throw problem
      }
      return checkpoint
    }
    let bytes = try await ask.workOfJobs { directory in
      ask.desk.record.verifyWhole()
      // Whoever sends a head need not be the one who signs here.
      let reports = try directory.verifyJournal(against: ask.desk.record.checkpoints() + sent)
      return Array((AuditVerification(reports).json.text() + "\n").utf8)
    }
    if !ask.desk.record.standing.holds { await RecordKeeper(desk: ask.desk, hub: ask.hub).look(isWhole: true) }
    return Reply(bytes: bytes, type: MediaType.json.rawValue)
  }

  private static func signOff(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody()
    let number = try ask.required(number)
    let note = try ask.value(note)
    let actor = ask.caller.actor
    let isSealed = ask.caller.isBreakGlass
    let use = try await ask.work { directory in
      guard let use = try BreakGlass.uses(in: directory).first(where: { $0.entry.number == number }) else {
        throw Problem(.notFound, "unknown-entry", "entry \(number) is no use of the sealed token")
      }
      guard use.entry.actor != actor, !isSealed else {
        throw Problem(
          .conflict, "same-person", "who used the sealed token cannot sign it off",
          hint: "Have a second person look at it.")
      }
      if use.signature == nil {
        let payload: JSONValue = ["note": JSONValue(note), "signed-off": .integer(Int(number))]
        try ask.acting(in: directory).note(.breakGlass, payload: Array(payload.text(isPretty: false).utf8))
      }
      return try BreakGlass.uses(in: directory).first { $0.entry.number == number }?.json ?? .null
    }
    return ask.json(use)
  }
}
