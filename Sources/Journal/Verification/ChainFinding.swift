/// Something that does not hold in a journal, with the number of the entry.
public struct ChainFinding: Hashable, Sendable {
  /// What does not hold.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The entry is not what was hashed: it, or its place, was changed.
    case altered
    /// The entry does not follow the one before: one of them was taken for another.
    case notFollowing = "not-following"
    /// Entries are missing from this number on.
    case missing
    /// The payload is not what was hashed.
    case payloadAltered = "payload-altered"
    /// The payload is gone, and no purge says so.
    case payloadMissing = "payload-missing"
    /// A purge says that the payload is erased, and it is there.
    case payloadKept = "payload-kept"
    /// A checkpoint saw entries up to a number, and the journal ends at this one.
    case tailCut = "tail-cut"
    /// A checkpoint saw another entry under this number: the past up to here was written anew.
    case rewritten
    /// A checkpoint of another journal.
    case otherJournal = "other-journal"
    /// A checkpoint that its key has not signed, or that was changed.
    case unsigned
    /// A checkpoint of a key that is not trusted.
    case unknownKey = "unknown-key"
  }

  /// Whose chain.
  public var owner: JournalOwner
  /// The number of the entry.
  public var number: Int64
  /// Up to which number, where it is of several; otherwise the same number.
  public var lastNumber: Int64
  /// What does not hold.
  public var kind: Kind

  /// Makes a finding of one entry, or of several.
  public init(_ kind: Kind, owner: JournalOwner, number: Int64, through lastNumber: Int64? = nil) {
    self.kind = kind
    self.owner = owner
    self.number = number
    self.lastNumber = lastNumber ?? number
  }
}
