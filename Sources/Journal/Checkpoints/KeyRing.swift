internal import FoundationEssentials
internal import Primitives

/// A key that signs, with those before it, whose signatures still count.
///
/// The key is in a file of its own, which only its owner can read. The public halves of earlier keys stand in a file beside
/// it, whose name ends with `.retired`. Who takes a line out of that file makes all void that the key has signed.
public struct KeyRing: Sendable {
  /// A key that signs no longer.
  public struct Retired: Hashable, Sendable {
    /// Its public half.
    public var key: PublicKey
    /// When another took its place, in ISO 8601.
    public var since: String
  }

  /// The key that signs now.
  public let current: SigningKey
  /// The keys before it, the oldest first.
  public let retired: [Retired]

  /// A ring of one key.
  public init(_ key: SigningKey) {
    current = key
    retired = []
  }

  private init(_ key: SigningKey, retired: [Retired]) {
    current = key
    self.retired = retired
  }

  /// All keys whose signatures count, the current one first.
  public var trusted: [PublicKey] { [current.publicKey] + retired.reversed().map(\.key) }

  /// Reads the keys of a file, and makes one where there is no file.
  ///
  /// - Throws: `KeyFileError`.
  public static func loadOrMake(at path: String) throws(KeyFileError) -> KeyRing {
    KeyRing(try SigningKey.loadOrMake(at: path), retired: try retired(at: path))
  }

  /// Puts a new key in the place of the one that signs.
  ///
  /// - Parameters:
  ///   - path: the key's file.
  ///   - time: when that is, in ISO 8601.
  ///   - isLost: whether somebody else may have the old key: what it signed then counts no longer.
  /// - Returns: the ring with the new key.
  /// - Throws: `KeyFileError`; the old key then goes on signing.
  public static func rotate(at path: String, time: String, isLost: Bool = false) throws(KeyFileError) -> KeyRing {
    let ring = try loadOrMake(at: path)
    var retired = ring.retired.filter { $0.key != ring.current.publicKey }
    if !isLost { retired.append(Retired(key: ring.current.publicKey, since: time)) }
    let text = retired.map { "\($0.key) \($0.since)\n" }.joined()
    let key = SigningKey()
    // The old key counts before the new one signs; what is left when it stops between is a key that is named twice.
    try SigningKey.replace(retiredPath(of: path), with: Array(text.utf8))
    try SigningKey.replace(path, with: key.fileText)
    return KeyRing(key, retired: retired)
  }

  /// The file with the public halves of earlier keys.
  public static func retiredPath(of path: String) -> String { path + ".retired" }

  private static func retired(at path: String) throws(KeyFileError) -> [Retired] {
    let file = retiredPath(of: path)
    guard access(file, F_OK) == 0 else { return [] }
    guard let data = try? Data(contentsOf: URL(filePath: file)) else {
      throw KeyFileError(path: file, reason: .inaccessible(String(cString: strerror(errno))))
    }
    var found: [Retired] = []
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let key = PublicKey(String(words[0])) else {
        throw KeyFileError(path: file, reason: .noKey)
      }
      found.append(Retired(key: key, since: String(words[1])))
    }
    return found
  }
}

extension SigningKey {
  /// Puts a file that only its owner can read in the place of another, at once and on the disk.
  fileprivate static func replace(_ path: String, with bytes: [UInt8]) throws(KeyFileError) {
    let draft = try SigningKey.draft(of: path, bytes)
    guard rename(draft, path) == 0 else {
      let error = SigningKey.failure(path)
      unlink(draft)
      throw error
    }
  }
}
