internal import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
public import Journal

extension Directory {
  /// Entries that somebody looks for, the newest last.
  ///
  /// - Parameters:
  ///   - kinds: of these kinds; empty for all.
  ///   - owner: of this owner; `nil` for all.
  ///   - since: received at this moment or later; `nil` for all.
  ///   - limit: the newest so many; `nil` for all.
  /// - Returns: the entries with what they say.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func auditRecords(
    kinds: [ChangeKind] = [], owner: JournalOwner? = nil, since: Date? = nil, limit: Int? = nil
  ) throws -> [JournalRecord] {
    var selection = JournalSelection()
    (selection.kinds, selection.owner, selection.since, selection.limit) = (kinds, owner, since, limit)
    return try store.journalRecords(selection)
  }

  /// Verifies the journal from its first entry.
  ///
  /// - Parameters:
  ///   - checkpoints: statements that others hold: only they show a tail that was cut off, and a past that was written anew.
  ///   - keys: whose checkpoints are trusted; empty for those of any key that they name themselves.
  /// - Returns: what was looked at and what does not hold, by owner.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func verifyJournal(
    against checkpoints: [Checkpoint] = [], trusting keys: Set<PublicKey> = []
  ) throws -> [JournalOwner: ChainReport] {
    let journal = try store.journalPosition().journal
    var verifiers: [JournalOwner: ChainVerifier] = [:]
    func verifier(of owner: JournalOwner) -> ChainVerifier {
      ChainVerifier(journal: journal, owner: owner, checkpoints: checkpoints, trusting: keys)
    }
    // An owner of whom nothing is left may have had entries.
    for owner in Set(checkpoints.map(\.owner) + [.local]) { verifiers[owner] = verifier(of: owner) }
    try store.forEachJournalRecord { _, entry, payload in
      verifiers[entry.owner, default: verifier(of: entry.owner)]
        .take(entry, salt: payload?.salt, payload: payload?.payload)
    }
    return verifiers.mapValues { $0.finish() }
  }

  /// Verifies what came into a journal behind a checkpoint that is trusted.
  ///
  /// - Parameters:
  ///   - start: the checkpoint.
  ///   - checkpoints: statements that are compared with.
  ///   - keys: whose checkpoints are trusted; empty for those of any key that they name themselves.
  /// - Returns: what was looked at and what does not hold.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func verifyJournal(
    after start: Checkpoint, against checkpoints: [Checkpoint] = [], trusting keys: Set<PublicKey> = []
  ) throws -> ChainReport {
    var verifier = ChainVerifier(after: start, checkpoints: checkpoints, trusting: keys)
    try store.forEachJournalRecord(of: start.owner, after: start.number) { entry, payload in
      verifier.take(entry, salt: payload?.salt, payload: payload?.payload)
    }
    return verifier.finish()
  }

  /// Signs how far the journal has come.
  ///
  /// - Parameters:
  ///   - owner: whose chain.
  ///   - key: the key that signs.
  ///   - moment: when that is.
  /// - Returns: the checkpoint, for others to hold.
  /// - Throws: `MutualAidError` when the store cannot be read, and where there is no entry yet.
  public func checkpoint(
    of owner: JournalOwner = .local, signedWith key: SigningKey, at moment: Date = Date()
  ) throws -> Checkpoint {
    guard let last = try store.lastJournalEntry(of: owner) else {
      throw MutualAidError(
        .journalBroken, "the journal of '\(owner)' has no entry yet", hint: .importFirst(.registries))
    }
    return Checkpoint(
      journal: try store.journalPosition().journal, owner: owner, number: last.number, hash: last.hash,
      time: Timestamp.text(moment), signedWith: key)
  }

  /// Erases what entries say, and the reports that were kept with them; the entries stay, and the chain is whole.
  ///
  /// Reports that still say what a unit is doing, or where it was last, are not erased, however long ago they came.
  ///
  /// - Parameters:
  ///   - kinds: of which kinds; entries of purges always stay.
  ///   - moment: entries that came in before it.
  /// - Returns: what was erased.
  /// - Throws: `MutualAidError` when the directory cannot be written.
  public func purgeJournal(_ kinds: [ChangeKind], before moment: Date) throws -> PurgeReport {
    try store.purge(kinds, before: moment)
  }
}
