internal import DirectoryModel
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import TextFormats

/// Whether what is sent to a room arrives, to be known before it is sent.
enum RequestLineRoutes {
  private static let room = Option("room", "The room's id.", in: .path) { ControlRoomID($0) }

  static let all = [
    Route(
      method: .get, path: "/v1/request-lines/{room}", name: "requestLine", heading: "Requests",
      text:
        "Whether the line to a room is alive: somebody listens in its name, or its own way to be woken has worked when it was "
        + "last tried.",
      options: [room.description],
      answers: [
        Route.Answer(status: 200, text: "The line.", forms: [(.json, AnswerSchemas.reference("RequestLine"))])
      ], problems: [404]
    ) { ask in
      _ = try ask.requestRoom()
      let id = try ask.required(room)
      let found = try await ask.work { try $0.controlRoom(id) }
      return ask.json([
        "room": .string(id.rawValue), "name": .string(found.names.main), "phone": JSONValue(found.phone?.number),
        "alive": .bool(ask.isLineAlive(to: id)), "listening": .bool(ask.hub.isListening(owner: id.rawValue)),
        "woken": .bool(ask.desk.wakeWays.isAlive(room: id.rawValue)),
        "key": JSONValue(ask.desk.wakeWays.publicKey?.description),
      ])
    }
  ]
}
