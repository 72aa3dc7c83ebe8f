package import FoundationEssentials

/// Reads and writes moments as ISO 8601, the only form that files, the command line and answers use.
package enum Timestamp {
  /// The zone of the four countries and France, by which people there mean a time that names none.
  package static let localZone = TimeZone(identifier: "Europe/Brussels") ?? .gmt

  /// Reads a date and time, such as `2026-11-23T12:00:00Z`, `2026-11-23T13:00+01:00`, `2026-11-23T12:00:00.5Z`.
  ///
  /// Seconds and the zone may be missing; so may the time, which then is the start of the day.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - zone: the zone of a time that names none.
  /// - Returns: the moment; `nil` where the text has another form, or no calendar has the day or time.
  package static func date(_ text: String, zone: TimeZone = .gmt) -> Date? {
    guard let date = usualDate(text[...].utf8) ?? foundationDate(text, zone: zone),
      years.contains(date.timeIntervalSince1970)
    else { return nil }
    return date
  }

  /// The years 1 to 9999 in UTC, in seconds: others cannot be written in the form that is read, and there is no year 0 (XML
  /// Schema 1.0).
  private static let years = -62_135_596_800.0..<253_402_300_800

  /// Reads every form that we take, by way of Foundation.
  static func foundationDate(_ text: String, zone: TimeZone) -> Date? {
    // Foundation reads as far as it understands, and takes no notice of what follows.
    guard isWhole(text) else { return nil }
    let parts = text.split(separator: "T" as Character, maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = parts.first, day.utf8.count == 10 else { return nil }
    let time = parts.count > 1 ? parts[1] : "00:00:00"
    let clock = time.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    let offset = time[clock.endIndex...]
    let full = "\(day)T\(clock)\(clock.utf8.count == 5 ? ":00" : "")\(offset)"
    guard isPossible(full) else { return nil }
    let isFractional = clock.contains(".")
    if !offset.isEmpty { return try? Date.ISO8601FormatStyle(includingFractionalSeconds: isFractional).parse(full) }
    let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
      .time(includingFractionalSeconds: isFractional)
    return try? style.parse(full)
  }

  /// Whether a text is a year, a month of one or a day that the calendar has, such as `2026`, `2026-11` or `2026-11-23`.
  package static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-" as Character, omittingEmptySubsequences: false)
    let padded = text + "-01-01".suffix(max(0, 10 - text.utf8.count))
    return parts.count <= 3 && zip(parts, [4, 2, 2]).allSatisfy { $0.utf8.count == $1 }
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } && date(padded) != nil
  }

  /// The nearest whole millisecond, the precision in which moments are written.
  package static func rounded(_ date: Date) -> Date {
    Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
  }

  /// Writes a moment in UTC to the nearest millisecond, with fractions of a second only where there are any.
  package static func text(_ date: Date) -> String {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    return usualText(milliseconds: milliseconds) ?? foundationText(milliseconds: milliseconds)
  }

  /// Writes any year, by way of Foundation.
  static func foundationText(milliseconds: Double) -> String {
    let isWhole = milliseconds.truncatingRemainder(dividingBy: 1000) == 0
    // Foundation cuts off what is beyond the millisecond: half of one keeps binary fractions from falling below.
    return Date(timeIntervalSince1970: isWhole ? milliseconds / 1000 : (milliseconds + 0.5) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole))
  }

  /// Whether a text is a day, or a day with a time, and nothing behind: `YYYY-MM-DD`, `T`, `hh:mm`, `:ss` with decimals, and
  /// `Z` or an offset such as `+01:00`, `+0100` or `+01`.
  private static func isWhole(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func take(_ pattern: String) -> Bool {
      let bytes = rest.prefix(pattern.utf8.count)
      let fits =
        bytes.count == pattern.utf8.count
        && zip(bytes, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1 }
      if fits { rest = rest.dropFirst(bytes.count) }
      return fits
    }
    guard take("0000-00-00") else { return false }
    guard !rest.isEmpty else { return true }
    guard take("T00:00") else { return false }
    if take(":00"), take(".0") { while take("0") {} }
    if take("Z") || rest.isEmpty { return rest.isEmpty }
    guard take("+00") || take("-00") else { return false }
    return rest.isEmpty || (take(":00") || take("00")) && rest.isEmpty
  }

  /// Whether a calendar and a clock have a day and time; Foundation takes 30 February for 2 March, and 25 o'clock for one
  /// on the next day.
  private static func isPossible(_ text: String) -> Bool {
    let numbers = text.split(maxSplits: 6) { !$0.isNumber }.prefix(6).compactMap { Int($0) }
    guard numbers.count == 6, (1...12).contains(numbers[1]) else { return false }
    return (1...days(in: numbers[1], of: numbers[0])).contains(numbers[2]) && (0...23).contains(numbers[3])
      && (0...59).contains(numbers[4])
      && (0...60).contains(numbers[5])
  }
}
