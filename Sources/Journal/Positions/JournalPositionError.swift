/// Why nobody can go on from a position: what came after it has to be read anew as a whole.
public struct JournalPositionError: Error, Hashable, Sendable {
  private enum Kind: String, Hashable, Sendable {
    case malformed
    case otherJournal = "other-journal"
    case tooOld = "too-old"
    case ahead
  }

  private let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }

  /// The text is none of a position.
  public static let malformed = JournalPositionError(.malformed)
  /// The position is of another journal: the directory was made anew, or it is another one.
  public static let otherJournal = JournalPositionError(.otherJournal)
  /// Of what came after the position, something has been erased.
  public static let tooOld = JournalPositionError(.tooOld)
  /// The journal ends before the position: an older copy of the directory was put back.
  public static let ahead = JournalPositionError(.ahead)

  /// The reason as a stable word for programs: `malformed`, `other-journal`, `too-old` or `ahead`.
  public var reason: String { kind.rawValue }
}
