import DirectoryModel
import Foundation
import LocalTime
import Testing

@Suite struct LocalClockTests {
  @Test(arguments: [
    ("2026-11-23T12:00:00Z", "2026-11-23", WindowDay.monday, WindowDay.sunday, 780),
    ("2026-11-23T23:00:00Z", "2026-11-24", .tuesday, .monday, 0),
    ("2026-06-30T21:59:59Z", "2026-06-30", .tuesday, .monday, 1439),
    ("2026-06-30T22:00:00Z", "2026-07-01", .wednesday, .tuesday, 0),
    ("2026-12-31T23:30:00Z", "2027-01-01", .friday, .thursday, 30),
    // Summer time begins at 2 o'clock on 29 March and ends at 3 o'clock on 25 October.
    ("2026-03-29T00:59:00Z", "2026-03-29", .sunday, .saturday, 119),
    ("2026-03-29T01:00:00Z", "2026-03-29", .sunday, .saturday, 180),
    ("2026-03-29T22:00:00Z", "2026-03-30", .monday, .sunday, 0),
    ("2026-03-30T00:30:00Z", "2026-03-30", .monday, .sunday, 150),
    ("2026-10-25T00:30:00Z", "2026-10-25", .sunday, .saturday, 150),
    ("2026-10-25T01:30:00Z", "2026-10-25", .sunday, .saturday, 150),
    ("2026-10-25T22:59:00Z", "2026-10-25", .sunday, .saturday, 1439),
    ("2026-10-25T23:00:00Z", "2026-10-26", .monday, .sunday, 0),
  ])
  func aMomentIsThatOfTheLocalCalendar(text: String, day: String, weekday: WindowDay, dayBefore: WindowDay, minute: Int)
    throws
  {
    let date = try #require(Timestamp.date(text))
    let clock = LocalClock(vocabulary: Vocabulary())
    #expect(clock.day(of: date) == day)
    #expect(clock.moment(of: date, in: "DE") == LocalMoment(day: weekday, dayBefore: dayBefore, minute: minute))
  }

  @Test func holidaysAreThoseOfTheArea() throws {
    var vocabulary = Vocabulary()
    vocabulary.addHoliday("2026-11-11", calendar: "BE")
    let clock = LocalClock(vocabulary: vocabulary)
    let moment = { (text: String, area: String) in clock.moment(of: try #require(Timestamp.date(text)), in: area) }
    #expect(try moment("2026-11-11T12:00:00Z", "BE336").day == .holiday)
    #expect(try moment("2026-11-11T12:00:00Z", "NL").day == .wednesday)
    #expect(try moment("2026-11-10T23:00:00Z", "BE").day == .holiday)
    #expect(try moment("2026-11-11T23:00:00Z", "BE") == LocalMoment(day: .thursday, dayBefore: .holiday, minute: 0))
  }
}
