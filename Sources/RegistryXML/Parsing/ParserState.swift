internal import CLibXML2
internal import DirectoryModel

/// What the parser's callbacks work on: they fill a tape and hand it over, now and then, as a batch.
///
/// Safety: a value at an address of its own, which libxml2 gives to every callback; it is used by one thread. Errors
/// cannot cross the C frames: the first one is kept, the parser stopped, and `XMLEventParser` throws it.
struct ParserState {
  /// A batch is handed over when it has grown to this size, so that the next stage can begin.
  private static let batchSize = 1 << 20
  private static let nameLength = 200
  private static let namespaceLength = 2000
  private static let differentNames = 20_000
  private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
  private static let nativeNames = NativeName.texts.map {
    RecordBatch.Name(local: $0, namespace: NativeFormat.namespace, isPlain: true)
  }

  var context: xmlParserCtxtPtr?
  private(set) var failure: (any Error)?
  private(set) var depth = 0
  private(set) var hasRoot = false
  var bytesRead = 0
  private let limits: XMLLimits
  private let routing: any ElementRouting
  private let keepsForeign: Bool
  private let emit: (RecordBatch) throws -> Void
  private var tape = RecordBatch.Tape()
  /// Begins with the native format's names, at their own numbers.
  private var names = ParserState.nativeNames
  private var elementNames = NameTable()
  private var attributeNames = NameTable()
  private var open = UnmanagedArray<UInt32>(capacity: 64)
  private var entered: [String] = []
  private var isFirst = true
  private var hasUndeclaredPrefix = false
  private var records = 0
  /// Depth at which a captured or skipped element began; 0 for none.
  private var captureDepth = 0
  private var skipDepth = 0
  private var skippedNames: Set<UInt32> = []
  private var captureNamespace: UnsafePointer<xmlChar>?
  /// How much there was on the tape before the captured element.
  private var sizeBefore = 0

  init(routing: any ElementRouting, limits: XMLLimits, emit: @escaping (RecordBatch) throws -> Void) {
    self.routing = routing
    self.limits = limits
    self.emit = emit
    keepsForeign = routing.keepsForeignNamespaces
  }

  mutating func deallocate() {
    tape.deallocate()
    open.deallocate()
  }

  var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }

  private mutating func fail(_ error: any Error) {
    guard failure == nil else { return }
    failure = error
    xmlStopParser(context)
  }

  private mutating func fail(limit message: TranslatableText, hint: Hint = "Check how the file was made.") {
    fail(MutualAidError(.limitExceeded, message, line: line, hint: hint))
  }

  /// Notes a prefix that nothing declares: the name is then taken to be in no namespace.
  mutating func metUndeclaredPrefix(_ prefix: UnsafePointer<xmlChar>) {
    guard !hasUndeclaredPrefix, failure == nil else { return }
    hasUndeclaredPrefix = true
    tape.events.append(.undeclaredPrefix(String(String(cString: prefix).prefix(100)), line: line))
  }

  mutating func documentType(_ name: String) {
    if name.lowercased() == "html" {
      return fail(
        MutualAidError(
          .serviceException, "this is an HTML page, not a document with data", line: line,
          hint: "It may be the error page of a service: open it in a browser, and ask the service again."))
    }
    fail(
      MutualAidError(
        .documentType, "the document has a document type declaration (<!DOCTYPE …>)", line: line,
        hint: "Remove it: entities are not accepted."))
  }

  /// Hands over what has been gathered.
  mutating func flush() throws {
    guard !tape.events.isEmpty else { return }
    let full = tape
    tape = RecordBatch.Tape()
    try emit(RecordBatch(full, names: names, bytesRead: bytesRead))
  }

  private mutating func flushIfFull() {
    guard isFirst || tape.size >= ParserState.batchSize, failure == nil else { return }
    // The first element is delivered at once: the kind of document follows from it.
    isFirst = false
    do { try flush() } catch { fail(error) }
  }

  /// A small number for an element's name: libxml2 interns names, so that the same one has the same address throughout.
  @inline(__always)
  private mutating func number(ofElement name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?) -> UInt32 {
    if let number = elementNames.find(name, uri) { return number }
    let new = makeName(name, uri)
    let native = new.namespace == NativeFormat.namespace ? NativeName.numbers[new.local] : nil
    let number = native ?? add(new)
    elementNames.insert(name, uri, number)
    return number
  }

  @inline(__always)
  private mutating func number(ofAttribute name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?) -> UInt32 {
    if let number = attributeNames.find(name, uri) { return number }
    let new = makeName(name, uri)
    let number = (new.isPlain ? NativeName.numbers[new.local] : nil) ?? add(new)
    attributeNames.insert(name, uri, number)
    return number
  }

  private mutating func makeName(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?) -> RecordBatch.Name {
    let local = String(cString: name)
    let namespace = uri.map { String(cString: $0) } ?? ""
    if local.utf8.count > ParserState.nameLength { fail(limit: "a name of more than \(ParserState.nameLength) bytes") }
    if namespace.utf8.count > ParserState.namespaceLength {
      fail(limit: "a namespace of more than \(ParserState.namespaceLength) bytes")
    }
    return RecordBatch.Name(
      local: local, namespace: namespace, isPlain: uri == nil || namespace == ParserState.xmlNamespace)
  }

  private mutating func add(_ name: RecordBatch.Name) -> UInt32 {
    if names.count >= ParserState.differentNames {
      fail(limit: "more than \(ParserState.differentNames) different names of elements and attributes")
      return 0
    }
    names.append(name)
    return UInt32(names.count - 1)
  }

  mutating func start(
    _ name: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int, namespaceCount: Int
  ) {
    depth += 1
    hasRoot = true
    if depth > limits.depth { return fail(limit: "elements are nested more than \(limits.depth) deep") }
    if max(count, namespaceCount) > limits.attributes {
      return fail(limit: "an element with more than \(limits.attributes) attributes")
    }
    if skipDepth != 0 || failure != nil { return }
    let isCapturing = captureDepth != 0
    if isCapturing {
      if !keepsForeign, uri != captureNamespace {
        skip(number(ofElement: name, uri))
        return
      }
      dropTextOfParent()
    }
    let index = tape.nodes.count
    if !isCapturing { sizeBefore = tape.size }
    append(name, uri: uri, attributes: attributes, count: count)
    guard !isCapturing, failure == nil else { return }
    let found = names[Int(tape.nodes.items[index].name)]
    switch routing.handling(of: found.local, namespace: found.namespace, parent: entered.last, depth: depth) {
    case .enter:
      entered.append(found.local)
      tape.nodes.items[index].end = UInt32(tape.nodes.count)
      tape.events.append(.entered(node: index))
      flushIfFull()
    case .capture:
      captureDepth = depth
      captureNamespace = uri
      open.truncate(to: 0)
      open.append(UInt32(truncatingIfNeeded: index))
    case .skip: skip(tape.nodes.items[index].name)
    }
  }

  /// Leaves out the element that begins, with an event for the first of its name.
  private mutating func skip(_ name: UInt32) {
    skipDepth = depth
    guard failure == nil, skippedNames.insert(name).inserted else { return }
    tape.events.append(.skipped(name: name, line: line))
  }

  /// White space between child elements is not text.
  private mutating func dropTextOfParent() {
    guard open.count > 0 else { return }
    let parent = tape.nodes.items + Int(open.items[open.count - 1])
    guard !parent.pointee.hasChildren else { return }
    parent.pointee.hasChildren = true
    // Nothing has been written behind the parent's text yet.
    tape.bytes.truncate(to: Int(parent.pointee.textStart))
    parent.pointee.textEnd = parent.pointee.textStart
  }

  private mutating func append(
    _ name: UnsafePointer<xmlChar>, uri: UnsafePointer<xmlChar>?,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
  ) {
    let first = UInt32(truncatingIfNeeded: tape.attributes.count)
    if let attributes {
      // Of five pointers each: name, prefix, namespace, start and end of the value.
      for index in 0..<count {
        let entry = attributes + index * 5
        guard let name = entry[0], let start = entry[3], let end = entry[4] else { continue }
        if let prefix = entry[1], entry[2] == nil { metUndeclaredPrefix(prefix) }
        let length = end - start
        if length > limits.textBytes {
          return fail(limit: "an attribute of more than \(limits.textBytes) bytes")
        }
        let from = UInt32(truncatingIfNeeded: tape.bytes.count)
        tape.bytes.append(start, count: length)
        tape.attributes.append(
          .init(
            name: number(ofAttribute: name, entry[2]), start: from, end: UInt32(truncatingIfNeeded: tape.bytes.count)))
        // To stop the parser frees its input, which the other attributes lie in.
        if failure != nil { return }
      }
    }
    let text = UInt32(truncatingIfNeeded: tape.bytes.count)
    let index = tape.nodes.count
    tape.nodes.append(
      .init(
        name: number(ofElement: name, uri), line: Int32(truncatingIfNeeded: line), firstAttribute: first,
        endAttribute: UInt32(truncatingIfNeeded: tape.attributes.count), textStart: text, textEnd: text,
        end: UInt32(truncatingIfNeeded: index + 1), hasChildren: false))
    if captureDepth != 0 { open.append(UInt32(truncatingIfNeeded: index)) }
    checkRecordSize()
  }

  private mutating func checkRecordSize() {
    if tape.size - sizeBefore > limits.recordBytes {
      fail(limit: "a record of more than \(limits.recordBytes) bytes")
    }
  }

  mutating func characters(_ text: UnsafePointer<xmlChar>, count: Int) {
    guard captureDepth != 0, skipDepth == 0, open.count > 0, failure == nil else { return }
    let top = tape.nodes.items + Int(open.items[open.count - 1])
    guard !top.pointee.hasChildren else { return }
    if Int(top.pointee.textEnd) - Int(top.pointee.textStart) + count > limits.textBytes {
      return fail(limit: "a text of more than \(limits.textBytes) bytes")
    }
    tape.bytes.append(text, count: count)
    top.pointee.textEnd = UInt32(truncatingIfNeeded: tape.bytes.count)
    checkRecordSize()
  }

  mutating func end() {
    defer { depth -= 1 }
    if skipDepth != 0 {
      if skipDepth == depth { skipDepth = 0 }
      return
    }
    guard failure == nil else { return }
    guard captureDepth != 0 else {
      _ = entered.popLast()
      tape.events.append(.ended(depth: depth, line: line))
      return flushIfFull()
    }
    let index = Int(open.items[open.count - 1])
    open.truncate(to: open.count - 1)
    tape.nodes.items[index].end = UInt32(truncatingIfNeeded: tape.nodes.count)
    guard captureDepth == depth else { return }
    captureDepth = 0
    records += 1
    if records > limits.records {
      return fail(
        limit: "the document has more than \(limits.records) records",
        hint: .allowMoreRecords)
    }
    tape.events.append(.captured(node: index))
    flushIfFull()
  }
}
