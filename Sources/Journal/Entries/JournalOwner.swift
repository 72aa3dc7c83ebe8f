/// Who keeps a chain of entries: the letters `a`–`z`, digits, `.`, `_` and `-`, at most 64.
public struct JournalOwner: Hashable, Comparable, Sendable, LosslessStringConvertible {
  /// The name.
  public let description: String

  /// The owner of a directory that has one alone.
  public static let local = JournalOwner(checked: "local")

  /// Takes a name.
  ///
  /// - Returns: `nil` where it is empty, too long, or has other characters.
  public init?(_ description: String) {
    let isRight = description.utf8.allSatisfy {
      switch UnicodeScalar($0) {
      case "a"..."z", "0"..."9", ".", "_", "-": true
      default: false
      }
    }
    guard isRight, !description.isEmpty, description.utf8.count <= 64 else { return nil }
    self.description = description
  }

  private init(checked description: String) { self.description = description }

  /// In the order of their bytes.
  public static func < (left: JournalOwner, right: JournalOwner) -> Bool { left.description < right.description }
}

/// The random name of a journal, made with its file: by it a position is known for one of this journal.
public struct JournalIdentity: Hashable, Sendable, LosslessStringConvertible {
  /// 32 hexadecimal digits.
  public let description: String

  /// Takes 32 lower-case hexadecimal digits.
  ///
  /// - Returns: `nil` for any other text.
  public init?(_ description: String) {
    guard let bytes = Hex.bytes(of: description), bytes.count == 16, Hex.text(of: bytes) == description else {
      return nil
    }
    self.description = description
  }

  /// A new one.
  public static func random() -> JournalIdentity { JournalIdentity(bytes: Sodium.random(16)) }

  private init(bytes: [UInt8]) { description = Hex.text(of: bytes) }
}
