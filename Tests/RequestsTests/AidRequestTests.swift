import DirectoryModel
import Foundation
import Requests
import TestSupport
import Testing

@Suite struct AidRequestTests {
  private static let start = Date(timeIntervalSince1970: 1_796_000_000)

  private static func request(count: Int = 2, lines: Int = 1) -> AidRequest {
    AidRequest(
      id: "k7qf-2m9x-vt3c-0hd4", incident: RequestIncident(id: "I-1", latitude: 50.77, longitude: 6.01, country: "DE"),
      asking: "de-room", asked: "nl-room",
      lines: (0..<lines).map { _ in
        RequestLine(
          need: "pumping", count: count,
          match: RequestMatch(
            unit: "nl.1", name: "TS 1", type: "TS", station: "Vaals", distance: 3_090.5, eta: 510, verdict: "allowed",
            agreement: "a", citation: "c", lenderCost: 17, ownETA: 420.5, directoryVersion: 3, time: start),
          candidates: [RequestCandidate(unit: "be.1", room: "be-room", eta: 600)])
      }, created: start)
  }

  private static func step(
    _ action: RequestAction, _ party: RequestParty, at seconds: Double = 0, units: [UnitID]? = nil
  ) -> RequestStep {
    let time = start.addingTimeInterval(seconds)
    var step = RequestStep(action: action, line: 1, party: party, actor: "test", time: time, received: time)
    step.units = units
    return step
  }

  @Test func aStoryGoesFromTheDraftToTheEnd() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    try request.apply(Self.step(.receive, .asked, at: 1))
    try request.apply(Self.step(.see, .asked, at: 9))
    try request.apply(Self.step(.acceptPart, .asked, at: 30, units: ["nl.1"]))
    #expect(request.lines[0].state == .acceptedInPart)
    try request.apply(Self.step(.accept, .asked, at: 40, units: ["nl.2"]))
    var replace = Self.step(.replace, .asked, at: 50, units: ["nl.3"])
    replace.insteadOf = "nl.1"
    try request.apply(replace)
    #expect(request.lines[0].units == ["nl.3", "nl.2"])
    try request.apply(Self.step(.turnOut, .asked, at: 100))
    try request.apply(Self.step(.arrive, .asking, at: 500))
    try request.apply(Self.step(.release, .asking, at: 5_000))
    try request.apply(Self.step(.return, .asked, at: 6_000))
    try request.apply(Self.step(.close, .asked, at: 6_001))
    #expect(request.isClosed && request.version == 11)
    #expect(request.steps.map(\.to) == request.steps.dropFirst().map(\.from) + [.closed])
  }

  @Test func aStepOfTheOtherRoomIsRefused() {
    var request = Self.request()
    #expect(throws: RequestDefect.notForParty(.send, .asked)) { try request.apply(Self.step(.send, .asked)) }
    #expect(throws: RequestDefect.doesNotFollow(.accept, .draft)) {
      try request.apply(Self.step(.accept, .asked, units: ["nl.1", "nl.2"]))
    }
    #expect(throws: RequestDefect.noLine(2)) {
      var step = Self.step(.send, .asking)
      step.line = 2
      try request.apply(step)
    }
    #expect(request.version == 0)
  }

  @Test func theNumberOfUnitsDecidesWhetherItIsAPart() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    #expect(throws: RequestDefect.wrongCount(asked: 2, promised: 1)) {
      try request.apply(Self.step(.accept, .asked, units: ["nl.1"]))
    }
    #expect(throws: RequestDefect.wrongCount(asked: 2, promised: 2)) {
      try request.apply(Self.step(.acceptPart, .asked, units: ["nl.1", "nl.2"]))
    }
    #expect(throws: RequestDefect.missing(.accept, .units)) { try request.apply(Self.step(.accept, .asked)) }
    #expect(throws: RequestDefect.notPromised("nl.1")) {
      try request.apply(Self.step(.accept, .asked, units: ["nl.1", "nl.1"]))
    }
  }

  @Test func refusalsNeedAReasonOfTheList() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    #expect(throws: RequestDefect.missing(.decline, .reason)) { try request.apply(Self.step(.decline, .asked)) }
    var step = Self.step(.decline, .asked)
    step.reason = "because"
    #expect(throws: RequestDefect.unknownReason("because")) { try request.apply(step) }
    step.reason = "own-incident"
    try request.apply(step)
    #expect(request.lines[0].state == .declined)
  }

  @Test func everyLimitFiresAtItsSecond() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    func told(at seconds: Double) -> [String] {
      request.keepLimits(at: Self.start.addingTimeInterval(seconds)).map(\.limit)
    }
    #expect(told(at: 14.999).isEmpty)
    #expect(told(at: 15) == ["line-down"])
    #expect(told(at: 59.999).isEmpty)
    #expect(told(at: 60) == ["not-seen"])
    #expect(told(at: 179.999).isEmpty)
    #expect(told(at: 180) == ["not-answered"])
    #expect(request.notices.last?.candidates?.map(\.unit) == ["be.1"])
    #expect(told(at: 3_599.999).isEmpty)
    #expect(told(at: 3_600) == ["unanswered"])
    #expect(request.lines[0].state == .expired)
    #expect(request.lines[0].since == Self.start.addingTimeInterval(3_600))
    #expect(told(at: 90_000) == ["put-away"])
    #expect(request.isClosed && request.nextLimit() == nil)
  }

  @Test func limitsThatWereMissedAreToldInTheirOrder() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    let told = request.keepLimits(at: Self.start.addingTimeInterval(1_000_000))
    #expect(told.map(\.limit) == ["line-down", "not-seen", "not-answered", "unanswered", "put-away"])
    #expect(told.map { $0.time.timeIntervalSince(Self.start) } == [15, 60, 180, 3_600, 90_000])
  }

  @Test func whoHasSeenItIsNotToldThatNobodyHas() throws {
    var request = Self.request()
    try request.apply(Self.step(.send, .asking))
    try request.apply(Self.step(.see, .asked, at: 10))
    #expect(request.keepLimits(at: Self.start.addingTimeInterval(179)).isEmpty)
    try request.apply(Self.step(.accept, .asked, at: 179.5, units: ["nl.1", "nl.2"]))
    #expect(request.keepLimits(at: Self.start.addingTimeInterval(1_979.4)).isEmpty)
    #expect(request.keepLimits(at: Self.start.addingTimeInterval(1_979.5)).map(\.limit) == ["reservation"])
    #expect(request.lines[0].state == .expired)
  }

  @Test func messagesThatRepeatComeLateOrContradictAreTakenOnce() throws {
    var request = Self.request(count: 1)
    try request.apply(Self.step(.send, .asking))
    #expect(try request.take(Self.step(.accept, .asked, at: 40, units: ["nl.1"])) == .applied)
    #expect(try request.take(Self.step(.accept, .asked, at: 40, units: ["nl.1"])) == .repeated)
    #expect(try request.take(Self.step(.see, .asked, at: 20)) == .late)
    #expect(request.steps.map(\.action) == [.send, .see, .accept])
    var decline = Self.step(.decline, .asked, at: 60)
    decline.reason = "no-crew"
    #expect(try request.take(decline) == .contradiction)
    #expect(try request.take(decline) == .repeated)
    #expect(request.lines[0].state == .accepted && request.steps.last?.isContradiction == true)
  }

  @Test func aRequestIsTheSameBehindItsText() throws {
    var request = Self.request(lines: 2)
    try request.apply(Self.step(.send, .asking))
    _ = request.keepLimits(at: Self.start.addingTimeInterval(200))
    let bytes = try RequestJSON.bytes(request)
    let again: AidRequest = try RequestJSON.value(bytes)
    #expect(again == request)
    #expect(again.lines[0].match?.ownETA == 420.5)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"is_exercise\":false"))
  }

  @Test func newIdsDifferAndCanBeReadAloud() {
    let ids = (0..<1_000).map { _ in RequestID.random().rawValue }
    #expect(Set(ids).count == 1_000)
    #expect(ids.allSatisfy { $0.utf8.count == 19 && $0.allSatisfy { $0 == "-" || !"ilou".contains($0) } })
  }
}
