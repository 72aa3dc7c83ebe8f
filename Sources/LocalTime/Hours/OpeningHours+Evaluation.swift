package import Foundation
package import Geodesy

extension OpeningHours {
  /// How it stands at a moment.
  package struct Standing: Hashable, Sendable {
    /// Open, closed, or perhaps.
    package var state: State
    /// When that changes next; `nil` where it does not within a year.
    package var until: Date?

    /// Makes a standing.
    package init(state: State, until: Date?) {
      self.state = state
      self.until = until
    }
  }

  /// So many days ahead the next change is looked for: hours may be of one season only.
  private static let horizon = 370

  /// How it stands at a moment.
  ///
  /// - Parameters:
  ///   - moment: the moment.
  ///   - clock: local time and public holidays.
  ///   - area: a country or region code, for its public holidays.
  ///   - place: where sunrise and sunset are looked at.
  /// - Returns: the state and when it changes.
  package func standing(at moment: Date, clock: LocalClock, in area: String, place: Coordinate) -> Standing {
    if isAlways { return Standing(state: .open, until: nil) }
    var calendar = HoursCalendar(clock: clock, area: area, place: place)
    let first = calendar.day(of: moment)
    // What began on the day before may go on past midnight.
    var periods = kept(spans(on: first.advanced(by: -1), &calendar), on: first, &calendar) + spans(on: first, &calendar)
    let now = OpeningHours.state(at: moment, in: periods)
    var day = first
    for _ in 0...OpeningHours.horizon {
      let next = spans(on: day.advanced(by: 1), &calendar)
      periods = kept(periods, on: day.advanced(by: 1), &calendar) + next
      // Only ends and starts are moments of change; those of the day after are known to the end of this one.
      let end = calendar.start(of: day.advanced(by: 1))
      let changes = Set(periods.flatMap { [$0.from, $0.to] }).filter { $0 > moment && $0 <= end }.sorted()
      if let change = changes.first(where: { OpeningHours.state(at: $0, in: periods) != now }) {
        return Standing(state: now, until: change)
      }
      periods.removeAll { $0.to <= end }
      day = day.advanced(by: 1)
    }
    return Standing(state: now, until: nil)
  }

  private static func state(at moment: Date, in spans: [Span]) -> State {
    var state = State.closed
    for span in spans where span.from <= moment && moment < span.to {
      if span.state == .open { return .open }
      state = .unknown
    }
    return state
  }

  /// A time in which it is open, or perhaps.
  struct Span {
    var from: Date
    var to: Date
    var state: State
    /// The number of its rule.
    var rule = 0
  }

  /// What is left on a day of spans that began before it: a later rule for that day holds instead.
  private func kept(_ spans: [Span], on day: HoursCalendar.Day, _ calendar: inout HoursCalendar) -> [Span] {
    let start = calendar.start(of: day)
    guard spans.contains(where: { $0.to > start }) else { return spans }
    let facts = calendar.facts(of: day)
    var kept = spans
    for (number, rule) in rules.enumerated() where rule.joining == .instead && rule.days.holds(on: facts) {
      let closed: [Span] =
        rule.state == .closed && !rule.times.isEmpty
        ? rule.times.compactMap { calendar.span($0, on: day, state: .closed) }
        : [Span(from: start, to: .distantFuture, state: .closed)]
      kept = kept.flatMap { span in
        guard span.from < start, span.rule < number else { return [span] }
        return closed.reduce([span]) { left, closed in left.flatMap { $0.without(closed) } }
      }
    }
    return kept
  }

  /// What begins on a day.
  private func spans(on day: HoursCalendar.Day, _ calendar: inout HoursCalendar) -> [Span] {
    var spans: [Span] = []
    let names = calendar.facts(of: day)
    for (number, rule) in rules.enumerated() where rule.days.holds(on: names) {
      var own: [Span] =
        rule.times.isEmpty
        ? [Span(from: calendar.start(of: day), to: calendar.start(of: day.advanced(by: 1)), state: rule.state)]
        : rule.times.compactMap { calendar.span($0, on: day, state: rule.state) }
      for index in own.indices { own[index].rule = number }
      switch rule.joining {
      case .otherwise:
        // It holds where those before leave the day closed.
        var rest = own
        for span in spans { rest = rest.flatMap { $0.without(span) } }
        spans += rest.filter { $0.state != .closed }
      case .instead where rule.state != .closed: spans = own
      case .instead, .beside:
        if rule.state == .closed {
          for closed in own { spans = spans.flatMap { $0.without(closed) } }
        } else {
          spans += own
        }
      }
    }
    return spans.filter { $0.from < $0.to }
  }
}

extension OpeningHours.Span {
  /// What is left of it beside another.
  fileprivate func without(_ other: Self) -> [Self] {
    guard other.from < to, from < other.to else { return [self] }
    var left: [Self] = []
    if from < other.from { left.append(Self(from: from, to: other.from, state: state, rule: rule)) }
    if other.to < to { left.append(Self(from: other.to, to: to, state: state, rule: rule)) }
    return left
  }
}

/// Days of the local calendar at one place, as rules of opening hours name them.
struct HoursCalendar {
  /// A day, counted from 1 January 1970.
  struct Day: Hashable {
    var number: Int
    func advanced(by days: Int) -> Day { Day(number: number + days) }
  }

  /// What rules ask of a day.
  struct Facts {
    var year: Int
    var month: Int
    var day: Int
    var daysInMonth: Int
    /// 0 for Monday.
    var weekday: Int
    /// The ISO week.
    var week: Int
    var isHoliday: Bool
  }

  private let clock: LocalClock
  private let area: String
  private let daylight: Daylight
  private let utc: Calendar

  init(clock: LocalClock, area: String, place: Coordinate) {
    self.clock = clock
    self.area = area
    daylight = Daylight(at: place)
    var utc = Calendar(identifier: .iso8601)
    utc.timeZone = .gmt
    self.utc = utc
  }

  /// The local day of a moment.
  func day(of moment: Date) -> Day {
    let parts = clock.calendar.dateComponents([.year, .month, .day], from: moment)
    let date = utc.date(from: DateComponents(year: parts.year, month: parts.month, day: parts.day)) ?? moment
    return Day(number: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  /// The day's date at noon of universal time, which no summer time moves to another day.
  private func noon(of day: Day) -> Date { Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200) }

  /// The moment at which a local day begins.
  func start(of day: Day) -> Date { moment(of: day, minute: 0) }

  /// The moment at which the local clock shows a time, or what it shows an hour later in the night in which it is put
  /// forward; minutes beyond a day are of the next.
  private func moment(of day: Day, minute: Int) -> Date {
    let date = noon(of: day.advanced(by: minute / 1440))
    let parts = utc.dateComponents([.year, .month, .day], from: date)
    let rest = minute % 1440
    return clock.calendar.date(
      from: DateComponents(
        year: parts.year, month: parts.month, day: parts.day, hour: rest / 60, minute: rest % 60)) ?? date
  }

  func span(_ times: OpeningHours.Times, on day: Day, state: OpeningHours.State) -> OpeningHours.Span? {
    guard let from = moment(of: times.from, on: day, isStart: true),
      var to = moment(of: times.to, on: day, isStart: false)
    else { return nil }
    if to <= from {
      // It ends on the next day.
      guard let next = moment(of: times.to, on: day.advanced(by: 1), isStart: false) else { return nil }
      to = next
    }
    return OpeningHours.Span(from: from, to: to, state: state)
  }

  /// A moment of a day; `nil` where the sun does not rise or set for it to be.
  ///
  /// A polar day has its sunrise at its begin and its sunset at its end.
  private func moment(of clock: OpeningHours.Clock, on day: Day, isStart: Bool) -> Date? {
    switch clock {
    case .minute(let minute): return moment(of: day, minute: minute)
    case .sun(let event, let offset):
      let edge: Daylight.Edge = event == .sunrise || event == .sunset ? .sun : .civilTwilight
      let isRise = event == .sunrise || event == .dawn
      let moment: Date
      switch daylight.day(around: noon(of: day), edge: edge) {
      case .from(let rise, let set): moment = isRise ? rise : set
      case .polarDay: moment = isRise ? start(of: day) : start(of: day.advanced(by: 1))
      case .polarNight: return nil
      }
      // Hours are kept by the minute.
      let minutes = (moment.timeIntervalSince1970 / 60).rounded() + Double(offset)
      return Date(timeIntervalSince1970: minutes * 60)
    }
  }

  func facts(of day: Day) -> Facts {
    let date = noon(of: day)
    let parts = utc.dateComponents([.year, .month, .day, .weekday, .weekOfYear], from: date)
    return Facts(
      year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0,
      daysInMonth: utc.range(of: .day, in: .month, for: date)?.count ?? 31,
      weekday: ((parts.weekday ?? 2) + 5) % 7, week: parts.weekOfYear ?? 0,
      isHoliday: clock.isHoliday(date, in: area))
  }
}

extension OpeningHours.Days {
  /// Whether a rule for these days holds on a day.
  func holds(on day: HoursCalendar.Facts) -> Bool {
    guard years.isEmpty || years.contains(where: { $0.contains(day.year) }),
      dates.isEmpty || dates.contains(where: { $0.contains(day) }),
      weeks.isEmpty || weeks.contains(where: { $0.contains(day.week) })
    else { return false }
    if includesHolidays, day.isHoliday { return true }
    if weekdays.isEmpty { return !includesHolidays }
    return weekdays.contains { $0.contains(day) }
  }
}

extension OpeningHours.Weekday {
  fileprivate func contains(_ date: HoursCalendar.Facts) -> Bool {
    guard date.weekday == day else { return false }
    if inMonth.isEmpty { return true }
    let fromStart = (date.day - 1) / 7 + 1
    let fromEnd = -((date.daysInMonth - date.day) / 7 + 1)
    return inMonth.contains { $0.contains(fromStart) || $0.contains(fromEnd) }
  }
}

extension OpeningHours.DateRange {
  fileprivate func contains(_ date: HoursCalendar.Facts) -> Bool {
    let now = date.month * 100 + date.day
    let (first, last) = (from.month * 100 + from.day, to.month * 100 + to.day)
    if let years {
      let (first, last) = (years.from * 10_000 + first, years.to * 10_000 + last)
      return (first...max(first, last)).contains(date.year * 10_000 + now)
    }
    // From November to February goes over the end of the year.
    return first <= last ? (first...last).contains(now) : now >= first || now <= last
  }
}
