internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Journal
internal import MutualAid
internal import TextFormats

/// What happens, as it happens.
enum EventRoutes {
  private static let after = Option(
    "after", "What the client has already: the id of the last event that it was sent, or the position of an answer."
  ) { $0 }
  private static let kind = Option("kind", "Only events of this kind, such as status or expiry.", isRepeated: true) {
    $0
  }
  private static let country = QuestionOptions.country(
    "country", "Only events of units of this country.", isRepeated: true)
  private static let service = Option<Service>(
    word: "service", "Only events of units of this service.", isRepeated: true)
  private static let unit = Option("unit", "Only events of this unit.", isRepeated: true) { UnitID($0) }
  private static let room = Option("room", "Only events of units of this control room.", isRepeated: true) {
    ControlRoomID($0)
  }
  private static let lastEvent = OptionDescription(
    name: "Last-Event-ID", place: .header, text: "As the option after; browsers send it when they connect again.",
    schema: ["type": "string"])

  static let all = [
    Route(
      method: .get, path: "/v1/events", name: "events", heading: "Events",
      text:
        "What happens, as it happens: server-sent events. First comes what a client missed; where that cannot be told, "
        + "exactly one event reset says why, and the client reads anew what it shows.",
      options: [
        after.description, lastEvent, kind.description, UnitRoutes.box.description, country.description,
        service.description, unit.description, room.description,
      ],
      answers: [
        Route.Answer(status: 200, text: "The stream, which has no end.", forms: [(.events, ["type": "string"])])
      ],
      answer: stream)
  ]

  private static func stream(_ ask: Ask) async throws -> Reply {
    var filter = EventFilter()
    filter.kinds = Set(try ask.values(kind))
    filter.box = try ask.value(UnitRoutes.box)
    filter.countries = Set(try ask.values(country))
    filter.services = Set(try ask.values(service))
    filter.units = Set(try ask.values(unit))
    filter.rooms = Set(try ask.values(room))
    filter.owner = ask.caller.token == nil ? nil : ask.caller.room?.rawValue
    filter.hearsOfAllRooms = ask.caller.seesAllRequests
    filter.hearsConfidential = ask.caller.scopes.contains(.admin)
    let known = try ask.request.headers[.lastEventID] ?? ask.value(after)
    guard !ask.desk.isStopping else { throw Problem.stopping }
    guard ask.request.method == .get else { return Reply(stream: MediaType.events.rawValue) { _ in } }
    let hub = ask.hub
    let request = ask.request
    let wanted = filter
    let caller = ask.caller
    var reply = Reply(stream: MediaType.events.rawValue) { writer in
      // Listening begins before anything is read, so that nothing falls between.
      let (listener, from) = hub.listen(filter: wanted, caller: caller)
      defer { hub.close(listener) }
      let stream = EventStream(desk: ask.desk, listener: listener, known: known, from: from)
      var sink = writer
      try await request.body.consumeWithInboundCloseHandler { _ in
        try await stream.write(to: &sink)
      } onInboundClosed: {
        listener.leave()
      }
      try await writer.finish(nil)
    }
    reply.headers[.cacheControl] = "no-store"
    reply.headers[.journalPosition] = hub.place.text
    return reply
  }
}
