package import DirectoryModel

extension ReferenceDocument {
  /// Reads the document's content from its text.
  ///
  /// - Throws: `MutualAidError` when the text is not what the kind asks for.
  package func content() throws -> ReferenceContent {
    let target = SingleElement()
    try XMLEventParser(routing: WholeDocument(), limits: XMLLimits()).parse(text: xml, target: target)
    guard let content = target.content else {
      throw MutualAidError(.unknownFormat, "the stored document '\(id)' is not a \(kind.rawValue) document")
    }
    return content
  }

  /// The sources that the document names.
  ///
  /// - Throws: `MutualAidError` when the text is no XML.
  package func sources() throws -> [Source] {
    let target = SingleElement()
    try XMLEventParser(routing: WholeDocument(), limits: XMLLimits()).parse(text: xml, target: target)
    return target.sources
  }

  private struct WholeDocument: ElementRouting {
    let keepsForeignNamespaces = false

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling { .capture }
  }

  private final class SingleElement: XMLEventTarget {
    var content: ReferenceContent?
    var sources: [Source] = []

    func entered(_ element: Element) {}

    func captured(_ element: Element) throws {
      var decoder = RecordDecoder(record: nil)
      content = decoder.referenceContent(element)
      sources = element.children(.source).map { decoder.source($0) }
      if let problem = decoder.problems.first(where: { $0.severity == .error }) {
        throw MutualAidError(.headerInvalid, "\(problem.message)", line: problem.line)
      }
    }

    func ended(depth: Int, line: Int) {}
  }
}

extension RecordDecoder {
  /// Reads a reference document; `nil` when the element is none.
  mutating func referenceContent(_ element: Element) -> ReferenceContent? {
    guard let kind = ReferenceDocument.Kind(rawValue: element.name) else { return nil }
    return switch kind {
    case .vocabulary: .vocabulary(vocabulary(element))
    case .boundaries: .boundaries(boundaries(element))
    case .places: .places(places(element))
    case .barriers: .barriers(barriers(element), authority: choice(.authority, of: element) ?? .derived)
    case .agreements: .agreements(agreements(element))
    case .interoperability: .interoperability(interoperability(element))
    case .norms: .norms(norms(element))
    case .packages: .packages(packages(element))
    case .population: .population(population(element))
    }
  }
}

extension Vocabulary {
  /// Puts a vocabulary together from its documents, in their order; documents of other kinds add nothing.
  ///
  /// - Throws: `MutualAidError` when a text is not what its kind asks for.
  package init(documents: [ReferenceDocument]) throws {
    self.init()
    for document in documents {
      if case .vocabulary(let content) = try document.content() { content.add(to: &self) }
    }
  }
}
