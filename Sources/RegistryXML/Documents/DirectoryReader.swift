package import DirectoryModel

/// Reads documents record by record, in memory that does not grow with the document.
///
/// ```swift
/// let reader = DirectoryReader()
/// let summary = try reader.read(path: "nl-fire.xml") { record in
///   if case .station(let station) = record { print(station.station?.names.main ?? "unreadable") }
/// }
/// ```
package struct DirectoryReader: Sendable {
  /// What is known of a document after reading it.
  package struct Summary: Sendable {
    /// The dialect.
    package var profile: String
    /// Bytes read, unpacked.
    package var bytes: Int
    /// What the schema objects to; empty where it was not asked.
    package var schemaProblems: [Problem]
    /// How many elements of the dialect were met that are nothing for the directory.
    package var skipped = 0
    /// What the profile looks for in the document's description of itself and does not find.
    package var missing: [MissingHeaderValue] = []
  }

  /// How much is taken.
  package var limits: XMLLimits
  /// Whether the XML Schema checks native documents as well.
  package var checksSchema: Bool
  /// The dialect, and what the caller knows better than the document.
  package var options: ReadingOptions

  /// Makes a reader.
  package init(limits: XMLLimits = XMLLimits(), checksSchema: Bool = false, options: ReadingOptions = ReadingOptions())
  {
    self.limits = limits
    self.checksSchema = checksSchema
    self.options = options
  }

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip, or `-` for standard input.
  ///   - recognised: called with the dialect before anything is read.
  ///   - progress: called now and then with how far the reading is.
  ///   - receive: called with each record. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `MutualAidError`, or what `receive` throws.
  package func read(
    path: String, recognised: (String) -> Void = { _ in }, progress: (ReadingProgress) throws -> Void = { _ in },
    receive: (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    try read(
      DocumentFile(path: path, limits: limits), recognised: recognised, progress: progress, receive: receive)
  }

  /// Reads a document that has been opened with this reader's limits.
  ///
  /// - Parameters:
  ///   - document: the document, of which nothing has been read.
  ///   - recognised: called with the dialect before anything is read.
  ///   - progress: called now and then with how far the reading is.
  ///   - receive: called with each record. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `MutualAidError`, or what `receive` throws.
  package func read(
    _ document: DocumentFile, recognised: (String) -> Void = { _ in },
    progress: (ReadingProgress) throws -> Void = { _ in }, receive: (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    try read(
      [document], recognised: recognised, progress: progress, prepare: { { record, emit in emit(record) } },
      receive: receive)
  }

  /// Reads a document with three threads: one parses, one turns elements into records and prepares them, and the
  /// caller's takes what has been prepared.
  ///
  /// - Parameters:
  ///   - pages: the document, of which nothing has been read; or several that are one edition, where the options say so.
  ///   - recognised: called with the dialect before anything is read.
  ///   - progress: called now and then with how far the reading is.
  ///   - knownStations: called on the second thread when a registry begins; gives what is known of its stations, of which
  ///     those that are the same again are not read further. With `nil`, no fingerprints are made.
  ///   - prepare: makes, on the second thread, what is given each record there and passes on what becomes of it.
  ///   - receive: given what was passed on, in order. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `MutualAidError`, or what `prepare` and `receive` throw.
  package func read<Prepared: Sendable>(
    _ pages: [DocumentFile], recognised: (String) -> Void = { _ in },
    progress: (ReadingProgress) throws -> Void = { _ in },
    knownStations: @escaping @Sendable (Registry) -> KnownStations? = { _ in nil },
    prepare: @escaping @Sendable () throws -> (DirectoryRecord, (Prepared) -> Void) throws -> Void,
    receive: (Prepared) throws -> Void
  ) throws -> Summary {
    try read(
      OpenDocument(pages, options: options), recognised: recognised, progress: progress,
      knownStations: knownStations, prepare: prepare, receive: receive)
  }

  /// Reads a document in memory, which is not unpacked.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - receive: called with each record. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `MutualAidError`, or what `receive` throws.
  package func read(bytes: [UInt8], receive: (DirectoryRecord) throws -> Void) throws -> Summary {
    try read(
      OpenDocument(bytes: bytes, options: options, limits: limits), recognised: { _ in }, progress: { _ in },
      knownStations: { _ in nil }, prepare: { { record, emit in emit(record) } }, receive: receive)
  }

  private func read<Prepared: Sendable>(
    _ document: OpenDocument, recognised: (String) -> Void, progress: (ReadingProgress) throws -> Void,
    knownStations: @escaping @Sendable (Registry) -> KnownStations?,
    prepare: @escaping @Sendable () throws -> (DirectoryRecord, (Prepared) -> Void) throws -> Void,
    receive: (Prepared) throws -> Void
  ) throws -> Summary {
    let document = ExclusiveTransfer(value: document)
    let dialect = document.value.dialect
    recognised(dialect.name)
    var summary = Summary(profile: dialect.name, bytes: 0, schemaProblems: [])
    try pipelined { [self] (emit: (Portion<Prepared>) throws -> Void) in
      let prepareRecord = try prepare()
      var portion = Portion<Prepared>()
      var edition = EditionFrame(isEdition: options.isEdition)
      let take = { (record: DirectoryRecord) in
        guard edition.admits(record) else { return }
        portion.progress.records += record.unitCount
        try prepareRecord(record) { portion.prepared.append($0) }
      }
      let targets = document.value.targets(knownStations: knownStations, receive: take)
      try pipelined { [self] emit in
        try parse(document.value, emit: emit)
      } consume: { (piece: Piece) in
        switch piece {
        case .batch(let batch, let fileBytes):
          portion.progress.bytes = batch.bytesRead
          portion.progress.fileBytes = fileBytes
          try batch.deliver(to: targets.document)
        case .page(let number):
          // Those of the profile tell it themselves, because some records come out at the end.
          if let records = targets.records { try records.begin(page: number) } else { try take(.page(number)) }
        case .schema(let problems): portion.schemaProblems = problems
        }
        try emit(portion.handOver())
      }
      if let records = targets.records {
        // What comes from standard input is kept for a second reading only where its dialect always needs one.
        let lookup =
          records.lookup.isNeeded && document.value.canBeReadAgain
          ? try LookupPasses(limits: limits).fill(records.lookup, from: document.value.again) : records.lookup
        try records.finish(lookup)
        portion.skipped = records.skipped
        portion.missing = records.missing
        try emit(portion.handOver())
      }
      if let end = edition.end() {
        try prepareRecord(end) { portion.prepared.append($0) }
        try emit(portion.handOver())
      }
    } consume: { portion in
      for prepared in portion.prepared { try receive(prepared) }
      summary.bytes = portion.progress.bytes
      summary.schemaProblems += portion.schemaProblems
      summary.skipped += portion.skipped
      summary.missing += portion.missing
      try progress(portion.progress)
    }
    return summary
  }

  private enum Piece: Sendable {
    case batch(RecordBatch, fileBytes: Int)
    case page(Int)
    case schema([Problem])
  }

  private struct Portion<Prepared: Sendable>: Sendable {
    var prepared: [Prepared] = []
    var progress = ReadingProgress()
    var schemaProblems: [Problem] = []
    var skipped = 0
    var missing: [MissingHeaderValue] = []

    /// What has been gathered; gathering begins anew.
    mutating func handOver() -> Portion {
      defer { self = Portion(progress: progress) }
      return self
    }
  }

  private func parse(_ document: OpenDocument, emit: (Piece) throws -> Void) throws {
    var schema: SchemaValidation?
    if checksSchema, document.dialect.isPlainNative {
      guard let compiled = CompiledSchema.native else {
        throw MutualAidError(.unreadable, "the built-in XML Schema cannot be compiled")
      }
      schema = SchemaValidation(compiled)
    }
    for (number, source) in document.sources.enumerated() {
      if number > 0 { try emit(.page(number)) }
      try XMLEventParser(routing: document.dialect.routing, limits: limits, schema: schema).parse(source) {
        try emit(.batch($0, fileBytes: source.fileBytes))
      }
    }
    if let schema { try emit(.schema(schema.problems)) }
  }
}
