internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import HTTPTypes
internal import MutualAid
internal import Presentation
internal import TextFormats

/// Control rooms, agreements and task packages on file.
enum ReferenceRoutes {
  private static let id = Option("id", "The id.", in: .path) { $0 }

  static let all = [
    Route.get(
      "/v1/control-rooms", "controlRooms", heading: "Reference", "The control rooms, in ascending order of their ids.",
      schema: AnswerSchemas.list(of: "ControlRoom")
    ) { ask in
      let rooms = try await ask.work { try $0.store.controlRooms() }
      return ask.json(.array(rooms.sorted { $0.id < $1.id }.map { $0.json(in: ask.language) }))
    },
    Route.get(
      "/v1/control-rooms/{id}", "controlRoom", heading: "Reference", "A control room: whom to ask, and how.",
      options: [id.description], schema: AnswerSchemas.reference("ControlRoom"), problems: [404]
    ) { ask in
      let name = try ask.required(id)
      let room = try await ask.work { try $0.store.controlRoom(ControlRoomID(name)) }
      guard let room else {
        throw Problem(.notFound, "unknown-room", "there is no control room '\(name)' in the directory")
      }
      return ask.json(room.json(in: ask.language))
    },
    Route.get(
      "/v1/agreements", "agreements", heading: "Reference", "The agreements under whose rules help may come.",
      schema: AnswerSchemas.list(of: "Agreement")
    ) { ask in
      let agreements = try await ask.work { $0.agreements }
      return ask.json(.array(agreements.map { $0.json(in: ask.language) }))
    },
    Route.get(
      "/v1/packages", "packages", heading: "Reference", "The task packages that a match may name.",
      schema: AnswerSchemas.list(of: "TaskPackage")
    ) { ask in
      let packages = try await ask.work { try $0.packages() }
      return ask.json(.array(packages.map { $0.json(in: ask.language) }))
    },
  ]
}
