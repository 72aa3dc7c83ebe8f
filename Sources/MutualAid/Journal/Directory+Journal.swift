public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
public import Journal

extension Directory {
  /// How far the journal has come.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func journalPosition() throws -> JournalPosition { try store.journalPosition() }

  /// What has been changed since a position, in the order of the numbers.
  ///
  /// - Parameters:
  ///   - position: what is known.
  ///   - limit: how many entries at most, 1 or more.
  /// - Returns: the entries; none where nothing has changed.
  /// - Throws: `JournalPositionError` where nobody can go on from the position, and everything is to be read anew;
  ///   `MutualAidError` when the store cannot be read.
  public func journalRecords(after position: JournalPosition, limit: Int = 1_000) throws -> [JournalRecord] {
    try store.journalRecords(after: position, limit: max(limit, 1))
  }

  /// Notes something of a program's own in the journal, such as the use of a sealed token.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - event: when it happened.
  ///   - payload: what the entry says, as JSON.
  /// - Throws: `MutualAidError` when the directory cannot be written.
  public func note(_ kind: ChangeKind, event: Date = Date(), payload: [UInt8]) throws {
    try store.change { $0.record(kind, event: event, payload: payload) }
  }

  /// What is known of a request that may have come before.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func memory(of request: IdempotentRequest) throws -> RequestMemory { try store.memory(of: request) }

  /// All tokens that were issued, the oldest first.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func tokens() throws -> [TokenRecord] { try store.tokens() }

  /// Keeps that a token was issued; the token itself is not given.
  ///
  /// - Throws: `MutualAidError` where there is one of its id, and when the directory cannot be written.
  public func issue(_ token: TokenRecord) throws { try store.change { try $0.issue(token) } }

  /// Keeps that a token no longer counts; nothing changes where that has been said before.
  ///
  /// - Throws: `MutualAidError` where there is no such token, and when the directory cannot be written.
  public func revokeToken(_ id: String, at moment: Date = Date()) throws {
    try store.change { try $0.revokeToken(id, at: moment) }
  }

  /// Settings that are kept in the directory, by name.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func settings() throws -> [String: String] { try store.settings() }

  /// Keeps a setting in the directory.
  ///
  /// - Throws: `MutualAidError` when the directory cannot be written.
  public func put(setting name: String, value: String) throws {
    try store.change { try $0.put(setting: name, value: value) }
  }
}

extension JournalRecord {
  /// The report that was kept; `nil` for other kinds of entries, and where it has been erased.
  public var report: AvailabilityReport? {
    guard entry.kind == .status else { return nil }
    return payload.flatMap { DirectoryStore.report(ofPayload: $0) }
  }
}
