internal import DirectoryModel
internal import HTTPTypes
internal import MutualAid
internal import Presentation
internal import Requests
internal import TextFormats

extension Caller {
  /// Whether the caller may see every request, and take no step with any.
  var seesAllRequests: Bool { scopes.contains(.audit) }

  /// The control room in whose name the caller makes and answers requests; `nil` where none is named, or several are.
  var room: ControlRoomID? { remit.rooms.count == 1 ? remit.rooms.first.map { ControlRoomID($0) } : nil }
}

extension Ask {
  /// The control room that the caller is; `nil` for who may see every request.
  ///
  /// - Throws: ``Problem`` without a token: nobody sees requests who is not known.
  func requestRoom() throws(Problem) -> ControlRoomID? {
    guard caller.token != nil else { throw .tokenMissing }
    if caller.seesAllRequests, !route.isWrite { return nil }
    guard let room = caller.room else { throw .noRoom }
    return room
  }

  /// Whether what is sent to a room arrives: somebody listens in its name, or its own way to be woken works.
  func isLineAlive(to room: ControlRoomID) -> Bool {
    hub.isListening(owner: room.rawValue) || desk.wakeWays.isAlive(room: room.rawValue)
  }

  /// Asks the directory as it is now, not as it was when answers were last brought up: a step that was acknowledged is seen.
  func now<Value: Sendable>(_ body: @escaping @Sendable (Directory) throws -> Value) async throws -> Value {
    let directory = desk.directory
    return try await desk.pool.run { try body(directory) }
  }

  /// JSON as the command line writes it: with a line's end.
  func bytes(_ value: JSONValue) -> [UInt8] { Array((value.text() + "\n").utf8) }
}

extension RequestReport {
  /// The request, with whether the line to the room that is asked is alive.
  func json(asked isAlive: Bool) -> JSONValue {
    guard case .object(var members) = json else { return .null }
    members["line_alive"] = .bool(isAlive)
    return .object(members)
  }
}

extension Problem {
  /// A step does not follow, as a `MutualAidError` says: with what happened meanwhile.
  init(_ conflict: RequestConflict) {
    self.init(.conflict, conflict.error.code.name, conflict.error.text, hint: conflict.error.hint?.text)
    members = [
      "meanwhile": RequestReport.value(conflict.meanwhile), "request": RequestReport.value(conflict.request),
      "version": .integer(conflict.request.version),
    ]
  }

  static let noRoom = Problem(
    .forbidden, "scope-missing", "the token is of no control room", hint: "Issue a token whose owner is the room's id.")
  static let nobodyToAsk = Problem(
    .notFound, "nobody-to-ask", "the match proposes no unit of another control room",
    hint: "Ask for less, or look farther.")

  static func badStep(_ error: any Error) -> Problem {
    guard let error = error as? DecodingError else { return badJSON("\(error)") }
    let context: DecodingError.Context? =
      switch error {
      case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
        .valueNotFound(_, let context):
        context
      @unknown default: nil
      }
    let place = (context?.codingPath ?? []).map(\.stringValue).joined(separator: ".")
    if case .keyNotFound(let key, _) = error { return badJSON("'\(key.stringValue)' is missing") }
    return badJSON("'\(place)' is not taken: \(context?.debugDescription ?? "")")
  }
}
