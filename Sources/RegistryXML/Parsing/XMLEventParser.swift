internal import CLibXML2
internal import DirectoryModel

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
  /// Whether what came before an error is delivered as well; else the batch in which it lies is left out.
  var deliversUntilFailure = false

  /// Parses a whole document.
  ///
  /// - Parameters:
  ///   - source: the bytes of the document.
  ///   - emit: given each batch, in order; what it throws stops the parser and is thrown here.
  /// - Throws: `MutualAidError`, or what `emit` throws.
  func parse(_ source: ByteSource, emit: (RecordBatch) throws -> Void) throws {
    var chunk = [UInt8](repeating: 0, count: source.greatestPiece)
    try parse(emit: emit) { feed in
      var isFirst = true
      while true {
        let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        guard count > 0 else { break }
        if isFirst, let beginning = EncodingName.corrected(chunk[..<count]) {
          try beginning.withUnsafeBytes { try feed($0) }
        } else {
          try chunk.withUnsafeBytes { try feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        isFirst = false
      }
    }
  }

  /// Parses a document in memory and delivers what is in it to a target.
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
      mutual_aid_xml_print_nothing()
      var handler = XMLEventParser.handler
      guard let context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
        throw MutualAidError(.unreadable, "not enough memory for a parser")
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
      do {
        try body { bytes in
          fed = fed || !bytes.isEmpty
          state.pointee.bytesRead += bytes.count
          try feed(bytes, to: state, last: false)
        }
        guard fed else {
          throw MutualAidError(.emptyDocument, "the document is empty", hint: "Check how the file was made.")
        }
        try feed(UnsafeRawBufferPointer(start: nil, count: 0), to: state, last: true)
      } catch {
        if deliversUntilFailure { try state.pointee.flush() }
        throw error
      }
      try state.pointee.flush()
    }
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, prefix, uri, namespaceCount, _, count, _, attributes in
      guard let state = context?.assumingMemoryBound(to: ParserState.self), let name else { return }
      if let prefix, uri == nil { state.pointee.metUndeclaredPrefix(prefix) }
      state.pointee.start(
        name, uri: uri, attributes: attributes, count: Int(count), namespaceCount: Int(namespaceCount))
    }
    handler.endElementNs = { context, _, _, _ in
      context?.assumingMemoryBound(to: ParserState.self).pointee.end()
    }
    handler.characters = { context, text, length in
      guard let state = context?.assumingMemoryBound(to: ParserState.self), let text else { return }
      state.pointee.characters(text, count: Int(length))
    }
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, name, _, _ in
      context?.assumingMemoryBound(to: ParserState.self).pointee.documentType(name.map { String(cString: $0) } ?? "")
    }
    return handler
  }

  /// Feeds a piece to libxml2, little by little.
  ///
  /// libxml2 compares each attribute of a tag with all before it: a tag of a megabyte would take minutes. It waits for a
  /// tag's end before it looks at it, so that what waits is limited.
  private func feed(_ bytes: UnsafeRawBufferPointer, to state: UnsafeMutablePointer<ParserState>, last: Bool) throws {
    guard let context = state.pointee.context else { return }
    var rest = bytes[...]
    repeat {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
      rest = rest.dropFirst(piece.count)
      let code = xmlParseChunk(
        context, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count), last ? 1 : 0)
      if let failure = state.pointee.failure { throw failure }
      let undecoded = last && XMLEventParser.hasUndecodedBytes(context)
      // A prefix that nothing declares is told as a warning: the document can be read all the same.
      let isReadable = code == 0 || code == Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue)
      guard isReadable, context.pointee.wellFormed == 1, !undecoded else {
        throw MutualAidError.refused(
          by: code, context.pointee.lastError,
          at: .init(
            line: state.pointee.line, hasRoot: state.pointee.hasRoot, depth: state.pointee.depth, isAtEnd: last,
            hasUndecodedBytes: undecoded))
      }
      try checkWaiting(context, line: state.pointee.line)
    } while !rest.isEmpty
  }

  private func checkWaiting(_ context: xmlParserCtxtPtr, line: Int) throws {
    guard let input = context.pointee.input, let start = input.pointee.cur else { return }
    let waiting = input.pointee.end - start
    guard waiting > limits.tagBytes else { return }
    let isText =
      context.pointee.instate == XML_PARSER_CDATA_SECTION
      || UnsafeBufferPointer(start: start, count: 4).elementsEqual("<!--".utf8)
    let limit = isText ? limits.textBytes : limits.tagBytes
    guard waiting <= limit else {
      throw MutualAidError(
        .limitExceeded, "a \(isText ? "text or comment" : "tag") of more than \(limit) bytes", line: line,
        hint: "Check how the file was made.")
    }
  }

  /// At the end, bytes that are left are the beginning of a character, or none in the encoding declared.
  private static func hasUndecodedBytes(_ context: xmlParserCtxtPtr) -> Bool {
    guard let buffer = context.pointee.input?.pointee.buf, buffer.pointee.encoder != nil, let raw = buffer.pointee.raw
    else { return false }
    return xmlBufUse(raw) > 0
  }
}
