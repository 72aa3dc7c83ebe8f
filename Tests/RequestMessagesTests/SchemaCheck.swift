import CLibXML2
import FoundationEssentials
import Testing

/// The schema of EDXL-RM in EDXL-DE beside the tests.
enum SchemaCheck {
  /// What the schema says against a document; empty where it is valid.
  static func problems(of document: String) throws -> [String] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemas/de.xsd").path
    let parser = try #require(xmlSchemaNewParserCtxt(path))
    defer { xmlSchemaFreeParserCtxt(parser) }
    let schema = try #require(xmlSchemaParse(parser))
    defer { xmlSchemaFree(schema) }
    let bytes = Array(document.utf8)
    let parsed = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil, 0)
    }
    let tree = try #require(parsed)
    defer { xmlFreeDoc(tree) }
    let context = try #require(xmlSchemaNewValidCtxt(schema))
    defer { xmlSchemaFreeValidCtxt(context) }
    let box = Box()
    xmlSchemaSetValidStructuredErrors(
      context,
      { box, error in
        guard let box, let error, let message = error.pointee.message else { return }
        Unmanaged<Box>.fromOpaque(box).takeUnretainedValue().texts.append(String(cString: message))
      }, Unmanaged.passUnretained(box).toOpaque())
    let code = withExtendedLifetime(box) { xmlSchemaValidateDoc(context, tree) }
    return code == 0 ? [] : box.texts + ["\(code)"]
  }

  private final class Box { var texts: [String] = [] }
}
