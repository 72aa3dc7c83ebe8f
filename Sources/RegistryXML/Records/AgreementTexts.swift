package import DirectoryModel
package import FoundationEssentials

extension ReferenceDocument {
  /// Reads the agreements of a document, each with its text; none for documents of other kinds.
  ///
  /// - Throws: `MutualAidError` when the text is not what the kind asks for.
  package func agreements() throws -> [(agreement: Agreement, xml: String)] {
    guard case .agreements(let agreements) = try content() else { return [] }
    let target = AgreementTexts()
    try XMLEventParser(routing: WholeDocument(), limits: XMLLimits()).parse(text: xml, target: target)
    return Array(zip(agreements, target.texts))
  }

  /// Makes a document of agreements from the texts of all of them, checked as one that comes from outside.
  ///
  /// - Throws: `MutualAidError` where a text is none of an agreement, or breaks the XML Schema.
  package static func agreements(
    id: String, issued: Date, title: String, _ texts: [String]
  ) throws -> ReferenceDocument {
    let writer = try XMLWriter()
    writer.start("agreements")
    writer.attribute("xmlns", NativeFormat.namespace)
    writer.attribute("id", id)
    writer.attribute("issued", Timestamp.text(issued))
    writer.start("title")
    writer.text(title)
    writer.end()
    for text in texts { writer.raw("\n" + text) }
    writer.end()
    let schema = CompiledSchema.native.map { SchemaValidation($0) }
    let target = AgreementTexts()
    var parser = XMLEventParser(routing: WholeDocument(), limits: XMLLimits())
    parser.schema = schema
    try parser.parse(text: writer.take(), target: target)
    if let problem = schema?.problems.first {
      throw MutualAidError(.document(.schema), TranslatableText(verbatim: problem.message))
    }
    let document = ReferenceDocument(
      id: id, kind: .agreements, issued: issued, title: title, xml: target.normalForm)
    _ = try document.content()
    return document
  }

  private struct WholeDocument: ElementRouting {
    let keepsForeignNamespaces = false

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling { .capture }
  }

  /// The texts of a document and of all its agreements, in normal form.
  private final class AgreementTexts: XMLEventTarget {
    var normalForm = ""
    var texts: [String] = []

    func entered(_ element: Element) {}

    func captured(_ element: Element) throws {
      normalForm = try element.normalForm()
      texts = try element.children(.agreement).map { try $0.normalForm() }
    }

    func ended(depth: Int, line: Int) {}
  }
}
