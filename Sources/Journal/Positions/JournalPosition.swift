/// How far somebody has read: the journal's identity and the number of the last entry of each owner.
///
/// Its text is opaque to those who keep it, such as the id of a server-sent event: any server of the same journals can go on
/// from it.
///
/// ```swift
/// let position = try JournalPosition("3f2a…:local.120")
/// let news = try directory.journalRecords(after: position, limit: 1_000)
/// ```
public struct JournalPosition: Hashable, Sendable {
  /// The journal.
  public let journal: JournalIdentity
  /// The number of the last entry of each owner, 1 or more; owners of whom nothing was read are not there.
  public private(set) var numbers: [JournalOwner: Int64]

  /// Makes a position; numbers below 1 are those of owners of whom nothing was read.
  public init(journal: JournalIdentity, numbers: [JournalOwner: Int64] = [:]) {
    self.journal = journal
    self.numbers = numbers.filter { $0.value > 0 }
  }

  /// The number of an owner's last entry; 0 where there is none.
  public subscript(owner: JournalOwner) -> Int64 {
    get { numbers[owner] ?? 0 }
    set { numbers[owner] = newValue > 0 ? newValue : nil }
  }

  /// Whether it is of the same journal and everything up to another position lies before it.
  public func includes(_ other: JournalPosition) -> Bool {
    journal == other.journal && other.numbers.allSatisfy { self[$0.key] >= $0.value }
  }

  /// The position as text, of letters, digits and the signs `: . , _ -`.
  public var text: String {
    let parts = numbers.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }
    return journal.description + ":" + parts.joined(separator: ",")
  }

  /// Reads the text of a position.
  ///
  /// - Throws: `JournalPositionError.malformed` for any other text.
  public init(_ text: String) throws(JournalPositionError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let journal = JournalIdentity(String(parts[0])), text.utf8.count <= 4_096 else {
      throw .malformed
    }
    var numbers: [JournalOwner: Int64] = [:]
    for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) where !parts[1].isEmpty {
      // A name may have dots itself.
      guard let dot = part.lastIndex(of: "."), let owner = JournalOwner(String(part[..<dot])),
        let number = JournalPosition.number(part[part.index(after: dot)...]),
        numbers.updateValue(number, forKey: owner) == nil
      else { throw .malformed }
    }
    self.init(journal: journal, numbers: numbers)
  }

  /// Digits alone, without a sign or zeros before them.
  private static func number(_ text: Substring) -> Int64? {
    guard let number = Int64(text), number > 0, String(number) == text else { return nil }
    return number
  }
}

extension JournalPosition: CustomStringConvertible {
  /// The position as text.
  public var description: String { text }
}
