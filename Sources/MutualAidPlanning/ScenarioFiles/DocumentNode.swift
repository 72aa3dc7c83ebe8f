internal import Coverage
internal import DirectoryModel
internal import Yams

/// A value of a YAML or JSON document, with the line on which it begins.
///
/// JSON is a part of YAML: one reader serves both.
struct DocumentNode {
  /// A key with its value.
  struct Entry {
    var key: String
    var line: Int
    var value: DocumentNode
  }

  enum Content {
    /// Text, a number, a truth value; quoted or not.
    case scalar(String, isQuoted: Bool)
    case list([DocumentNode])
    /// In the order of the document; no key twice.
    case mapping([Entry])
  }

  /// Bytes of a document.
  static let longest = 4 << 20
  /// Values of a document.
  static let mostNodes = 400_000
  /// Values within values; a polygon in an edit goes about ten deep.
  private static let deepest = 32

  var content: Content
  var line: Int

  /// Reads a document.
  ///
  /// - Throws: `MutualAidError` with the line, for what is no YAML, too large or too deep, and for aliases (`*name`): what
  ///   they stand for could grow without limit.
  init(text: String, file: String?) throws {
    let place = DocumentPlace(file: file)
    guard text.utf8.count <= DocumentNode.longest else {
      throw place.failure(
        .scenarioInvalid, "the document has \(text.utf8.count) bytes, more than \(DocumentNode.longest)",
        hint: "Split it into several files.")
    }
    if let (name, line) = DocumentNode.alias(in: text) {
      throw place.failure(
        .scenarioInvalid, "'*\(name)' stands for what is written elsewhere, which is not read here", line: line,
        hint: "Write it out.")
    }
    let root: Node?
    do {
      root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw place.failure(error)
    }
    guard let root else { throw place.failure(.scenarioInvalid, "the document is empty", hint: "Give it 'scenarios'.") }
    var left = DocumentNode.mostNodes
    self = try DocumentNode(root, line: 1, depth: 0, left: &left, place: place)
  }

  private init(_ node: Node, line: Int, depth: Int, left: inout Int, place: DocumentPlace) throws {
    let line = node.mark?.line ?? line
    left -= 1
    guard left >= 0, depth <= DocumentNode.deepest else {
      throw place.failure(
        .scenarioInvalid,
        left < 0
          ? "the document has more than \(DocumentNode.mostNodes) values"
          : "values are more than \(DocumentNode.deepest) deep within each other", line: line,
        hint: "Split it into several files, or simplify its footprints.")
    }
    self.line = line
    switch node {
    case .scalar(let scalar): content = .scalar(scalar.string, isQuoted: scalar.style != .plain)
    case .sequence(let items):
      content = .list(
        try items.map { try DocumentNode($0, line: line, depth: depth + 1, left: &left, place: place) })
    case .mapping(let pairs):
      content = .mapping(
        try pairs.map { key, value in
          let line = key.mark?.line ?? line
          guard case .scalar(let name) = key else {
            throw place.failure(.scenarioInvalid, "a key is no text", line: line)
          }
          return Entry(
            key: name.string, line: line,
            value: try DocumentNode(value, line: line, depth: depth + 1, left: &left, place: place))
        })
    case .alias: throw place.failure(.scenarioInvalid, "an alias is not read here", line: line, hint: "Write it out.")
    }
  }

  /// The first alias (`*name`) whose anchor (`&name`) is in the text as well.
  ///
  /// It is looked for before the text is parsed, because the parser puts copies in the place of aliases, and copies of
  /// copies grow without limit.
  private static func alias(in text: String) -> (name: String, line: Int)? {
    let anchors = Set(names(after: UInt8(ascii: "&"), in: text).map(\.name))
    guard !anchors.isEmpty else { return nil }
    return names(after: UInt8(ascii: "*"), in: text).first { anchors.contains($0.name) }
  }

  /// Every name that follows a sign directly, with its line.
  private static func names(after sign: UInt8, in text: String) -> [(name: String, line: Int)] {
    var found: [(String, Int)] = []
    var line = 1
    var name: [UInt8]?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        name?.append(byte)
        continue
      default: break
      }
      if let name, !name.isEmpty { found.append((String(decoding: name, as: UTF8.self), line)) }
      name = byte == sign ? [] : nil
      if byte == UInt8(ascii: "\n") { line += 1 }
    }
    if let name, !name.isEmpty { found.append((String(decoding: name, as: UTF8.self), line)) }
    return found
  }
}

/// Where in a scenario file something is said, for errors.
struct DocumentPlace {
  /// The file as messages name it; `nil` where there is none.
  var file: String?
  /// The number of the edit within its scenario, from 1.
  var edit: Int?

  func failure(
    _ code: MutualAidError.Code, _ message: TranslatableText, line: Int? = nil, hint: Hint? = nil
  ) -> MutualAidError {
    MutualAidError(code, message, at: MutualAidError.Place(file: file, line: line, edit: edit), hint: hint)
  }

  /// What the parser says, in our form.
  func failure(_ error: YamlError) -> MutualAidError {
    let problem: TranslatableText
    var line: Int?
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _), .composer(_, let text, let mark, _):
      (problem, line) = (TranslatableText(verbatim: text), mark.line)
    case .duplicatedKeysInMapping(let keys, let context):
      (problem, line) = ("'\(keys.first ?? "")' is there twice", context.mark.line)
    case .reader(let text, _, _, _): problem = TranslatableText(verbatim: text)
    default: problem = "it is no YAML"
    }
    return failure(
      .scenarioInvalid, problem, line: line, hint: "Correct the YAML or JSON: the place is where reading stopped.")
  }
}
