public import FoundationEssentials

/// One change, as the journal keeps it for ever: all but its payload, which lies beside and may be erased.
public struct JournalEntry: Hashable, Sendable {
  /// Who keeps this chain of entries.
  public var owner: JournalOwner
  /// Its number within the owner: 1, 2, 3 … without gaps.
  public var number: Int64
  /// What was changed.
  public var kind: ChangeKind
  /// When it happened, in microseconds since 1970.
  public var eventMicroseconds: Int64
  /// When it came into the journal, in microseconds since 1970.
  public var receivedMicroseconds: Int64
  /// Who did it, such as `command-line:root` or `token:7f3a`.
  public var actor: String
  /// The digest of salt and payload.
  public var payloadDigest: Digest
  /// The hash of the entry before; of the first one, a digest of the journal's identity and the owner.
  public var previous: Digest
  /// The hash of all that.
  public var hash: Digest

  /// Makes an entry of values that somebody has kept, whether they fit each other or not.
  public init(
    owner: JournalOwner, number: Int64, kind: ChangeKind, eventMicroseconds: Int64, receivedMicroseconds: Int64,
    actor: String, payloadDigest: Digest, previous: Digest, hash: Digest
  ) {
    self.owner = owner
    self.number = number
    self.kind = kind
    self.eventMicroseconds = eventMicroseconds
    self.receivedMicroseconds = receivedMicroseconds
    self.actor = actor
    self.payloadDigest = payloadDigest
    self.previous = previous
    self.hash = hash
  }

  /// When it happened.
  public var eventTime: Date { Date(timeIntervalSince1970: Double(eventMicroseconds) / 1_000_000) }
  /// When it came into the journal.
  public var received: Date { Date(timeIntervalSince1970: Double(receivedMicroseconds) / 1_000_000) }

  /// A moment in microseconds since 1970, to the nearest one; the farthest that fits for what lies beyond.
  package static func microseconds(_ moment: Date) -> Int64 {
    let value = (moment.timeIntervalSince1970 * 1_000_000).rounded()
    return Int64(exactly: value) ?? (value > 0 ? .max : .min)
  }
}

/// What kind of change an entry is of.
public struct ChangeKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The name, as it stands in the journal.
  public let rawValue: String

  /// A kind of a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The name.
  public var description: String { rawValue }

  /// A unit's status or position was reported.
  public static let status = ChangeKind(rawValue: "status")
  /// An edition of a registry or document came in.
  public static let imported = ChangeKind(rawValue: "import")
  /// An earlier version was restored.
  public static let rollback = ChangeKind(rawValue: "rollback")
  /// A registry was removed.
  public static let removal = ChangeKind(rawValue: "removal")
  /// A control room put into its own registry what it knows better.
  public static let correction = ChangeKind(rawValue: "correction")
  /// Reports that no longer count were removed.
  public static let pruned = ChangeKind(rawValue: "pruned")
  /// A token was issued.
  public static let tokenIssued = ChangeKind(rawValue: "token-issued")
  /// A token was revoked.
  public static let tokenRevoked = ChangeKind(rawValue: "token-revoked")
  /// A setting was changed.
  public static let setting = ChangeKind(rawValue: "setting")
  /// The first answer to a request with an idempotency key.
  public static let answer = ChangeKind(rawValue: "answer")
  /// Payloads were erased.
  public static let purge = ChangeKind(rawValue: "purge")
  /// A source of editions was entered, changed or looked at.
  public static let source = ChangeKind(rawValue: "source")
  /// A request of one control room to another was made, or something was done with it.
  public static let request = ChangeKind(rawValue: "request")
  /// The sealed token was used, or somebody has looked at its use.
  public static let breakGlass = ChangeKind(rawValue: "break-glass")
  /// Something that a program noted.
  public static let note = ChangeKind(rawValue: "note")

  /// The kinds that this program writes.
  public static let known: [ChangeKind] = [
    .status, .imported, .rollback, .removal, .correction, .pruned, .tokenIssued, .tokenRevoked, .setting, .answer,
    .purge, .source, .request, .breakGlass, .note,
  ]
}
