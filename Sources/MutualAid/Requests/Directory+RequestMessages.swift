public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
internal import RequestMessages
public import Requests

/// What became of a message of another system.
public struct MessageReceipt: Sendable {
  /// The request that it belongs to, as it is now.
  public var request: AidRequest
  /// The form in which it came.
  public var form: String
  /// What became of each line: `applied`, `repeated`, `late` or `contradiction`; `message` for text that is shown.
  public var outcomes: [String]
}

/// A request as messages of another system.
public struct RequestExport: Sendable {
  /// The kind of the messages.
  public var kind: String
  /// The documents, in the order in which they are to be sent.
  public var documents: [String]
  /// What the form cannot say, each to be told by telephone.
  public var lost: [String]
}

extension Directory {
  /// The forms of messages that are known.
  public static var messageForms: [String] { OutgoingMessages.forms }

  /// Writes what was done with a request last as messages of another system.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - form: the form.
  ///   - kind: the kind of message; `nil` for the one that says it.
  /// - Returns: the messages, and what they cannot say.
  /// - Throws: `MutualAidError` for an exercise in a form that cannot say so, and where there is no message for it.
  public func export(_ request: AidRequest, form: String, kind: String? = nil) throws -> RequestExport {
    let rooms = try rooms(of: request)
    let names = [rooms.asking, rooms.asked].compactMap { $0 }.map { ($0.id, $0.names.main) }
    let written = try OutgoingMessages(
      request, form: form, kind: kind, names: Dictionary(names) { first, _ in first })
    return RequestExport(kind: written.kind, documents: written.documents, lost: written.lost)
  }

  /// Takes a message of another system: a request, or what became of one.
  ///
  /// A message that repeats changes nothing; one that comes late is put where it belongs; one that contradicts is kept with a mark.
  ///
  /// - Parameters:
  ///   - bytes: the message.
  ///   - form: its form; `nil` to find it.
  ///   - room: the room that sent it.
  ///   - receiver: the room that it is for, where the message does not say; a request needs it.
  ///   - moment: when it came in.
  /// - Returns: the request, and what became of each line.
  /// - Throws: `MutualAidError` that names the element and its line; for a request that is not known, or to which the room is not
  ///   party; `RequestConflict` where a unit is promised to another request; nothing is then kept.
  public func take(
    message bytes: [UInt8], form: String? = nil, from room: ControlRoomID, to receiver: ControlRoomID? = nil,
    at moment: Date = Date()
  ) throws -> MessageReceipt {
    let message = try IncomingMessage(bytes, form: form)
    guard message.sent.timeIntervalSince(moment) <= ReportRules.tolerance else {
      throw MutualAidError(RequestDefect.wrongTime)
    }
    let asked = message.receiver ?? receiver
    if message.isRequest { for room in [room, asked].compactMap({ $0 }) { try checkRoom(room) } }
    let life = try requestLife()
    let actor = store.origin.actor
    return try store.change { change in
      if let known = try change.request(ofMessage: message.id, from: room.rawValue),
        let request = try change.request(known)
      {
        return MessageReceipt(
          request: request, form: message.form, outcomes: message.lines.map { _ in "repeated" })
      }
      let receipt =
        message.isRequest
        ? try begin(message, from: room, to: asked, in: change, actor: actor, life: life, at: moment)
        : try go(on: message, from: room, in: change, actor: actor, life: life, at: moment)
      try change.put(message: message.id, from: room.rawValue, to: receipt.request.id, at: moment)
      return receipt
    }
  }

  private func begin(
    _ message: IncomingMessage, from room: ControlRoomID, to asked: ControlRoomID?, in change: StoreChange,
    actor: String, life: RequestLife, at moment: Date
  ) throws -> MessageReceipt {
    guard let asked, asked != room else {
      throw MutualAidError(.messageInvalid, "the message is none that can be taken: \("receiver")")
    }
    guard let incident = message.incident else {
      throw MutualAidError(.messageInvalid, "the message is none that can be taken: \("incident")")
    }
    let lines = message.lines.map { line in
      var made = RequestLine(need: line.unit == nil ? line.need : nil, unit: line.unit, count: line.count)
      made.reference = line.reference
      return made
    }
    // The id that it has elsewhere is kept where it is one of ours, and free.
    var id = message.request ?? .random()
    if !id.isOfThisForm { id = .random() }
    if let known = try change.request(id) {
      guard known.asking == room, known.asked == asked else { throw MutualAidError.unknownRequest(id) }
      return MessageReceipt(request: known, form: message.form, outcomes: lines.map { _ in "repeated" })
    }
    let new = AidRequest(
      id: id, incident: incident, asking: room, asked: asked, lines: lines, urgency: message.urgency,
      language: message.language ?? "en", isExercise: message.isExercise, created: message.sent)
    try change.add(new)
    var request = new
    for line in new.lines {
      var step = RequestStep(
        action: .send, line: line.number, party: .asking, actor: actor, time: message.sent, received: moment)
      step.message = message.id
      do throws(RequestDefect) { try request.apply(step, life: life) } catch { throw MutualAidError(error) }
    }
    try change.put(request, before: new, at: moment, life: life)
    return MessageReceipt(request: request, form: message.form, outcomes: lines.map { _ in "applied" })
  }

  private func go(
    on message: IncomingMessage, from room: ControlRoomID, in change: StoreChange, actor: String, life: RequestLife,
    at moment: Date
  ) throws -> MessageReceipt {
    guard let id = message.request, let before = try change.request(id), let party = before.party(room) else {
      throw MutualAidError.unknownRequest(message.request ?? "?")
    }
    var request = before
    var outcomes: [String] = []
    if let text = message.text {
      var notice = RequestNotice(line: 1, limit: "message", time: message.sent)
      notice.text = text
      if !request.notices.contains(notice) { request.notices.append(notice) }
      outcomes.append("message")
    }
    do {
      for said in message.lines {
        guard let line = request.line(named: said.reference) else {
          throw MutualAidError(.requestInvalid, "the request has no line \(said.reference)")
        }
        let step = RequestStep(said, of: message, line: line, party: party, actor: actor, received: moment)
        outcomes.append(try request.take(step, life: life).rawValue)
      }
      try change.put(request, before: before, at: moment, life: life)
    } catch let defect as RequestDefect {
      throw MutualAidError(defect)
    } catch let promised as UnitPromised {
      throw RequestConflict(
        MutualAidError(
          .unitPromised, "the unit '\(promised.unit)' is promised to another request", hint: "Send another unit."),
        before, after: nil, by: party, line: nil)
    }
    return MessageReceipt(request: request, form: message.form, outcomes: outcomes)
  }
}

extension RequestID {
  /// Whether it has the form of those that are made here.
  fileprivate var isOfThisForm: Bool {
    let groups = rawValue.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 4
      && groups.allSatisfy { $0.utf8.count == 4 && $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } }
  }
}

extension AidRequest {
  /// The line that a message names.
  fileprivate func line(named reference: String) -> RequestLine? {
    lines.first { line in
      line.reference == reference || reference == "\(id)-\(line.number)"
        || reference.hasSuffix(".request.\(id).\(line.number)")
    }
  }
}

extension RequestStep {
  fileprivate init(
    _ said: IncomingMessage.Line, of message: IncomingMessage, line: RequestLine, party: RequestParty, actor: String,
    received: Date
  ) {
    var action = said.action
    // A promise of fewer units than are missing is one in part, whatever the form calls it.
    let promised = line.units.count + said.units.count
    if action == .accept, promised < line.count { action = .acceptPart }
    if action == .acceptPart, promised == line.count { action = .accept }
    if action == .accept || action == .acceptPart, !line.units.isEmpty,
      said.units.allSatisfy({ !line.units.contains($0) }), line.units.count == line.count, said.units.count == 1
    {
      action = .replace
    }
    self.init(
      action: action, line: line.number, party: party, actor: actor, time: said.time ?? message.sent,
      received: received)
    units = [.accept, .acceptPart, .replace].contains(action) && !said.units.isEmpty ? said.units : nil
    insteadOf = action == .replace ? line.units.first : nil
    departure = said.departure
    channel = said.channel
    until = action == .defer ? said.until ?? received.addingTimeInterval(600) : nil
    reason = [.decline, .withdraw].contains(action) ? said.reason ?? "other" : nil
    note = said.note
    self.message = message.id
  }
}
