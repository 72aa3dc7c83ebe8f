/// Reads the text of opening hours.
struct OpeningHoursReader {
  private static let weekdays = ["mo", "tu", "we", "th", "fr", "sa", "su"]
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  /// More rules than this are no hours of anybody.
  private static let mostRules = 100

  private var text: Substring

  private init(_ text: Substring) { self.text = text }

  /// Reads hours; `nil` for what is no such text.
  static func read(_ text: String) -> OpeningHours? {
    guard text.utf8.count <= 2_000 else { return nil }
    var plain = text.lowercased()
    for (other, usual) in [("–", "-"), ("—", "-"), ("−", "-"), ("\u{A0}", " "), ("\u{202F}", " "), ("\t", " ")] {
      plain = plain.split(separator: other, omittingEmptySubsequences: false).joined(separator: usual)
    }
    var reader = OpeningHoursReader(plain[...])
    guard let rules = reader.rules(), !rules.isEmpty, reader.text.isEmpty else { return nil }
    return OpeningHours(rules: rules)
  }

  // MARK: Rules

  private mutating func rules() -> [OpeningHours.Rule]? {
    var rules: [OpeningHours.Rule] = []
    var joining = OpeningHours.Joining.instead
    while true {
      guard let rule = rule(joining), rules.count < OpeningHoursReader.mostRules else { return nil }
      rules.append(rule)
      skipSpace()
      if take("||") {
        joining = .otherwise
      } else if take(";") {
        skipSpace()
        // A semicolon at the end is usual.
        if text.isEmpty { return rules }
        joining = .instead
      } else if take(",") {
        joining = .beside
      } else {
        return rules
      }
    }
  }

  private mutating func rule(_ joining: OpeningHours.Joining) -> OpeningHours.Rule? {
    skipSpace()
    guard !text.isEmpty else { return nil }
    if take("24/7") {
      let state = state()
      return OpeningHours.Rule(joining: joining, days: OpeningHours.Days(), times: [], state: state ?? .open)
    }
    var days = OpeningHours.Days()
    guard readYears(&days), readDates(&days), readWeeks(&days), readWeekdays(&days) else { return nil }
    // `Apr-Oct: Mo-Fr …` is often written.
    skipSpace()
    guard let times = times() else { return nil }
    let state = state()
    let hasComment = skipComment()
    guard !days.isEveryDay || !times.isEmpty || state != nil || hasComment else { return nil }
    // A comment alone says that something else decides.
    let standard: OpeningHours.State =
      hasComment && state == nil && times.isEmpty && days.isEveryDay ? .unknown : .open
    return OpeningHours.Rule(joining: joining, days: days, times: times, state: state ?? standard)
  }

  private mutating func state() -> OpeningHours.State? {
    skipSpace()
    if takeWord("off") || takeWord("closed") { return .closed }
    if takeWord("open") { return .open }
    if takeWord("unknown") { return .unknown }
    return nil
  }

  private mutating func skipComment() -> Bool {
    skipSpace()
    guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return false }
    text = text[text.index(after: end)...]
    return true
  }

  // MARK: Days

  private mutating func readYears(_ days: inout OpeningHours.Days) -> Bool {
    let before = text
    while let first = year() {
      var last = first
      if take("-") {
        guard let end = year(), end >= first else { return false }
        last = end
      }
      days.years.append(first...last)
      guard take(",") else { break }
    }
    skipSpace()
    _ = take(":")
    skipSpace()
    // `2026 Dec 24-2027 Jan 02`: the years are those of the dates.
    if days.years.count == 1, let only = days.years.first, only.count == 1 {
      let afterYear = text
      if let range = dateRange(year: only.lowerBound), range.years?.to != range.years?.from {
        days.years = []
        days.dates = [range]
        skipSpace()
      } else {
        text = afterYear
      }
    }
    if days.years.isEmpty, days.dates.isEmpty { text = before }
    return true
  }

  /// Four digits of this or the last century that are no time.
  private mutating func year() -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 4, let year = Int(digits), (1900...2200).contains(year),
      text.dropFirst(4).first != ":"
    else { return nil }
    text = text.dropFirst(4)
    return year
  }

  private mutating func readDates(_ days: inout OpeningHours.Days) -> Bool {
    guard days.dates.isEmpty else { return true }
    while let range = dateRange(year: nil) {
      days.dates.append(range)
      let before = text
      skipSpace()
      guard take(",") else {
        text = before
        break
      }
      skipSpace()
      guard startsWithMonth else {
        text = before
        break
      }
    }
    skipSpace()
    _ = take(":")
    return true
  }

  private var startsWithMonth: Bool {
    var copy = self
    return copy.month() != nil
  }

  private mutating func dateRange(year: Int?) -> OpeningHours.DateRange? {
    let before = text
    skipSpace()
    guard let month = month() else {
      text = before
      return nil
    }
    let day = dayOfMonth()
    var range = OpeningHours.DateRange(from: (month, day ?? 1), to: (month, day ?? 31))
    var lastYear = year
    let afterFirst = text
    skipSpace()
    if take("-") {
      skipSpace()
      if let named = self.year() {
        lastYear = named
        skipSpace()
      }
      if let lastMonth = self.month() {
        range.to = (lastMonth, dayOfMonth() ?? 31)
      } else if day != nil, let lastDay = dayOfMonth() {
        range.to = (month, lastDay)
      } else {
        text = before
        return nil
      }
    } else {
      text = afterFirst
    }
    if let year, let lastYear { range.years = (year, lastYear) }
    return range
  }

  private mutating func month() -> Int? {
    guard let index = OpeningHoursReader.months.firstIndex(where: { text.hasPrefix($0) }) else { return nil }
    // Whole names are taken too.
    let rest = text.drop { $0.isLetter }
    text = rest
    return index + 1
  }

  private mutating func dayOfMonth() -> Int? {
    let before = text
    skipSpace()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let day = Int(digits), (1...31).contains(day) else {
      text = before
      return nil
    }
    let rest = text.dropFirst(digits.count)
    // The hours of a time are no day.
    guard rest.first != ":" else {
      text = before
      return nil
    }
    text = rest
    return day
  }

  private mutating func readWeeks(_ days: inout OpeningHours.Days) -> Bool {
    skipSpace()
    guard takeWord("week") else { return true }
    skipSpace()
    repeat {
      guard let first = number(1...53) else { return false }
      var last = first
      if take("-") {
        guard let end = number(1...53), end >= first else { return false }
        last = end
      }
      guard text.first != "/" else { return false }
      days.weeks.append(first...last)
    } while take(",")
    skipSpace()
    _ = take(":")
    return true
  }

  private mutating func readWeekdays(_ days: inout OpeningHours.Days) -> Bool {
    skipSpace()
    var isFirst = true
    while true {
      let before = text
      if !isFirst {
        guard take(",") else { break }
        skipSpace()
      }
      if takeWord("ph") {
        days.includesHolidays = true
      } else if let day = weekday() {
        guard let found = weekdays(from: day) else { return false }
        days.weekdays += found
      } else {
        text = before
        break
      }
      isFirst = false
    }
    skipSpace()
    if !isFirst { _ = take(":") }
    return true
  }

  private mutating func weekdays(from day: Int) -> [OpeningHours.Weekday]? {
    if take("[") {
      var inMonth: [ClosedRange<Int>] = []
      repeat {
        let isLast = take("-")
        guard let first = number(1...5) else { return nil }
        var last = first
        if !isLast, take("-") {
          guard let end = number(1...5), end >= first else { return nil }
          last = end
        }
        inMonth.append(isLast ? -first...(-first) : first...last)
      } while take(",")
      guard take("]") else { return nil }
      return [OpeningHours.Weekday(day: day, inMonth: inMonth)]
    }
    let before = text
    skipSpace()
    guard take("-") else {
      text = before
      return [OpeningHours.Weekday(day: day)]
    }
    skipSpace()
    guard let last = weekday() else {
      text = before
      return nil
    }
    // From Saturday to Monday goes over the end of the week.
    return (0...(last - day + 7) % 7).map { OpeningHours.Weekday(day: (day + $0) % 7) }
  }

  private mutating func weekday() -> Int? {
    guard let index = OpeningHoursReader.weekdays.firstIndex(where: { text.hasPrefix($0) }) else { return nil }
    let word = text.prefix { $0.isLetter }
    // Whole names and those of three letters are taken too, but not other words with the same begin.
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    guard word.count == 2 || names[index].hasPrefix(word) else { return nil }
    text = text.dropFirst(word.count)
    return index
  }

  // MARK: Times

  /// Hours of a day; empty where none is named, `nil` for what is none.
  private mutating func times() -> [OpeningHours.Times]? {
    var times: [OpeningHours.Times] = []
    while true {
      let before = text
      if !times.isEmpty {
        skipSpace()
        guard take(",") else { break }
      }
      skipSpace()
      guard let from = clock() else {
        text = before
        break
      }
      skipSpace()
      if take("+") {
        // An open end: at least to the end of the day.
        times.append(OpeningHours.Times(from: from, to: .minute(1440)))
        continue
      }
      guard take("-") else { return nil }
      skipSpace()
      guard let to = clock() else { return nil }
      _ = take("+")
      guard text.first != "/" else { return nil }
      times.append(OpeningHours.Times(from: from, to: to))
    }
    return times
  }

  private mutating func clock() -> OpeningHours.Clock? {
    if let event = sunEvent() { return .sun(event, 0) }
    if text.first == "(" {
      let before = text
      text = text.dropFirst()
      if let event = sunEvent() {
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        if sign != 0, let minutes = minutes(upTo: 24), take(")") { return .sun(event, sign * minutes) }
      }
      text = before
      return nil
    }
    return minutes(upTo: 48).map { .minute($0) }
  }

  private mutating func sunEvent() -> OpeningHours.SunEvent? {
    OpeningHours.SunEvent.allCases.first { takeWord($0.rawValue) }
  }

  /// `7:00`, `07:00`, `07.00`, `7h30`: minutes since midnight.
  private mutating func minutes(upTo hours: Int) -> Int? {
    let before = text
    guard let hour = number(0...hours) else { return nil }
    var minute = 0
    if let separator = text.first, ":.h".contains(separator) {
      text = text.dropFirst()
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      if digits.count == 2, let read = Int(digits), read < 60 {
        minute = read
        text = text.dropFirst(2)
      } else if separator != "h" || !digits.isEmpty {
        text = before
        return nil
      }
    } else {
      text = before
      return nil
    }
    guard hour < hours || minute == 0 else {
      text = before
      return nil
    }
    return hour * 60 + minute
  }

  // MARK: Characters

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let number = Int(digits), range.contains(number) else { return nil }
    text = text.dropFirst(digits.count)
    return number
  }

  private mutating func take(_ token: String) -> Bool {
    guard text.hasPrefix(token) else { return false }
    text = text.dropFirst(token.count)
    return true
  }

  /// Takes a word that is not the begin of a longer one.
  private mutating func takeWord(_ word: String) -> Bool {
    guard text.prefix(while: { $0.isLetter }) == word else { return false }
    text = text.dropFirst(word.count)
    return true
  }

  private mutating func skipSpace() { text = text.drop { $0 == " " || $0.isNewline } }
}

extension OpeningHours {
  /// Reads hours as OpenStreetMap writes them; `nil` for what is not understood whole.
  package init?(_ text: String) {
    guard let hours = OpeningHoursReader.read(text) else { return nil }
    self = hours
  }
}
