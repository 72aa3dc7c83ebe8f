internal import CLibXML2

/// What happens to an element when it starts.
enum ElementHandling {
  /// Its children are asked about one by one.
  case enter
  /// It is collected with all that is in it and delivered when it ends.
  case capture
  /// It is left out with all that is in it.
  case skip
}

/// Takes what the parser finds.
///
/// Errors thrown stop the parser and come out of `XMLEventParser.parse`.
protocol XMLEventTarget: AnyObject {
  /// Asked about the root and the children of entered elements. An entered element's attributes are read from `element`.
  func start(_ element: Element, namespace: String, depth: Int) throws -> ElementHandling
  /// A captured element is complete.
  func captured(_ element: Element) throws
  /// An entered element ends.
  func end(depth: Int, line: Int) throws
}

/// libxml2's push parser, delivering whole elements.
///
/// Safety: the C library calls back only from within `xmlParseChunk`, on the thread that called `parse`, with the
/// unmanaged pointer to this object that it was given; `withExtendedLifetime` keeps the object alive meanwhile. All
/// pointers that callbacks receive are read before they return. The handler table starts zeroed and holds only our four
/// callbacks, so that libxml2's own ones, which resolve entities and fetch files, are not in it.
final class XMLEventParser {
  private let limits: XMLLimits
  private let target: any XMLEventTarget
  private let schema: SchemaValidation?
  private let buffer = ElementBuffer()
  private var context: xmlParserCtxtPtr?
  private var nameCache: [UnsafePointer<xmlChar>: Int32] = [:]
  private var namespaces: [UnsafePointer<xmlChar>: String] = [:]
  private var failure: (any Error)?
  private var depth = 0
  private var hasRoot = false
  /// Depth at which a captured or skipped element began.
  private var captureDepth: Int?
  /// Elements of other namespaces inside a captured one are extensions and left out.
  private var captureNamespace = ""
  private var skipDepth: Int?
  private var open: [Int] = []
  private var records = 0

  init(target: any XMLEventTarget, limits: XMLLimits, schema: SchemaValidation? = nil) {
    self.target = target
    self.limits = limits
    self.schema = schema
  }

  /// Parses a whole document.
  ///
  /// - Parameter progress: told how many bytes have been read, after each piece.
  /// - Throws: `DocumentError`, or what the target throws.
  func parse(_ source: ByteSource, progress: (Int) -> Void = { _ in }) throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    try parse { (parse: (UnsafeRawBufferPointer) throws -> Void) in
      while true {
        let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        guard count > 0 else { break }
        try chunk.withUnsafeBytes { try parse(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        progress(source.bytesRead)
      }
    }
  }

  /// Parses a document in memory.
  func parse(text: String) throws {
    try parse { parse in
      var text = text
      try text.withUTF8 { try parse(UnsafeRawBufferPointer($0)) }
    }
  }

  private func parse(_ feed: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, prefix, uri, namespaceCount, _, attributeCount, _, attributes in
      guard let parser = XMLEventParser.from(context), let name else { return }
      parser.guarding {
        try parser.startElement(
          name, uri: uri, attributes: attributes, count: Int(attributeCount), namespaceCount: Int(namespaceCount))
      }
    }
    handler.endElementNs = { context, _, _, _ in
      guard let parser = XMLEventParser.from(context) else { return }
      parser.guarding { try parser.endElement() }
    }
    handler.characters = { context, text, length in
      guard let parser = XMLEventParser.from(context), let text else { return }
      parser.guarding { try parser.characters(UnsafeBufferPointer(start: text, count: Int(length))) }
    }
    handler.cdataBlock = handler.characters
    handler.internalSubset = { context, _, _, _ in
      guard let parser = XMLEventParser.from(context) else { return }
      parser.guarding {
        throw DocumentError(
          .documentType, "the document has a document type declaration (<!DOCTYPE …>)", line: parser.line,
          hint: "Remove it: entities are not accepted.")
      }
    }
    try withExtendedLifetime(self) {
      let unmanaged = Unmanaged.passUnretained(self).toOpaque()
      guard let context = xmlCreatePushParserCtxt(&handler, unmanaged, nil, 0, nil) else {
        throw DocumentError(.unreadable, "not enough memory for a parser")
      }
      self.context = context
      mutual_aid_xml_print_nothing()
      let plug = schema?.plug(into: context, line: { [unowned self] in self.line })
      defer {
        plug?.remove()
        self.context = nil
        xmlFreeParserCtxt(context)
      }
      // NOENT turns &amp; in attributes into &; with our handler table there are no other entities to expand.
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
      var fed = false
      try feed { bytes in
        fed = fed || !bytes.isEmpty
        try self.feed(bytes, to: context, last: false)
      }
      guard fed else { throw DocumentError(.empty, "the document is empty", hint: "Check how the file was made.") }
      try self.feed(UnsafeRawBufferPointer(start: nil, count: 0), to: context, last: true)
    }
  }

  /// Feeds a piece to libxml2, little by little.
  ///
  /// libxml2 compares each attribute of a tag with all before it: a tag of a megabyte would take minutes. It waits for a
  /// tag's end before it looks at it, so that what waits is limited.
  private func feed(_ bytes: UnsafeRawBufferPointer, to context: xmlParserCtxtPtr, last: Bool) throws {
    var rest = bytes[...]
    repeat {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
      rest = rest.dropFirst(piece.count)
      let code = xmlParseChunk(
        context, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count), last ? 1 : 0)
      if let failure { throw failure }
      let undecoded = last && hasUndecodedBytes(context)
      guard code == 0, context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1, !undecoded else {
        throw DocumentError.refused(
          by: code, context.pointee.lastError,
          at: .init(
            line: line, hasRoot: hasRoot, depth: depth, isAtEnd: last, hasUndecodedBytes: undecoded))
      }
      try checkWaiting(context)
    } while !rest.isEmpty
  }

  private func checkWaiting(_ context: xmlParserCtxtPtr) throws {
    guard let input = context.pointee.input, let start = input.pointee.cur else { return }
    let waiting = input.pointee.end - start
    guard waiting > limits.tagBytes else { return }
    let isText =
      context.pointee.instate == XML_PARSER_CDATA_SECTION
      || UnsafeBufferPointer(start: start, count: 4).elementsEqual("<!--".utf8)
    let limit = isText ? limits.textBytes : limits.tagBytes
    guard waiting <= limit else {
      throw DocumentError(
        .limit, "a \(isText ? "text or comment" : "tag") of more than \(limit) bytes", line: line,
        hint: "Check how the file was made.")
    }
  }

  /// At the end, bytes that are left are the beginning of a character, or none in the encoding declared.
  private func hasUndecodedBytes(_ context: xmlParserCtxtPtr) -> Bool {
    guard let buffer = context.pointee.input?.pointee.buf, buffer.pointee.encoder != nil, let raw = buffer.pointee.raw
    else { return false }
    return xmlBufUse(raw) > 0
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> XMLEventParser? {
    context.map { Unmanaged<XMLEventParser>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Swift errors cannot cross the C frames: the first one is kept, the parser told to stop, and `feed` throws it.
  private func guarding(_ body: () throws -> Void) {
    guard failure == nil else { return }
    do {
      try body()
    } catch {
      failure = error
      xmlStopParser(context)
    }
  }

  private var line: Int { (context?.pointee.input).map { Int($0.pointee.line) } ?? 0 }

  private func nameID(_ name: UnsafePointer<xmlChar>) throws -> Int32 {
    // libxml2 interns names: the same name has the same address for as long as the parser lives.
    if let id = nameCache[name] { return id }
    let text = String(cString: name)
    guard text.utf8.count <= 200 else {
      throw DocumentError(.limit, "a name of more than 200 bytes", line: line)
    }
    let id = buffer.nameID(text)
    nameCache[name] = id
    return id
  }

  private let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  private func namespace(_ uri: UnsafePointer<xmlChar>?) throws -> String {
    guard let uri else { return "" }
    if let text = namespaces[uri] { return text }
    let text = String(cString: uri)
    guard text.utf8.count <= 2000 else {
      throw DocumentError(.limit, "a namespace of more than 2,000 bytes", line: line)
    }
    namespaces[uri] = text
    return text
  }

  private func startElement(
    _ name: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int,
    namespaceCount: Int
  ) throws {
    depth += 1
    hasRoot = true
    guard depth <= limits.depth else {
      throw DocumentError(.limit, "elements are nested more than \(limits.depth) deep", line: line)
    }
    guard max(count, namespaceCount) <= limits.attributes else {
      throw DocumentError(.limit, "an element with more than \(limits.attributes) attributes", line: line)
    }
    guard skipDepth == nil else { return }
    let uri = try namespace(uri)
    if captureDepth != nil, uri != captureNamespace {
      skipDepth = depth
      return
    }
    if captureDepth == nil {
      buffer.clear()
      open.removeAll(keepingCapacity: true)
    } else if let parent = open.last, !buffer.nodes[parent].hasChildren {
      // White space between child elements is not text.
      buffer.nodes[parent].hasChildren = true
      buffer.bytes.removeSubrange(buffer.nodes[parent].text)
      buffer.nodes[parent].text = buffer.bytes.count..<buffer.bytes.count
    }
    let firstAttribute = buffer.attributes.count
    for index in 0..<count {
      // Of five pointers each: name, prefix, namespace, start and end of the value. Attributes of other namespaces than
      // xml: are extensions that nobody here knows.
      guard let attributes, let name = attributes[index * 5], let start = attributes[index * 5 + 3],
        let end = attributes[index * 5 + 4],
        try attributes[index * 5 + 2] == nil || namespace(attributes[index * 5 + 2]) == xmlNamespace
      else { continue }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      guard value.count <= limits.textBytes else {
        throw DocumentError(.limit, "an attribute of more than \(limits.textBytes) bytes", line: line)
      }
      let from = buffer.bytes.count
      buffer.bytes.append(contentsOf: value)
      buffer.attributes.append(.init(name: try nameID(name), text: from..<buffer.bytes.count))
    }
    let textStart = buffer.bytes.count
    let index = buffer.nodes.count
    buffer.nodes.append(
      .init(
        name: try nameID(name), line: line, attributes: firstAttribute..<buffer.attributes.count,
        text: textStart..<textStart, end: index + 1))
    open.append(index)
    try checkRecordSize()
    guard captureDepth == nil, let element = buffer.root else { return }
    switch try target.start(element, namespace: uri, depth: depth) {
    case .enter: break
    case .capture:
      captureDepth = depth
      captureNamespace = uri
    case .skip: skipDepth = depth
    }
  }

  private func characters(_ text: UnsafeBufferPointer<xmlChar>) throws {
    guard captureDepth != nil, skipDepth == nil, let top = open.last, !buffer.nodes[top].hasChildren else { return }
    buffer.bytes.append(contentsOf: text)
    buffer.nodes[top].text = buffer.nodes[top].text.lowerBound..<buffer.bytes.count
    guard buffer.nodes[top].text.count <= limits.textBytes else {
      throw DocumentError(.limit, "a text of more than \(limits.textBytes) bytes", line: line)
    }
    try checkRecordSize()
  }

  private func checkRecordSize() throws {
    guard buffer.size <= limits.recordBytes else {
      throw DocumentError(.limit, "a record of more than \(limits.recordBytes) bytes", line: line)
    }
  }

  private func endElement() throws {
    defer { depth -= 1 }
    if let skipped = skipDepth {
      if skipped == depth { skipDepth = nil }
      return
    }
    guard let captured = captureDepth else {
      try target.end(depth: depth, line: line)
      return
    }
    if let index = open.popLast() { buffer.nodes[index].end = buffer.nodes.count }
    guard captured == depth else { return }
    captureDepth = nil
    records += 1
    guard records <= limits.records else {
      throw DocumentError(.limit, "more than \(limits.records) records", line: line)
    }
    if let element = buffer.root { try target.captured(element) }
  }
}
