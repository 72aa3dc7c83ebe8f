import DirectoryModel
import Foundation
import GRDB
import Geodesy
import Journal
import TestSupport
import Testing

@testable import DirectoryStore

/// Every change is an entry of the journal, in its transaction; what entries say can be erased, and nothing else.
@Suite struct JournalTests {
  private let folder: TemporaryFolder
  private let path: String
  private let begin = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("directory.sqlite")
  }

  private func report(_ unit: UnitID, _ second: Int, note: String? = nil) -> AvailabilityReport {
    AvailabilityReport(
      unit: unit, status: .onScene, since: begin.addingTimeInterval(Double(second)), source: "room", note: note)
  }

  private func records(_ store: DirectoryStore) throws -> [JournalRecord] {
    try store.journalRecords(after: JournalPosition(journal: store.journalPosition().journal), limit: 1_000)
  }

  private func isWhole(_ store: DirectoryStore) throws -> Bool {
    var verifier = ChainVerifier(journal: try store.journalPosition().journal, owner: .local)
    try store.forEachJournalRecord { verifier.take($1, salt: $2?.salt, payload: $2?.payload) }
    return verifier.finish().isWhole
  }

  @Test func reportsAreEntriesThatSayWhatWasReported() throws {
    let store = try DirectoryStore(path: path, access: .write)
    var reports = [report("u1", 1, note: "Öl \"auf\"\nStraße"), report("u2", 2)]
    reports[1].until = begin.addingTimeInterval(60.25)
    reports[1].position = ReportedPosition(
      coordinate: try #require(Coordinate.valid(latitude: 50.123456789, longitude: 6.1)), time: begin)
    for report in reports + [reports[0]] { _ = try store.change { try $0.put(report) } }
    let records = try records(store)
    #expect(records.map { ChangePayload.report($0.payload ?? []) } == reports)
    #expect(records.map(\.entry.number) == [1, 2] && records.allSatisfy { $0.entry.kind == .status })
    #expect(records[0].entry.eventTime == begin.addingTimeInterval(1))
    #expect(try records[1].position == store.journalPosition())
    #expect(try store.journalRecords(after: records[0].position, limit: 9) == [records[1]])
    #expect(try isWhole(store))
    #expect(try store.check().isSound)
  }

  @Test func aChangeThatIsTakenBackLeavesNoEntry() throws {
    struct Stop: Error {}
    let store = try DirectoryStore(path: path, access: .write)
    #expect(throws: Stop.self) {
      try store.change {
        _ = try $0.put(report("u1", 1))
        throw Stop()
      }
    }
    #expect(try records(store).isEmpty)
    #expect(try store.availabilityReports().isEmpty)
  }

  @Test func entriesAreNeitherChangedNorRemovedNorPutBetween() throws {
    let store = try DirectoryStore(path: path, access: .write)
    for second in 0..<3 { _ = try store.change { try $0.put(report("u1", second)) } }
    for sql in [
      "UPDATE journal_entry SET actor = 'x'", "DELETE FROM journal_entry WHERE number = 3",
      "INSERT INTO journal_entry SELECT owner, 5, kind, event, received, actor, payload_digest, previous, hash FROM journal_entry LIMIT 1",
      "INSERT OR REPLACE INTO journal_entry SELECT owner, 2, kind, event, received, actor, payload_digest, previous, hash FROM journal_entry LIMIT 1",
    ] {
      #expect(throws: DatabaseError.self, "\(sql)") { try store.database.write { try $0.execute(sql: sql) } }
    }
    #expect(try isWhole(store))
  }

  @Test func positionsOfOtherJournalsAndOfOtherTimesAreRefused() throws {
    let store = try DirectoryStore(path: path, access: .write)
    let start = try store.journalPosition()
    for second in 0..<3 { _ = try store.change { try $0.put(report("u1", second)) } }
    let end = try store.journalPosition()
    #expect(throws: JournalPositionError.otherJournal) {
      try store.journalRecords(after: JournalPosition(journal: .random()), limit: 1)
    }
    var ahead = end
    ahead[.local] += 1
    #expect(throws: JournalPositionError.ahead) { try store.journalRecords(after: ahead, limit: 1) }
    #expect(try store.journalRecords(after: end, limit: 1).isEmpty)
    let purge = try store.purge([.status], before: .distantFuture)
    #expect(purge.numbers.text == "1-2" && purge.entry == 4)
    #expect(throws: JournalPositionError.tooOld) { try store.journalRecords(after: start, limit: 1) }
    #expect(try store.journalRecords(after: end, limit: 9).map(\.entry.kind) == [.purge])
  }

  @Test func nothingIsLeftOfWhatIsErased() throws {
    let store = try DirectoryStore(path: path, access: .write)
    let words = (0..<400).map { "secret-\($0)-\(String(repeating: "x", count: $0 % 90))-end" }
    for (number, word) in words.enumerated() {
      _ = try store.change { try $0.put(report(UnitID("u\(number % 20)"), number, note: word)) }
    }
    let purge = try store.purge([.status], before: .distantFuture)
    // The latest report of each of the 20 units still counts.
    #expect(purge.numbers.count == 380 && purge.isComplete)
    #expect(try store.availabilityReports().count == 20)
    #expect(try isWhole(store) && store.check().isSound)
    var left = 0
    for ending in ["", "-wal"] {
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path + ending))) ?? Data()
      for word in words.prefix(380) where bytes.range(of: Data(word.utf8)) != nil { left += 1 }
      #expect(ending != "" || words.suffix(20).allSatisfy { bytes.range(of: Data($0.utf8)) != nil })
    }
    #expect(left == 0)
    #expect(try store.purge([.status, .purge], before: .distantFuture).entry == nil)
  }

  @Test func theFirstAnswerIsRememberedInTheTransactionOfTheChange() throws {
    let store = try DirectoryStore(path: path, access: .write)
    let request = IdempotentRequest(key: "k1", caller: "me", digest: SHA256.digest(of: "body"))
    #expect(try store.memory(of: request) == .new)
    var acting = store
    acting.origin = ChangeOrigin(
      actor: "token:7",
      remembering: PendingAnswer(request) { change in
        RememberedAnswer(
          status: 200, contentType: "text/plain", body: Array("\(change.position[.local])/\(change.version)".utf8))
      })
    _ = try acting.change { try $0.put(report("u1", 1)) }
    let answer = RememberedAnswer(status: 200, contentType: "text/plain", body: Array("1/1".utf8))
    store.close()
    let again = try DirectoryStore(path: path, access: .write)
    #expect(try again.memory(of: request) == .answered(answer))
    var other = request
    other.digest = SHA256.digest(of: "other")
    #expect(try again.memory(of: other) == .otherRequest)
    other.caller = "you"
    #expect(try again.memory(of: other) == .new)
    acting = again
    acting.origin = ChangeOrigin(actor: "token:7", remembering: PendingAnswer(request) { _ in answer })
    // Another process was faster: nothing is changed.
    let error = #expect(throws: MutualAidError.self) { try acting.change { try $0.put(report("u1", 2)) } }
    #expect(error?.code == .requestRepeated)
    #expect(try again.availabilityReports().count == 1)
    let records = try records(again)
    #expect(records.map(\.entry.kind) == [.status, .answer] && records.allSatisfy { $0.entry.actor == "token:7" })
  }

  @Test(arguments: [
    "UPDATE journal_entry SET actor = 'x' WHERE number = 3", "UPDATE journal_entry SET hash = x'ff00' WHERE number = 3",
    "DELETE FROM journal_entry WHERE number = 3", "UPDATE journal_payload SET payload = x'7b7d' WHERE number = 3",
    "DELETE FROM journal_payload WHERE number = 3", "UPDATE journal_payload SET salt = x'00' WHERE number = 3",
    "UPDATE journal_entry SET number = number + 1 WHERE number = 5",
  ])
  func aCheckFindsWhatWasDoneToTheJournal(sql: String) throws {
    let store = try DirectoryStore(path: path, access: .write)
    for second in 0..<5 { _ = try store.change { try $0.put(report("u1", second)) } }
    try #require(store.check().isSound)
    try store.database.write { database in
      for trigger in ["is_kept", "is_fixed"] { try database.execute(sql: "DROP TRIGGER journal_entry_\(trigger)") }
      try database.execute(sql: sql)
    }
    #expect(try !store.check().isSound)
  }

  @Test func tokensAreKeptWithoutThemselvesAndRevokedOnce() throws {
    let store = try DirectoryStore(path: path, access: .write)
    let token = TokenRecord(id: "t1", owner: "room", scopes: ["read", "status:write"], issued: begin, expires: nil)
    try store.change { try $0.issue(token) }
    #expect(throws: MutualAidError.self) { try store.change { try $0.issue(token) } }
    for _ in 0..<2 { try store.change { try $0.revokeToken("t1", at: begin.addingTimeInterval(9)) } }
    #expect(throws: MutualAidError.self) { try store.change { try $0.revokeToken("t2", at: begin) } }
    var revoked = token
    revoked.revoked = begin.addingTimeInterval(9)
    #expect(try store.tokens() == [revoked])
    #expect(!revoked.isValid(at: begin.addingTimeInterval(9)) && revoked.isValid(at: begin))
    #expect(try records(store).map(\.entry.kind) == [.tokenIssued, .tokenRevoked])
  }

  @Test func aReaderSeesOneMomentWhateverIsWritten() throws {
    let store = try DirectoryStore(path: path, access: .write)
    _ = try store.change { try $0.put(report("u1", 1)) }
    let pool = try #require(store.readers())
    let reader = try pool.reader()
    let held = store.held(at: reader)
    let readers = ReaderSwitch(reader)
    let moving = store.held(by: readers)
    _ = try store.change { try $0.put(report("u2", 2)) }
    #expect(try held.availabilityReports().count == 1 && moving.availabilityReports().count == 1)
    #expect(try store.availabilityReports().count == 2)
    readers.take(try pool.reader())
    #expect(try held.availabilityReports().count == 1 && moving.availabilityReports().count == 2)
    #expect(readers.current.mark.lastEntry == 2 && reader.mark.lastEntry == 1)
  }
}
