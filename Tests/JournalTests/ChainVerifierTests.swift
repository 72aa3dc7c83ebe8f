internal import Testing

@testable internal import Journal

/// Whatever is done to a chain is found, and named by its number.
@Suite struct ChainVerifierTests {
  private struct Row {
    var entry: JournalEntry
    var salt: Salt?
    var payload: [UInt8]?
  }

  private let journal = JournalIdentity.random()
  private static let length = 12

  /// A chain in which entry 9 says that what entries 2 and 3 said is erased.
  private func chain(seed: Int = 0) -> [Row] {
    var chain = JournalChain(journal: journal, owner: .local, last: nil)
    return (1...ChainVerifierTests.length).map { number in
      let notice = PurgeNotice(
        kinds: ["status"], before: "2026-01-01T00:00:00Z", numbers: NumberRanges("2-3") ?? .init())
      let payload = number == 9 ? notice.payload : Array("{\"value\":\(number + seed)}".utf8)
      let salt = Salt.random()
      let entry = chain.append(
        number == 9 ? .purge : .status, event: Int64(number), received: Int64(number * 2), actor: "test",
        payload: payload,
        salt: salt)
      let isErased = number == 2 || number == 3
      return Row(entry: entry, salt: isErased ? nil : salt, payload: isErased ? nil : payload)
    }
  }

  private func verify(_ rows: [Row], against checkpoints: [Checkpoint] = [], trusting: Set<PublicKey> = [])
    -> ChainReport
  {
    var verifier = ChainVerifier(journal: journal, owner: .local, checkpoints: checkpoints, trusting: trusting)
    for row in rows { verifier.take(row.entry, salt: row.salt, payload: row.payload) }
    return verifier.finish()
  }

  private func checkpoint(of row: Row, by key: SigningKey = SigningKey()) -> Checkpoint {
    Checkpoint(
      journal: journal, owner: .local, number: row.entry.number, hash: row.entry.hash, time: "2026-12-01T00:00:00Z",
      signedWith: key)
  }

  /// The numbers that findings name.
  private func named(_ report: ChainReport) -> [Int64] { report.findings.map(\.number) }

  @Test func aChainWithErasedPayloadsIsWhole() {
    let rows = chain()
    let report = verify(rows, against: rows.map { checkpoint(of: $0) })
    #expect(report.isWhole, "\(report.findings)")
    #expect(report.entries == 12 && report.lastNumber == 12 && report.erased == 2 && report.checkpoints == 12)
    #expect(report.lastHash == rows.last?.entry.hash)
    #expect(verify([]).isWhole)
  }

  @Test(arguments: 1...Int64(length)) func anAlteredEntryIsNamed(number: Int64) {
    let changes: [(inout JournalEntry) -> Void] = [
      { $0.actor = "somebody else" }, { $0.eventMicroseconds += 1 }, { $0.receivedMicroseconds -= 1 },
      { $0.kind = .note }, { $0.payloadDigest = SHA256.digest(of: "other") }, { $0.hash = SHA256.digest(of: "other") },
    ]
    for change in changes {
      var rows = chain()
      change(&rows[Int(number) - 1].entry)
      #expect(named(verify(rows)).contains(number))
    }
  }

  @Test(arguments: 1...Int64(length)) func anEntryThatIsAlteredWithAFreshHashIsNamedWithTheNext(number: Int64) {
    var rows = chain()
    var hasher = EntryHasher()
    rows[Int(number) - 1].entry.actor = "somebody else"
    rows[Int(number) - 1].entry.hash = hasher.hash(of: rows[Int(number) - 1].entry)
    let report = verify(rows, against: [checkpoint(of: chain(seed: 1)[0])])
    // Of the last one only a checkpoint knows.
    #expect(number == 12 || report.findings.contains { $0.kind == .notFollowing && $0.number == number + 1 })
    let last = chain()
    #expect(verify(rows, against: [checkpoint(of: last[Int(number) - 1])]).findings.contains { $0.number == number })
  }

  @Test(arguments: 1...Int64(length)) func anAlteredPayloadIsNamed(number: Int64) {
    var rows = chain()
    guard rows[Int(number) - 1].payload != nil else { return }
    rows[Int(number) - 1].payload?.append(0x20)
    #expect(verify(rows).findings.contains { $0.kind == .payloadAltered && $0.number == number })
    rows[Int(number) - 1].payload = nil
    #expect(verify(rows).findings.contains { $0.kind == .payloadMissing && $0.number == number } || number == 9)
  }

  @Test func aPayloadThatWasToBeErasedIsNamed() {
    let whole = chain()
    var rows = whole
    rows[1].salt = Salt.random()
    rows[1].payload = []
    #expect(verify(rows).findings.contains { $0.kind == .payloadKept && $0.number == 2 })
  }

  @Test(arguments: 1..<Int64(length)) func aRemovedEntryIsNamed(number: Int64) {
    var rows = chain()
    rows.remove(at: Int(number) - 1)
    #expect(verify(rows).findings.contains { $0.kind == .missing && $0.number == number && $0.lastNumber == number })
  }

  @Test(arguments: 1...Int64(length)) func anInsertedEntryIsNamed(number: Int64) {
    let rows = chain()
    var chain = JournalChain(
      journal: journal, owner: .local,
      last: number == 1 ? nil : (number - 1, rows[Int(number) - 2].entry.hash))
    let entry = chain.append(.note, event: 1, received: 1, actor: "", payload: [], salt: Salt.random())
    var bent = rows
    bent.insert(Row(entry: entry, salt: nil, payload: nil), at: Int(number) - 1)
    // Those behind it move on by one, so that numbers have no gap.
    for index in Int(number)..<bent.count { bent[index].entry.number += 1 }
    #expect(named(verify(bent)).contains(number + 1))
    #expect(!verify(bent).isWhole)
  }

  @Test(arguments: 1..<Int64(length)) func swappedEntriesAreNamed(number: Int64) {
    var rows = chain()
    rows.swapAt(Int(number) - 1, Int(number))
    rows[Int(number) - 1].entry.number = number
    rows[Int(number)].entry.number = number + 1
    let report = verify(rows)
    #expect(named(report).contains(number) && named(report).contains(number + 1))
  }

  @Test(arguments: 1..<Int64(length)) func aCutTailIsSeenByACheckpointAlone(number: Int64) {
    let rows = chain()
    let cut = Array(rows.prefix(Int(number)))
    #expect(verify(cut).findings.allSatisfy { $0.kind == .payloadMissing })
    let report = verify(cut, against: [checkpoint(of: rows[11])])
    #expect(report.findings.contains { $0.kind == .tailCut && $0.number == number + 1 && $0.lastNumber == 12 })
  }

  @Test(arguments: 1...Int64(length)) func aRewrittenPastIsSeenByACheckpointAlone(number: Int64) {
    let rows = chain()
    let rewritten = chain(seed: 100)
    #expect(verify(rewritten).isWhole)
    let report = verify(rewritten, against: [checkpoint(of: rows[Int(number) - 1])])
    #expect(report.findings == [ChainFinding(.rewritten, owner: .local, number: number)])
  }

  @Test(arguments: 4...Int64(length)) func whatCameBehindACheckpointIsVerifiedAlone(number: Int64) {
    let rows = chain()
    let third = rows[2]
    func verify(_ rows: [Row], against checkpoints: [Checkpoint] = []) -> ChainReport {
      var verifier = ChainVerifier(after: checkpoint(of: third), checkpoints: checkpoints)
      for row in rows.dropFirst(3) { verifier.take(row.entry, salt: row.salt, payload: row.payload) }
      return verifier.finish()
    }
    #expect(verify(rows, against: rows.map { checkpoint(of: $0) }).isWhole)
    var altered = rows
    altered[Int(number) - 1].entry.actor = "somebody else"
    #expect(verify(altered).findings.contains { $0.kind == .altered && $0.number == number })
    let cut = Array(rows.prefix(Int(number) - 1))
    #expect(verify(cut, against: [checkpoint(of: rows[11])]).findings.contains { $0.kind == .tailCut })
    // A past that was written anew does not follow the checkpoint.
    #expect(verify(chain(seed: 7)).findings.contains { $0.kind == .notFollowing && $0.number == 4 })
  }

  @Test func checkpointsThatAreNotToBeTrustedAreNamed() throws {
    let rows = chain()
    let key = SigningKey()
    let good = checkpoint(of: rows[4], by: key)
    #expect(good.isSigned && Checkpoint(line: good.line) == good)
    #expect(verify(rows, against: [good], trusting: [key.publicKey]).isWhole)
    #expect(verify(rows, against: [good], trusting: [SigningKey().publicKey]).findings.map(\.kind) == [.unknownKey])
    let bent = try #require(Checkpoint(line: good.line.replacing("\"number\":5", with: "\"number\":6")))
    #expect(verify(rows, against: [bent]).findings.map(\.kind) == [.unsigned])
    let other = Checkpoint(
      journal: .random(), owner: .local, number: 1, hash: rows[0].entry.hash, time: "", signedWith: key)
    #expect(verify(rows, against: [other]).findings.map(\.kind) == [.otherJournal])
  }
}
