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
    path: String, progress: (Int) -> Void = { _ in }, receive: @escaping (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    try read(ByteSource(path: path, limits: limits), progress: progress, receive: receive)
  }

  /// Reads a document in memory, which is not unpacked.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - name: what it is called in messages.
  ///   - receive: given each record. What it throws stops the reading and comes out of this method.
  /// - Returns: what is known of the document as a whole.
  /// - Throws: `DocumentError`, or what `receive` throws.
  public func read(
    bytes: [UInt8], name: String, receive: @escaping (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    try read(ByteSource(bytes: bytes, limits: limits), progress: { _ in }, receive: receive)
  }

  private func read(
    _ source: ByteSource, progress: (Int) -> Void, receive: @escaping (DirectoryRecord) throws -> Void
  ) throws -> Summary {
    var schema: SchemaValidation?
    if checksSchema {
      schema = SchemaValidation()
      guard schema != nil else { throw DocumentError(.unreadable, "the built-in XML Schema cannot be compiled") }
    }
    let target = NativeTarget(receive: receive)
    try XMLEventParser(target: target, limits: limits, schema: schema).parse(source, progress: progress)
    return Summary(
      profile: NativeFormat.name, bytes: source.bytesRead, schemaProblems: schema?.problems ?? [])
  }

  /// The name of a document's root element, without reading more than its beginning; `nil` when there is none.
  public static func rootName(path: String) -> String? {
    guard let source = try? ByteSource(path: path, limits: XMLLimits()) else { return nil }
    let target = RootOnly()
    try? XMLEventParser(target: target, limits: XMLLimits()).parse(source)
    return target.name
  }

  private final class RootOnly: XMLEventTarget {
    struct Found: Error {}
    var name: String?

    func start(_ element: Element, namespace: String, depth: Int) throws -> ElementHandling {
      name = element.name
      throw Found()
    }

    func captured(_ element: Element) {}
    func end(depth: Int, line: Int) {}
  }
}
