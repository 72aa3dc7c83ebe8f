internal import CSodium
internal import FoundationEssentials

/// SHA-256 (FIPS 180-4, section 6.2), of bytes that come at once or in parts.
public struct SHA256: Sendable {
  private var state = crypto_hash_sha256_state()

  /// Begins a digest of nothing yet.
  public init() { crypto_hash_sha256_init(&state) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable {
      update(UnsafeRawBufferPointer($0))
    }
    if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// Takes the next bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // Of nothing there may be no address, which the library does not take.
    guard let start = bytes.baseAddress else { return }
    crypto_hash_sha256_update(&state, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  /// The digest of all bytes taken so far; more may follow.
  public func digest() -> Digest {
    var state = state
    var digest = Digest()
    withUnsafeMutableBytes(of: &digest.words) { bytes in
      if let start = bytes.baseAddress { crypto_hash_sha256_final(&state, start.assumingMemoryBound(to: UInt8.self)) }
    }
    return digest
  }

  /// The digest of some bytes.
  public static func digest(of bytes: some Sequence<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  /// The digest of a text's bytes in UTF-8.
  public static func digest(of text: String) -> Digest { digest(of: Array(text.utf8)) }

  /// The digest of a text in Base64, as content policies of pages write it (CSP Level 3, section 2.3.1).
  public static func base64(of text: String) -> String { Data(digest(of: text).bytes).base64EncodedString() }
}
