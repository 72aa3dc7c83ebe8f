import DirectoryModel
import TestSupport
import Testing

@Suite struct WeeklyWindowTests {
  @Test(arguments: [
    ("00:00", 0), ("00:01", 1), ("07:30", 450), ("18:00", 1080), ("23:59", 1439), ("24:00", 1440),
  ])
  func clockTimeIsReadAndWritten(text: String, minutes: Int) throws {
    let time = try #require(ClockTime(text))
    #expect(time.minutes == minutes)
    #expect(time.description == text)
  }

  @Test(arguments: [
    "", "7:30", "07:3", "0730", "07:30:00", "24:01", "25:00", "12:60", "aa:bb", "-1:00", "+1:30", "-0:30", "01:+3",
    " 7:30",
    "07:30 ", "07.30", ":", "::",
  ])
  func whatIsNoClockTimeIsRefused(text: String) {
    #expect(ClockTime(text) == nil)
  }

  @Test func aWindowWithoutDaysAndTimesNeverCloses() {
    #expect(WeeklyWindow().isAlways)
    for day in WindowDay.allCases { for minute in [0, 720, 1439] { #expect(isOpen(WeeklyWindow(), day, minute)) } }
  }

  @Test(arguments: [
    (WindowDay.monday, 479, false), (.monday, 480, true), (.monday, 1079, true), (.monday, 1080, false),
  ])
  func theStartIsIncludedAndTheEndIsNot(day: WindowDay, minute: Int, expected: Bool) throws {
    #expect(isOpen(try window([.monday], "08:00", "18:00"), day, minute) == expected)
  }

  @Test(arguments: [
    (WindowDay.friday, WindowDay.thursday, 1320, true), (.friday, .thursday, 1439, true),
    (.saturday, .friday, 0, true), (.saturday, .friday, 359, true), (.saturday, .friday, 360, false),
    (.friday, .thursday, 60, false), (.saturday, .friday, 1320, false), (.sunday, .saturday, 60, false),
    // Friday is a holiday: the window does not start. Saturday is one: Friday's window goes on.
    (.holiday, .thursday, 1400, false), (.saturday, .holiday, 60, false), (.holiday, .friday, 60, true),
  ])
  func aWindowOverMidnightBelongsToTheDayOnWhichItStarts(
    day: WindowDay, dayBefore: WindowDay, minute: Int, expected: Bool
  ) throws {
    let window = try window([.friday], "22:00", "06:00")
    #expect(window.contains(LocalMoment(day: day, dayBefore: dayBefore, minute: minute)) == expected)
  }

  @Test(arguments: WindowDay.week)
  func aHolidayIsNotItsWeekday(day: WindowDay) throws {
    #expect(!isOpen(try window([day], nil, nil), .holiday, 720))
    #expect(!isOpen(try window(WindowDay.week.filter { $0 != day }, nil, nil), .holiday, 720))
    #expect(isOpen(try window([day, .holiday], nil, nil), .holiday, 720))
  }

  @Test func allSevenWeekdaysHoldOnHolidaysToo() throws {
    let window = try window(WindowDay.week.reversed(), "08:00", "18:00")
    #expect(isOpen(window, .holiday, 720))
    #expect(!isOpen(window, .holiday, 1200))
    #expect(!isOpen(try self.window([.holiday], nil, nil), .monday, 720))
  }

  @Test func equalStartAndEndLastADay() throws {
    let window = try window([.monday], "08:00", "08:00")
    #expect(!isOpen(window, .monday, 479))
    #expect(isOpen(window, .monday, 480))
    #expect(window.contains(LocalMoment(day: .tuesday, dayBefore: .monday, minute: 479)))
    #expect(!window.contains(LocalMoment(day: .tuesday, dayBefore: .monday, minute: 480)))
  }

  @Test(arguments: [("00:00", "24:00"), (nil, "24:00"), ("00:00", nil), (nil, "00:00")] as [(String?, String?)])
  func theWholeDayHasSeveralSpellings(from: String?, to: String?) throws {
    let window = try window([.tuesday], from, to)
    for minute in [0, 1, 720, 1439] {
      #expect(isOpen(window, .tuesday, minute))
      #expect(!isOpen(window, .wednesday, minute, before: .tuesday))
    }
  }

  @Test func everyWindowAgreesWithCountingMinutes() throws {
    var random = SplitMix64(seed: 20)
    for _ in 0..<300 {
      let days = WindowDay.week.filter { _ in random.oneIn(3) }
      let from = Int.random(in: 0..<1440, using: &random)
      let to = Int.random(in: 1...1440, using: &random)
      let window = try window(days, text(from), text(to))
      // Every minute in which a window that starts on one of the days is open, over a week that goes round.
      var open = Set<Int>()
      for (index, day) in WindowDay.week.enumerated() where days.isEmpty || days.contains(day) {
        let length = to > from ? to - from : to + 1440 - from
        for minute in 0..<length { open.insert((index * 1440 + from + minute) % 10_080) }
      }
      for _ in 0..<200 {
        let asked = Int.random(in: 0..<10_080, using: &random)
        let moment = LocalMoment(
          day: WindowDay.week[asked / 1440], dayBefore: WindowDay.week[(asked / 1440 + 6) % 7], minute: asked % 1440)
        #expect(window.contains(moment) == open.contains(asked))
      }
    }
  }

  private func window(_ days: [WindowDay], _ from: String?, _ to: String?) throws -> WeeklyWindow {
    WeeklyWindow(
      days: days, from: try from.map { try #require(ClockTime($0)) }, to: try to.map { try #require(ClockTime($0)) })
  }

  private func text(_ minutes: Int) -> String {
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return padded(minutes / 60) + ":" + padded(minutes % 60)
  }

  private func isOpen(
    _ window: WeeklyWindow, _ day: WindowDay, _ minute: Int, before dayBefore: WindowDay = .sunday
  ) -> Bool {
    window.contains(LocalMoment(day: day, dayBefore: dayBefore, minute: minute))
  }
}
