internal import CLibXML2
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Hands libxml2 the built-in `xml.xsd` when our schema imports it, so that nothing is read from disk.
///
/// libxml2 keeps input callbacks in one list for the whole process: ours are there only while a schema is compiled, and
/// a lock lets one thread at a time do so.
enum ImportedSchema {
  private static let lock = Mutex(())

  static func serving<Result>(_ body: () -> Result) -> Result {
    lock.withLock { _ in
      xmlRegisterInputCallbacks(
        { name in name.map { strcmp($0, "xml.xsd") == 0 } == true ? 1 : 0 },
        { _ in Unmanaged.passRetained(Cursor()).toOpaque() },
        { cursor, destination, count in
          guard let cursor, let destination else { return -1 }
          return Unmanaged<Cursor>.fromOpaque(cursor).takeUnretainedValue().read(into: destination, count: Int(count))
        },
        { cursor in
          if let cursor { Unmanaged<Cursor>.fromOpaque(cursor).release() }
          return 0
        })
      defer { xmlPopInputCallbacks() }
      return body()
    }
  }

  private final class Cursor {
    private var rest = PackageResources.xml_xsd[...]

    func read(into destination: UnsafeMutablePointer<CChar>, count: Int) -> Int32 {
      let piece = rest.prefix(count)
      for (offset, byte) in piece.enumerated() { destination[offset] = CChar(bitPattern: byte) }
      rest = rest.dropFirst(piece.count)
      return Int32(piece.count)
    }
  }
}
