/// Makes the entries that come next in a chain.
package struct JournalChain: Sendable {
  private let owner: JournalOwner
  private var hasher = EntryHasher()
  /// The number of the last entry, 0 for none.
  package private(set) var number: Int64
  private var hash: Digest

  /// Goes on behind the last entry of a chain; `nil` for one without entries.
  package init(journal: JournalIdentity, owner: JournalOwner, last: (number: Int64, hash: Digest)?) {
    self.owner = owner
    number = last?.number ?? 0
    var hasher = EntryHasher()
    hash = last?.hash ?? hasher.beginning(of: journal, owner: owner)
  }

  /// Makes the next entry.
  package mutating func append(
    _ kind: ChangeKind, event: Int64, received: Int64, actor: String, payload: [UInt8], salt: Salt
  ) -> JournalEntry {
    number += 1
    var entry = JournalEntry(
      owner: owner, number: number, kind: kind, eventMicroseconds: event, receivedMicroseconds: received, actor: actor,
      payloadDigest: hasher.digest(of: payload, salt: salt), previous: hash, hash: Digest())
    entry.hash = hasher.hash(of: entry)
    hash = entry.hash
    return entry
  }
}
