/// What is wrong with a path, for the author of a profile.
struct PathSyntaxError: Error {
  var message: String
}

extension ProfilePath {
  /// Reads a path.
  init(_ text: String) throws(PathSyntaxError) {
    var parser = PathParser(text)
    self = try parser.path()
  }
}

/// Reads paths by recursive descent.
private struct PathParser {
  /// Bytes that a path may have.
  private static let longest = 16_384
  /// Conditions that may stand within each other.
  private static let deepest = 16

  private let text: String
  private var rest: Substring
  /// Steps that a path may have, those in conditions included.
  private static let mostSteps = 256

  /// Conditions that are open.
  private var depth = 0
  /// Conditions and steps that have been read.
  private var conditions = 0
  private var stepCount = 0

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func path() throws(PathSyntaxError) -> ProfilePath {
    guard text.utf8.count <= PathParser.longest else {
      throw PathSyntaxError(
        message: "the path '\(text.prefix(24))…' has \(text.utf8.count) bytes, expected at most \(PathParser.longest)")
    }
    var alternatives: [ProfilePath.Alternative] = []
    repeat { alternatives.append(try alternative()) } while take("|")
    guard rest.isEmpty else { throw unexpected() }
    return ProfilePath(alternatives: alternatives)
  }

  private func unexpected() -> PathSyntaxError {
    PathSyntaxError(
      message: rest.isEmpty
        ? "the path '\(text)' ends too early"
        : "in the path '\(text)', '\(rest.prefix(12))' is not understood")
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == " " } }

  private mutating func take(_ token: String) -> Bool {
    skipSpace()
    guard rest.hasPrefix(token) else { return false }
    rest = rest.dropFirst(token.count)
    return true
  }

  private mutating func alternative() throws(PathSyntaxError) -> ProfilePath.Alternative {
    if take("^") {
      let element = try nameTest()
      if take("/@") { return .enclosing(element: element, attribute: try nameTest()) }
      guard take("/") else { throw unexpected() }
      let steps = try steps()
      guard let first = steps.first, first.axis == .child, case .exact(let child) = first.name else {
        throw PathSyntaxError(
          message: "in the path '\(text)', ^ leads to an attribute of an element around the record (^Zone/@id) or to a "
            + "child of one by its name (^Folder/name)")
      }
      return .around(
        SurroundingPath(
          element: element, child: child, path: ProfilePath(startingAt: first, then: steps.dropFirst())))
    }
    return .steps(try steps())
  }

  private mutating func steps() throws(PathSyntaxError) -> [ProfilePath.Step] {
    var steps = [try step(isDescendant: take("//"))]
    while true {
      if take("//") {
        steps.append(try step(isDescendant: true))
      } else if take("/") {
        steps.append(try step(isDescendant: false))
      } else {
        break
      }
    }
    if let index = steps.firstIndex(where: { $0.axis == .attribute || $0.axis == .elementName }),
      index < steps.count - 1
    {
      throw PathSyntaxError(message: "in the path '\(text)', an attribute or name() is not the last step")
    }
    return steps
  }

  private mutating func step(isDescendant: Bool) throws(PathSyntaxError) -> ProfilePath.Step {
    stepCount += 1
    guard stepCount <= PathParser.mostSteps else {
      throw PathSyntaxError(
        message: "the path '\(text.prefix(24))…' has more than \(PathParser.mostSteps) steps, in conditions included")
    }
    if take("@") {
      guard !isDescendant else { throw PathSyntaxError(message: "in the path '\(text)', write //*/@name, not //@name") }
      return .init(axis: .attribute, name: try nameTest())
    }
    if take("name()") { return .init(axis: .elementName, name: .any) }
    var step = ProfilePath.Step(axis: .itself, name: .any)
    if !take(".") { step = .init(axis: isDescendant ? .descendant : .child, name: try nameTest()) }
    while take("[") { step.predicates.append(try predicate()) }
    return step
  }

  private mutating func nameTest() throws(PathSyntaxError) -> ProfilePath.NameTest {
    if take("*") { return .any }
    let isAnyCase = take("~")
    skipSpace()
    var name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "." || $0 == ":" }
    rest = rest.dropFirst(name.count)
    // Prefixes are a document's own choice: names are compared without them.
    if let colon = name.lastIndex(of: ":") { name = name[name.index(after: colon)...] }
    guard !name.isEmpty else { throw unexpected() }
    return isAnyCase ? .anyCase(name.lowercased()) : .exact(String(name))
  }

  private mutating func predicate() throws(PathSyntaxError) -> ProfilePath.Predicate {
    depth += 1
    defer { depth -= 1 }
    guard depth <= PathParser.deepest else {
      throw PathSyntaxError(
        message:
          "in the path '\(text.prefix(24))…', conditions are more than \(PathParser.deepest) deep within each other")
    }
    var predicate = ProfilePath.Predicate(path: [], comparison: nil, values: [], number: conditions)
    conditions += 1
    if take("not(") {
      predicate.isNegated = true
      try condition(&predicate)
      guard take(")") else { throw unexpected() }
    } else {
      try condition(&predicate)
    }
    guard take("]") else { throw unexpected() }
    return predicate
  }

  private mutating func condition(_ predicate: inout ProfilePath.Predicate) throws(PathSyntaxError) {
    predicate.path = try steps()
    if take("!=") {
      predicate.comparison = .unequal
    } else if take("^=") {
      predicate.comparison = .prefix
    } else if take("$=") {
      predicate.comparison = .suffix
    } else if take("~=") {
      predicate.comparison = .anyCase
    } else if take("=") {
      predicate.comparison = .equal
    } else {
      return
    }
    if take("(") {
      repeat { predicate.values.append(try literal()) } while take(",")
      guard take(")") else { throw unexpected() }
    } else {
      predicate.values = [try literal()]
    }
    if predicate.comparison == .anyCase { predicate.values = predicate.values.map { $0.lowercased() } }
  }

  private mutating func literal() throws(PathSyntaxError) -> String {
    let isSingle = take("'")
    guard isSingle || take("\"") else { throw unexpected() }
    let quote: Character = isSingle ? "'" : "\""
    guard let end = rest.firstIndex(of: quote) else { throw unexpected() }
    defer { rest = rest[rest.index(after: end)...] }
    return String(rest[..<end])
  }
}
