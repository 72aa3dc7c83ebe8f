internal import DirectoryModel
internal import FoundationEssentials
internal import Hummingbird
internal import Journal
internal import MutualAid
internal import NIOCore
internal import TextFormats

/// What is written to one client: what it missed, then what happens.
struct EventStream: Sendable {
  let desk: ServiceDesk
  let listener: Listener
  /// What the client has; `nil` for one that begins now.
  let known: String?
  /// Up to where the listener is not given what happened.
  let from: EventID

  /// Writes until the client goes, the service stops, or the right to listen ends.
  func write(to writer: inout any ResponseBodyWriter) async throws {
    // A first line at once, so that programs between know that the stream lives; and how long to wait before coming again.
    try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
    if let known {
      try await catchUp(from: known, to: &writer)
    } else {
      try await send("hello", from, ["position": .string(from.text)], to: &writer)
    }
    while true {
      switch await listener.next() {
      case .events(let events):
        guard try await isAllowed(&writer) else { return }
        var buffer = ByteBuffer()
        for event in events { buffer.writeBytes(event.bytes) }
        try await writer.write(buffer)
      case .beat(let place):
        guard try await isAllowed(&writer) else { return }
        try await send("heartbeat", place, ["position": .string(place.text)], to: &writer)
      case .reset(let place, let reason):
        try await reset(place, reason, to: &writer)
      case .end(let reason):
        try await send("end", nil, ["reason": .string(reason)], to: &writer)
        return
      case .gone: return
      }
    }
  }

  /// Looks at the caller's right now that something is to be sent.
  private func isAllowed(_ writer: inout any ResponseBodyWriter) async throws -> Bool {
    guard let token = listener.caller.token, !desk.rights.isAllowed(token, at: Date()) else { return true }
    try await send("end", nil, ["reason": "token-revoked"], to: &writer)
    return false
  }

  /// Sends what the client missed, or says once why that cannot be told.
  private func catchUp(from text: String, to writer: inout any ResponseBodyWriter) async throws {
    do {
      var place = try EventID(text: text, now: Date())
      var makes = EventWriter()
      while !place.position.includes(from.position) {
        let start = place
        let page = makes
        let directory = desk.directory
        let end = from.position
        let found = try await desk.pool.run {
          var makes = page
          let records = try directory.journalRecords(after: start.position, limit: 1000)
            .prefix { end.includes($0.position) }
          let view = directory.view()
          return (records.compactMap { makes.event($0, in: view, told: start.told) }, records.last?.position, makes)
        }
        makes = found.2
        guard let last = found.1 else { break }
        place.position = last
        guard try await isAllowed(&writer) else { return }
        try await send(found.0, to: &writer)
      }
      try await catchUpExpiries(after: place.told, &makes, to: &writer)
    } catch let error as JournalPositionError {
      try await reset(from, error.reason, to: &writer)
    }
  }

  private func catchUpExpiries(
    after moment: Date, _ makes: inout EventWriter, to writer: inout any ResponseBodyWriter
  ) async throws {
    let directory = desk.directory
    let end = from
    let known = makes
    let events = try await desk.pool.run {
      var makes = known
      let view = directory.view()
      var events: [LiveEvent] = []
      var told = moment
      while let expiry = view.nextExpiry(after: told), expiry.moment <= end.told {
        events += makes.events(expiry, in: view, position: end.position)
        told = expiry.moment
      }
      return events
    }
    try await send(events, to: &writer)
  }

  private func send(_ events: [LiveEvent], to writer: inout any ResponseBodyWriter) async throws {
    var buffer = ByteBuffer()
    for event in events where listener.filter.wants(event) { buffer.writeBytes(event.bytes) }
    if buffer.readableBytes > 0 { try await writer.write(buffer) }
  }

  private func reset(_ place: EventID, _ reason: String, to writer: inout any ResponseBodyWriter) async throws {
    desk.metrics.count("mutualaid_listener_resets_total", "reason", reason)
    try await send(
      "reset", place, ["position": .string(place.text), "reason": .string(reason)], to: &writer)
  }

  /// Sends an event that belongs to the stream itself.
  private func send(
    _ name: String, _ id: EventID?, _ members: [String: JSONValue], to writer: inout any ResponseBodyWriter
  ) async throws {
    var members = members
    members["time"] = .string(Timestamp.text(Date()))
    let line = id.map { "id: \($0.text)\n" } ?? ""
    try await writer.write(
      ByteBuffer(string: "event: \(name)\n\(line)data: \(JSONValue.object(members).text(isPretty: false))\n\n"))
  }
}
