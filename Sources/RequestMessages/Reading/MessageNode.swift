internal import DirectoryModel
internal import RegistryXML
internal import TextFormats

/// A piece of a message, whether it was written as XML or as JSON.
struct MessageNode: Sendable {
  var name: String
  var text: String
  var line: Int?
  var children: [MessageNode]

  /// Reads a message.
  ///
  /// - Throws: `MutualAidError` for what is neither XML nor JSON, or is too large.
  static func read(_ bytes: [UInt8], as syntax: MessageForm.Syntax) throws -> MessageNode {
    switch syntax {
    case .xml: return MessageNode(try XMLTree.read(bytes))
    case .json:
      let value: JSONValue
      do throws(JSONDefect) {
        var reader = JSONReader(bytes[...])
        value = try reader.value()
        try reader.end()
      } catch {
        throw MutualAidError(
          .messageInvalid, "the message is none that can be taken: \(error.message)",
          line: MessageNode.line(of: error, in: bytes))
      }
      return MessageNode(name: "", value, LineFinder(bytes))
    }
  }

  private init(_ node: XMLNode) {
    name = node.name
    text = node.text
    line = node.line
    children = node.children.map { MessageNode($0) }
  }

  private init(name: String, _ value: JSONValue, _ lines: LineFinder) {
    self.name = name
    line = lines.line(of: name)
    text = ""
    children = []
    switch value {
    case .object(let members):
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        if case .array(let elements) = member {
          children += elements.map { MessageNode(name: key, $0, lines) }
        } else {
          children.append(MessageNode(name: key, member, lines))
        }
      }
    case .array(let elements): children = elements.map { MessageNode(name: name, $0, lines) }
    case .string(let string): text = string
    case .number(let number): text = "\(number)"
    case .integer(let number): text = "\(number)"
    case .bool(let flag): text = "\(flag)"
    case .null: break
    }
  }

  private static func line(of defect: JSONDefect, in bytes: [UInt8]) -> Int {
    // The reader says what it met and not where: the last line holds the end, which most broken messages lack.
    1 + bytes.count { $0 == 0x0A }
  }

  func children(named part: MessageForm.Part) -> [MessageNode] {
    let names = [part.local] + (part.also ?? [])
    return children.filter { names.contains($0.name) }
  }

  /// The first node that something holds of, the outermost first.
  func first(where holds: (MessageNode) -> Bool) -> MessageNode? {
    if holds(self) { return self }
    for child in children { if let found = child.first(where: holds) { return found } }
    return nil
  }

  /// Finds the lines of members of JSON by their names.
  private struct LineFinder {
    private var lines: [String: Int] = [:]

    init(_ bytes: [UInt8]) {
      var line = 1
      var name: [UInt8]?
      for byte in bytes {
        if byte == 0x0A { line += 1 }
        if byte == UInt8(ascii: "\"") {
          if let known = name {
            let text = String(decoding: known, as: UTF8.self)
            if lines[text] == nil { lines[text] = line }
            name = nil
          } else {
            name = []
          }
        } else if name != nil {
          if name?.count ?? 0 < 64 { name?.append(byte) }
        }
      }
    }

    func line(of name: String) -> Int? { lines[name] }
  }
}
