import Agreements
import DirectoryModel
import Foundation
import LocalTime
import TestSupport
import Testing

/// Windows around both changes of the clock, minute by minute, against arithmetic of its own.
@Suite struct ClockChangeTests {
  /// Hours by which the local clock is ahead of UTC: summer time is from 01:00 UTC on the last Sunday of March to that of
  /// October.
  private func offset(_ minute: Int, changes: (spring: Int, autumn: Int)) -> Int {
    minute >= changes.spring && minute < changes.autumn ? 2 : 1
  }

  // Minutes since 1970 at 01:00 UTC: 29 March and 25 October 2026, 28 March and 31 October 2027.
  private static let changes = [(spring: 29_579_100, autumn: 29_881_500), (spring: 30_103_260, autumn: 30_415_740)]

  @Test(arguments: changes, [true, false])
  func everyMinuteOfFourDaysIsOpenAsTheLocalClockSays(changes: (spring: Int, autumn: Int), isSpring: Bool) throws {
    let clock = LocalClock(vocabulary: Vocabulary())
    let windows: [(window: WeeklyWindow, from: Int, to: Int)] = try [
      (nil, nil), ("00:00", "24:00"), ("22:00", "06:00"), ("02:00", "03:00"), ("02:30", "02:30"), ("18:00", "00:00"),
      ("23:59", "00:01"),
    ].map { (from: String?, to: String?) in
      let times = (try from.map { try #require(ClockTime($0)) }, try to.map { try #require(ClockTime($0)) })
      return (
        WeeklyWindow(days: [.saturday, .sunday], from: times.0, to: times.1), times.0?.minutes ?? 0,
        times.1?.minutes ?? 1440
      )
    }
    let change = isSpring ? changes.spring : changes.autumn
    for minute in (change - 2 * 1440)..<(change + 2 * 1440) {
      let local = minute + offset(minute, changes: changes) * 60
      // 1 January 1970 was a Thursday: Monday is 0.
      let day = (local / 1440 + 3) % 7
      let moment = clock.moment(of: Date(timeIntervalSince1970: Double(minute) * 60), in: "BE")
      #expect(moment.minute == local % 1440)
      for (window, from, to) in windows {
        let now = local % 1440
        let starts = { (day: Int) in day == 5 || day == 6 }
        let isOpen =
          from < to
          ? starts(day) && now >= from && now < to
          : starts(day) && now >= from || starts((day + 6) % 7) && now < to
        #expect(window.contains(moment) == isOpen, "\(window) at \(minute)")
      }
    }
  }

  @Test func daysAreNumbersThatCompareAsTheirTexts() throws {
    let clock = LocalClock(vocabulary: Vocabulary())
    var random = SplitMix64(seed: 7)
    for _ in 0..<1000 {
      let date = Date(timeIntervalSince1970: Double(Int.random(in: 0..<4_000_000_000, using: &random)))
      #expect(clock.dayNumber(of: date) == Int(clock.day(of: date).filter { $0 != "-" }))
    }
  }
}
