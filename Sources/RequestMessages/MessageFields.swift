internal import DirectoryModel
internal import FoundationEssentials
internal import Requests

/// What a message says, as texts by the names of fields; lines, pieces and answers apart.
struct MessageFields: Sendable {
  /// Fields of the whole.
  var root: [String: String] = [:]
  /// Fields of each line, piece or answer, by the name of the group.
  var groups: [String: [[String: String]]] = [:]
}

extension MessageFields {
  /// What is to be said of steps of one kind with a request.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - action: the kind of step.
  ///   - steps: the steps, one for each line that the message is about.
  ///   - names: of the two rooms, by id.
  init(_ request: AidRequest, _ action: RequestAction, _ steps: [RequestStep], names: [ControlRoomID: String]) {
    let isOfAsking = steps.first?.party == .asking
    let sender = isOfAsking ? request.asking : request.asked
    let receiver = isOfAsking ? request.asked : request.asking
    let time = steps.map(\.time).max() ?? request.created
    let incident = request.incident
    let position = "\(MessageFields.degrees(incident.latitude)), \(MessageFields.degrees(incident.longitude))"
    root = [
      "message.id": action == .send ? request.id.rawValue : "\(request.id).\(request.version).\(action.rawValue)",
      "message.sent": Timestamp.text(MessageFields.seconds(time)), "message.kind": action.rawValue,
      "message.zone": Timestamp.text(MessageFields.seconds(time)).replacing("Z", with: "+00:00"),
      "message.text": "\(request.id)", "request.id": request.id.rawValue, "request.version": "\(request.version)",
      "exercise": "\(request.isExercise)", "urgency": request.urgency.rawValue, "language": request.language,
      "sender.id": sender.rawValue, "receiver.id": receiver.rawValue, "asking.id": request.asking.rawValue,
      "asked.id": request.asked.rawValue, "asking.name": names[request.asking] ?? request.asking.rawValue,
      "asked.name": names[request.asked] ?? request.asked.rawValue, "incident.id": incident.id,
      "incident.uuid": SharedIdentifiers.uuid(of: incident.id),
      "incident.lat": MessageFields.degrees(incident.latitude),
      "incident.lon": MessageFields.degrees(incident.longitude),
      "incident.position": incident.place.map { "\(position); \($0)" } ?? position,
      "case.id": SharedIdentifiers.dossier(of: incident.id),
    ]
    root["incident.text"] = incident.text
    root["incident.place"] = incident.place
    for step in steps {
      guard let line = request.lines.first(where: { $0.number == step.line }) else { continue }
      let fields = MessageFields.line(line, step, of: request)
      groups["line", default: []].append(fields)
      for number in 1...max(1, line.count) {
        var piece = fields
        piece["piece.id"] = SharedIdentifiers.piece(number, of: line, in: request)
        groups["piece", default: []].append(piece)
      }
      let units = action == .accept || action == .acceptPart || action == .replace ? step.units ?? [] : line.units
      for (number, unit) in units.enumerated() {
        var answer = fields
        answer["answer.id"] = "\(fields["line.id"] ?? "").\(number + 1)"
        answer["unit.id"] = unit.rawValue
        answer["unit.name"] = unit.rawValue
        answer["unit.type"] = line.match?.unit == unit ? line.match?.type ?? line.subject : line.subject
        answer["resource.id"] = unit.rawValue
        answer["resource.name"] = unit.rawValue
        groups["answer", default: []].append(answer)
      }
      if units.isEmpty {
        var answer = fields
        answer["answer.id"] = fields["line.id"]
        answer["resource.id"] = fields["line.id"]
        answer["resource.name"] = line.subject
        groups["answer", default: []].append(answer)
      }
    }
  }

  private static func line(_ line: RequestLine, _ step: RequestStep, of request: AidRequest) -> [String: String] {
    let id = SharedIdentifiers.line(line, in: request)
    var fields = [
      "line.number": "\(line.number)", "line.id": id, "line.count": "\(line.count)", "line.asked": "\(line.count)",
      "line.subject": line.subject, "line.type": line.need ?? line.match?.type ?? line.subject,
      "line.action": step.action.rawValue, "line.state": (step.to ?? line.state).rawValue,
      "line.time": Timestamp.text(seconds(step.time)), "line.text": "\(line.count) × \(line.subject)",
      "line.first": SharedIdentifiers.piece(1, of: line, in: request),
      "line.class": line.subject.contains("medical") || line.subject.contains("transport") ? "medical" : "other",
      "line.notification": "\(request.id) \(line.number): \(step.action.rawValue)",
      "shared.id": SharedIdentifiers.shared(request, line),
    ]
    fields["line.unit"] = line.unit?.rawValue
    fields["line.name"] = line.unit?.rawValue
    fields["line.channel"] = step.channel
    fields["line.reason"] = step.reason
    fields["line.note"] = step.note
    fields["line.departure"] = step.departure.map { Timestamp.text(seconds($0)) }
    fields["line.until"] = step.until.map { Timestamp.text(seconds($0)) }
    let said = [step.reason, step.units?.map(\.rawValue).joined(separator: ", "), step.note].compactMap { $0 }
    if !said.isEmpty {
      fields["line.answertext"] = said.joined(separator: "; ")
      fields["answer.text"] = said.joined(separator: "; ")
    }
    if let match = line.match {
      fields["line.eta"] = "\(match.eta)"
      fields["line.verdict"] = match.verdict
    }
    return fields
  }

  /// Others write moments to the second.
  private static func seconds(_ date: Date) -> Date {
    Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
  }

  private static func degrees(_ value: Double) -> String { "\((value * 10_000_000).rounded() / 10_000_000)" }
}

/// How requests and their lines are called in messages.
enum SharedIdentifiers {
  static func line(_ line: RequestLine, in request: AidRequest) -> String {
    line.reference ?? "\(request.id)-\(line.number)"
  }

  static func piece(_ number: Int, of line: RequestLine, in request: AidRequest) -> String {
    let id = SharedIdentifiers.line(line, in: request)
    return line.count == 1 ? id : "\(id).\(number)"
  }

  /// The line's id in the form of the French hub.
  static func shared(_ request: AidRequest, _ line: RequestLine) -> String {
    line.reference ?? "fr.health.mutual-aid.request.\(request.id).\(line.number)"
  }

  /// The dossier's id in the form of the French hub.
  static func dossier(of incident: String) -> String {
    let word = incident.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
        ? String(scalar) : "-"
    }.joined()
    return "fr.health.mutual-aid.\(word.isEmpty ? "0" : word)"
  }

  /// A UUID that is the same for the same incident; the incident's own id where that is one.
  static func uuid(of incident: String) -> String {
    if let own = UUID(uuidString: incident) { return own.uuidString.lowercased() }
    func hash(_ seed: UInt64) -> UInt64 {
      incident.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    let (high, low) = (hash(0xCBF2_9CE4_8422_2325), hash(0x8422_2325_CBF2_9CE4))
    // Version 8, which leaves the other bits to whoever makes it (RFC 9562, section 5.8).
    let bits = ((high & ~0xF000) | 0x8000, (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000)
    let digits = [bits.0, bits.1].map { value in
      let text = String(value, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }
}
