internal import CLibXML2

/// libxml2's push parser, delivering batches of whole elements.
///
/// Safety: the C library calls back only from within `xmlParseChunk`, on the thread that called `parse`, with the
/// pointer to `ParserState` that it was given; the state lives until the parser is freed. All pointers that callbacks
/// receive are read before they return. The handler table starts zeroed and holds only our callbacks, so that libxml2's
/// own ones, which resolve entities and fetch files, are not in it.
struct XMLEventParser {
  let routing: any ElementRouting
  let limits: XMLLimits
  var schema: SchemaValidation?

  /// Parses a whole document.
  ///
  /// - Parameter emit: given each batch, in order; what it throws stops the parser and is thrown here.
  /// - Throws: `DocumentError`, or what `emit` throws.
  func parse(_ source: ByteSource, emit: (RecordBatch) throws -> Void) throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    try parse(emit: emit) { feed in
      while true {
        let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        guard count > 0 else { break }
        try chunk.withUnsafeBytes { try feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
    }
  }

  /// Parses a document in memory and tells the target what is in it.
  func parse(text: String, target: some XMLEventTarget) throws {
    try parse(emit: { try $0.deliver(to: target) }) { feed in
      var text = text
      try text.withUTF8 { try feed(UnsafeRawBufferPointer($0)) }
    }
  }

  private func parse(
    emit: (RecordBatch) throws -> Void, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try withoutActuallyEscaping(emit) { emit in
      let state = UnsafeMutablePointer<ParserState>.allocate(capacity: 1)
      state.initialize(to: ParserState(routing: routing, limits: limits, emit: emit))
      defer {
        state.pointee.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
      }
      var handler = XMLEventParser.handler
      guard let context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
        throw DocumentError(.unreadable, "not enough memory for a parser")
      }
      state.pointee.context = context
      let plug = schema?.plug(into: context, line: { Int(context.pointee.input?.pointee.line ?? 0) })
      defer {
        plug?.remove()
        xmlFreeParserCtxt(context)
      }
      // NOENT turns &amp; in attributes into &; with our handler table there are no other entities to expand.
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
      var fed = false
      try body { bytes in
        fed = fed || !bytes.isEmpty
        state.pointee.bytesRead += bytes.count
        try feed(bytes, to: state, last: false)
      }
      guard fed else { throw DocumentError(.empty, "the document is empty", hint: "Check how the file was made.") }
      try feed(UnsafeRawBufferPointer(start: nil, count: 0), to: state, last: true)
      try state.pointee.flush()
    }
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, uri, _, _, count, _, attributes in
      guard let state = context?.assumingMemoryBound(to: ParserState.self), let name else { return }
      state.pointee.start(name, uri: uri, attributes: attributes, count: Int(count))
    }
    handler.endElementNs = { context, _, _, _ in
      context?.assumingMemoryBound(to: ParserState.self).pointee.end()
    }
    handler.characters = { context, text, length in
      guard let state = context?.assumingMemoryBound(to: ParserState.self), let text else { return }
      state.pointee.characters(text, count: Int(length))
    }
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, _, _, _ in
      context?.assumingMemoryBound(to: ParserState.self).pointee.documentType()
    }
    return handler
  }

  private func feed(_ bytes: UnsafeRawBufferPointer, to state: UnsafeMutablePointer<ParserState>, last: Bool) throws {
    guard let context = state.pointee.context else { return }
    let code = xmlParseChunk(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), last ? 1 : 0)
    if let failure = state.pointee.failure { throw failure }
    guard code == 0, context.pointee.wellFormed == 1 else {
      throw DocumentError(parser: context, line: state.pointee.line, isInElement: state.pointee.depth > 0, atEnd: last)
    }
  }
}

extension DocumentError {
  /// What libxml2 says is wrong with a document, in our words.
  fileprivate init(parser context: xmlParserCtxtPtr, line: Int, isInElement: Bool, atEnd: Bool) {
    let error = context.pointee.lastError
    let text = error.message.map { String(cString: $0) } ?? "unknown error"
    let line = error.line > 0 ? Int(error.line) : line
    let message = text.split(separator: "\n").first.map(String.init) ?? text
    let encodingErrors = [XML_ERR_INVALID_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_UNKNOWN_ENCODING]
    if message.contains("Huge input lookup") || message.contains("too long") {
      self.init(
        .limit, "a text, attribute or name that is too long", line: line, hint: "Check how the file was made.")
    } else if encodingErrors.contains(where: { error.code == Int32($0.rawValue) })
      || error.domain == Int32(XML_FROM_I18N.rawValue)
    {
      self.init(
        .encoding, "the bytes are not in the encoding that the document declares: \(message)", line: line,
        hint: "Correct the encoding in the XML declaration, or convert the file to UTF-8.")
    } else if error.code == Int32(XML_ERR_DOCUMENT_END.rawValue) {
      // libxml2 has one code and text for a document that ends too early and for one that goes on behind its end.
      self =
        isInElement
        ? DocumentError(
          .notWellFormed, "the XML ends within an element", line: line, hint: "The file seems cut off: fetch it again.")
        : DocumentError(
          .notWellFormed, "the XML goes on behind its root element", line: line,
          hint: "A document has one root element and nothing behind it.")
    } else {
      self.init(
        .notWellFormed, "the XML is not well-formed: \(message)", line: line,
        hint: atEnd ? "The file seems cut off: fetch it again." : "Check the line with xmllint --noout.")
    }
  }
}
