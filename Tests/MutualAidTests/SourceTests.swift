import DirectoryModel
import Foundation
import Journal
import MutualAid
import RegistryImport
import Synchronization
import TestSupport
import Testing

/// Editions that come by themselves: taken, refused or tried again, never a thinner directory, always an entry.
@Suite(.timeLimit(.minutes(1))) struct SourceTests {
  private let folder: TemporaryFolder
  private let directory: Directory

  init() throws {
    folder = try TemporaryFolder()
    directory = try Directory(at: folder.file("directory.sqlite"), access: .readWrite)
  }

  private static func edition(_ stations: Int, day: Int = 1) -> String {
    Sample.registry(issued: "2026-01-0\(day)T00:00:00Z", Sample.stations(stations))
  }

  private static func answer(_ status: String, _ head: [String] = [], _ body: String) -> LoopbackServer.Reply {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + head
    return .raw(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// Looks at a server that gives these answers one after the other; the last one again and again.
  private func look(
    at replies: [LoopbackServer.Reply], times: Int? = nil, _ change: (inout EditionSource) -> Void = { _ in }
  ) throws -> [SourceUpdate] {
    let server = try LoopbackServer { number, _ in replies[min(number, replies.count - 1)] }
    var source = EditionSource(of: "test", at: server.url + "/nl.xml")
    change(&source)
    try directory.put(source: source)
    return try (0..<(times ?? replies.count)).map { _ in try directory.update(source: source.subject) }
  }

  private func units() throws -> Int { try directory.summary().unitCounts.map(\.units).reduce(0, +) }

  /// What the entries of sources say, without those of putting them.
  private func entries() throws -> [[String: Any]] {
    try directory.auditRecords(kinds: [.source]).compactMap { record in
      let object = try JSONSerialization.jsonObject(with: Data(record.payload ?? [])) as? [String: Any]
      return object?["action"] as? String == "put" ? nil : object
    }
  }

  private func actions() throws -> [String] { try entries().compactMap { $0["action"] as? String } }

  @Test func aNewEditionIsTakenAndWhatIsUnchangedIsNotFetchedAgain() throws {
    let asked = Mutex<[String]>([])
    let server = try LoopbackServer { number, request in
      asked.withLock { $0.append(request) }
      return number == 0
        ? SourceTests.answer(
          "200 OK", ["ETag: \"one\"", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"], SourceTests.edition(10))
        : .raw("HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\nConnection: close\r\n\r\n")
    }
    try directory.put(source: EditionSource(of: "test", at: server.url + "/nl.xml"))
    let first = try directory.update(source: "test")
    #expect(first.outcome == .taken && first.report?.added == 10 && first.report?.isApplied == true)
    let second = try directory.update(source: "test")
    #expect(second.outcome == .unchanged && second.status.succeeded == second.status.checked)
    #expect(try units() == 10)
    let requests = asked.withLock { $0 }
    #expect(!requests[0].contains("If-None-Match"))
    #expect(requests[1].contains("If-None-Match: \"one\""))
    #expect(requests[1].contains("If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"))
    #expect(try actions() == ["taken", "unchanged"])
    // The history names the address, not the file that it was read from.
    #expect(try directory.history(of: "test").first?.file == server.url + "/nl.xml")
    #expect(try directory.verifyJournal()[.local]?.isWhole == true)
  }

  @Test func aServerThatIsInTroubleIsAskedAgainSooner() throws {
    let good = SourceTests.answer("200 OK", [], SourceTests.edition(10))
    let updates = try look(at: [good, SourceTests.answer("500 X", [], "oh"), .close, good])
    #expect(updates.map(\.outcome) == [.taken, .failed, .failed, .unchanged])
    #expect(updates[1].status.code == "source-status" && updates[1].status.message?.contains("500") == true)
    #expect(updates.map(\.status.failures) == [0, 1, 2, 0])
    let pauses = updates.map { ($0.status.due ?? .distantPast).timeIntervalSince($0.status.checked ?? .distantPast) }
    #expect(pauses == [86_400, 300, 600, 86_400])
    #expect(try units() == 10 && actions() == ["taken", "failed", "failed", "unchanged"])
  }

  @Test func whatIsNotWholeIsNotTaken() throws {
    let whole = SourceTests.edition(10, day: 2)
    let half = String(whole.prefix(whole.count / 2))
    let updates = try look(at: [
      SourceTests.answer("200 OK", [], SourceTests.edition(10)),
      // The connection ends before the length that was said.
      .raw("HTTP/1.1 200 OK\r\nContent-Length: \(whole.utf8.count)\r\nConnection: close\r\n\r\n\(half)"),
      // Nothing but the document shows that it ends too soon.
      .raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(half)"),
      SourceTests.answer("206 Partial Content", ["Content-Range: bytes 0-99/5000"], half),
      SourceTests.answer("200 OK", [], ""),
    ])
    #expect(updates.map(\.outcome) == [.taken, .failed, .refused, .refused, .refused])
    #expect(
      updates.dropFirst().map(\.status.code) == ["source-cut-off", "not-well-formed", "incomplete", "empty-document"])
    #expect(try units() == 10 && actions() == ["taken", "failed", "refused", "refused", "refused"])
  }

  @Test func aSmallerEditionIsRefusedEachTimeItComes() throws {
    let smaller = SourceTests.answer("200 OK", ["ETag: \"2\""], SourceTests.edition(5, day: 2))
    let updates = try look(at: [
      SourceTests.answer("200 OK", ["ETag: \"1\""], SourceTests.edition(10)), smaller, smaller,
    ])
    #expect(updates.map(\.outcome) == [.taken, .refused, .refused])
    #expect(updates[2].status.code == "shrinks" && updates[2].status.validators.entityTag == "\"1\"")
    #expect(try units() == 10 && actions() == ["taken", "refused", "refused"])
  }

  @Test func aSmallerDocumentIsRefusedToo() throws {
    func words(_ count: Int, day: Int) -> LoopbackServer.Reply {
      let capabilities = (0..<count).map {
        "<capability code=\"c\($0)\" services=\"fire\"><name xml:lang=\"en\">C</name></capability>"
      }
      let document = Sample.vocabulary(issued: "2026-01-0\(day)T00:00:00Z", capabilities.joined())
      return SourceTests.answer("200 OK", [], document)
    }
    let updates = try look(at: [words(10, day: 1), words(9, day: 2), words(5, day: 3)]) {
      $0.subject = "vocabulary:words"
    }
    #expect(updates.map(\.outcome) == [.taken, .taken, .refused], "\(updates.map(\.status.message))")
    #expect(updates.last?.status.code == "shrinks")
  }

  @Test func limitsOfTimeAndSizeHold() throws {
    let start = ContinuousClock.now
    let slow = try look(at: [.silence]) { $0.timeLimit = 1 }
    #expect(slow[0].outcome == .failed && slow[0].status.code == "source-timed-out")
    #expect(ContinuousClock.now - start < .seconds(10))
    let large = try look(at: [SourceTests.answer("200 OK", [], SourceTests.edition(10))]) { $0.byteLimit = 500 }
    #expect(large[0].outcome == .refused && large[0].status.code == "limit-exceeded")
    #expect(try units() == 0 && actions() == ["failed", "refused"])
  }

  @Test func onlyTheSameMachineIsFollowed() throws {
    let edition = SourceTests.edition(10)
    let near = try look(
      at: [
        SourceTests.answer("302 Found", ["Location: /elsewhere.xml"], ""), SourceTests.answer("200 OK", [], edition),
      ], times: 1)
    #expect(near[0].outcome == .taken)
    let other = try LoopbackServer { _, _ in SourceTests.answer("200 OK", [], SourceTests.edition(20, day: 3)) }
    for target in [other.url + "/nl.xml", "file:///etc/hostname", "http://user:secret@127.0.0.1/"] {
      let far = try look(at: [SourceTests.answer("301 Moved", ["Location: \(target)"], "")])
      #expect(far[0].outcome == .refused && far[0].status.code == "source-moved", "\(target)")
    }
    #expect(other.requests == 0)
    let endless = try look(at: [SourceTests.answer("302 Found", ["Location: /again"], "")])
    #expect(endless[0].outcome == .refused && endless[0].status.code == "source-moved")
    #expect(try units() == 10)
  }

  @Test func otherContentIsRefused() throws {
    let other = SourceTests.edition(10).replacing("id=\"test\"", with: "id=\"another\"")
    let updates = try look(at: [
      SourceTests.answer("200 OK", [], other), SourceTests.answer("200 OK", [], "<html><body>login</body></html>"),
      SourceTests.answer("204 No Content", [], ""), SourceTests.answer("304 Not Modified", [], ""),
    ])
    #expect(updates.map(\.outcome) == [.refused, .refused, .refused, .refused])
    #expect(updates[0].status.code == "other-content" && updates[0].status.message?.contains("another") == true)
    #expect(try units() == 0)
    let vocabulary = try look(at: [SourceTests.answer("200 OK", [], SourceTests.edition(10))]) {
      $0.subject = "vocabulary:test"
    }
    #expect(vocabulary.map(\.status.code) == ["other-content"])
  }

  @Test func anEditionWaitsForASecondPerson() throws {
    let file = try folder.write(SourceTests.edition(10), to: "nl.xml")
    var source = EditionSource(of: "test", at: file)
    source.needsApproval = true
    try directory.put(source: source)
    let first = directory.acting(as: ChangeOrigin(actor: "first"))
    let second = directory.acting(as: ChangeOrigin(actor: "second"))
    let held = try first.update(source: "test")
    #expect(held.outcome == .held && held.status.held?.added == 10 && held.status.held?.actor == "first")
    #expect(try units() == 0)
    // It goes on waiting.
    #expect(try first.update(source: "test").outcome == .held)
    let own = #expect(throws: MutualAidError.self) { try first.approveEdition(of: "test") }
    #expect(own?.code.name == "same-person")
    let stale = #expect(throws: MutualAidError.self) { try second.approveEdition(of: "test", digest: "00") }
    #expect(stale?.code.name == "nothing-held")
    let taken = try second.approveEdition(of: "test", digest: held.status.held?.digest)
    #expect(taken.outcome == .taken && taken.status.held == nil)
    #expect(try units() == 10)
    #expect(try directory.auditRecords(kinds: [.source]).last?.entry.actor == "second")
    // What is rejected does not come again.
    try folder.write(SourceTests.edition(11, day: 2), to: "nl.xml")
    #expect(try first.update(source: "test").outcome == .held)
    #expect(try second.rejectEdition(of: "test").outcome == .rejected)
    #expect(try first.update(source: "test").outcome == .unchanged)
    #expect(try units() == 10)
    #expect(try actions() == ["held", "held", "taken", "held", "rejected", "unchanged"])
  }

  @Test func anEditionOlderThanPromisedIsToldOnce() throws {
    let file = try folder.write(SourceTests.edition(10), to: "nl.xml")
    var source = EditionSource(of: "test", at: "file://" + file)
    source.promise = 86_400
    try directory.put(source: source)
    #expect(try directory.update(source: "test").status.isOverdue)
    #expect(try directory.update(source: "test").status.isOverdue)
    #expect(try actions() == ["taken", "overdue", "unchanged"])
    try folder.write(
      SourceTests.edition(10).replacing("2026-01-01T00:00:00Z", with: Date().formatted(.iso8601)), to: "nl.xml")
    #expect(try !directory.update(source: "test").status.isOverdue)
  }

  @Test func sourcesAreKeptWithEachChangeAnEntry() throws {
    var source = EditionSource(of: "test", at: "https://example.org/nl.xml?service=WFS&request=GetFeature")
    (source.country, source.service, source.promise) = (CountryCode("NL"), .fire, 100)
    try directory.put(source: source)
    try directory.put(source: source)
    #expect(try directory.sources().map(\.source) == [source])
    #expect(try directory.dueSources().count == 1)
    try directory.removeSource("test")
    #expect(try directory.sources().isEmpty && directory.auditRecords(kinds: [.source]).count == 2)
    let unknown = #expect(throws: MutualAidError.self) { try directory.update(source: "test") }
    #expect(unknown?.code.name == "unknown-source")
  }

  @Test(arguments: [
    "ftp://example.org/nl.xml", "https://user:secret@example.org/nl.xml", "nl.xml", "", "http://", "file://host/nl.xml",
    "https://example.org/\nnl.xml",
  ])
  func addressesThatCannotBeAreNotEntered(address: String) throws {
    let error = #expect(throws: MutualAidError.self) {
      try directory.put(source: EditionSource(of: "test", at: address))
    }
    #expect(error?.code.name == "source-address")
  }
}
