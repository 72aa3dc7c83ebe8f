internal import FoundationEssentials
internal import GRDBSQLite
internal import Journal

extension Digest: StoredValue {
  static func stored(in handle: OpaquePointer, at column: CInt) -> Digest? {
    withBlob(in: handle, at: column) { Digest(bytes: $0) }
  }
}

/// The bytes of a blob.
struct StoredBytes: StoredValue {
  var bytes: [UInt8]

  static func stored(in handle: OpaquePointer, at column: CInt) -> StoredBytes? {
    withBlob(in: handle, at: column) { StoredBytes(bytes: Array($0)) }
  }
}

extension JournalEntry {
  /// The columns of an entry and its payload, in the order in which they are read.
  static let columns = """
    entry.owner, entry.number, entry.kind, entry.event, entry.received, entry.actor, entry.payload_digest,
    entry.previous, entry.hash, salt, payload
    """
  /// What stands for entries with their payloads in a question.
  static let table = """
    journal_entry AS entry LEFT JOIN journal_payload AS payload
      ON payload.owner = entry.owner AND payload.number = entry.number
    """

  /// The entry of a row of `columns`.
  init(row: StoredRow) throws {
    guard let owner = JournalOwner(try row[0]) else { throw row.damage(0) }
    self.init(
      owner: owner, number: try row[1], kind: ChangeKind(rawValue: try row[2]), eventMicroseconds: try row[3],
      receivedMicroseconds: try row[4], actor: try row[5], payloadDigest: try row[6], previous: try row[7],
      hash: try row[8])
  }
}

extension StoredRow {
  /// The salt and payload of a row of `JournalEntry.columns`; `nil` where they have been erased.
  func payload() throws -> (salt: Salt, payload: [UInt8])? {
    guard let salt = try self[9] as StoredBytes?, let payload = try self[10] as StoredBytes? else { return nil }
    guard let salt = Salt(bytes: salt.bytes) else { throw damage(9) }
    return (salt, payload.bytes)
  }
}
