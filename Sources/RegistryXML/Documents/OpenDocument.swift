internal import DirectoryModel
internal import FoundationEssentials
internal import Primitives

/// A document whose dialect is known and that can be read from its beginning, more than once if need be.
final class OpenDocument {
  let dialect: Dialect
  private(set) var source: ByteSource
  private let origin: Origin
  private let options: ReadingOptions
  private let limits: XMLLimits
  private var spool: SpooledFile?

  private enum Origin {
    case path(String)
    case memory([UInt8])

    func source(limits: XMLLimits) throws(MutualAidError) -> ByteSource {
      switch self {
      case .path(let path): try ByteSource(path: path, limits: limits)
      case .memory(let bytes): ByteSource(bytes: bytes, limits: limits)
      }
    }
  }

  convenience init(_ file: DocumentFile, options: ReadingOptions) throws {
    let elements = file.elements
    // What came before is no document of its own.
    if let failure = file.source.failure, failure.code == .inputSilent { throw failure }
    try self.init(.path(file.path), file.source, options: options, limits: file.limits) { elements }
  }

  convenience init(bytes: [UInt8], options: ReadingOptions, limits: XMLLimits) throws {
    try self.init(
      .memory(bytes), ByteSource(bytes: bytes, limits: limits), options: options, limits: limits
    ) {
      let beginning = bytes.prefix(DocumentFile.beginningBytes)
      return DialectFinder.beginning(of: Array(beginning), areAll: beginning.count == bytes.count, limits: limits)
    }
  }

  private init(
    _ origin: Origin, _ source: ByteSource, options: ReadingOptions, limits: XMLLimits,
    beginning: () -> DialectFinder.Beginning
  ) throws {
    self.origin = origin
    self.source = source
    self.options = options
    self.limits = limits
    let isStatedNative = options.profile == .named(NativeFormat.name)
    dialect = isStatedNative ? .native : try DialectFinder.dialect(of: beginning(), choice: options.profile)
    if case .path("-") = origin, dialect.records?.needsPasses == true {
      let spool = try SpooledFile(source)
      self.spool = spool
      self.source = try ByteSource(descriptor: spool.descriptor, limits: limits)
    }
  }

  /// Whether the document can be read from its beginning once more.
  var canBeReadAgain: Bool {
    if case .path("-") = origin { return spool != nil }
    return true
  }

  /// The document from its beginning once more.
  func again() throws -> ByteSource {
    guard let spool else { return try origin.source(limits: limits) }
    return try ByteSource(descriptor: spool.descriptor, limits: limits)
  }

  /// What takes the elements: of the whole document, and of its records where a profile reads them.
  ///
  /// - Parameters:
  ///   - knownStations: what is known of the stations of a registry, and that their fingerprints are asked for; only of
  ///     documents in the native format.
  ///   - receive: called with each record.
  /// - Returns: the target of the whole document, and that of a profile's records; `nil` where no profile reads them.
  func targets(
    knownStations: @escaping (Registry) -> KnownStations? = { _ in nil },
    receive: @escaping (DirectoryRecord) throws -> Void
  ) -> (document: any XMLEventTarget, records: ProfileTarget?) {
    targets(dialect, knownStations: knownStations, receive: receive)
  }

  private func targets(
    _ dialect: Dialect, knownStations: @escaping (Registry) -> KnownStations?,
    receive: @escaping (DirectoryRecord) throws -> Void
  ) -> (document: any XMLEventTarget, records: ProfileTarget?) {
    switch dialect {
    case .native:
      return (NativeTarget(positions: options.positions, knownStations: knownStations, receive: receive), nil)
    case .profile(let profile) where profile.content == .envelope:
      let target = EnvelopeTarget(envelope: profile, dialect: nil, content: UnknownContent()) { _ in }
      return (target, nil)
    case .profile(let profile):
      let target = ProfileTarget(
        profile: profile, options: options, limits: limits, modified: modified, receive: receive)
      return (target, target)
    case .enveloped(let envelope, let content):
      let inner = targets(content, knownStations: knownStations, receive: receive)
      let target = EnvelopeTarget(envelope: envelope, dialect: content, content: inner.document) { problem in
        try receive(.problem(problem))
      }
      return (target, inner.records)
    }
  }

  /// When the file was last changed, which cannot lie ahead; of standard input and memory, now.
  private var modified: Date {
    var status = stat()
    guard case .path(let path) = origin, path != "-", stat(path, &status) == 0 else { return Date() }
    #if canImport(Darwin)
      return min(Date(timeIntervalSince1970: Double(status.st_mtimespec.tv_sec)), Date())
    #else
      return min(Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)), Date())
    #endif
  }

  /// Refuses what stands in an envelope and is in no dialect known.
  private final class UnknownContent: XMLEventTarget {
    func entered(_ element: Element) throws { try refuse(element) }
    func captured(_ element: Element) throws { try refuse(element) }
    func ended(depth: Int, line: Int) {}

    private func refuse(_ element: Element) throws {
      throw MutualAidError(
        .unknownFormat,
        "the envelope holds <\(element.name)> in namespace '\(element.namespace)', which no profile recognises",
        line: element.line, hint: .known(ProfileLibrary.names))
    }
  }
}

/// What came from standard input, kept in a file without a name, so that it can be read again.
///
/// Safety: the descriptor is owned here and closed once, in `deinit`.
private final class SpooledFile {
  let descriptor: Int32

  init(_ source: ByteSource) throws {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    // mkstemp puts letters of its own in place of the six at the end.
    var template = Array("\(folder)/mutualaid-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw MutualAidError(
        .unreadable, "cannot make a temporary file in \(folder)", hint: "Set TMPDIR to a folder with room.")
    }
    unlink(template)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { break }
      var written = 0
      while written < count {
        let more = chunk[written..<count].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard more > 0 else {
          throw MutualAidError(
            .unreadable, "cannot keep standard input in \(folder): \(String(cString: strerror(errno)))",
            hint: "Set TMPDIR to a folder with room.")
        }
        written += more
      }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
