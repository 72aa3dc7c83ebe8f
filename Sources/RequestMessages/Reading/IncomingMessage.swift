package import DirectoryModel
package import FoundationEssentials
package import Requests

/// What a message of another system says.
package struct IncomingMessage: Sendable {
  /// A line that the message is about.
  package struct Line: Hashable, Sendable {
    /// How the message names the line.
    package var reference: String
    /// What is needed, or the unit that is named.
    package var need: String?
    /// The unit that is named.
    package var unit: UnitID?
    /// How many.
    package var count = 1
    /// What is done with it.
    package var action: RequestAction
    /// The units that come.
    package var units: [UnitID] = []
    /// Why, as a word of the list.
    package var reason: String?
    /// In words.
    package var note: String?
    /// Until when the answer is put off.
    package var until: Date?
    /// When the units leave.
    package var departure: Date?
    /// On which channel they are to be reached.
    package var channel: String?
    /// When it happened; `nil` for when the message was sent.
    package var time: Date?
  }

  /// The form in which it came.
  package var form: String
  /// The kind of message.
  package var kind: String
  /// Its id; where the form has none, one made of what it says.
  package var id: String
  /// When it was sent.
  package var sent: Date
  /// The request, as the message names it; `nil` where it names lines alone.
  package var request: RequestID?
  /// Whether it is an exercise.
  package var isExercise: Bool
  /// The incident, where it makes a request.
  package var incident: RequestIncident?
  /// How soon help is needed.
  package var urgency: RequestUrgency
  /// The language, as a tag.
  package var language: String?
  /// The room that it is for, as the message names it.
  package var receiver: ControlRoomID?
  /// The lines.
  package var lines: [Line]
  /// Text that is to be shown and changes nothing.
  package var text: String?

  /// Whether it makes a request.
  package var isRequest: Bool { lines.first?.action == .send }

  /// Reads a message of any form that is known.
  ///
  /// - Parameters:
  ///   - bytes: the message.
  ///   - name: its form; `nil` to find it.
  /// - Throws: `MutualAidError` that names the element and its line.
  package init(_ bytes: [UInt8], form name: String? = nil) throws {
    let isXML = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } == UInt8(ascii: "<")
    let syntax: MessageForm.Syntax = isXML ? .xml : .json
    guard bytes.count <= 1 << 20 else {
      throw MutualAidError(.messageInvalid, "the message is none that can be taken: \("> 1 MB")")
    }
    let document = try MessageNode.read(bytes, as: syntax)
    for form in MessageForm.all where form.syntax == syntax && (name.map { $0 == form.form } ?? true) {
      for message in form.messages {
        guard let root = document.first(where: { message.isRoot($0, of: form) }) else { continue }
        let reader = try MessageReader(form, message, root, around: document)
        self = try IncomingMessage(reader.fields, form, message, line: root.line)
        return
      }
    }
    throw MutualAidError(
      .messageInvalid,
      "the message is none that can be taken: \(TranslatableText(verbatim: document.name.isEmpty ? "/" : document.name))",
      line: document.line, hint: "Name a form, or give a message of one that is known.")
  }

  private init(
    _ fields: MessageFields, _ form: MessageForm, _ message: MessageForm.Message, line: Int?
  ) throws(MutualAidError) {
    let root = fields.root
    self.form = form.form
    kind = message.name
    guard let sent = (root["message.sent"] ?? root["message.zone"] ?? root["line.time"]).flatMap({ Timestamp.date($0) })
    else {
      throw MutualAidError(
        .messageInvalid,
        "the message is none that can be taken: \(TranslatableText(verbatim: "\(message.name): no time"))", line: line)
    }
    self.sent = sent
    isExercise = root["exercise"] == "true"
    urgency = root["urgency"].flatMap { RequestUrgency(rawValue: $0) } ?? .immediate
    language = root["language"]
    receiver = root["receiver.id"].map { ControlRoomID($0) }
    request = (root["request.id"] ?? root["message.text"]).map { RequestID($0) }
    if let shared = root["shared.id"] { request = SharedNames.request(ofShared: shared) }
    lines = []
    var found = LineCollector(root, message)
    for group in ["line", "piece", "answer"] {
      for context in fields.groups[group] ?? [] {
        try found.take(context, group: group, at: line)
      }
    }
    if fields.groups.isEmpty, root["line.notification"] == nil { try found.take([:], group: "whole", at: line) }
    lines = found.lines
    text = root["line.notification"]
    if text != nil { lines = [] }
    if request == nil { request = lines.first.flatMap { SharedNames.request(ofLine: $0.reference) } }
    guard !lines.isEmpty || text != nil else {
      throw MutualAidError(
        .messageInvalid,
        "the message is none that can be taken: \(TranslatableText(verbatim: "\(message.name): no line"))", line: line)
    }
    incident = isRequestKind(lines) ? SharedNames.incident(root) : nil
    let said = lines.map { "\($0.reference) \($0.action.rawValue) \($0.units.map(\.rawValue))" }
    id = root["message.id"] ?? "\(message.name) \(Timestamp.text(sent)) \(said) \(text ?? "")"
  }
}

private func isRequestKind(_ lines: [IncomingMessage.Line]) -> Bool { lines.first?.action == .send }

/// Gathers lines from the groups of a message: pieces and answers of one line belong together.
private struct LineCollector {
  var lines: [IncomingMessage.Line] = []
  private let root: [String: String]
  private let message: MessageForm.Message

  init(_ root: [String: String], _ message: MessageForm.Message) { (self.root, self.message) = (root, message) }

  mutating func take(_ context: [String: String], group: String, at line: Int?) throws(MutualAidError) {
    func value(_ field: String) -> String? { context[field] ?? root[field] }
    let stated = value("line.id") ?? value("line.first") ?? value("piece.id") ?? value("shared.id")
    guard let stated else {
      guard group == "answer" else {
        throw MutualAidError(
          .messageInvalid,
          "the message is none that can be taken: \(TranslatableText(verbatim: "\(message.name): no line"))", line: line
        )
      }
      return
    }
    let isPiece = value("line.id") == nil && value("shared.id") == nil
    let reference = isPiece ? SharedNames.line(ofPiece: stated) : stated
    let word = value("line.action") ?? message.says.first ?? ""
    guard let action = RequestAction(rawValue: word) else {
      // An answer that asks for nothing here, such as that a return is refused.
      return
    }
    let unit = value("unit.id").map { UnitID($0) }
    if let index = lines.firstIndex(where: { $0.reference == reference }) {
      if let unit, !lines[index].units.contains(unit) { lines[index].units.append(unit) }
      if group == "piece", isPiece { lines[index].count += 1 }
      return
    }
    var found = IncomingMessage.Line(reference: reference, action: action)
    let subject = value("line.type") ?? value("line.subject") ?? value("line.text")
    let named = SharedNames.subject(subject ?? "?")
    found.need = named.need
    found.unit = value("line.unit").map { UnitID($0) }
    found.count =
      value("line.count").flatMap { Int($0) } ?? value("line.asked").flatMap { Double($0) }.map {
        Int(max(1, min(99, $0)))
      } ?? named.count
    guard (1...99).contains(found.count) else {
      throw MutualAidError(
        .messageInvalid, "the message is none that can be taken: \(TranslatableText(verbatim: "count \(found.count)"))",
        line: line)
    }
    found.units = unit.map { [$0] } ?? []
    let said = SharedNames.said(value("line.answertext"))
    let reasons = RequestLife.standard.reasons
    found.reason = value("line.reason") ?? said.first { reasons.contains($0) }
    if let reason = found.reason, !reasons.contains(reason) {
      found.note = reason
      found.reason = "other"
    }
    found.note = value("line.note") ?? found.note ?? said.last { !reasons.contains($0) }
    if action == .decline || action == .withdraw { found.reason = found.reason ?? "other" }
    found.until = value("line.until").flatMap { Timestamp.date($0) }
    found.departure = value("line.departure").flatMap { Timestamp.date($0) }
    found.channel = value("line.channel")
    found.time = value("line.time").flatMap { Timestamp.date($0) }
    // A form with one word for both: who puts off names no unit.
    if action == .acceptPart, found.units.isEmpty, found.until != nil || message.name.hasPrefix("rmsg:") {
      found.action = .defer
    }
    lines.append(found)
  }
}

/// How lines and requests are named in messages, read back.
enum SharedNames {
  static func line(ofPiece id: String) -> String {
    guard let dot = id.lastIndex(of: "."), Int(id[id.index(after: dot)...]) != nil else { return id }
    return String(id[..<dot])
  }

  static func request(ofLine id: String) -> RequestID? {
    let parts = id.split(separator: "-")
    guard parts.count == 5, Int(parts[4]) != nil else { return nil }
    return RequestID(parts.dropLast().joined(separator: "-"))
  }

  static func request(ofShared id: String) -> RequestID {
    guard let mark = id.split(separator: ".").firstIndex(of: "request") else { return RequestID(id) }
    let parts = id.split(separator: ".")
    return parts.indices.contains(mark + 1) ? RequestID(String(parts[mark + 1])) : RequestID(id)
  }

  /// What is needed, and how many, of a text such as `2 × pumping`.
  static func subject(_ text: String) -> (need: String, count: Int) {
    let parts = text.split(separator: " × ", maxSplits: 1)
    guard parts.count == 2, let count = Int(parts[0]), (1...99).contains(count) else { return (text, 1) }
    return (String(parts[1]), count)
  }

  static func said(_ text: String?) -> [String] { (text ?? "").split(separator: "; ").map(String.init) }

  static func incident(_ root: [String: String]) -> RequestIncident? {
    let id =
      root["incident.id"] ?? root["incident.uuid"]
      ?? root["case.id"].map { dossier in
        String(dossier.split(separator: ".").last ?? "")
      }
    guard let id, !id.isEmpty else { return nil }
    var incident = RequestIncident(id: id, latitude: .nan, longitude: .nan)
    if let latitude = root["incident.lat"].flatMap({ Double($0) }),
      let longitude = root["incident.lon"].flatMap({ Double($0) })
    {
      (incident.latitude, incident.longitude) = (latitude, longitude)
    } else if let position = root["incident.position"] {
      let parts = position.split(separator: "; ", maxSplits: 1)
      let numbers = (parts.first ?? "").split(separator: ", ").compactMap { Double($0) }
      if numbers.count == 2 { (incident.latitude, incident.longitude) = (numbers[0], numbers[1]) }
    }
    let isPlace = (-90...90).contains(incident.latitude) && (-180...180).contains(incident.longitude)
    if !isPlace { (incident.latitude, incident.longitude) = (0, 0) }
    incident.text = root["incident.text"]
    incident.place = root["incident.place"]
    return incident
  }
}

extension MessageForm.Message {
  /// Whether a node is the root of this message.
  fileprivate func isRoot(_ node: MessageNode, of form: MessageForm) -> Bool {
    if let marks { return marks.allSatisfy { mark in node.children.contains { $0.name == mark } } }
    return node.name == name.split(separator: ":").last.map(String.init)
  }
}
