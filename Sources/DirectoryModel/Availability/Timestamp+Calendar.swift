internal import FoundationEssentials

extension Timestamp {
  /// Reads the usual forms, `YYYY-MM-DDThh:mm`, with seconds, up to three decimals, and `Z` or `±hh:mm`; `nil` for any
  /// other, and for a day or time that there is not.
  ///
  /// Foundation takes ten times as long, which is most of the time that a report of a dispatch system takes.
  static func usualDate(_ text: Substring.UTF8View) -> Date? {
    var reader = DigitReader(bytes: text[...])
    guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2), reader.take("T"), let hour = reader.number(digits: 2), reader.take(":"),
      let minute = reader.number(digits: 2)
    else { return nil }
    var second = 0
    var millisecond = 0
    if reader.take(":") {
      guard let seconds = reader.number(digits: 2) else { return nil }
      second = seconds
      if reader.take(".") {
        guard let fraction = reader.milliseconds() else { return nil }
        millisecond = fraction
      }
    }
    guard let offset = reader.offset(), reader.isAtEnd else { return nil }
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year), hour < 24, minute < 60, second < 60
    else { return nil }
    let seconds = dayNumber(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    return Date(timeIntervalSince1970: Double(seconds * 1_000 + millisecond) / 1_000)
  }

  /// Writes milliseconds since 1970 in UTC; `nil` outside the years 1 to 9999, which need more than four digits or a sign.
  static func usualText(milliseconds: Double) -> String? {
    guard milliseconds >= -62_135_596_800_000, milliseconds < 253_402_300_800_000 else { return nil }
    let whole = Int(milliseconds)
    let (days, time) = whole.flooredQuotient(by: 86_400_000)
    let date = civilDate(day: days)
    let fraction = time % 1_000
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func put(_ number: Int, digits: Int, then end: Unicode.Scalar) {
      var power = digits == 4 ? 1_000 : digits == 3 ? 100 : 10
      while power > 0 {
        text.append(UInt8(truncatingIfNeeded: number / power % 10) + 0x30)
        power /= 10
      }
      text.append(UInt8(truncatingIfNeeded: end.value))
    }
    put(date.year, digits: 4, then: "-")
    put(date.month, digits: 2, then: "-")
    put(date.day, digits: 2, then: "T")
    put(time / 3_600_000, digits: 2, then: ":")
    put(time / 60_000 % 60, digits: 2, then: ":")
    put(time / 1_000 % 60, digits: 2, then: fraction == 0 ? "Z" : ".")
    if fraction != 0 { put(fraction, digits: 3, then: "Z") }
    return String(decoding: text, as: UTF8.self)
  }

  // MARK: The Gregorian calendar
  // After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  // https://howardhinnant.github.io/date_algorithms.html. Years begin in March, so that the leap day is the last.

  /// Days since 1970-01-01.
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = year.flooredQuotient(by: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civilDate(day: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (day + 719_468).flooredQuotient(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int {
  /// The quotient rounded down, and what remains, which is never negative.
  fileprivate func flooredQuotient(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let remainder = self % divisor
    return remainder < 0 ? (self / divisor - 1, remainder + divisor) : (self / divisor, remainder)
  }
}

/// Reads digits one after the other.
private struct DigitReader {
  var bytes: Substring.UTF8View

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = bytes.first, UInt32(first) == character.value else { return false }
    bytes.removeFirst()
    return true
  }

  mutating func digit() -> Int? {
    guard let first = bytes.first, first >= 0x30, first <= 0x39 else { return nil }
    bytes.removeFirst()
    return Int(first) - 0x30
  }

  mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  mutating func milliseconds() -> Int? {
    guard let first = digit() else { return nil }
    guard let second = digit() else { return first * 100 }
    guard let third = digit() else { return first * 100 + second * 10 }
    return first * 100 + second * 10 + third
  }

  /// Seconds east of Greenwich.
  mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }
}
