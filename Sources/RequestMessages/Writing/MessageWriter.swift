internal import DirectoryModel
internal import RegistryXML
internal import TextFormats

/// Writes messages of a form; notes which fields they carry.
struct MessageWriter {
  private let form: MessageForm
  private let fields: MessageFields
  /// The fields that were written.
  private(set) var used: Set<String> = []

  init(_ form: MessageForm, _ fields: MessageFields) { (self.form, self.fields) = (form, fields) }

  /// The documents of one kind of message.
  mutating func documents(of message: MessageForm.Message) throws(MutualAidError) -> [String] {
    let contexts = message.per.map { fields.groups[$0] ?? [] } ?? [[:]]
    var documents: [String] = []
    for context in contexts {
      switch form.syntax {
      case .json: documents.append(JSONValue.object(members(message.content, context, message.per)).text() + "\n")
      case .xml: documents.append(try xml(message, context))
      }
    }
    return documents
  }

  private mutating func value(of part: MessageForm.Part, _ context: [String: String]) -> String? {
    if let constant = part.constant { return constant }
    guard let field = part.field else { return nil }
    guard let own = self.text(of: field, context) else { return nil }
    used.insert(field)
    guard let table = part.words else { return own }
    return form.formWord(own, in: table)
  }

  /// The value of a field; of one of lines outside any line that of the first.
  private func text(of field: String, _ context: [String: String]) -> String? {
    let text = context[field] ?? fields.root[field] ?? (context.isEmpty ? fields.groups["line"]?.first?[field] : nil)
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func isLeftOut(_ part: MessageForm.Part, _ context: [String: String]) -> Bool {
    part.with.map { context[$0] ?? fields.root[$0] } == .some(nil)
  }

  /// The contexts of a part that comes several times: within one of another group those that belong to it.
  private func contexts(_ group: String, in context: [String: String], _ per: String?) -> [[String: String]] {
    let all = fields.groups[group] ?? []
    guard per != nil, let line = context["line.id"] else { return all }
    return all.filter { $0["line.id"] == line }
  }

  // MARK: JSON

  private mutating func members(
    _ parts: [MessageForm.Part], _ context: [String: String], _ per: String?
  ) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for part in parts where !isLeftOut(part, context) {
      if let group = part.each {
        var elements: [JSONValue] = []
        for inner in contexts(group, in: context, per) {
          elements.append(.object(self.members(part.content ?? [], inner, per)))
        }
        if !elements.isEmpty { members[part.name] = .array(elements) }
      } else if let content = part.content {
        let inner = self.members(content, context, per)
        guard !inner.isEmpty else { continue }
        members[part.name] = part.type == "list" ? .array([.object(inner)]) : .object(inner)
      } else if let value = value(of: part, context) {
        members[part.name] = MessageWriter.json(value, part.type)
      }
    }
    return members
  }

  private static func json(_ text: String, _ type: String?) -> JSONValue {
    switch type {
    case "number": Double(text).map { .number($0) } ?? .string(text)
    case "flag": .bool(text == "true")
    default: .string(text)
    }
  }

  // MARK: XML

  private mutating func xml(_ message: MessageForm.Message, _ context: [String: String]) throws(MutualAidError)
    -> String
  {
    let writer = try XMLTreeWriter()
    let declared = (form.namespaces ?? [:]).sorted { $0.key < $1.key }.map { prefix, namespace in
      (name: prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)", value: namespace)
    }
    let root = MessageForm.Part(name: message.name, content: message.content)
    if let envelope = form.envelope {
      write(envelope, context, message.per, slot: root, to: writer, declared)
    } else {
      write(root, context, message.per, slot: nil, to: writer, declared)
    }
    return try writer.finish()
  }

  private mutating func write(
    _ part: MessageForm.Part, _ context: [String: String], _ per: String?, slot: MessageForm.Part?,
    to writer: XMLTreeWriter, _ attributes: [(name: String, value: String)] = []
  ) {
    guard !isLeftOut(part, context) else { return }
    if let group = part.each {
      var one = part
      one.each = nil
      for inner in contexts(group, in: context, per) { write(one, inner, per, slot: slot, to: writer) }
    } else if part.isSlot == true {
      writer.start(part.name)
      if let slot { write(slot, context, per, slot: nil, to: writer) }
      writer.end()
    } else if let content = part.content {
      guard saysAnything(part, context) else { return }
      writer.start(part.name, attributes)
      for child in content { write(child, context, per, slot: slot, to: writer) }
      writer.end()
    } else if let value = value(of: part, context) {
      writer.start(part.name)
      writer.text(value)
      writer.end()
    }
  }

  /// Whether an element would hold more than what it always says.
  private func saysAnything(_ part: MessageForm.Part, _ context: [String: String]) -> Bool {
    if part.isSlot == true || part.each != nil { return true }
    if let content = part.content {
      let holders = content.filter { $0.constant == nil }
      return holders.isEmpty ? true : holders.contains { !isLeftOut($0, context) && saysAnything($0, context) }
    }
    guard let field = part.field, let own = text(of: field, context) else { return false }
    return part.words.map { form.formWord(own, in: $0) != nil } ?? true
  }
}

extension MessageForm.Part {
  fileprivate init(name: String, content: [MessageForm.Part]) {
    self.name = name
    self.content = content
  }
}
