package import DirectoryModel

/// An element of a small document, with all that is in it.
package struct XMLNode: Sendable {
  /// The local name.
  package var name: String
  /// The namespace; empty for none.
  package var namespace: String
  /// The text, white space collapsed.
  package var text: String
  /// The line on which it begins.
  package var line: Int
  /// The elements in it, in the order of the document.
  package var children: [XMLNode]
}

/// Reads and writes small documents whole, such as messages; registries are streamed.
package enum XMLTree {
  /// Everything is kept.
  private struct Routing: ElementRouting {
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling { .capture }
  }

  private final class Target: XMLEventTarget {
    var root: XMLNode?

    func entered(_ element: Element) {}
    func captured(_ element: Element) { root = root ?? XMLTree.node(element) }
    func ended(depth: Int, line: Int) {}
  }

  /// Reads a document.
  ///
  /// - Parameter bytes: the document.
  /// - Returns: its root.
  /// - Throws: `MutualAidError` for what is not well-formed, is too large or carries a DTD.
  package static func read(_ bytes: [UInt8]) throws -> XMLNode {
    let target = Target()
    let limits = XMLLimits()
    try XMLEventParser(routing: Routing(), limits: limits).parse(ByteSource(bytes: bytes, limits: limits)) {
      try $0.deliver(to: target)
    }
    guard let root = target.root else {
      throw MutualAidError(.emptyDocument, "there is no element in the document", hint: "Send a whole message.")
    }
    return root
  }

  private static func node(_ element: Element) -> XMLNode {
    XMLNode(
      name: element.name, namespace: element.namespace, text: element.text, line: element.line,
      children: element.children.map { node($0) })
  }
}

/// Writes a small document piece by piece.
package final class XMLTreeWriter {
  private let writer: XMLWriter

  /// Begins a document.
  ///
  /// - Throws: `MutualAidError` when memory is short.
  package init() throws(MutualAidError) {
    writer = try XMLWriter()
    writer.startDocument()
  }

  /// Begins an element, with its prefix and attributes.
  package func start(_ name: String, _ attributes: [(name: String, value: String)] = []) {
    writer.start(name)
    for attribute in attributes { writer.attribute(attribute.name, attribute.value) }
  }

  /// Writes text into the element.
  package func text(_ text: String) { writer.text(text) }

  /// Ends the element.
  package func end() { writer.end() }

  /// Ends the document.
  ///
  /// - Returns: the document.
  /// - Throws: `MutualAidError` when memory was short.
  package func finish() throws(MutualAidError) -> String {
    writer.endDocument()
    return try writer.take()
  }
}
