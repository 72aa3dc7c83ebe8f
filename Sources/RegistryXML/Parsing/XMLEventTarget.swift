/// What happens to an element when it starts.
enum ElementHandling {
  /// Its children are asked about one by one.
  case enter
  /// It is collected with all that is in it and delivered when it ends.
  case capture
  /// It is left out with all that is in it.
  case skip
}

/// Decides from names alone what happens to an element; it runs ahead of the target, on the parser's thread.
protocol ElementRouting: Sendable {
  /// Asked about the root and the children of entered elements.
  ///
  /// - Parameters:
  ///   - name: the element's local name.
  ///   - namespace: its namespace; empty for none.
  ///   - parent: the local name of the innermost entered element; `nil` for the root.
  ///   - depth: its level in the document, 1 for the root.
  /// - Returns: what the parser does with the element.
  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling
  /// Whether captured elements keep children and attributes of other namespaces than their own.
  var keepsForeignNamespaces: Bool { get }
}

/// Takes what the parser found, in document order.
///
/// Errors thrown stop the reading and come out of it.
protocol XMLEventTarget: AnyObject {
  /// A batch begins; what is in it follows.
  func began(_ batch: RecordBatch) throws
  /// An element is entered: its attributes can be read, its children follow one by one.
  func entered(_ element: Element) throws
  /// A captured element, complete.
  func captured(_ element: Element) throws
  /// An entered element ends.
  func ended(depth: Int, line: Int) throws
  /// An element is left out; called once for each name.
  func skipped(_ name: RecordBatch.Name, line: Int) throws
  /// A name has a prefix that nothing declares; called once.
  func metUndeclaredPrefix(_ prefix: String, line: Int) throws
}

extension XMLEventTarget {
  func began(_ batch: RecordBatch) {}
  func skipped(_ name: RecordBatch.Name, line: Int) {}
  func metUndeclaredPrefix(_ prefix: String, line: Int) {}
}
