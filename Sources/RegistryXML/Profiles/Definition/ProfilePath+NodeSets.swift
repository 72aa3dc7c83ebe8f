/// Follows paths with several steps to descendants over sets of elements.
///
/// Each step looks at an element once, whatever the number of ways that lead to it, after G. Gottlob, C. Koch and R. Pichler,
/// "Efficient algorithms for processing XPath queries", ACM Transactions on Database Systems 30 (2005) 444–491,
/// https://doi.org/10.1145/1071610.1071614. One way after the other, `//*//*//*` looks at every chain of elements within each
/// other, and there are more of those with each step.
///
/// - Complexity: O(steps · elements), and where conditions have steps to descendants, that times the depth.
struct NodeSets {
  /// A condition of the path at an element.
  private struct Question: Hashable {
    var condition: Int
    var element: Int
  }

  private let batch: RecordBatch
  private var answers: [Question: Bool] = [:]
  /// How many elements the steps have looked at.
  private(set) var looked = 0

  init(_ element: Element) { batch = element.batch }

  /// All places that a path leads to, each once, in document order.
  mutating func places(_ steps: [ProfilePath.Step], from element: Element) -> [ProfilePath.Place] {
    // Indices are in document order, in ascending order.
    var elements = [element.index]
    for step in steps {
      switch step.axis {
      case .itself: elements = elements.filter { admits(step, $0) }
      case .child: elements = children(of: elements, step)
      case .descendant: elements = descendants(of: elements, step)
      // The parser sees to it that these come last.
      case .elementName: return elements.map { ProfilePath.Place(element: self[$0], isElementName: true) }
      case .attribute: return elements.flatMap { attributes(of: $0, step.name) }
      }
    }
    return elements.map { ProfilePath.Place(element: self[$0]) }
  }

  private subscript(index: Int) -> Element { Element(batch: batch, index: index) }

  private mutating func children(of elements: [Int], _ step: ProfilePath.Step) -> [Int] {
    var found: [Int] = []
    for parent in elements {
      for child in self[parent].children where isNamed(child, step.name) && admits(step, child.index) {
        found.append(child.index)
      }
    }
    // Children of one element stand between those of another where one of the two is within the other.
    return elements.count > 1 ? found.sorted() : found
  }

  private mutating func descendants(of elements: [Int], _ step: ProfilePath.Step) -> [Int] {
    var found: [Int] = []
    var reached = 0
    for ancestor in elements {
      let (start, end) = (max(ancestor + 1, reached), Int(self[ancestor].node.end))
      guard start < end else { continue }
      for index in start..<end where isNamed(self[index], step.name) && admits(step, index) { found.append(index) }
      reached = end
    }
    return found
  }

  private mutating func isNamed(_ element: Element, _ name: ProfilePath.NameTest) -> Bool {
    looked += 1
    return name == .any || name.admits(element.name)
  }

  private func attributes(of index: Int, _ name: ProfilePath.NameTest) -> [ProfilePath.Place] {
    let element = self[index]
    if case .exact(let name) = name {
      return element.anyAttribute(name).map { [ProfilePath.Place(element: element, attribute: $0)] } ?? []
    }
    return element.attributes.filter { name.admits($0.name.local) }
      .map { ProfilePath.Place(element: element, attribute: $0.value) }
  }

  private mutating func admits(_ step: ProfilePath.Step, _ index: Int) -> Bool {
    for condition in step.predicates {
      let question = Question(condition: condition.number, element: index)
      let holds: Bool
      if let known = answers[question] {
        holds = known
      } else {
        holds = condition.holds(at: places(condition.path, from: self[index]))
        answers[question] = holds
      }
      if !holds { return false }
    }
    return true
  }
}

extension [ProfilePath.Step] {
  /// Whether an element can be reached in many ways, so that sets of elements are needed.
  var needsNodeSets: Bool {
    count { $0.axis == .descendant } > 1 || contains { $0.predicates.contains { $0.path.leadsToDescendants } }
  }

  private var leadsToDescendants: Bool {
    contains { $0.axis == .descendant || $0.predicates.contains { $0.path.leadsToDescendants } }
  }
}
