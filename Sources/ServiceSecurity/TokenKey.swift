import Foundation
import JWTKit
import MutualAid

/// The key with which a service signs its tokens: a file that its owner alone can read.
public struct TokenKey: Sendable {
  let key: EdDSA.PrivateKey

  /// Reads the key of a file, and makes one where there is none.
  ///
  /// - Throws: `MutualAidError` for a file that is no key, that others can read, or that cannot be made.
  public static func loadOrMake(at path: String) throws -> TokenKey {
    if FileManager.default.fileExists(atPath: path) { return try load(at: path) }
    do {
      let made = try EdDSA.PrivateKey()
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try file.write(contentsOf: Data((made.pemRepresentation + "\n").utf8))
      try file.synchronize()
      return TokenKey(key: made)
    } catch {
      // Another process may have made it meanwhile.
      if FileManager.default.fileExists(atPath: path) { return try load(at: path) }
      throw MutualAidError(
        .outputFailed, "the key of tokens cannot be written to '\(path)'", hint: "Name another file for it.")
    }
  }

  private static func load(at path: String) throws -> TokenKey {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = facts?[.posixPermissions] as? Int, mode & 0o077 == 0 else {
      throw MutualAidError(
        .fileUnreadable, "others may read the key of tokens in '\(path)'",
        hint: "Let its owner alone read it (mode 0600), and issue new tokens with a new key.")
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), let key = try? EdDSA.PrivateKey(pem: text)
    else {
      throw MutualAidError(
        .fileUnreadable, "there is no key of tokens in '\(path)'", hint: "Name its file, or another that is made.")
    }
    return TokenKey(key: key)
  }
}
