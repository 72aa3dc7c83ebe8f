package import DirectoryModel
package import Requests

/// A request, or what became of it, as messages of another system.
package struct OutgoingMessages: Sendable {
  /// The kind of the messages.
  package var kind: String
  /// The documents, in the order in which they are to be sent.
  package var documents: [String]
  /// What the form cannot say of it, each told: by telephone.
  package var lost: [String]

  /// Writes what was done with a request last, or the steps of one kind.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - name: the form.
  ///   - action: the kind of step; `nil` for the last that was taken.
  ///   - kind: the kind of message; `nil` for the one that says it.
  ///   - names: what people call the rooms.
  /// - Throws: `MutualAidError` for an exercise in a form that cannot say so, and where the form has no message for it.
  package init(
    _ request: AidRequest, form name: String, action: RequestAction? = nil, kind: String? = nil,
    names: [ControlRoomID: String] = [:]
  ) throws(MutualAidError) {
    guard let form = MessageForm.named(name) else {
      throw MutualAidError(
        .notExported, "there is no form of messages '\(name)'", hint: .known(MessageForm.all.map(\.form)))
    }
    guard form.saysExercise || !request.isExercise else {
      throw MutualAidError(
        .notExported, "an exercise is never sent as '\(name)', which cannot say that it is one",
        hint: .known(MessageForm.all.filter(\.saysExercise).map(\.form)))
    }
    let taken = request.steps.filter { $0.isContradiction != true }
    let said = Set(form.messages.flatMap(\.says))
    let chosen = action ?? taken.last { said.contains($0.action.rawValue) }?.action
    let messages = form.messages.filter { message in
      guard let chosen, message.says.contains(chosen.rawValue) else { return false }
      return kind.map { message.name == $0 || message.name.hasSuffix(":" + $0) } ?? (message.isSpecial != true)
    }
    let steps = request.lines.compactMap { line in taken.last { $0.line == line.number && $0.action == chosen } }
    guard let chosen, let first = messages.first, !steps.isEmpty else {
      throw MutualAidError(
        .notExported, "there is nothing in the request that '\(name)' has a message for",
        hint: .known(form.messages.map(\.name)))
    }
    let fields = MessageFields(request, chosen, steps, names: names)
    var used: Set<String> = []
    documents = []
    for message in messages {
      var writer = MessageWriter(form, fields)
      documents += try writer.documents(of: message)
      used.formUnion(writer.used)
    }
    self.kind = first.name
    let known = Set(fields.root.keys).union((fields.groups["line"] ?? []).flatMap(\.keys))
      .union((fields.groups["answer"] ?? []).flatMap(\.keys))
    lost = OutgoingMessages.facts(of: chosen).filter { fact, carriers in
      known.contains(fact) && used.isDisjoint(with: carriers)
    }.map(\.0)
    let unsaid = Set(taken.map(\.action.rawValue)).subtracting(said).subtracting(["receive", "see", "close", "expire"])
    lost += unsaid.sorted().map { "step:\($0)" }
    if first.name == "notification_text" { lost.append("step:\(chosen.rawValue)") }
  }

  /// What a step of a kind says, each with the fields that carry it.
  private static func facts(of action: RequestAction) -> [(String, Set<String>)] {
    let promised: [(String, Set<String>)] = [
      ("unit.id", ["unit.id", "resource.id", "line.answertext"]),
      ("line.reason", ["line.reason", "line.answertext", "answer.text"]),
      ("line.note", ["line.note", "line.answertext", "answer.text"]), ("line.until", ["line.until"]),
      ("line.departure", ["line.departure"]), ("line.channel", ["line.channel"]),
    ]
    guard action == .send else { return promised }
    return [
      ("incident.id", ["incident.id", "case.id"]), ("incident.text", ["incident.text"]),
      ("incident.place", ["incident.place", "incident.position"]),
      ("incident.lat", ["incident.lat", "incident.position"]),
      ("urgency", ["urgency"]), ("language", ["language"]), ("asked.id", ["receiver.id"]),
      ("line.count", ["line.count", "piece.id", "line.text", "line.asked"]),
      ("line.type", ["line.type", "line.subject", "line.text"]),
      ("line.unit", ["line.unit", "line.subject", "line.text"]), ("line.verdict", ["line.verdict"]),
      ("line.eta", ["line.eta"]),
    ]
  }

  /// The forms that there are.
  package static var forms: [String] { MessageForm.all.map(\.form) }
}
