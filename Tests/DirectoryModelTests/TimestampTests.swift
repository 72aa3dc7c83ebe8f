import DirectoryModel
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-11-23T12:00:00Z", 1_795_435_200.0), ("2026-11-23T13:00:00+01:00", 1_795_435_200),
    ("2026-11-23T06:30:00-05:30", 1_795_435_200),
    ("2026-11-23T13:00:00+0100", 1_795_435_200), ("2026-11-23T13:00:00+01", 1_795_435_200),
    ("2026-11-23T12:00:00.5Z", 1_795_435_200.5),
    ("2026-11-23T12:00:00.250+00:00", 1_795_435_200.25), ("2026-11-23", 1_795_392_000), ("1970-01-01T00:00:00Z", 0),
    ("2024-02-29T00:00:00Z", 1_709_164_800),
  ])
  func momentsAreReadInAnyZone(text: String, seconds: Double) throws {
    let date = try #require(Timestamp.date(text))
    #expect(abs(date.timeIntervalSince1970 - seconds) < 1e-4)
  }

  @Test(arguments: [
    "", "yesterday", "23-11-2026", "2026-11", "2026", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
    "0000-02-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "2026-02-29", "2026-11-23T25:00:00Z", "2026-11-23T12:60:00Z", "2026-11-23 12:00", "12:00",
    "2026-11-23T12:00:00Z, until tomorrow", "2026-11-23T12:00:00Z ", " 2026-11-23T12:00:00Z", "2026-11-23T12:00:00Zulu",
    "2026-11-23T12:00:00+01:00x", "2026-11-23T12:00:00+01:", "2026-11-23T12:00:00+1", "2026-11-23T12:00:00.Z",
    "2026-11-23T", "2026-11-23Z", "2026-11-23T12", "2026-11-23T12:00:0", "2026-11-23T12:00 until tomorrow",
    "2026-11-23T\u{661}\u{662}:00:00Z", "2026-11-23T12:00:00.5, or so", "2026-11-23T12:00:00,5Z",
  ])
  func whatIsNoMomentIsRefused(text: String) {
    #expect(Timestamp.date(text) == nil)
  }

  @Test(arguments: [
    ("2026-11-23T12:00:00", 1_795_431_600.0), ("2026-11-23T12:00", 1_795_431_600), ("2026-11-23", 1_795_388_400),
    ("2026-07-01T12:00", 1_782_900_000), ("2026-11-23T12:00Z", 1_795_435_200),
    ("2026-11-23T12:00:00.5", 1_795_431_600.5),
  ])
  func aTimeWithoutAZoneIsOneOfTheZoneGiven(text: String, seconds: Double) throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    let date = try #require(Timestamp.date(text, zone: zone))
    #expect(abs(date.timeIntervalSince1970 - seconds) < 1e-4)
  }

  @Test func wholeSecondsAreWrittenWithoutFractions() {
    #expect(Timestamp.text(Date(timeIntervalSince1970: 1_795_435_200)) == "2026-11-23T12:00:00Z")
    #expect(Timestamp.text(Date(timeIntervalSince1970: 1_795_435_200.5)) == "2026-11-23T12:00:00.500Z")
  }

  @Test func whatIsWrittenReadsBackAsTheSameText() throws {
    var random = SplitMix64(seed: 22)
    for _ in 0..<1000 {
      let text = Timestamp.text(Date(timeIntervalSince1970: .random(in: 0...4_000_000_000, using: &random)))
      #expect(Timestamp.text(try #require(Timestamp.date(text))) == text)
    }
  }

  @Test func aMomentIsWrittenToTheNearestMillisecond() throws {
    var random = SplitMix64(seed: 23)
    for _ in 0..<1000 {
      let moment = Date(timeIntervalSince1970: .random(in: 0...4_000_000_000, using: &random))
      let read = try #require(Timestamp.date(Timestamp.text(moment)))
      #expect(abs(read.timeIntervalSince(moment)) < 0.000_501)
    }
  }

  @Test func anyMomentIsReadAndWrittenAsFoundationDoes() {
    var generator = SplitMix64(seed: 17)
    let first = Date(timeIntervalSince1970: -62_135_596_800)
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for _ in 0..<5_000 {
      let milliseconds = Int.random(in: 0..<315_537_897_600_000, using: &generator)
      let isWhole = generator.oneIn(2)
      let elapsed = isWhole ? Double(milliseconds / 1000) : Double(milliseconds) / 1000
      let date = Timestamp.rounded(first.addingTimeInterval(elapsed))
      let text = Timestamp.text(date)
      // Before 1582 Foundation counts by the Julian calendar, which ISO 8601 does not know.
      if date.timeIntervalSince1970 > -12_000_000_000 {
        let shown = isWhole ? date : date.addingTimeInterval(0.0005)
        let expected = shown.formatted(isWhole || text.count == 20 ? plain : fractional)
        #expect(text == expected)
        #expect(
          Timestamp.date(text) == (try? (text.count == 20 ? plain : fractional).parse(text)).map(Timestamp.rounded))
      }
      #expect(Timestamp.date(text) == date)
    }
  }

  @Test(arguments: [
    ("2026-11-24T12:00:00+01:00", "2026-11-24T11:00:00Z"), ("2026-01-01T00:30-00:45", "2026-01-01T01:15:00Z"),
  ])
  func offsetsAreTakenOff(text: String, expected: String) throws {
    #expect(Timestamp.text(try #require(Timestamp.date(text))) == expected)
  }
}
