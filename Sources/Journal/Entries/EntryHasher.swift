/// The hashes of entries and payloads.
///
/// What is hashed is written down byte by byte, so that any other program can follow it: numbers are 64 bits, the least
/// significant byte first; texts and bytes have their length before them, as such a number; each kind of hash begins with
/// a line of its own, so that none can be taken for another.
package struct EntryHasher {
  private var bytes: [UInt8] = []

  package init() { bytes.reserveCapacity(512) }

  /// The digest of a payload behind its salt.
  package mutating func digest(of payload: [UInt8], salt: Salt) -> Digest {
    begin("mutual-aid payload 1\n")
    bytes += salt.bytes
    bytes += payload
    return SHA256.digest(of: bytes)
  }

  /// The hash of an entry, from all of its fields but the hash.
  package mutating func hash(of entry: JournalEntry) -> Digest {
    begin("mutual-aid entry 1\n")
    add(entry.owner.description)
    add(entry.number)
    add(entry.kind.rawValue)
    add(entry.eventMicroseconds)
    add(entry.receivedMicroseconds)
    add(entry.actor)
    entry.payloadDigest.withBytes { bytes.append(contentsOf: $0) }
    entry.previous.withBytes { bytes.append(contentsOf: $0) }
    return SHA256.digest(of: bytes)
  }

  /// What stands for the hash of the entry before the first one.
  package mutating func beginning(of journal: JournalIdentity, owner: JournalOwner) -> Digest {
    begin("mutual-aid journal 1\n")
    add(journal.description)
    add(owner.description)
    return SHA256.digest(of: bytes)
  }

  private mutating func begin(_ line: StaticString) {
    bytes.removeAll(keepingCapacity: true)
    line.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func add(_ text: String) {
    add(Int64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func add(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
