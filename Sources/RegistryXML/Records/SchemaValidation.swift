internal import CEmbeddedFiles
internal import CLibXML2
internal import DirectoryModel
internal import Primitives
internal import Synchronization

/// An XML Schema that is built into the program, compiled once.
///
/// Safety: the schema is owned here and freed in `deinit`. libxml2 does not write to a compiled schema while documents are
/// checked, each with a context of its own, so that threads may share it.
final class CompiledSchema: @unchecked Sendable {
  fileprivate let schema: xmlSchemaPtr

  /// That of the native format; `nil` when libxml2 cannot compile it.
  static let native = CompiledSchema([UInt8](embedded_mutual_aid_xsd()))
  /// That of profile files; `nil` when libxml2 cannot compile it.
  static let profile = CompiledSchema([UInt8](embedded_profile_xsd()))

  private init?(_ schema: [UInt8]) {
    let compiled = schema.withUnsafeBytes { bytes -> xmlSchemaPtr? in
      ImportedSchema.serving {
        let parser = xmlSchemaNewMemParserCtxt(
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        defer { xmlSchemaFreeParserCtxt(parser) }
        return xmlSchemaParse(parser)
      }
    }
    guard let compiled else { return nil }
    self.schema = compiled
  }

  deinit { xmlSchemaFree(schema) }
}

/// Checks one document by a schema while it streams by.
///
/// Safety: the contexts are freed once, in `Plug.remove`. Messages come back on the thread that parses, while the plug,
/// which the unmanaged pointer names, is alive.
final class SchemaValidation {
  private let schema: CompiledSchema
  private(set) var problems: [Problem] = []

  init(_ schema: CompiledSchema) { self.schema = schema }

  /// Lets the schema see every event of a parser, until `Plug.remove`.
  func plug(into context: xmlParserCtxtPtr, line: @escaping () -> Int) -> Plug? {
    guard let validation = xmlSchemaNewValidCtxt(schema.schema) else { return nil }
    let plug = Plug(owner: self, validation: validation, line: line)
    xmlSchemaSetValidStructuredErrors(
      validation,
      { plug, error in
        guard let plug, let error else { return }
        Unmanaged<Plug>.fromOpaque(plug).takeUnretainedValue().report(error.pointee)
      }, Unmanaged.passUnretained(plug).toOpaque())
    plug.handle = xmlSchemaSAXPlug(validation, &context.pointee.sax, &context.pointee.userData)
    return plug
  }

  final class Plug {
    private let owner: SchemaValidation
    private let validation: xmlSchemaValidCtxtPtr
    private let line: () -> Int
    fileprivate var handle: xmlSchemaSAXPlugPtr?

    fileprivate init(owner: SchemaValidation, validation: xmlSchemaValidCtxtPtr, line: @escaping () -> Int) {
      self.owner = owner
      self.validation = validation
      self.line = line
    }

    fileprivate func report(_ error: xmlError) {
      guard owner.problems.count < 1000, let message = error.message else { return }
      let text = String(cString: message).split(separator: "\n").joined(separator: " ")
      owner.problems.append(
        Problem(
          line: error.line > 0 ? Int(error.line) : line(), severity: .error, code: .schema,
          message: text.replacing("{\(NativeFormat.namespace)}", with: "")
            .replacing("{\(ProfileParser.namespace)}", with: "")))
    }

    /// Takes the schema out of the parser's way and frees it.
    func remove() {
      if let handle { xmlSchemaSAXUnplug(handle) }
      handle = nil
      xmlSchemaFreeValidCtxt(validation)
    }
  }
}

/// Hands libxml2 the built-in `xml.xsd` when our schema imports it, so that nothing is read from disk.
///
/// libxml2 keeps input callbacks in one list for the whole process: ours are there only while a schema is compiled, and
/// a lock lets one thread at a time do so.
enum ImportedSchema {
  private static let lock = Mutex(())

  static func serving<Result>(_ body: () -> Result) -> Result {
    lock.withLock { _ in
      xmlRegisterInputCallbacks(
        { name in name.map { strcmp($0, "xml.xsd") == 0 } == true ? 1 : 0 },
        { _ in Unmanaged.passRetained(Cursor()).toOpaque() },
        { cursor, destination, count in
          guard let cursor, let destination else { return -1 }
          return Unmanaged<Cursor>.fromOpaque(cursor).takeUnretainedValue().read(into: destination, count: Int(count))
        },
        { cursor in
          if let cursor { Unmanaged<Cursor>.fromOpaque(cursor).release() }
          return 0
        })
      defer { xmlPopInputCallbacks() }
      return body()
    }
  }

  private final class Cursor {
    private var rest = [UInt8](embedded_xml_xsd())[...]

    func read(into destination: UnsafeMutablePointer<CChar>, count: Int) -> Int32 {
      let piece = rest.prefix(count)
      for (offset, byte) in piece.enumerated() { destination[offset] = CChar(bitPattern: byte) }
      rest = rest.dropFirst(piece.count)
      return Int32(piece.count)
    }
  }
}
