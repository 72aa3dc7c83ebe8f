import DirectoryModel
import Foundation
import LocalTime
import Matching
import MutualAid
import Testing

/// Public holidays as shipped, against lists made by hand from the laws and the date of Easter.
@Suite struct HolidayWindowTests {
  // Easter Sunday is 5 April 2026 and 28 March 2027.
  static let listed: [(calendar: String, days: [String])] = [
    (
      "NL",
      [
        "2026-01-01", "2026-04-03", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-24", "2026-05-25",
        "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-06",
        "2027-05-16", "2027-05-17", "2027-12-25", "2027-12-26",
      ]
    ),
    ("BE", belgian),
    ("BE-VG", belgian + ["2026-07-11", "2027-07-11"]),
    ("BE-CF", belgian + ["2026-09-27", "2027-09-27"]),
    ("BE-DG", belgian + ["2026-11-15", "2027-11-15"]),
    (
      "LU",
      [
        "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-09", "2026-05-14", "2026-05-25", "2026-06-23", "2026-08-15",
        "2026-11-01", "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-09",
        "2027-05-17", "2027-06-23", "2027-08-15", "2027-11-01", "2027-12-25", "2027-12-26",
      ]
    ),
    (
      "DEA",
      [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-06-04", "2026-10-03",
        "2026-11-01", "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-01", "2027-05-06",
        "2027-05-17", "2027-05-27", "2027-10-03", "2027-11-01", "2027-12-25", "2027-12-26",
      ]
    ),
  ]

  /// The ten legal holidays and the two Sundays that are feasts.
  static let belgian = [
    "2026-01-01", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-24", "2026-05-25", "2026-07-21",
    "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25", "2027-01-01", "2027-03-28", "2027-03-29", "2027-05-01",
    "2027-05-06", "2027-05-16", "2027-05-17", "2027-07-21", "2027-08-15", "2027-11-01", "2027-11-11", "2027-12-25",
  ]

  @Test(arguments: listed)
  func theHolidaysOfBothYearsAreExactlyThese(calendar: String, days: [String]) throws {
    let shipped = try #require(try RealDirectory.open().vocabulary.holidays[calendar])
    #expect(shipped.filter { $0 >= "2026" && $0 < "2028" }.sorted() == days.sorted())
  }

  @Test(arguments: listed)
  func aHolidayWindowIsOpenFromMidnightToMidnightOfTheLocalDay(calendar: String, days: [String]) throws {
    let clock = LocalClock(vocabulary: try RealDirectory.open().vocabulary)
    let window = WeeklyWindow(days: [.holiday])
    for day in days {
      let start = try #require(Timestamp.date(day, zone: LocalClock.zone))
      let next = try #require(Timestamp.date(day + "T23:59", zone: LocalClock.zone)).addingTimeInterval(60)
      let isOpen = { (date: Date) in window.contains(clock.moment(of: date, in: calendar)) }
      #expect(isOpen(start) && isOpen(next.addingTimeInterval(-1)), "\(day)")
      #expect(isOpen(start.addingTimeInterval(-1)) == days.contains(clock.day(of: start.addingTimeInterval(-1))))
      #expect(isOpen(next) == days.contains(clock.day(of: next)))
      // It is a holiday and no weekday.
      let weekdays = WeeklyWindow(days: Array(WindowDay.week.prefix(6)))
      #expect(!weekdays.contains(clock.moment(of: start.addingTimeInterval(43_200), in: calendar)), "\(day)")
    }
  }

  @Test(arguments: [("BE336", "BE-DG", "2026-11-15"), ("BE21", "BE-VG", "2027-07-11"), ("BE33", "BE-CF", "2026-09-27")])
  func theDayOfACommunityCountsOnlyWhereARuleNamesItsCalendar(region: String, calendar: String, day: String) throws {
    let clock = LocalClock(vocabulary: try RealDirectory.open().vocabulary)
    let noon = try #require(Timestamp.date(day + "T12:00", zone: LocalClock.zone))
    #expect(clock.moment(of: noon, in: region).day != .holiday)
    #expect(clock.moment(of: noon, in: calendar).day == .holiday)
  }

  @Test(arguments: [
    ("DEA34", "2026-11-01", true), ("NL-VR06", "2026-11-01", false), ("BE336", "2026-11-01", true),
    ("LU00", "2026-06-23", true), ("DEB", "2026-06-23", false), ("NL-VR24", "2027-04-27", true),
    ("DEA2D", "2027-04-27", false), ("BE33", "2027-07-21", true),
  ])
  func regionsHaveTheHolidaysOfTheirCalendar(region: String, day: String, isHoliday: Bool) throws {
    let clock = LocalClock(vocabulary: try RealDirectory.open().vocabulary)
    let noon = try #require(Timestamp.date(day + "T12:00", zone: LocalClock.zone))
    #expect((clock.moment(of: noon, in: region).day == .holiday) == isHoliday)
  }
}
