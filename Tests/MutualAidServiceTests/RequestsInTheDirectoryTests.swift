import Foundation
import Journal
import MutualAid
import Requests
import TestSupport
import Testing

/// Requests in a directory: what is kept, what units are held, and what the journal says.
struct RequestsInTheDirectoryTests {
  private static func directory(in folder: TemporaryFolder) throws -> Directory {
    let room = { (id: String) in "<control-room id=\"\(id)\" services=\"fire\"><name>\(id)</name></control-room>" }
    let files = [
      (
        "nl.xml",
        Sample.registry(
          id: "nl", country: "NL",
          room("nl-room") + Sample.stations(6, prefix: "nl", attributes: "control-room=\"nl-room\""))
      ),
      (
        "de.xml",
        Sample.registry(
          id: "de", country: "DE",
          room("de-room") + room("be-room") + Sample.stations(2, prefix: "de", attributes: "control-room=\"de-room\""))
      ),
    ]
    for (name, text) in files { try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8) }
    let directory = try Directory(at: folder.file("d.sqlite"), access: .readWrite)
    _ = try directory.importDocuments(at: files.map { folder.file($0.0) })
    return directory
  }

  private static func request(count: Int = 1, isExercise: Bool = false) -> AidRequest {
    AidRequest(
      incident: RequestIncident(id: "E-1", latitude: 50.8, longitude: 6.1, country: "DE"), asking: "de-room",
      asked: "nl-room", lines: [RequestLine(need: "pumping", count: count)], isExercise: isExercise)
  }

  private static func accept(_ units: [UnitID]) -> StepDraft {
    var draft = StepDraft(.accept, line: 1)
    draft.units = units
    return draft
  }

  private static func status(_ unit: UnitID, in directory: Directory, at moment: Date = Date()) throws
    -> AvailabilityStatus
  {
    try directory.unit(unit, at: moment).availability.status
  }

  @Test func aUnitIsHeldFromThePromiseOnAndFreeWhenItIsLetGo() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    try directory.report(.availableAtStation, unit: "nl-1-u", since: Date(timeIntervalSinceNow: -60))
    let made = try #require(try directory.add([Self.request()], isSent: true).first)
    let now = Date()
    try directory.take(Self.accept(["nl-1-u"]), on: made.id, by: "nl-room", at: now)
    #expect(try Self.status("nl-1-u", in: directory) == .reserved)
    #expect(try directory.unit("nl-1-u", at: Date()).availability.until != nil)
    // Whoever reports it free does not take it from who was promised it.
    try directory.report(.available, unit: "nl-1-u")
    #expect(try Self.status("nl-1-u", in: directory) == .reserved)
    try directory.take(StepDraft(.cancel, line: 1), on: made.id, by: "de-room")
    #expect(try Self.status("nl-1-u", in: directory) == .available)
  }

  @Test func theFirstPromiseHoldsAndTheSecondIsTold() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let made = try directory.add([Self.request(), Self.request()], isSent: true)
    try directory.take(Self.accept(["nl-1-u"]), on: made[0].id, by: "nl-room")
    let conflict = #expect(throws: RequestConflict.self) {
      try directory.take(Self.accept(["nl-1-u"]), on: made[1].id, by: "nl-room")
    }
    #expect(conflict?.error.code.name == "unit-promised")
    #expect(try directory.request(made[1].id, for: "de-room").lines[0].state == .sent)
    try directory.take(Self.accept(["nl-2-u"]), on: made[1].id, by: "nl-room")
  }

  @Test func aStepThatDoesNotFollowSaysWhatHappenedMeanwhile() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let made = try #require(try directory.add([Self.request()], isSent: true).first)
    try directory.take(StepDraft(.cancel), on: made.id, by: "de-room")
    let conflict = #expect(throws: RequestConflict.self) {
      try directory.take(Self.accept(["nl-1-u"]), on: made.id, by: "nl-room")
    }
    #expect(conflict?.error.code.name == "request-conflict")
    #expect(conflict?.meanwhile.map(\.action) == [.send, .cancel])
    #expect(try Self.status("nl-1-u", in: directory) == .unknown)
  }

  @Test func whoIsNotPartyDoesNotLearnThatThereIsOne() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let made = try #require(try directory.add([Self.request()], isSent: true).first)
    for id in [made.id, "k7qf-0000-0000-0000"] {
      let error = #expect(throws: MutualAidError.self) { try directory.request(id, for: "be-room") }
      #expect(error?.code.name == "unknown-request")
      let step = #expect(throws: MutualAidError.self) {
        try directory.take(StepDraft(.see), on: id, by: "be-room")
      }
      #expect(step?.code.name == "unknown-request")
    }
    #expect(try directory.requests(of: "be-room").isEmpty)
    // The other side's steps are not one's own.
    #expect(throws: RequestConflict.self) { try directory.take(StepDraft(.see), on: made.id, by: "de-room") }
  }

  @Test func anExerciseTouchesNoUnitAndNoFigure() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let made = try #require(try directory.add([Self.request(isExercise: true)], isSent: true).first)
    try directory.take(Self.accept(["nl-1-u"]), on: made.id, by: "nl-room")
    #expect(try Self.status("nl-1-u", in: directory) == .unknown)
    #expect(try directory.auditRecords(kinds: [.status]).isEmpty)
    #expect(try directory.afterAction(of: nil).pairs.isEmpty)
    let real = try #require(try directory.add([Self.request()], isSent: true).first)
    try directory.take(Self.accept(["nl-1-u"]), on: real.id, by: "nl-room")
    #expect(try directory.afterAction(of: nil).pairs.map(\.given) == [1])
    #expect(try directory.request(made.id, for: nil).isExercise)
  }

  @Test func limitsAreKeptWithTheClockThatIsGiven() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let start = Date(timeIntervalSince1970: 1_796_000_000)
    let made = try #require(try directory.add([Self.request()], isSent: true, at: start).first)
    func told(_ seconds: Double) throws -> [String] {
      try directory.keepRequestLimits(at: start.addingTimeInterval(seconds)).flatMap { $0.notices.map(\.limit) }
    }
    #expect(try told(14.9).isEmpty)
    #expect(try directory.nextRequestLimit() == start.addingTimeInterval(15))
    #expect(try told(15) == ["line-down"])
    #expect(try told(15).isEmpty)
    try directory.take(
      Self.accept(["nl-1-u"]), on: made.id, by: "nl-room", at: start.addingTimeInterval(20))
    #expect(try Self.status("nl-1-u", in: directory, at: start.addingTimeInterval(1_819)) == .reserved)
    #expect(try told(1_819.9).isEmpty)
    #expect(try told(1_820) == ["reservation"])
    #expect(try Self.status("nl-1-u", in: directory, at: start.addingTimeInterval(1_820)) != .reserved)
    // A pair of rooms has a time of its own.
    try directory.put(requestLimit: "line-down", asking: "de-room", asked: "nl-room", seconds: 3)
    try directory.add([Self.request()], isSent: true, at: start.addingTimeInterval(5_000))
    #expect(try told(5_003) == ["line-down"])
  }

  @Test func everyStepIsAnEntryOfTheJournal() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let made = try #require(try directory.add([Self.request()], isSent: true).first)
    try directory.take(StepDraft(.see), on: made.id, by: "nl-room")
    try directory.take(Self.accept(["nl-1-u"]), on: made.id, by: "nl-room")
    let entries = try directory.auditRecords(kinds: [.request])
    #expect(entries.count == 4)
    let texts = entries.map { String(decoding: $0.payload ?? [], as: UTF8.self) }
    #expect(texts[0].contains("\"created\"") && texts[3].contains("\"action\":\"accept\""))
    #expect(try directory.verifyJournal().values.allSatisfy { $0.findings.isEmpty })
  }

  @Test func aMessageIsTakenOnceAndCarriesTheStoryOn() throws {
    let folder = try TemporaryFolder()
    let directory = try Self.directory(in: folder)
    let elsewhere = try Self.directory(in: try TemporaryFolder())
    let made = try #require(try elsewhere.add([Self.request(count: 2)], isSent: true).first)
    let message = Array(try elsewhere.export(made, form: "edxl-rm").documents[0].utf8)
    let first = try directory.take(message: message, from: "de-room")
    #expect(first.outcomes == ["applied"] && first.request.id == made.id && first.request.asked == "nl-room")
    #expect(try directory.take(message: message, from: "de-room").outcomes == ["repeated"])
    // The answer goes back the same way.
    let answered = try directory.take(Self.accept(["nl-1-u", "nl-2-u"]), on: made.id, by: "nl-room")
    let answer = Array(try directory.export(answered, form: "edxl-rm").documents[0].utf8)
    #expect(throws: MutualAidError.self) { try elsewhere.take(message: answer, from: "be-room") }
    let taken = try elsewhere.take(message: answer, from: "nl-room")
    #expect(taken.outcomes == ["applied"] && taken.request.lines[0].state == .accepted)
    #expect(taken.request.lines[0].units == ["nl-1-u", "nl-2-u"])
    #expect(try elsewhere.take(message: answer, from: "nl-room").outcomes == ["repeated"])
  }
}
