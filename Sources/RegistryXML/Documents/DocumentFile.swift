package import DirectoryModel

/// A document that has been opened, and its beginning: both happen once, for all that want to know what it is.
///
/// ```swift
/// let document = try DocumentFile(path: "nl-fire.xml")
/// if document.rootName == "registry" { try DirectoryReader().read(document) { print($0) } }
/// ```
package final class DocumentFile {
  /// The path as given; `-` for standard input.
  package let path: String
  let source: ByteSource
  let limits: XMLLimits

  /// So many bytes are looked at to find out what the document is.
  static let beginningBytes = 262_144

  private lazy var lookAhead = source.lookAhead(DocumentFile.beginningBytes)
  /// The first bytes, unpacked; fewer where the document ends or cannot be read.
  package var beginning: [UInt8] { lookAhead.bytes }
  /// The first elements; none where it is no XML.
  private(set) lazy var elements: DialectFinder.Beginning = {
    var elements = DialectFinder.beginning(of: beginning, areAll: lookAhead.areAll, limits: limits)
    elements.failure = source.failure ?? elements.failure
    return elements
  }()

  /// Opens a document.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip, or `-` for standard input.
  ///   - limits: how much of it is taken.
  /// - Throws: `MutualAidError` when it cannot be opened, or is a folder or device.
  package init(path: String, limits: XMLLimits = XMLLimits()) throws(MutualAidError) {
    self.path = path
    self.limits = limits
    source = try ByteSource(path: path, limits: limits)
  }

  /// Takes a document that is in memory already, which is not unpacked.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - name: what errors call it.
  ///   - limits: how much of it is taken.
  package init(bytes: [UInt8], name: String = "", limits: XMLLimits = XMLLimits()) {
    path = name
    self.limits = limits
    source = ByteSource(bytes: bytes, limits: limits)
  }

  /// The local name of the root element; `nil` where there is none.
  package var rootName: String? { elements.elements.first?.name }

  /// All bytes, unpacked.
  ///
  /// - Throws: `MutualAidError` when the document cannot be read, or has more bytes than the limit.
  package func bytes(limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
    throw MutualAidError(.limitExceeded, "the file has more than \(limit) bytes", hint: "Split it.")
  }
}
