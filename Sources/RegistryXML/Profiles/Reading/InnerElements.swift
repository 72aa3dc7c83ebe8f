internal import DirectoryModel

/// What rules read inside a record: which elements there are wanted by any rule, and which of those have been read.
///
/// An element that one rule would read, and that stands where none looks, is told and not lost without a word.
struct InnerElements {
  private static let differentTold = 100

  /// By number of the batch's names, whether a rule reads elements of that name.
  private var wanted: [Bool] = []
  private var depth = 0
  /// Indices of elements that have been read; kept only where the outermost record holds any that are wanted.
  private var read: Set<Int> = []
  private var isTracking = false
  /// Names that have been told, with their parents'.
  private var told: Set<String> = []

  mutating func began(_ batch: RecordBatch, _ wants: (String) -> Bool) {
    // Names are numbered for the whole document.
    guard !batch.names.isEmpty, wanted.count != batch.names.count else { return }
    wanted = batch.names.map { wants($0.local) }
  }

  /// Begins another document, in which names have other numbers.
  mutating func beginDocument() { wanted = [] }

  /// Whether elements stand in another that a rule reads.
  func holdsWanted(_ element: Element) -> Bool {
    let batch = element.batch
    return (element.index + 1..<max(element.index + 1, Int(element.node.end))).contains { index in
      isWanted(Element(batch: batch, index: index))
    }
  }

  /// A text without attributes is a property of its parent, whatever else has its name.
  private func isWanted(_ element: Element) -> Bool {
    let name = Int(element.node.name)
    return wanted.indices.contains(name) && wanted[name] && !element.isProperty
  }

  /// Goes into a record.
  ///
  /// - Returns: whether it stands in no other one.
  mutating func begin(_ element: Element) -> Bool {
    depth += 1
    if depth == 1 { isTracking = holdsWanted(element) }
    noteRead(element.index)
    return depth == 1
  }

  mutating func noteRead(_ index: Int) { if isTracking { read.insert(index) } }

  /// What stands in an element to be ignored is not wanted either.
  mutating func noteIgnored(_ element: Element) {
    guard isTracking else { return }
    for index in element.index..<max(element.index + 1, Int(element.node.end)) { read.insert(index) }
  }

  /// Ends a record.
  ///
  /// - Returns: of the outermost one, a problem for each name of elements in it that a rule wants and none has read.
  mutating func end(_ element: Element) -> [Problem] {
    defer { leave() }
    guard depth == 1, isTracking else { return [] }
    var problems: [Problem] = []
    tell(in: element, to: &problems)
    return problems
  }

  /// Ends a record that stands in another one.
  mutating func leave() {
    depth -= 1
    guard depth == 0 else { return }
    read.removeAll()
    isTracking = false
  }

  private mutating func tell(in parent: Element, to problems: inout [Problem]) {
    for child in parent.children {
      if isWanted(child), !read.contains(child.index), told.count < InnerElements.differentTold,
        told.insert("\(parent.name)/\(child.name)").inserted
      {
        problems.append(
          Problem(
            line: child.line, severity: .warning, code: .contentLeftOut,
            message:
              "<\(child.name)> in <\(parent.name)> is what a rule reads elsewhere and none reads here: left out, "
              + "here and wherever it comes again"))
      }
      tell(in: child, to: &problems)
    }
  }
}

extension Element {
  /// Whether it has neither attributes nor children, but for text.
  var isProperty: Bool { !hasChildren && node.firstAttribute == node.endAttribute }
}
