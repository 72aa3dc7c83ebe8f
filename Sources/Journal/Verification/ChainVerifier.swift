/// Follows the chain of one owner from its first entry and says what does not hold.
///
/// ```swift
/// var verifier = ChainVerifier(journal: journal, owner: .local, checkpoints: checkpoints)
/// for entry in entries { verifier.take(entry, salt: salts[entry.number], payload: payloads[entry.number]) }
/// let report = verifier.finish()
/// ```
///
/// A chain by itself verifies without its tail, and after everything from some entry on has been written anew: only
/// checkpoints that somebody else holds show that.
public struct ChainVerifier: Sendable {
  /// More findings than this are only counted.
  public static let keptFindings = 1_000

  private let journal: JournalIdentity
  private let owner: JournalOwner
  private var checkpoints: [Checkpoint]
  private var hasher = EntryHasher()
  private var last: (number: Int64, hash: Digest)
  private var report: ChainReport
  private var absent = NumberRanges()
  private var purged = NumberRanges()
  /// Payloads that were there before a purge was read that names them.
  private var present = NumberRanges()

  /// Begins before the first entry.
  ///
  /// - Parameters:
  ///   - journal: the journal's identity.
  ///   - owner: whose chain it is.
  ///   - checkpoints: statements to compare it with; those of other owners are left out.
  ///   - keys: whose checkpoints are trusted; empty for those of any key that they name themselves.
  public init(
    journal: JournalIdentity, owner: JournalOwner, checkpoints: [Checkpoint] = [], trusting keys: Set<PublicKey> = []
  ) {
    self.journal = journal
    self.owner = owner
    var hasher = EntryHasher()
    let beginning = hasher.beginning(of: journal, owner: owner)
    last = (0, beginning)
    var taken: [Checkpoint] = []
    var report = ChainReport()
    for checkpoint in checkpoints where checkpoint.owner == owner {
      let fault: ChainFinding.Kind? =
        checkpoint.journal != journal
        ? .otherJournal
        : !checkpoint.isSigned ? .unsigned : !keys.isEmpty && !keys.contains(checkpoint.key) ? .unknownKey : nil
      if let fault {
        report.note(ChainFinding(fault, owner: owner, number: checkpoint.number))
      } else {
        taken.append(checkpoint)
      }
    }
    self.checkpoints = taken.sorted { $0.number > $1.number }
    self.report = report
    compare(hash: beginning, at: 0)
  }

  /// Begins behind a checkpoint that is trusted, so that only what came later is looked at.
  ///
  /// - Parameters:
  ///   - start: the checkpoint.
  ///   - checkpoints: statements to compare with; those before the start are left out.
  ///   - keys: whose checkpoints are trusted; empty for those of any key that they name themselves.
  public init(after start: Checkpoint, checkpoints: [Checkpoint] = [], trusting keys: Set<PublicKey> = []) {
    self.init(
      journal: start.journal, owner: start.owner, checkpoints: checkpoints.filter { $0.number >= start.number },
      trusting: keys)
    last = (start.number, start.hash)
    compare(hash: start.hash, at: start.number)
  }

  /// Takes the next entry.
  ///
  /// - Parameters:
  ///   - entry: the entry, as it is kept.
  ///   - salt: the salt of its payload; `nil` where the payload has been erased.
  ///   - payload: its payload; `nil` where it has been erased.
  public mutating func take(_ entry: JournalEntry, salt: Salt?, payload: [UInt8]?) {
    report.entries += 1
    func finding(_ kind: ChainFinding.Kind) -> ChainFinding { ChainFinding(kind, owner: owner, number: entry.number) }
    let isGap = entry.number != last.number + 1
    if isGap {
      report.note(
        ChainFinding(
          .missing, owner: owner, number: last.number + 1, through: max(entry.number - 1, last.number + 1)))
    } else if entry.previous != last.hash {
      report.note(finding(.notFollowing))
    }
    let hash = hasher.hash(of: entry)
    if entry.owner != owner || hash != entry.hash { report.note(finding(.altered)) }
    switch (salt, payload) {
    case (let salt?, let payload?):
      present.add(entry.number)
      if hasher.digest(of: payload, salt: salt) != entry.payloadDigest {
        report.note(finding(.payloadAltered))
      } else if entry.kind == .purge, let notice = PurgeNotice(payload: payload) {
        purged.add(notice.numbers)
      }
    default: absent.add(entry.number)
    }
    if isGap { skipCheckpoints(before: entry.number) }
    compare(hash: entry.hash, at: entry.number)
    last = (entry.number, entry.hash)
  }

  /// Ends the chain.
  ///
  /// - Returns: how many entries there were, the last of them, and what does not hold, by number.
  public consuming func finish() -> ChainReport {
    for range in absent.subtracting(purged).ranges {
      report.note(ChainFinding(.payloadMissing, owner: owner, number: range.lowerBound, through: range.upperBound))
    }
    for range in purged.subtracting(purged.subtracting(present)).ranges {
      report.note(ChainFinding(.payloadKept, owner: owner, number: range.lowerBound, through: range.upperBound))
    }
    if let farthest = checkpoints.first, farthest.number > last.number {
      report.note(ChainFinding(.tailCut, owner: owner, number: last.number + 1, through: farthest.number))
    }
    report.lastNumber = last.number
    report.lastHash = last.hash
    report.erased = absent.count
    report.findings.sort { ($0.number, $0.kind.rawValue) < ($1.number, $1.kind.rawValue) }
    return report
  }

  /// Compares an entry with the checkpoints of its number, which are then done with.
  private mutating func compare(hash: Digest, at number: Int64) {
    while let next = checkpoints.last, next.number <= number {
      checkpoints.removeLast()
      guard next.number == number else { continue }
      report.checkpoints += 1
      if next.hash != hash { report.note(ChainFinding(.rewritten, owner: owner, number: number)) }
    }
  }

  private mutating func skipCheckpoints(before number: Int64) {
    while let next = checkpoints.last, next.number < number { checkpoints.removeLast() }
  }
}

/// What became of verifying a chain.
public struct ChainReport: Hashable, Sendable {
  /// How many entries there are.
  public internal(set) var entries = 0
  /// The number of the last one, 0 for none.
  public internal(set) var lastNumber: Int64 = 0
  /// The hash of the last one.
  public internal(set) var lastHash = Digest()
  /// How many payloads have been erased.
  public internal(set) var erased: Int64 = 0
  /// How many checkpoints were compared with the entry of their number.
  public internal(set) var checkpoints = 0
  /// What does not hold, by number; the first thousand.
  public internal(set) var findings: [ChainFinding] = []
  /// How much does not hold.
  public internal(set) var findingCount = 0

  /// Whether everything holds.
  public var isWhole: Bool { findingCount == 0 }

  init() {}

  mutating func note(_ finding: ChainFinding) {
    findingCount += 1
    if findings.count < ChainVerifier.keptFindings { findings.append(finding) }
  }
}
