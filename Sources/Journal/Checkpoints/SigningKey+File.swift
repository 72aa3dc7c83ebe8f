internal import FoundationEssentials
internal import Primitives

/// Why a key's file is not taken.
public struct KeyFileError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// It cannot be opened, read or written; the system says why.
    case inaccessible(String)
    /// Others than its owner may read or write it.
    case exposed
    /// It holds something else than a key.
    case noKey
  }

  /// The file.
  public var path: String
  /// What is wrong.
  public var reason: Reason
}

extension SigningKey {
  private static let heading = "mutual-aid signing key 1"

  /// Reads a key from its file.
  ///
  /// - Throws: `KeyFileError`, also where others than its owner may read or write the file.
  public static func load(at path: String) throws(KeyFileError) -> SigningKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure(path) }
    guard facts.st_mode & 0o077 == 0 else { throw KeyFileError(path: path, reason: .exposed) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw failure(path) }
    let lines = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
    guard lines.count == 2, lines[0] == heading, let seed = Hex.bytes(of: String(lines[1])),
      let key = SigningKey(seed: seed)
    else { throw KeyFileError(path: path, reason: .noKey) }
    return key
  }

  /// Makes a key and a file for it, which its owner alone may read and write (mode 0600).
  ///
  /// - Throws: `KeyFileError` where the file is there already, or cannot be written.
  public static func make(at path: String) throws(KeyFileError) -> SigningKey {
    let key = SigningKey()
    let draft = try draft(of: path, key.fileText)
    defer { unlink(draft) }
    guard link(draft, path) == 0 else { throw failure(path) }
    return key
  }

  /// What stands in the key's file.
  var fileText: [UInt8] { Array("\(SigningKey.heading)\n\(Hex.text(of: seed))\n".utf8) }

  /// Writes a file beside another, which has its name once it is complete: nobody finds half a key.
  static func draft(of path: String, _ bytes: [UInt8]) throws(KeyFileError) -> String {
    let draft = "\(path).\(Hex.text(of: Sodium.random(6)))"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    let isKept = count == bytes.count && fsync(descriptor) == 0
    let error = failure(path)
    close(descriptor)
    guard isKept else {
      unlink(draft)
      throw error
    }
    return draft
  }

  /// Reads a key from its file, and makes both where there is no file.
  ///
  /// - Throws: `KeyFileError`.
  public static func loadOrMake(at path: String) throws(KeyFileError) -> SigningKey {
    if access(path, F_OK) != 0, errno == ENOENT {
      // Another process may make it at the same moment: its key is then the one.
      do throws(KeyFileError) { return try make(at: path) } catch { if access(path, F_OK) != 0 { throw error } }
    }
    return try load(at: path)
  }

  static func failure(_ path: String) -> KeyFileError {
    KeyFileError(path: path, reason: .inaccessible(String(cString: strerror(errno))))
  }
}
