internal import DirectoryModel

/// Reads the fields of a message by the description of its form.
struct MessageReader {
  private let form: MessageForm
  private(set) var fields = MessageFields()

  /// Reads a message.
  ///
  /// - Throws: `MutualAidError` that names the element and its line.
  init(_ form: MessageForm, _ message: MessageForm.Message, _ root: MessageNode, around document: MessageNode)
    throws(MutualAidError)
  {
    self.form = form
    if let envelope = form.envelope, document.name == envelope.local {
      try read(envelope.content ?? [], of: document, into: nil)
    }
    try read(message.content, of: root, into: nil)
  }

  private mutating func read(
    _ parts: [MessageForm.Part], of node: MessageNode, into group: String?
  ) throws(MutualAidError) {
    for part in parts where part.isSlot != true {
      let found = node.children(named: part)
      guard let first = found.first else {
        if part.isNeeded == true {
          throw MutualAidError(
            .messageInvalid, "the message is none that can be taken: \(missing(part, in: node))", line: node.line)
        }
        continue
      }
      if let each = part.each {
        for child in found {
          fields.groups[each, default: []].append([:])
          try read(part.content ?? [], of: child, into: each)
        }
      } else if let content = part.content {
        try read(content, of: first, into: group)
      } else if let field = part.field {
        try take(first, field, part, into: group)
      }
    }
  }

  private func missing(_ part: MessageForm.Part, in node: MessageNode) -> TranslatableText {
    TranslatableText(verbatim: "\(node.name.isEmpty ? "/" : node.name)/\(part.local)")
  }

  private mutating func take(
    _ node: MessageNode, _ field: String, _ part: MessageForm.Part, into group: String?
  ) throws(MutualAidError) {
    guard !node.text.isEmpty, node.text.utf8.count <= 2_000 else {
      if part.isNeeded == true || node.text.utf8.count > 2_000 {
        throw MutualAidError(
          .messageInvalid, "the message is none that can be taken: \(TranslatableText(verbatim: node.name))",
          line: node.line)
      }
      return
    }
    var text = node.text
    if let table = part.words {
      guard let ours = form.ourWord(text, in: table) else {
        // A word that is not known of what does not matter is left out.
        guard part.isNeeded == true else { return }
        throw MutualAidError(
          .messageInvalid,
          "the message is none that can be taken: \(TranslatableText(verbatim: "\(node.name) '\(text.prefix(40))'"))",
          line: node.line)
      }
      text = ours
    }
    // What stands in a line and is not of it holds of the whole.
    let isOfGroup = ["line.", "piece.", "answer.", "unit.", "resource.", "shared."].contains { field.hasPrefix($0) }
    guard isOfGroup, let group, let last = fields.groups[group]?.indices.last else {
      if fields.root[field] == nil { fields.root[field] = text }
      return
    }
    fields.groups[group]?[last][field] = text
  }
}
