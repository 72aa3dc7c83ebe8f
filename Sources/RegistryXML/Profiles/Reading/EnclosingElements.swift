/// A path to a child of an element around the records, and on from there: `^Folder/name`.
struct SurroundingPath: Hashable, Sendable {
  /// The element around the records.
  var element: ProfilePath.NameTest
  /// The child's name.
  var child: String
  /// From the child.
  var path: ProfilePath
}

/// What the elements around a record say in their attributes, and in those of their children that paths ask for.
struct EnclosingElements {
  private struct Enclosing {
    var name: String
    var attributes: [(name: String, value: String)]
    var texts: [SurroundingPath: String] = [:]
  }

  private var elements: [Enclosing] = []

  /// The local names of the elements, the outermost first.
  var names: [String] { elements.map(\.name) }
  /// The local name of the innermost.
  var innermost: String? { elements.last?.name }
  /// The local name of the element around the innermost.
  var nextToInnermost: String? { elements.dropLast().last?.name }

  /// Whether an element with one of the names is around.
  func contains(anyOf names: Set<String>) -> Bool { elements.contains { names.contains($0.name) } }

  mutating func push(_ element: Element) {
    elements.append(
      Enclosing(name: element.name, attributes: element.attributes.map { ($0.name.local, $0.value) }))
  }

  /// Goes into an element of which the children have been read already.
  mutating func push(_ element: Element, reading paths: [SurroundingPath]) {
    push(element)
    guard !paths.isEmpty else { return }
    for child in element.children { _ = note(child, paths) }
  }

  mutating func pop() { _ = elements.popLast() }

  /// Keeps what a child of the innermost element says, where a path asks for it; the first such child counts.
  ///
  /// - Returns: whether a path does.
  mutating func note(_ child: Element, _ paths: [SurroundingPath]) -> Bool {
    guard let last = elements.indices.last else { return false }
    var isAsked = false
    for path in paths where path.child == child.name && path.element.admits(elements[last].name) {
      isAsked = true
      guard elements[last].texts[path] == nil,
        let text = path.path.value(in: child, enclosing: self)?.text
      else { continue }
      elements[last].texts[path] = text
    }
    return isAsked
  }

  /// The attribute of the innermost such element that has it.
  func attribute(_ name: ProfilePath.NameTest, of element: ProfilePath.NameTest) -> String? {
    for enclosing in elements.reversed() where element.admits(enclosing.name) {
      if let found = enclosing.attributes.first(where: { name.admits($0.name) && !$0.value.isEmpty }) {
        return found.value
      }
    }
    return nil
  }

  /// What the path finds in the elements around, from the innermost.
  func texts(_ path: SurroundingPath) -> [String] { elements.reversed().compactMap { $0.texts[path] } }
}
