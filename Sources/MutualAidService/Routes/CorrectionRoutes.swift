internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Journal
internal import MutualAid
internal import Presentation
internal import RegistryImport
internal import TextFormats
internal import TypedOptions

/// What a control room knows better than what is published of its own units, stations and of itself.
enum CorrectionRoutes {
  private static let help = HelpWords(.english)

  private static let id = Option("id", "The record's id.", in: .path) { $0 }
  private static let room = Option(
    "room", "The control room in whose name it is said; needed where the token is of several."
  ) { ControlRoomID($0) }
  private static let by = Option("by", help.text("correct.by")) { $0 }
  private static let note = Option("note", help.text("correct.note")) { $0 }
  private static let far = Option(flag: "far", help.text("correct.far"))
  private static let dryRun = Option(flag: "dry-run", help.text("global.dryRun"))

  static let all = [
    patch("/v1/units/{id}", "correctUnit", "a unit") { ask, id in try await ask.checkOwn(unit: UnitID(id)) },
    patch("/v1/stations/{id}", "correctStation", "a station") { ask, id in
      let remit = ask.caller.remit
      let isOwn = try await ask.work { try Belonging(StationID(id), in: $0.view())?.isOf(remit) ?? true }
      guard isOwn else { throw Problem.notOwn("station", id) }
    },
    patch("/v1/control-rooms/{id}", "correctControlRoom", "a control room") { ask, id in
      guard ask.caller.remit.has(.room, id) else { throw Problem.notOwn("control room", id) }
    },
    Route(
      method: .get, path: "/v1/corrections", name: "corrections", heading: "Corrections",
      text: "What control rooms correct of what is published.", options: [room.description],
      answers: [
        Route.Answer(
          status: 200, text: "The corrections.", forms: [(.json, ["type": "array", "items": ["type": "object"]])])
      ], isVersioned: true
    ) { ask in
      let name = try ask.value(room)
      return ask.json(CorrectionList(try await ask.work { try $0.corrections(of: name) }).json)
    },
  ]

  private static func patch(
    _ path: String, _ name: String, _ what: String, check: @escaping @Sendable (Ask, String) async throws -> Void
  ) -> Route {
    Route(
      method: .patch, path: path, name: name, heading: "Corrections",
      text:
        "Corrects fields of \(what) in the registry of the caller's control room; null withdraws a correction. What others "
        + "publish stays as it is below, also in its next edition.",
      options: [
        id.description, room.description, by.description, note.description, far.description, dryRun.description,
        StatusRoutes.idempotencyKey,
      ],
      body: Route.Body(
        types: ["application/merge-patch+json", "application/json"],
        schema: ["type": "object", "additionalProperties": ["type": ["string", "number", "null"]]],
        text: "The fields with their values, as the command `correct` names them."),
      answers: [
        Route.Answer(status: 200, text: "What changed, or would change.", forms: [(.json, ["type": "object"])])
      ], scope: .registries, problems: [404, 409, 422]
    ) { ask in
      _ = try ask.bodyType()
      let body = try await ask.body()
      let keyed = try ask.idempotentRequest(body: body)
      let id = try ask.required(id)
      try await check(ask, id)
      let fields = try fields(of: body, id)
      let room = try ownRoom(ask)
      return try await ask.once(keyed) { try await correct(fields, room, keyed, ask) }
    }
  }

  private static func correct(
    _ requests: [CorrectionRequest], _ room: ControlRoomID, _ keyed: IdempotentRequest?, _ ask: Ask
  ) async throws -> Reply {
    let by = try ask.value(by) ?? ask.caller.actor
    let note = try ask.value(note)
    let isFar = try ask.value(far) ?? false
    let isDryRun = try ask.value(dryRun) ?? false
    let noted = requests.map { request in
      var request = request
      request.note = note
      return request
    }
    let bytes = try await ask.workOfJobs { directory in
      let report = try ask.acting(in: directory).correct(
        noted, room: room, by: by, at: ask.arrival, acceptsFar: isFar, isDryRun: isDryRun)
      let bytes = Array((report.json.text() + "\n").utf8)
      if let keyed, !isDryRun {
        // The same fields twice change nothing, so that it is enough to keep the answer behind the change.
        let pending = PendingAnswer(keyed) { _ in
          RememberedAnswer(status: 200, contentType: MediaType.json.rawValue, body: bytes)
        }
        try ask.acting(in: directory, remembering: pending)
          .note(.note, payload: Array(#"{"answered":"correction"}"#.utf8))
      }
      return bytes
    }
    return Reply(bytes: bytes, type: MediaType.json.rawValue)
  }

  /// The fields of a JSON object.
  private static func fields(of body: [UInt8], _ id: String) throws(Problem) -> [CorrectionRequest] {
    let value: JSONValue
    do {
      var reader = JSONReader(body[...])
      value = try reader.value()
      try reader.end()
    } catch {
      throw .badJSON(error.message)
    }
    guard case .object(let members) = value, !members.isEmpty else { throw .badJSON("expected an object with fields") }
    return try members.sorted { $0.key < $1.key }.map { name, value throws(Problem) in
      let text: String? =
        switch value {
        case .null: nil
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        default: throw .badJSON("the value of '\(name)' is no text, number or null")
        }
      return CorrectionRequest(id: id, field: name, value: text)
    }
  }

  /// The room in whose registry it goes, which is the caller's.
  private static func ownRoom(_ ask: Ask) throws -> ControlRoomID {
    let rooms = ask.caller.remit.rooms
    guard let room = try ask.value(room) ?? (rooms.count == 1 ? rooms.first.map { ControlRoomID($0) } : nil) else {
      throw Problem.missingOption("room")
    }
    guard ask.caller.remit.has(.room, room.rawValue) else { throw Problem.notOwn("control room", room.rawValue) }
    return room
  }
}
