import DirectoryModel
import Foundation
import Geodesy
import Testing

@testable import LocalTime

private func aachen() throws -> Coordinate { try Coordinate(latitude: 50.7753, longitude: 6.0839) }

private func localClock(holidays: [String] = []) -> LocalClock {
  var vocabulary = Vocabulary()
  for day in holidays { vocabulary.addHoliday(day, calendar: "DE") }
  return LocalClock(vocabulary: vocabulary)
}

/// A local moment, written `2026-11-23T03:00`.
private func moment(_ text: String) throws -> Date {
  try #require(Timestamp.date(text + ":00", zone: LocalClock.zone))
}

@Suite struct OpeningHoursTests {
  @Test func agreesWithAnotherProgramAtRandomMoments() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/opening_hours.tsv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(rows.count > 1000)
    let clock = localClock()
    for row in rows {
      let parts = row.split(separator: "\t").map(String.init)
      let hours = try #require(OpeningHours(parts[0]), "\(parts[0])")
      let standing = hours.standing(at: try moment(parts[1]), clock: clock, in: "DE", place: try aachen())
      #expect(standing.state.rawValue == parts[2], "\(row)")
    }
  }

  @Test(arguments: [
    ("Mo-Fr 07:00-19:00", "2026-11-27T18:59", OpeningHours.State.open, "2026-11-27T19:00"),
    ("Mo-Fr 07:00-19:00", "2026-11-27T19:00", .closed, "2026-11-30T07:00"),
    ("08:00-24:00", "2026-11-27T03:00", .closed, "2026-11-27T08:00"),
    ("08:00-24:00", "2026-11-27T23:59", .open, "2026-11-28T00:00"),
    ("00:00-08:00", "2026-11-27T07:00", .open, "2026-11-27T08:00"),
    // One night after the other is one time, not two.
    ("Mo-Su 20:00-24:00, Mo-Su 00:00-06:00", "2026-11-27T23:00", .open, "2026-11-28T06:00"),
    // The night in which clocks are put back lasts an hour longer.
    ("22:00-06:00", "2026-10-25T01:00", .open, "2026-10-25T06:00"),
    ("Dec 24 10:00-12:00", "2026-11-27T03:00", .closed, "2026-12-24T10:00"),
    ("2027 Jan 04-2027 Jan 08 09:00-10:00", "2026-11-27T03:00", .closed, "2027-01-04T09:00"),
    ("unknown", "2026-11-27T03:00", .unknown, ""),
    ("\"by appointment\"", "2026-11-27T03:00", .unknown, ""),
    ("Mo-Fr 09:00-12:00 || \"by telephone\"", "2026-11-27T13:00", .unknown, "2026-11-30T09:00"),
    ("off", "2026-11-27T03:00", .closed, ""),
    ("24/7", "2026-11-27T03:00", .open, ""),
    ("Mo-Su", "2026-11-27T03:00", .open, ""),
    ("sunrise-sunset", "2026-12-21T08:30", .closed, "2026-12-21T08:35"),
    ("sunrise-sunset", "2026-12-21T16:00", .open, "2026-12-21T16:32"),
    ("(sunrise+01:00)-(sunset-00:30)", "2026-12-21T09:00", .closed, "2026-12-21T09:35"),
    ("dawn-dusk", "2026-06-21T05:00", .open, "2026-06-21T22:39"),
  ])
  func saysUntilWhenItIsSo(_ text: String, _ at: String, _ state: OpeningHours.State, _ until: String) throws {
    let hours = try #require(OpeningHours(text))
    let standing = hours.standing(at: try moment(at), clock: localClock(), in: "DE", place: try aachen())
    #expect(standing.state == state)
    #expect(standing.until.map { LocalClock.text($0).replacing(" ", with: "T") } ?? "" == until)
  }

  @Test(arguments: [
    ("Mo-Fr 08:00-18:00; PH off", "2026-12-25T12:00", OpeningHours.State.closed),
    ("Mo-Fr 08:00-18:00", "2026-12-25T12:00", .open),
    ("PH,Su 10:00-12:00", "2026-12-25T11:00", .open),
    ("PH,Su 10:00-12:00", "2026-12-23T11:00", .closed),
    ("PH 10:00-12:00", "2026-12-27T11:00", .closed),
  ])
  func knowsPublicHolidays(_ text: String, _ at: String, _ state: OpeningHours.State) throws {
    let hours = try #require(OpeningHours(text))
    #expect(hours.namesHolidays == text.contains("PH"))
    let standing = hours.standing(
      at: try moment(at), clock: localClock(holidays: ["2026-12-25"]), in: "DEA2D", place: try aachen())
    #expect(standing.state == state)
  }

  @Test(arguments: [
    ("mo-fr 7:00-19:00", "Mo-Fr 07:00-19:00"), ("Mon-Fri 07:00–19:00", "Mo-Fr 07:00-19:00"),
    ("Monday-Friday 07:00 - 19:00", "Mo-Fr 07:00-19:00"), ("Mo - Fr: 07.00-19.00", "Mo-Fr 07:00-19:00"),
    ("Mo-Fr 7h-19h", "Mo-Fr 07:00-19:00"), ("Mo-Fr 07:00-19:00;", "Mo-Fr 07:00-19:00"),
    ("January-March 08:00-10:00", "Jan-Mar 08:00-10:00"), ("Mo-Fr\u{A0}07:00-19:00", "Mo-Fr 07:00-19:00"),
    ("open", "24/7"), ("closed", "off"),
  ])
  func takesUsualSpellings(_ text: String, _ same: String) {
    #expect(OpeningHours(text) != nil)
    #expect(OpeningHours(text) == OpeningHours(same) || text == "open")
  }

  @Test(arguments: [
    "", " ", "Dag/avond", "24 uur", "after tea", "Mo-", "Mo-Xx 08:00-10:00", "08:00", "08:00-", "25:00-49:00",
    "Mo-Fr 08:60-10:00", "SH 08:00-10:00", "easter off", "Mo-Fr 08:00-10:00 and more", "week 01-53/2 Mo 08:00-10:00",
    "Mo[6] 08:00-10:00", "month 08:00-10:00", "(sunrise+1)-sunset", "Mo-Fr 08:00-18:00/01:30", "||", ";", "\"unclosed",
  ])
  func refusesWhatItDoesNotUnderstandWhole(_ text: String) { #expect(OpeningHours(text) == nil) }

  @Test func anyTextIsReadOrRefusedAndAnyMomentAnswered() throws {
    let parts = [
      "Mo", "-", "Fr", " ", ",", ";", "||", "08:00", "24:00", "PH", "off", "Jan", "31", "[", "1", "]", "+", "\"",
      "2026",
    ]
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...9, using: &dice)).map { _ in parts.randomElement(using: &dice) ?? "" }.joined()
      guard let hours = OpeningHours(text) else { continue }
      let now = try moment("2026-02-28T23:59")
      let standing = hours.standing(at: now, clock: localClock(), in: "DE", place: try aachen())
      if let until = standing.until { #expect(until > now, "\(text)") }
    }
  }
}
