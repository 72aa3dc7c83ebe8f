/// When something is open or on duty, as OpenStreetMap's key `opening_hours` says it
/// (wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
///
/// Read are lists and ranges of years, months, dates, weeks and days, the n-th weekday of a month, public holidays, times
/// past midnight and by the sun, open ends, `24/7`, `off`, `unknown`, comments, and the three ways of joining rules. Not
/// read are school holidays, Easter and periods with a step.
package struct OpeningHours: Hashable, Sendable {
  /// What holds while a rule does.
  package enum State: String, Hashable, Sendable {
    case open, closed
    /// Perhaps open: an appointment is needed, or nobody knows.
    case unknown
  }

  /// How a rule goes together with those before it.
  enum Joining: Hashable, Sendable {
    /// `;`: on the days that it names, it holds instead of those before.
    case instead
    /// `,`: it holds beside those before.
    case beside
    /// `||`: it holds where those before say closed.
    case otherwise
  }

  /// A part of the days of all years; empty lists mean any.
  struct Days: Hashable, Sendable {
    var years: [ClosedRange<Int>] = []
    /// Ranges of dates of a year; a range may go over its end.
    var dates: [DateRange] = []
    /// ISO weeks.
    var weeks: [ClosedRange<Int>] = []
    var weekdays: [Weekday] = []
    /// Whether public holidays are named; with weekdays, beside them.
    var includesHolidays = false

    /// Whether it holds on every day, or names all days of the week.
    var isAnyWeekday: Bool {
      years.isEmpty && dates.isEmpty && weeks.isEmpty
        && (weekdays.isEmpty ? !includesHolidays : Set(weekdays.filter(\.inMonth.isEmpty).map(\.day)).count == 7)
    }

    /// Whether it names any day at all, and so is not simply every day.
    var isEveryDay: Bool {
      years.isEmpty && dates.isEmpty && weeks.isEmpty && weekdays.isEmpty && !includesHolidays
    }
  }

  /// A day of the year, or a whole month where the day is missing.
  struct DateRange: Hashable, Sendable {
    var from: (month: Int, day: Int)
    var to: (month: Int, day: Int)
    /// The years of its ends, where they are named.
    var years: (from: Int, to: Int)?

    static func == (left: Self, right: Self) -> Bool {
      left.from == right.from && left.to == right.to && left.years?.from == right.years?.from
        && left.years?.to == right.years?.to
    }

    func hash(into hasher: inout Hasher) {
      for number in [from.month, from.day, to.month, to.day, years?.from ?? 0, years?.to ?? 0] {
        hasher.combine(number)
      }
    }
  }

  /// A day of the week, of every week or of some of a month.
  struct Weekday: Hashable, Sendable {
    /// 0 for Monday to 6 for Sunday.
    var day: Int
    /// Which of the month: 1 to 5 from its begin, −1 to −5 from its end; empty for all.
    var inMonth: [ClosedRange<Int>] = []
  }

  /// A moment of a day.
  enum Clock: Hashable, Sendable {
    /// Minutes since midnight, 0 to 48 hours.
    case minute(Int)
    /// Sunrise, sunset, or an edge of civil twilight, and minutes after it.
    case sun(SunEvent, Int)
  }

  enum SunEvent: String, CaseIterable, Hashable, Sendable {
    case sunrise, sunset, dawn, dusk
  }

  /// Some hours of a day; where the end is not after the start, it lies on the next day.
  struct Times: Hashable, Sendable {
    var from: Clock
    var to: Clock
  }

  /// One rule.
  struct Rule: Hashable, Sendable {
    var joining: Joining
    var days: Days
    /// Empty for the whole day.
    var times: [Times]
    var state: State
  }

  let rules: [Rule]

  init(rules: [Rule]) { self.rules = rules }

  /// Whether they go by the sun, so that the place counts.
  package var goesBySun: Bool {
    rules.contains { rule in
      rule.times.contains { times in
        [times.from, times.to].contains { if case .sun = $0 { true } else { false } }
      }
    }
  }

  /// Whether they name public holidays, so that the region counts.
  package var namesHolidays: Bool { rules.contains { $0.days.includesHolidays } }

  /// Whether it is always open.
  package var isAlways: Bool {
    rules.count == 1 && rules[0].days.isAnyWeekday && rules[0].state == .open
      && (rules[0].times.isEmpty || rules[0].times == [Times(from: .minute(0), to: .minute(1440))])
  }
}
