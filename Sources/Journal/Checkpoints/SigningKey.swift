internal import CSodium
internal import FoundationEssentials

/// An Ed25519 key (RFC 8032) that signs, in a file that its owner alone can read.
public struct SigningKey: Sendable {
  private let secret: [UInt8]
  /// The key that verifies what this one signs.
  public let publicKey: PublicKey

  /// A new key, which is in no file.
  public init() {
    Sodium.prepare()
    var secret = [UInt8](repeating: 0, count: Int(crypto_sign_ed25519_SECRETKEYBYTES))
    var open = [UInt8](repeating: 0, count: PublicKey.size)
    crypto_sign_ed25519_keypair(&open, &secret)
    self.secret = secret
    publicKey = PublicKey(checked: open)
  }

  /// Makes a key of its 32 bytes (RFC 8032, section 5.1.5).
  ///
  /// - Returns: `nil` for any other number of bytes.
  public init?(seed: [UInt8]) {
    guard seed.count == Int(crypto_sign_ed25519_SEEDBYTES) else { return nil }
    var secret = [UInt8](repeating: 0, count: Int(crypto_sign_ed25519_SECRETKEYBYTES))
    var open = [UInt8](repeating: 0, count: PublicKey.size)
    crypto_sign_ed25519_seed_keypair(&open, &secret, seed)
    self.secret = secret
    publicKey = PublicKey(checked: open)
  }

  /// The 32 bytes from which the key can be made again: whoever has them can sign.
  public var seed: [UInt8] { Array(secret.prefix(Int(crypto_sign_ed25519_SEEDBYTES))) }

  /// The 64 bytes of a signature.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_ed25519_BYTES))
    crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), secret)
    return signature
  }
}

/// The public half of a key: 32 bytes that anybody may have.
public struct PublicKey: Hashable, Sendable, LosslessStringConvertible {
  /// How many bytes a key has.
  public static let size = Int(crypto_sign_ed25519_PUBLICKEYBYTES)

  /// The bytes.
  public let bytes: [UInt8]

  /// The key as 64 hexadecimal digits.
  public var description: String { Hex.text(of: bytes) }

  /// Takes 64 hexadecimal digits.
  ///
  /// - Returns: `nil` for any other text.
  public init?(_ description: String) {
    guard let bytes = Hex.bytes(of: description), bytes.count == PublicKey.size else { return nil }
    self.bytes = bytes
  }

  init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// Whether a signature is that of this key over a message.
  public func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == Int(crypto_sign_ed25519_BYTES) else { return false }
    return crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), bytes) == 0
  }
}
