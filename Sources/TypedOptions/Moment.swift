internal import DirectoryModel
package import FoundationEssentials
internal import LocalTime

/// A moment given as ISO 8601; without a zone, in the region's local time, and without a day, today.
package struct Moment {
  /// The moment.
  package let date: Date

  /// Reads a moment.
  ///
  /// - Throws: ``OptionDefect`` for another form, and for a day or time that no calendar has.
  @Sendable package static func read(_ argument: String) throws -> Moment {
    guard let date = timeOfToday(argument) ?? Timestamp.date(argument, zone: LocalClock.zone) else {
      throw OptionDefect(
        """
        expected a time such as 2026-11-24T19:00, 2026-11-24T18:00:00Z or, for today, 19:00, in the years 1 to 9999 of \
        the calendar
        """)
    }
    return Moment(date: date)
  }

  /// A time of today such as `3:00`; `nil` for another form, and where the clocks jump over it.
  private static func timeOfToday(_ argument: String) -> Date? {
    guard argument.wholeMatch(of: /([01]?[0-9]|2[0-3]):[0-5][0-9]/) != nil else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = LocalClock.zone
    let numbers = argument.split(separator: ":").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    return calendar.date(bySettingHour: numbers[0], minute: numbers[1], second: 0, of: Date())
  }
}
