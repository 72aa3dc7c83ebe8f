package import DirectoryModel
package import Foundation

/// Local days and hours of the four countries and France, which share one time zone and its summer time.
package struct LocalClock: Sendable {
  /// The zone whose rules all of them follow.
  package static let zone = Timestamp.localZone

  let calendar: Calendar
  private let vocabulary: Vocabulary

  /// Makes a clock that knows a vocabulary's public holidays.
  package init(vocabulary: Vocabulary) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = LocalClock.zone
    self.calendar = calendar
    self.vocabulary = vocabulary
  }

  /// A moment as the region's clocks show it: `2026-11-24 19:00`.
  package static func text(_ date: Date) -> String {
    let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, includingFractionalSeconds: false, timeZone: zone)
    return String(date.formatted(style.year().month().day().time(includingFractionalSeconds: false)).prefix(16))
  }

  /// The same, without the day where it is that of another moment: `19:00`.
  package static func text(_ date: Date, seenFrom moment: Date) -> String {
    let whole = text(date)
    return whole.prefix(10) == text(moment).prefix(10) ? String(whole.suffix(5)) : whole
  }

  /// The local day, written `YYYY-MM-DD`.
  package func day(of date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let padded = { (number: Int?, width: Int) in
      let text = String(number ?? 0)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return padded(parts.year, 4) + "-" + padded(parts.month, 2) + "-" + padded(parts.day, 2)
  }

  /// The local day as a number of eight digits, `20261123` for 23 November 2026: days compare as these do.
  package func dayNumber(of date: Date) -> Int {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    return ((parts.year ?? 0) * 100 + (parts.month ?? 0)) * 100 + (parts.day ?? 0)
  }

  /// What windows need to know of a moment in a country or region.
  ///
  /// - Parameters:
  ///   - date: the moment.
  ///   - area: a country or region code, for its public holidays.
  /// - Returns: the day, the day before and the minute on the local clock.
  package func moment(of date: Date, in area: String) -> LocalMoment {
    let parts = calendar.dateComponents([.hour, .minute], from: date)
    let dayBefore = calendar.date(byAdding: .day, value: -1, to: date) ?? date
    return LocalMoment(
      day: windowDay(of: date, in: area), dayBefore: windowDay(of: dayBefore, in: area),
      minute: (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }

  /// The hours of the local week in which a moment lies, from Monday 0:00 to Sunday 23:00 on the clock.
  ///
  /// An hour that the clock skips is the moment at which it does; of one that it shows twice the first is taken.
  package func week(around date: Date) -> [Date] {
    let weekday = (calendar.component(.weekday, from: date) + 5) % 7
    let today = calendar.startOfDay(for: date)
    return (0..<7).flatMap { day -> [Date] in
      guard let start = calendar.date(byAdding: .day, value: day - weekday, to: today) else { return [] }
      return (0..<24).compactMap { hour in
        calendar.date(bySettingHour: hour, minute: 0, second: 0, of: start)
          ?? start.addingTimeInterval(Double(hour) * 3600)
      }
    }
  }

  /// Whether a moment's local day is a public holiday in a country or region, by its code.
  func isHoliday(_ date: Date, in area: String) -> Bool { vocabulary.isHoliday(day(of: date), in: area) }

  private func windowDay(of date: Date, in area: String) -> WindowDay {
    if isHoliday(date, in: area) { return .holiday }
    // Foundation counts from Sunday = 1.
    return WindowDay.week[(calendar.component(.weekday, from: date) + 5) % 7]
  }
}
