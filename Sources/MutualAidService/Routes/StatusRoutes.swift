internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Journal
internal import MutualAid
internal import Presentation
internal import StatusFeed
internal import TextFormats

/// Reports of statuses.
enum StatusRoutes {
  private static let feedTypes = ["application/x-ndjson", "application/jsonl", "text/csv"]
  private static let ifMatch = OptionDescription(
    name: "If-Match", place: .header, text: "The ETag of the status that is replaced.", schema: ["type": "string"])
  static let idempotencyKey = OptionDescription(
    name: "Idempotency-Key", place: .header,
    text: "A key of the client's own: sent again with the same body, it gets the first answer again.",
    schema: ["type": "string", "minLength": .integer(1), "maxLength": .integer(255), "pattern": "^[!-~]+$"])

  static let all = [
    Route(
      method: .post, path: "/v1/status", name: "report", heading: "Status",
      text: "Takes many reports of statuses; each line is answered. When the answer comes, they are on the disk.",
      options: [idempotencyKey],
      body: Route.Body(
        types: feedTypes, schema: ["type": "string"],
        text:
          "A report on each line: JSON objects, or CSV under a header, with the fields unit, status, system, since, "
          + "until, max_age_s, source, note, mode, lat, lon and position_time; only unit and status are needed."),
      answers: [
        Route.Answer(
          status: 200, text: "What became of each line.", forms: [(.json, AnswerSchemas.reference("StatusReceipt"))])
      ], scope: .status, problems: [409], answer: take),
    Route(
      method: .get, path: "/v1/units/{id}/status", name: "status", heading: "Status",
      text: "What is known of a unit's status.", options: [UnitRoutes.id.description],
      answers: [
        Route.Answer(status: 200, text: "The status.", forms: [(.json, AnswerSchemas.reference("UnitStatus"))])
      ], problems: [404]
    ) { ask in
      let found = try await ask.work { try status(of: ask.required(UnitRoutes.id), in: $0.view(), at: ask.arrival) }
      var reply = ask.json(found.json)
      reply.headers[.eTag] = found.tag
      if let known = ask.request.headers[.ifNoneMatch], known == found.tag || known == "*" {
        reply = .notModified
        reply.headers[.eTag] = found.tag
      }
      return reply
    },
    Route(
      method: .put, path: "/v1/units/{id}/status", name: "setStatus", heading: "Status",
      text: "Reports a unit's status.", options: [UnitRoutes.id.description, ifMatch, idempotencyKey],
      body: Route.Body(
        types: ["application/json"], schema: AnswerSchemas.reference("StatusReport"), text: "The report."),
      answers: [
        Route.Answer(
          status: 200, text: "The report, and what the directory now says of the unit.",
          forms: [(.json, AnswerSchemas.reference("StatusTaken"))])
      ], scope: .status, problems: [404, 409, 412], answer: put),
  ]

  private static func take(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    let body = try await ask.body()
    let keyed = try ask.idempotentRequest(body: body)
    return try await ask.once(keyed) {
      var read = try StatusLines(body)
      read.leaveOut(try await ask.foreign(read.units))
      let lines = read
      return try await write(lines, keyed, ask) { lines.receipt($0, position: $1) }
    }
  }

  private static func put(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    let body = try await ask.body()
    let keyed = try ask.idempotentRequest(body: body)
    return try await ask.once(keyed) {
      let id = try ask.required(UnitRoutes.id)
      try await ask.checkOwn(unit: id)
      if let tag = ask.request.headers[.ifMatch], tag != "*" {
        let now = try await ask.work { try status(of: id, in: $0.view(), at: ask.arrival).tag }
        guard tag.split(separator: ",").contains(where: { $0.filter { $0 != " " } == now }) else {
          throw Problem.preconditionFailed
        }
      }
      let lines = try StatusLines(report: body, of: id)
      if case .rejected(let problem)? = lines.defects.first { throw Problem(problem) }
      return try await write(lines, keyed, ask) { outcomes, position in
        guard let outcome = outcomes.first, case .rejected = outcome else {
          return lines.single(outcomes, position: position)
        }
        // What is wrong is told as a problem, and is not remembered.
        return nil
      }
    }
  }

  /// Writes reports, and answers when they are on the disk and in the answers.
  private static func write(
    _ lines: StatusLines, _ keyed: IdempotentRequest?, _ ask: Ask,
    answer: @escaping @Sendable ([StatusReporter.Outcome], JournalPosition) -> [UInt8]?
  ) async throws -> Reply {
    let desk = ask.desk
    let written: StatusWriter.Written
    if let keyed {
      // Alone, so that the answer is kept in the same transaction.
      written = try await ask.work { directory in
        var reporter = StatusReporter(ask.acting(in: directory))
        let outcomes = try reporter.apply(
          lines.entries, at: ask.arrival,
          remembering: StatusReporter.StatusAnswer(keyed) { outcomes, change in
            answer(outcomes, change.position).map {
              RememberedAnswer(status: 200, contentType: MediaType.json.rawValue, body: $0)
            }
          })
        var position = try directory.journalPosition()
        // The answer that was kept has the position at which it was kept.
        if case .answered(let kept) = try directory.memory(of: keyed) {
          position = try StatusLines.position(in: kept.body) ?? position
        }
        return StatusWriter.Written(outcomes: outcomes, position: position)
      }
    } else {
      written = try await desk.statuses.write(lines.entries, actor: ask.caller.actor, arrival: ask.arrival)
    }
    for (word, group) in Dictionary(grouping: written.outcomes, by: \.word) {
      desk.metrics.count("mutualaid_status_reports_total", "outcome", word, by: group.count)
    }
    guard let bytes = answer(written.outcomes, written.position) else {
      if case .rejected(let problem)? = written.outcomes.first { throw Problem(problem) }
      throw Problem.failed
    }
    // The next answer has it; where it does not come in time, it comes a little later.
    _ = try? await desk.follower.contents(atLeast: written.position, within: .seconds(2))
    var reply = Reply(bytes: bytes, type: MediaType.json.rawValue)
    reply.headers[.journalPosition] = written.position.text
    return reply
  }

  /// What is known of a unit's status, with its ETag.
  private static func status(of id: UnitID, in directory: Directory, at moment: Date) throws -> (
    json: JSONValue, tag: String
  ) {
    let unit = try directory.unit(id, at: moment)
    guard case .object(let members) = unit.json(in: .english), let availability = members["availability"] else {
      return (.null, "\"0\"")
    }
    let text = availability.text(isPretty: false)
    return (
      ["availability": availability, "id": .string(id.rawValue)], "\"\(SHA256.digest(of: text).hex.prefix(32))\""
    )
  }
}
