public import DirectoryModel

/// Reads documents record by record, in memory that does not grow with the document.
///
/// ```swift
/// let reader = DirectoryReader()
/// let summary = try reader.read(path: "nl-fire.xml") { record in
///   if case .station(let station) = record { print(station.station?.names.main ?? "unreadable") }
/// }
/// ```
public struct DirectoryReader: Sendable {
  /// What is known of a document after reading it.
  public struct Summary: Sendable {
    /// The dialect.
    public var profile: String
    /// Bytes read, unpacked.
    public var bytes: Int
    /// What the schema objects to; empty where it was not asked.
    public var schemaProblems: [Problem]
  }

  /// How much is taken.
  public var limits: XMLLimits
  /// Whether the XML Schema checks the document as well.
  public var checksSchema: Bool

  /// Makes a reader.
  public init(limits: XMLLimits = XMLLimits(), checksSchema: Bool = false) {
    self.limits = limits
    self.checksSchema = checksSchema
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip, or `-` for standard input.
  ///   - progress: told how many bytes have been read, now and then.
  ///   - receive: given each record. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `DocumentError`, or what `receive` throws.
  public func read(
    path: String, progress: (Int) -> Void = { _ in }, receive: (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    try read(path: path, progress: progress, prepare: { { record, emit in emit(record) } }, receive: receive)
  }

  /// Reads a document with three threads: one parses, one turns elements into records and prepares them, and the
  /// caller's takes what has been prepared.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip, or `-` for standard input.
  ///   - progress: told how many bytes have been read, now and then.
  ///   - prepare: makes, on the second thread, what is given each record there and passes on what becomes of it.
  ///   - receive: given what was passed on, in order. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `DocumentError`, or what `prepare` and `receive` throw.
  public func read<Prepared: Sendable>(
    path: String, progress: (Int) -> Void = { _ in },
    prepare: @escaping @Sendable () throws -> (DirectoryRecord, (Prepared) -> Void) throws -> Void,
    receive: (Prepared) throws -> Void
  ) throws -> Summary {
    var summary = Summary(profile: NativeFormat.name, bytes: 0, schemaProblems: [])
    try pipelined { [self] (emit: (Portion<Prepared>) throws -> Void) in
      let prepareRecord = try prepare()
      var portion = Portion<Prepared>()
      let target = NativeTarget { record in try prepareRecord(record) { portion.prepared.append($0) } }
      try pipelined { [self] emit in
        try parse(path: path, emit: emit)
      } consume: { (piece: Piece) in
        switch piece {
        case .batch(let batch):
          portion.bytes = batch.bytesRead
          try batch.deliver(to: target)
        case .schema(let problems): portion.schemaProblems = problems
        }
        let full = portion
        portion = Portion()
        portion.bytes = full.bytes
        try emit(full)
      }
    } consume: { portion in
      for prepared in portion.prepared { try receive(prepared) }
      summary.bytes = portion.bytes
      summary.schemaProblems += portion.schemaProblems
      progress(portion.bytes)
    }
    return summary
  }

  private enum Piece: Sendable {
    case batch(RecordBatch)
    case schema([Problem])
  }

  private struct Portion<Prepared: Sendable>: Sendable {
    var prepared: [Prepared] = []
    var bytes = 0
    var schemaProblems: [Problem] = []
  }

  private func parse(path: String, emit: (Piece) throws -> Void) throws {
    let source = try ByteSource(path: path, limits: limits)
    var schema: SchemaValidation?
    if checksSchema {
      schema = SchemaValidation()
      guard schema != nil else { throw DocumentError(.unreadable, "the built-in XML Schema cannot be compiled") }
    }
    try XMLEventParser(routing: NativeRouting(), limits: limits, schema: schema).parse(source) { try emit(.batch($0)) }
    if let schema { try emit(.schema(schema.problems)) }
  }

  /// The name of a document's root element, without reading more than its beginning; `nil` when there is none.
  public static func rootName(path: String) -> String? {
    guard let source = try? ByteSource(path: path, limits: XMLLimits()) else { return nil }
    var name: String?
    try? XMLEventParser(routing: RootOnly(), limits: XMLLimits()).parse(source) { batch in
      if case .entered(let node) = batch.events.first { name = Element(batch: batch, index: node).name }
      throw RootOnly.Found()
    }
    return name
  }

  private struct RootOnly: ElementRouting {
    struct Found: Error {}
    let keepsForeignNamespaces = false

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling { .enter }
  }
}
