internal import DirectoryModel

/// Reads GML features with simple properties, whatever their schema, one after the other.
package enum FeatureReader {
  /// A feature is what a member element holds: `gml:featureMember`, `gml:featureMembers` or `wfs:member`.
  private struct Routing: ElementRouting {
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      switch depth {
      case 1: .enter
      case 2: name.hasSuffix("ember") || name.hasSuffix("embers") ? .enter : .skip
      default: .capture
      }
    }
  }

  private final class Target: XMLEventTarget {
    let receive: (Int, [String: String]) throws -> Void

    init(_ receive: @escaping (Int, [String: String]) throws -> Void) { self.receive = receive }

    func entered(_ element: Element) {}

    func captured(_ element: Element) throws {
      var properties: [String: String] = [:]
      for child in element.children where !child.hasChildren { properties[child.name] = child.text }
      try receive(element.line, properties)
    }

    func ended(depth: Int, line: Int) {}
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip.
  ///   - receive: given each feature's line, and its properties that are plain text by their local names.
  /// - Returns: how many bytes there were, unpacked.
  /// - Throws: `MutualAidError`, or what `receive` throws.
  package static func read(path: String, receive: (Int, [String: String]) throws -> Void) throws -> Int {
    let source = try ByteSource(path: path, limits: XMLLimits())
    try withoutActuallyEscaping(receive) { receive in
      let target = Target(receive)
      try XMLEventParser(routing: Routing(), limits: XMLLimits()).parse(source) { try $0.deliver(to: target) }
    }
    return source.bytesRead
  }
}

/// The bytes of a file that is read whole, plain or gzip, with the limits of every other document.
package enum FileBytes {
  /// The first bytes.
  ///
  /// - Throws: `MutualAidError` when the file cannot be read.
  package static func beginning(of path: String, count: Int) throws -> [UInt8] {
    try read(ByteSource(path: path, limits: XMLLimits()), upTo: count).bytes
  }

  /// All bytes.
  ///
  /// - Throws: `MutualAidError` when the file cannot be read, or has more bytes than the limit.
  package static func all(of path: String, limit: Int) throws -> [UInt8] {
    let (bytes, isWhole) = try read(ByteSource(path: path, limits: XMLLimits()), upTo: limit)
    guard isWhole else {
      throw MutualAidError(.limitExceeded, "the file has more than \(limit) bytes", hint: "Split it.")
    }
    return bytes
  }

  private static func read(
    _ source: ByteSource, upTo limit: Int
  ) throws -> (bytes: [UInt8], isWhole: Bool) {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { return (bytes, true) }
      bytes += chunk[..<min(count, limit - bytes.count)]
    }
    return (bytes, false)
  }
}
