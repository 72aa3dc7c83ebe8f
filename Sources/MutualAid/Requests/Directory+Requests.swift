public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
public import Journal
public import Requests

extension Directory {
  /// An answer that is kept with a change of requests, for when the same comes again.
  public struct RequestAnswer: Sendable {
    /// What is asked.
    public var request: IdempotentRequest
    /// Makes the answer of the requests behind the change; it runs while nobody else can write.
    public var answer: @Sendable ([AidRequest], PendingAnswer.Change) -> RememberedAnswer?

    /// Makes one.
    public init(
      _ request: IdempotentRequest,
      answer: @escaping @Sendable ([AidRequest], PendingAnswer.Change) -> RememberedAnswer?
    ) {
      self.request = request
      self.answer = answer
    }
  }

  /// The table of the life of requests, with the times of pairs of rooms that are kept in this directory.
  ///
  /// A setting `request-limit NAME ASKING ASKED` holds the seconds of a limit between two rooms, with `*` for every room.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func requestLife() throws -> RequestLife {
    let pairs = try store.settings().sorted { $0.key < $1.key }.compactMap { name, value -> RequestLimits.Pair? in
      let parts = name.split(separator: " ").map(String.init)
      guard parts.count == 4, parts[0] == "request-limit", let seconds = Double(value), seconds >= 0 else { return nil }
      let room = { (word: String) in word == "*" ? nil : ControlRoomID(word) }
      return RequestLimits.Pair(limit: parts[1], asking: room(parts[2]), asked: room(parts[3]), seconds: seconds)
    }
    return pairs.isEmpty ? .standard : RequestLife.standard.with(pairs)
  }

  /// Keeps requests, and sends them where that is wanted: all of them, or none.
  ///
  /// - Parameters:
  ///   - requests: the requests.
  ///   - isSent: whether they are sent at once.
  ///   - moment: when that is.
  ///   - pending: an answer to be kept with them.
  /// - Returns: the requests as they are kept.
  /// - Throws: `MutualAidError` where there is one of an id already, and when the directory cannot be written.
  @discardableResult
  public func add(
    _ requests: [AidRequest], isSent: Bool, at moment: Date = Date(), remembering pending: RequestAnswer? = nil
  ) throws -> [AidRequest] {
    let life = try requestLife()
    let actor = store.origin.actor
    return try change(remembering: pending) { change in
      try requests.map { new in
        try change.add(new)
        var request = new
        if isSent {
          for line in new.lines {
            let step = RequestStep(
              action: .send, line: line.number, party: .asking, actor: actor, time: moment, received: moment)
            do throws(RequestDefect) { try request.apply(step, life: life) } catch { throw MutualAidError(error) }
          }
        }
        try change.put(request, before: new, at: moment, life: life)
        return request
      }
    }
  }

  /// A request, as one of its two rooms may see it.
  ///
  /// - Parameters:
  ///   - id: its id.
  ///   - room: who wants to see it; `nil` for who may see all, as the machine's own administrator.
  /// - Returns: the request.
  /// - Throws: `MutualAidError` where there is none, or none that concerns the room: nobody learns which of the two.
  public func request(_ id: RequestID, for room: ControlRoomID?) throws -> AidRequest {
    guard let request = try store.request(id), room.map({ request.party($0) != nil }) ?? true else {
      throw MutualAidError.unknownRequest(id)
    }
    return request
  }

  /// Requests to which a room is party, the newest first.
  ///
  /// - Parameters:
  ///   - room: the room; `nil` for all.
  ///   - states: with a line in one of these states; empty for all that are not put away.
  ///   - limit: so many at most.
  /// - Returns: the requests.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func requests(of room: ControlRoomID?, states: Set<RequestState> = [], limit: Int? = nil) throws
    -> [AidRequest]
  {
    var selection = RequestSelection()
    selection.room = room
    selection.withClosed = states.contains(.closed)
    if states.isEmpty { selection.limit = limit }
    let found = try store.requests(selection)
    guard !states.isEmpty else { return found }
    return Array(
      found.filter { $0.lines.contains { states.contains($0.state) } }.prefix(limit ?? .max))
  }

  /// Requests that were made in a time, also those that are put away, the newest first.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func requests(of room: ControlRoomID?, madeFrom start: Date?, to end: Date?) throws -> [AidRequest] {
    var selection = RequestSelection()
    (selection.room, selection.withClosed, selection.since, selection.before) = (room, true, start, end)
    return try store.requests(selection)
  }

  /// Takes a step of a room with a request.
  ///
  /// - Parameters:
  ///   - draft: the step.
  ///   - id: the request.
  ///   - room: whose step it is.
  ///   - moment: when it came in.
  ///   - pending: an answer to be kept with it.
  /// - Returns: the request behind it.
  /// - Throws: `RequestConflict` where it does not follow, with what happened meanwhile; `MutualAidError` for a request to which the
  ///   room is not party, for a step that misses something, and when the directory cannot be written.
  @discardableResult
  public func take(
    _ draft: StepDraft, on id: RequestID, by room: ControlRoomID, at moment: Date = Date(),
    remembering pending: RequestAnswer? = nil
  ) throws -> AidRequest {
    let life = try requestLife()
    let known = try request(id, for: room)
    try check(draft, on: known, at: moment)
    let actor = store.origin.actor
    let changed = try change(remembering: pending) { change -> [AidRequest] in
      guard let before = try change.request(id), let party = before.party(room) else {
        throw MutualAidError.unknownRequest(id)
      }
      var request = before
      _ = request.keepLimits(at: moment, life: life)
      let lines = StepLines(draft, of: request, party: party, life: life).numbers
      do {
        for line in lines {
          try request.apply(
            RequestStep(draft, line: line, party: party, actor: actor, received: moment), life: life)
        }
        try change.put(request, before: before, at: moment, life: life)
      } catch let defect as RequestDefect {
        let error = MutualAidError(defect)
        guard error.code == .requestConflict else { throw error }
        throw RequestConflict(error, request, after: draft.version, by: party, line: draft.line)
      } catch let promised as UnitPromised {
        throw RequestConflict(
          MutualAidError(
            .unitPromised, "the unit '\(promised.unit)' is promised to another request", hint: "Send another unit."),
          request, after: draft.version, by: party, line: draft.line)
      }
      return [request]
    }
    return changed.first ?? known
  }

  /// Does what the limits of requests demand that are over, with the clock as it is given.
  ///
  /// - Parameter moment: the time.
  /// - Returns: the requests in which something was done, with what was told.
  /// - Throws: `MutualAidError` when the directory cannot be written.
  @discardableResult
  public func keepRequestLimits(at moment: Date = Date()) throws -> [(request: AidRequest, notices: [RequestNotice])] {
    guard let due = try store.nextRequestLimit(), due <= moment else { return [] }
    let life = try requestLife()
    return try store.change { change in
      try change.requests(due: moment, limit: 500).compactMap { before in
        var request = before
        let notices = request.keepLimits(at: moment, life: life)
        // A limit that was made longer is looked at again when it is over.
        try change.put(request, before: before, at: moment, life: life)
        return notices.isEmpty ? nil : (request, notices)
      }
    }
  }

  /// When the next limit of any request is over; `nil` where none is.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func nextRequestLimit() throws -> Date? { try store.nextRequestLimit() }

  /// Runs a change whose requests are handed to the answer that is kept with it.
  func change(
    remembering pending: RequestAnswer?, _ body: (StoreChange) throws -> [AidRequest]
  ) throws -> [AidRequest] {
    var store = store
    let held = HeldRequests()
    if let pending {
      store.origin.remembering = PendingAnswer(pending.request) { pending.answer(held.requests, $0) }
    }
    return try store.change { change in
      let requests = try body(change)
      held.requests = requests
      return requests
    }
  }

  private func check(_ draft: StepDraft, on request: AidRequest, at moment: Date) throws {
    if let time = draft.time, time.timeIntervalSince(moment) > ReportRules.tolerance {
      throw MutualAidError(RequestDefect.wrongTime)
    }
    for text in [draft.channel, draft.note].compactMap({ $0 }) {
      guard text.utf8.count <= 2_000, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }) else {
        throw MutualAidError(
          .requestInvalid, "a text of the request is too long or has control characters",
          hint: "Give at most 2,000 bytes.")
      }
    }
    for unit in draft.units ?? [] {
      let found = try self.unit(unit, at: moment)
      guard found.controlRoom?.id == request.asked else {
        throw MutualAidError(
          .requestInvalid, "the unit '\(unit)' is not sent by the room '\(request.asked)'",
          hint: "A room promises its own units.")
      }
    }
  }
}

/// The lines of a request that a step is about.
private struct StepLines {
  var numbers: [Int]

  init(_ draft: StepDraft, of request: AidRequest, party: RequestParty, life: RequestLife) {
    if let line = draft.line {
      numbers = [line]
    } else {
      let fitting = request.lines.filter {
        life.transition(draft.action, from: $0.state)?.by.contains(party) == true
      }
      // Where it follows nowhere, the first line says why.
      numbers = fitting.isEmpty ? request.lines.prefix(1).map(\.number) : fitting.map(\.number)
    }
  }
}

extension RequestStep {
  fileprivate init(_ draft: StepDraft, line: Int, party: RequestParty, actor: String, received: Date) {
    self.init(
      action: draft.action, line: line, party: party, actor: actor, time: draft.time ?? received, received: received)
    units = draft.units
    insteadOf = draft.insteadOf
    departure = draft.departure.map(Timestamp.rounded)
    channel = draft.channel
    until = draft.until.map(Timestamp.rounded)
    reason = draft.reason
    note = draft.note
  }
}

extension Directory {
  /// Says that a request has come in where it was sent to: the machine of the room that is asked has it.
  ///
  /// - Throws: `MutualAidError` where there is no such request, and when the directory cannot be written.
  public func receive(_ id: RequestID, at moment: Date = Date()) throws {
    guard try request(id, for: nil).lines.contains(where: { $0.state == .sent }) else { return }
    let life = try requestLife()
    let actor = store.origin.actor
    try store.change { change in
      guard let before = try change.request(id) else { throw MutualAidError.unknownRequest(id) }
      var request = before
      for line in request.lines where line.state == .sent {
        let time = max(moment, line.since)
        let step = RequestStep(
          action: .receive, line: line.number, party: .service, actor: actor, time: time, received: time)
        do throws(RequestDefect) { try request.apply(step, life: life) } catch { throw MutualAidError(error) }
      }
      try change.put(request, before: before, at: moment, life: life)
    }
  }
}
