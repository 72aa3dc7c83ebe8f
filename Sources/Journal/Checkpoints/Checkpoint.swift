internal import TextFormats

/// A signed statement that a journal had reached a number with a hash: held by somebody else, it shows when the journal's
/// tail was cut off, or its past was written anew.
public struct Checkpoint: Hashable, Sendable {
  /// The journal.
  public let journal: JournalIdentity
  /// Whose chain.
  public let owner: JournalOwner
  /// The number of the last entry, 0 for none.
  public let number: Int64
  /// The hash of that entry.
  public let hash: Digest
  /// When it was signed, in ISO 8601.
  public let time: String
  /// Who signed it.
  public let key: PublicKey
  /// The signature over all that.
  public let signature: [UInt8]

  /// Signs a statement.
  public init(
    journal: JournalIdentity, owner: JournalOwner, number: Int64, hash: Digest, time: String, signedWith key: SigningKey
  ) {
    self.journal = journal
    self.owner = owner
    self.number = number
    self.hash = hash
    self.time = time
    self.key = key.publicKey
    signature = key.sign(
      Checkpoint.message(journal: journal, owner: owner, number: number, hash: hash, time: time))
  }

  /// What is signed: six lines.
  private static func message(
    journal: JournalIdentity, owner: JournalOwner, number: Int64, hash: Digest, time: String
  ) -> [UInt8] {
    Array("mutual-aid checkpoint 1\n\(journal)\n\(owner)\n\(number)\n\(hash.hex)\n\(time)\n".utf8)
  }

  /// Whether the signature is that of the key over the statement.
  public var isSigned: Bool {
    key.verifies(
      signature, of: Checkpoint.message(journal: journal, owner: owner, number: number, hash: hash, time: time))
  }

  /// The checkpoint as one line of JSON, without its end.
  public var line: String {
    var json = JSONWriter(isPretty: false)
    json.object { object in
      object.member("hash", hash.hex)
      object.member("journal", journal.description)
      object.member("key", key.description)
      object.member("number", Int(number))
      object.member("owner", owner.description)
      object.member("signature", Hex.text(of: signature))
      object.member("time", time)
    }
    return json.text
  }

  /// Reads a line of JSON; whether it is signed rightly is not looked at.
  ///
  /// - Returns: `nil` for any other text.
  public init?(line: some StringProtocol) {
    var texts: [String: String] = [:]
    var number: Int64?
    var reader = JSONReader(Array(line.utf8)[...])
    do {
      try reader.beginObject()
      while let name = try reader.nextKey() {
        switch name {
        case "number": number = Int64(try reader.number().text)
        case "hash", "journal", "key", "owner", "signature", "time": texts[name] = try reader.string()
        default: try reader.skipValue()
        }
      }
      try reader.end()
    } catch {
      return nil
    }
    guard let number, number >= 0, let hash = texts["hash"].flatMap({ Digest(hex: $0) }),
      let journal = texts["journal"].flatMap({ JournalIdentity($0) }),
      let owner = texts["owner"].flatMap({ JournalOwner($0) }), let key = texts["key"].flatMap({ PublicKey($0) }),
      let signature = texts["signature"].flatMap({ Hex.bytes(of: $0) }), let time = texts["time"]
    else { return nil }
    (self.number, self.hash, self.journal, self.owner) = (number, hash, journal, owner)
    (self.key, self.signature, self.time) = (key, signature, time)
  }
}
