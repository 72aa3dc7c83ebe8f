/// The 32 bytes of a SHA-256 digest (FIPS 180-4).
public struct Digest: Hashable, Sendable {
  /// How many bytes a digest has.
  public static let size = 32

  // Four words as they lie in memory: comparing and keeping them costs no allocation.
  var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  /// Takes 32 bytes.
  ///
  /// - Returns: `nil` for any other number of bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.size else { return nil }
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// Takes 64 hexadecimal digits.
  ///
  /// - Returns: `nil` for any other text.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(of: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The bytes.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// The bytes as 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(of: bytes) }

  /// Gives the bytes where they lie; they are not to be kept.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: words, body)
  }

  /// Whether both have the same bytes.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension Digest: CustomStringConvertible {
  /// The bytes as hexadecimal digits.
  public var description: String { hex }
}
