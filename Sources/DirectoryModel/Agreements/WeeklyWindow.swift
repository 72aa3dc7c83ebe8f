/// A day as weekly windows name it.
public enum WindowDay: String, CaseIterable, Codable, Hashable, Sendable {
  /// Monday.
  case monday = "mo"
  /// Tuesday.
  case tuesday = "tu"
  /// Wednesday.
  case wednesday = "we"
  /// Thursday.
  case thursday = "th"
  /// Friday.
  case friday = "fr"
  /// Saturday.
  case saturday = "sa"
  /// Sunday.
  case sunday = "su"
  /// A public holiday. It counts as this and not as its weekday.
  case holiday

  /// The days of the week, Monday first.
  package static let week: [WindowDay] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]
}

/// Local wall-clock time in minutes since midnight, 0 to 1440 (24:00).
public struct ClockTime: Codable, Hashable, Comparable, Sendable {
  /// Minutes since midnight on the local clock, 0 to 1440.
  public let minutes: Int

  /// Reads `HH:MM`, 00:00 to 24:00.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0
    else { return nil }
    minutes = hour * 60 + minute
  }

  /// Whether the first time is earlier in the day than the second.
  public static func < (left: ClockTime, right: ClockTime) -> Bool { left.minutes < right.minutes }
}

extension ClockTime: CustomStringConvertible {
  /// The time as `HH:MM`, `00:00` to `24:00`.
  public var description: String {
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return padded(minutes / 60) + ":" + padded(minutes % 60)
  }
}

/// A moment as a local calendar shows it, with what windows need to know of the day before.
package struct LocalMoment: Hashable, Sendable {
  /// The day, `holiday` on a public holiday.
  package var day: WindowDay
  /// The day before.
  package var dayBefore: WindowDay
  /// Minutes since midnight on the local clock, 0 to 1439.
  package var minute: Int

  /// Makes a moment.
  package init(day: WindowDay, dayBefore: WindowDay, minute: Int) {
    self.day = day
    self.dayBefore = dayBefore
    self.minute = minute
  }
}

/// A weekly window in local time.
///
/// Without days it holds every day; without times, the whole day. Where the end is not later than the start, it ends on
/// the following day and belongs to the day on which it starts. A public holiday counts as `holiday`, not as its
/// weekday; a window that names all seven weekdays holds on holidays too.
public struct WeeklyWindow: Codable, Hashable, Sendable {
  /// The days on which it starts; empty for every day.
  public var days: [WindowDay]
  /// The start; `nil` for the start of the day.
  public var from: ClockTime?
  /// The end, not included; `nil` for the end of the day.
  public var to: ClockTime?

  /// Makes a window.
  package init(days: [WindowDay] = [], from: ClockTime? = nil, to: ClockTime? = nil) {
    self.days = days
    self.from = from
    self.to = to
  }

  /// Whether it never closes.
  package var isAlways: Bool { days.isEmpty && from == nil && to == nil }

  /// Whether there is any minute of the week at which it can be open: a start at 24:00 needs an end on the next day.
  package var opens: Bool {
    let start = from?.minutes ?? 0
    let end = to?.minutes ?? 1440
    return start < end || start < 1440 || end > 0
  }

  /// Whether the window is open at a moment.
  package func contains(_ moment: LocalMoment) -> Bool {
    let start = from?.minutes ?? 0
    let end = to?.minutes ?? 1440
    if start < end { return holds(on: moment.day) && (start..<end).contains(moment.minute) }
    return holds(on: moment.day) && moment.minute >= start || holds(on: moment.dayBefore) && moment.minute < end
  }

  private func holds(on day: WindowDay) -> Bool {
    days.isEmpty || days.contains(day) || day == .holiday && Set(WindowDay.week).isSubset(of: days)
  }
}
