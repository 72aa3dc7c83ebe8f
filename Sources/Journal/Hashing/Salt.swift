internal import CSodium

/// Sixteen random bytes that are hashed before a payload.
///
/// What a payload says can often be guessed: a unit, one of eight statuses, a time. Without its salt, which is erased with
/// it, nobody can try the guesses out on the digest that stays in the chain.
public struct Salt: Hashable, Sendable {
  /// How many bytes a salt has.
  public static let size = 16

  /// The bytes.
  public let bytes: [UInt8]

  /// A new one.
  public static func random() -> Salt { Salt(checked: Sodium.random(size)) }

  /// Takes 16 bytes.
  ///
  /// - Returns: `nil` for any other number of bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Salt.size else { return nil }
    self.bytes = bytes
  }

  private init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// So many new ones, which costs one call of the generator.
  package static func random(_ count: Int) -> [Salt] {
    let bytes = Sodium.random(count * size)
    return (0..<count).map { Salt(checked: Array(bytes[$0 * size..<($0 + 1) * size])) }
  }
}

/// The library of cryptography, made ready once.
enum Sodium {
  private static let isReady = sodium_init() >= 0

  /// Random bytes of the system's generator.
  static func random(_ count: Int) -> [UInt8] {
    _ = isReady
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { randombytes_buf(start, $0.count) } }
    return bytes
  }

  static func prepare() { _ = isReady }
}
