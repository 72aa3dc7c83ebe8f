internal import DirectoryModel

/// Reads GML features with simple properties, whatever their schema, one after the other.
package enum FeatureReader {
  /// A feature is what a member element holds: `gml:featureMember`, `gml:featureMembers` or `wfs:member`.
  private struct Routing: ElementRouting {
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      switch depth {
      case 1: .enter
      case 2: name.hasSuffix("ember") || name.hasSuffix("embers") ? .enter : .skip
      default: .capture
      }
    }
  }

  private final class Target: XMLEventTarget {
    let receive: (Int, [String: String]) throws -> Void

    init(_ receive: @escaping (Int, [String: String]) throws -> Void) { self.receive = receive }

    private var isInside = false

    /// People are taken whole: a page of them would make the rest of the country empty.
    func entered(_ element: Element) throws {
      guard !isInside else { return }
      isInside = true
      let (matched, returned) = (element.anyAttribute("numberMatched"), element.anyAttribute("numberReturned"))
      var said = element.anyAttribute("next")
      if let all = matched.flatMap({ Int($0) }), let given = returned.flatMap({ Int($0) }), all > given {
        said = "\(given) of \(all)"
      }
      guard let said else { return }
      throw MutualAidError(
        .incomplete, "the document says that it is not the whole: \(said.prefix(200))", line: element.line,
        hint: "Fetch all of it in one document: people are taken whole.")
    }

    func captured(_ element: Element) throws {
      var properties: [String: String] = [:]
      for child in element.children where !child.hasChildren { properties[child.name] = child.text }
      try receive(element.line, properties)
    }

    func ended(depth: Int, line: Int) {}
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - document: the document.
  ///   - receive: called with each feature's line, and its properties that are plain text by their local names.
  /// - Returns: how many bytes there were, unpacked.
  /// - Throws: `MutualAidError`, or what `receive` throws.
  package static func read(_ document: DocumentFile, receive: (Int, [String: String]) throws -> Void) throws -> Int {
    try withoutActuallyEscaping(receive) { receive in
      let target = Target(receive)
      try XMLEventParser(routing: Routing(), limits: XMLLimits()).parse(document.source) { try $0.deliver(to: target) }
    }
    return document.source.bytesRead
  }
}
