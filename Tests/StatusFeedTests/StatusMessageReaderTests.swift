import DirectoryModel
import Foundation
import Geodesy
import StatusFeed
import TestSupport
import Testing

/// What is in a message is checked, and a mistake is told with what was expected.
struct StatusMessageReaderTests {
  private static let arrival = Date(timeIntervalSince1970: 1_795_600_000)

  private func read(_ change: (inout StatusMessage) -> Void) -> StatusMessageReader.Outcome {
    var vocabulary = Vocabulary()
    vocabulary.addStatus(.responding, system: "fms", code: "3")
    vocabulary.addStatus(.available, system: "emsi", code: "AVAILB")
    var reader = StatusMessageReader(
      vocabulary: vocabulary, zone: TimeZone(identifier: "Europe/Brussels") ?? .gmt, defaultSource: "room")
    var message = StatusMessage(unit: "u", status: "available", since: .text("2026-11-24T12:00:00Z"))
    change(&message)
    return reader.read(message, at: StatusMessageReaderTests.arrival)
  }

  private func report(_ change: (inout StatusMessage) -> Void) -> AvailabilityReport? {
    guard case .report(let report, _) = read(change) else { return nil }
    return report
  }

  private func oddities(_ change: (inout StatusMessage) -> Void) -> [ProblemCode] {
    guard case .report(_, let oddities) = read(change) else { return [] }
    return oddities.map(\.code)
  }

  private func defect(_ change: (inout StatusMessage) -> Void) -> StatusDefect? {
    switch read(change) {
    case .rejected(let defect): defect
    default: nil
    }
  }

  @Test(
    arguments: [
      ("FMS:3", nil, .responding), ("3", "FMS", .responding), ("availb", "Emsi", .available),
      ("on-scene", nil, .onScene), ("fms:3", "emsi", .responding),
    ] as [(String, String?, AvailabilityStatus)])
  func codesFollowTheTables(text: String, system: String?, expected: AvailabilityStatus) {
    let report = report {
      $0.status = text
      $0.system = system
    }
    #expect(report?.status == expected)
    #expect(report?.source == "room")
  }

  @Test func timesMayBeISO8601OrSeconds() {
    let expected = Date(timeIntervalSince1970: 1_795_521_600)
    #expect(report { $0.since = .text("2026-11-24T12:00:00Z") }?.since == expected)
    #expect(report { $0.since = .text("2026-11-24T13:00:00+01:00") }?.since == expected)
    #expect(report { $0.since = .seconds(1_795_521_600) }?.since == expected)
    #expect(report { $0.since = nil }?.since == StatusMessageReaderTests.arrival)
  }

  @Test func aTimeWithoutAZoneIsLocalTime() {
    #expect(
      report { $0.since = .text("2026-11-24T13:00:00") }?.since == Date(timeIntervalSince1970: 1_795_521_600))
  }

  @Test func aStatusThatBeginsALittleAheadIsTakenAndTold() {
    let ahead = { (seconds: Double) in
      { (message: inout StatusMessage) in
        message.since = .seconds(StatusMessageReaderTests.arrival.timeIntervalSince1970 + seconds)
      }
    }
    #expect(oddities(ahead(0)) == [])
    #expect(oddities(ahead(0.9)) == [], "moments are rounded")
    #expect(oddities(ahead(90)) == [.aheadOfClock])
    #expect(defect(ahead(121))?.code == .aheadOfClock)
  }

  // MARK: Positions

  @Test func aPositionIsTakenWithTheTimeAtWhichItWas() {
    let report = report {
      $0.latitude = "50.8"
      $0.longitude = "6.02"
      $0.located = .text("2026-11-24T12:03:00Z")
    }
    #expect(report?.position?.coordinate.latitude == 50.8)
    #expect(report?.position?.time == Date(timeIntervalSince1970: 1_795_521_780))
  }

  @Test func aPositionWithoutATimeIsThatOfTheBeginningOfTheStatus() {
    let report = report {
      $0.latitude = "50.8"
      $0.longitude = "6.02"
    }
    #expect(report?.position?.time == report?.since)
  }

  @Test(
    arguments: [
      ("0", "0", .positionZero), ("91", "6", .positionInvalid), ("50.8", "", .positionInvalid),
      ("", "6", .positionInvalid), ("fifty", "6", .positionInvalid), ("nan", "6", .positionInvalid),
      ("50.8", "181", .positionInvalid),
    ] as [(String, String, ProblemCode)])
  func aReportWithAPositionThatIsNoneIsTakenWithoutItAndTold(latitude: String, longitude: String, code: ProblemCode) {
    let change = { (message: inout StatusMessage) in
      message.latitude = latitude
      message.longitude = longitude
    }
    #expect(report(change)?.status == .available)
    #expect(report(change)?.position == nil)
    #expect(oddities(change) == [code])
  }

  @Test func aPositionThatLiesAheadIsLeftOutAndTold() {
    let change = { (message: inout StatusMessage) in
      message.latitude = "50.8"
      message.longitude = "6.02"
      message.located = .seconds(StatusMessageReaderTests.arrival.timeIntervalSince1970 + 600)
    }
    #expect(report(change)?.position == nil)
    #expect(oddities(change) == [.aheadOfClock])
  }

  @Test func theEarlierOfEndAndMaximalAgeCounts() {
    let since = 1_795_521_600.0
    #expect(report { $0.maximalAge = 60 }?.until?.timeIntervalSince1970 == since + 60)
    let both = { (until: Double) in
      self.report {
        $0.maximalAge = 60
        $0.until = .seconds(until)
      }?.until?.timeIntervalSince1970
    }
    #expect(both(since + 30) == since + 30)
    #expect(both(since + 90) == since + 60)
  }

  @Test func aTimeWithoutAZoneIsLocalTimeInSummerAndWinter() {
    #expect(report { $0.since = .text("2026-11-24T13:00:00") }?.since == Date(timeIntervalSince1970: 1_795_521_600))
    #expect(report { $0.since = .text("2026-07-01T14:00") }?.since == Date(timeIntervalSince1970: 1_782_907_200))
    #expect(report { $0.since = .text("2026-11-24") }?.since == Date(timeIntervalSince1970: 1_795_474_800))
    let until = report {
      $0.since = .text("2026-11-24T12:00:00Z")
      $0.until = .text("2026-11-24T13:30:00")
    }?.until
    #expect(until == Date(timeIntervalSince1970: 1_795_523_400))
  }

  @Test func emptyTextsCountAsMissing() {
    let report = report {
      ($0.note, $0.source, $0.system, $0.mode) = ("", "", "", "")
    }
    #expect(report?.source == "room")
    #expect(report?.note == nil)
    #expect(defect { $0.unit = "" }?.code == .valueMissing)
  }

  @Test func momentsAreKeptToTheMillisecond() {
    #expect(report { $0.since = .seconds(1_795_521_600.000_4) }?.since.timeIntervalSince1970 == 1_795_521_600)
  }

  @Test func mistakesAreToldWithValueAndWhatIsExpected() throws {
    let cases: [(ProblemCode, String, (inout StatusMessage) -> Void)] = [
      (.valueMissing, "unit", { $0.unit = nil }), (.valueMissing, "status", { $0.status = nil }),
      (.unknownStatus, "'available'", { $0.status = "avalable" }),
      (.unknownStatus, "'emsi:AVAILB'", { $0.status = "EMSI:AVALB" }),
      (.unknownStatus, "expected one of 3", { ($0.system, $0.status) = ("FMS", "99") }),
      (.unknownStatus, "expected one of emsi, fms", { ($0.system, $0.status) = ("FSM", "3") }),
      (.dateInvalid, "'yesterday'", { $0.since = .text("yesterday") }),
      (.dateInvalid, "'2026-02-30T00:00:00Z'", { $0.since = .text("2026-02-30T00:00:00Z") }),
      (.dateInvalid, "milliseconds", { $0.since = .seconds(1_795_521_600_000) }),
      (.dateInvalid, "between 2000 and 2100", { $0.since = .text("1999-01-01T00:00:00Z") }),
      (.dateInvalid, "is not after since", { $0.until = .text("2026-11-24T12:00:00Z") }),
      (.valueInvalid, "max_age_s", { $0.maximalAge = -1 }), (.valueInvalid, "max_age_s", { $0.maximalAge = .nan }),
      (.controlCharacters, "unit 'a\u{FFFD}b'", { $0.unit = "a\u{1B}b" }),
      (.controlCharacters, "note", { $0.note = "a\u{85}b" }),
      (.textTooLong, "note", { $0.note = String(repeating: "x", count: 2_001) }),
      (.valueInvalid, "expected actual", { $0.mode = "tset" }),
    ]
    for (code, expected, change) in cases {
      let defect = try #require(self.defect(change), "\(expected)")
      #expect(defect.code == code)
      #expect(defect.text.contains(expected), "\(defect.text)")
    }
  }

  @Test(arguments: ["exercise", "Exercise", "EXERCS", "test", "system"])
  func whatIsNotMeantIsLeftOut(mode: String) {
    guard case .exercise(let defect) = read({ $0.mode = mode }) else {
      Issue.record("taken as meant")
      return
    }
    #expect(defect.code == .exercise)
  }

  @Test func actualIsMeant() { #expect(report { $0.mode = "Actual" } != nil) }
}
