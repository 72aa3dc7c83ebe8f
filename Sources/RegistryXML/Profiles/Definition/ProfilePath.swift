/// A path from a record to values in it: `Geo/X`, `tag[@k='name']/@v`, `.//pos`, `name()`, `a/b|c/@d`, `^Zone/@id`,
/// `^Folder/name`.
///
/// The schema of profiles documents the notation. Of the alternatives between bars, the first that finds a value counts.
struct ProfilePath: Hashable, Sendable {
  /// What a step compares names with.
  enum NameTest: Hashable, Sendable {
    case any
    case exact(String)
    /// In lower case.
    case anyCase(String)

    func admits(_ name: String) -> Bool {
      switch self {
      case .any: true
      case .exact(let wanted): name == wanted
      case .anyCase(let wanted): name.lowercased() == wanted
      }
    }
  }

  enum Comparison: Hashable, Sendable {
    case equal
    case unequal
    case prefix
    case suffix
    case anyCase
  }

  struct Predicate: Hashable, Sendable {
    var path: [Step]
    /// `nil` asks only whether there is a value.
    var comparison: Comparison?
    var values: [String]
    var isNegated = false
    /// By which it is told from the others of its path.
    var number = 0
  }

  enum Axis: Hashable, Sendable {
    case child
    case descendant
    case attribute
    case itself
    case elementName
  }

  struct Step: Hashable, Sendable {
    var axis: Axis
    var name: NameTest
    var predicates: [Predicate] = []
  }

  /// A way to values, from the record or from an element around it: one of its attributes, or one of its children.
  enum Alternative: Hashable, Sendable {
    case steps([Step])
    case enclosing(element: NameTest, attribute: NameTest)
    case around(SurroundingPath)
  }

  let alternatives: [Alternative]
  /// Whether any of them is followed over sets of elements.
  private let needsNodeSets: Bool

  init(alternatives: [Alternative]) {
    self.alternatives = alternatives
    needsNodeSets = alternatives.contains { if case .steps(let steps) = $0 { steps.needsNodeSets } else { false } }
  }
}

extension ProfilePath {
  /// A path from an element that has been found by its name already.
  init(startingAt step: Step, then rest: ArraySlice<Step>) {
    var here = step
    here.axis = .itself
    self.init(alternatives: [.steps([here] + rest)])
  }
}

/// A value that a path found, and the element that it belongs to.
struct PathMatch {
  var element: Element
  var text: String
  /// Whether it stands in an element around the record, of which there may be several.
  var isAround = false
}

extension ProfilePath {
  /// The values found, in document order, those around the record from the innermost; empty ones do not count.
  func values(in element: Element, enclosing: EnclosingElements) -> [PathMatch] {
    for alternative in alternatives {
      switch alternative {
      case .around(let path):
        let texts = enclosing.texts(path)
        if !texts.isEmpty { return texts.map { PathMatch(element: element, text: $0, isAround: true) } }
      case .enclosing(let name, let attribute):
        if let text = enclosing.attribute(attribute, of: name) { return [PathMatch(element: element, text: text)] }
      case .steps(let steps):
        var found: [PathMatch] = []
        visit(steps, from: element) { match in
          if let text = match.text, !text.isEmpty { found.append(PathMatch(element: match.element, text: text)) }
          return false
        }
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  /// The first value.
  func value(in element: Element, enclosing: EnclosingElements) -> PathMatch? {
    for alternative in alternatives {
      switch alternative {
      case .around(let path):
        if let text = enclosing.texts(path).first { return PathMatch(element: element, text: text) }
      case .enclosing(let name, let attribute):
        if let text = enclosing.attribute(attribute, of: name) { return PathMatch(element: element, text: text) }
      case .steps(let steps):
        var found: PathMatch?
        visit(steps, from: element) { match in
          guard let text = match.text, !text.isEmpty else { return false }
          found = PathMatch(element: match.element, text: text)
          return true
        }
        if let found { return found }
      }
    }
    return nil
  }

  /// The elements found, whether they have text or not, by the first alternative that finds any.
  func elements(in element: Element) -> [Element] {
    for case .steps(let steps) in alternatives {
      var found: [Element] = []
      visit(steps, from: element) { match in
        found.append(match.element)
        return false
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether the path leads anywhere: to an element, empty or not, or to an attribute.
  func exists(in element: Element, enclosing: EnclosingElements) -> Bool {
    alternatives.contains { alternative in
      switch alternative {
      case .enclosing(let name, let attribute): enclosing.attribute(attribute, of: name) != nil
      case .around(let path): !enclosing.texts(path).isEmpty
      case .steps(let steps): exists(steps, in: element)
      }
    }
  }

  private func exists(_ steps: [Step], in element: Element) -> Bool {
    var found = false
    visit(steps, from: element) { _ in
      found = true
      return true
    }
    return found
  }

  /// A place that a path leads to; the text is computed when asked for.
  struct Place {
    var element: Element
    var attribute: String?
    var isElementName = false

    var text: String? {
      if let attribute { return attribute }
      return isElementName ? element.name : element.text
    }
  }

  /// Visits all places of an alternative, in document order, until `body` returns true.
  private func visit(_ steps: [Step], from element: Element, _ body: (Place) -> Bool) {
    guard needsNodeSets else {
      ProfilePath.visit(steps[...], from: element, body)
      return
    }
    var sets = NodeSets(element)
    for place in sets.places(steps, from: element) where body(place) { return }
  }

  /// Visits all places, in document order, until `body` returns true; by one way after the other, of which there is one to
  /// each place as long as no more than one step leads to descendants.
  ///
  /// - Returns: whether `body` said so.
  @discardableResult
  fileprivate static func visit(_ steps: ArraySlice<Step>, from element: Element, _ body: (Place) -> Bool) -> Bool {
    guard let step = steps.first else { return body(Place(element: element)) }
    let rest = steps.dropFirst()
    switch step.axis {
    case .itself: return step.admits(element) && visit(rest, from: element, body)
    case .elementName: return body(Place(element: element, isElementName: true))
    case .attribute:
      if case .exact(let name) = step.name {
        guard let value = element.anyAttribute(name) else { return false }
        return body(Place(element: element, attribute: value))
      }
      for attribute in element.attributes where step.name.admits(attribute.name.local) {
        if body(Place(element: element, attribute: attribute.value)) { return true }
      }
      return false
    case .child:
      for child in element.children where step.name.admits(child.name) && step.admits(child) {
        if visit(rest, from: child, body) { return true }
      }
      return false
    case .descendant:
      for child in element.children {
        if step.name.admits(child.name), step.admits(child), visit(rest, from: child, body) { return true }
        if visit(steps, from: child, body) { return true }
      }
      return false
    }
  }
}

extension ProfilePath.Step {
  fileprivate func admits(_ element: Element) -> Bool { predicates.allSatisfy { $0.holds(for: element) } }
}

extension ProfilePath.Predicate {
  fileprivate func holds(for element: Element) -> Bool {
    var isMet = false
    ProfilePath.visit(path[...], from: element) { place in
      isMet = self.isMet(by: place)
      return isMet
    }
    return holds(isMet)
  }

  /// Whether it holds at an element from which its path leads to places.
  func holds(at places: [ProfilePath.Place]) -> Bool { holds(places.contains { isMet(by: $0) }) }

  private func holds(_ isMet: Bool) -> Bool { (comparison == .unequal ? !isMet : isMet) != isNegated }

  /// Whether the text of a place is one of the values, also for the comparison with what it is not.
  private func isMet(by place: ProfilePath.Place) -> Bool {
    guard let comparison else { return true }
    let text = place.text ?? ""
    switch comparison {
    case .equal, .unequal: return values.contains(text)
    case .prefix: return values.contains { text.hasPrefix($0) }
    case .suffix: return values.contains { text.hasSuffix($0) }
    case .anyCase:
      let text = text.lowercased()
      return values.contains { $0 == text }
    }
  }
}
