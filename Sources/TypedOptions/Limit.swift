package import Matching

/// A limit such as `30km` or `15min`.
package struct Limit {
  /// Metres: once around the Earth.
  private static let farthest = 40_000_000.0
  /// Seconds: 10,000 minutes, about a week.
  private static let longest = 600_000.0

  private static let distanceUnits = ["km": 1000.0, "kilometer": 1000, "m": 1, "meter": 1, "metres": 1, "mètres": 1]
  private static let timeUnits = [
    "h": 3600.0, "std": 3600, "stunde": 3600, "stunden": 3600, "uur": 3600, "heure": 3600, "heures": 3600, "hour": 3600,
    "hours": 3600, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "minuten": 60, "minuut": 60, "s": 1, "sec": 1,
    "sek": 1, "secondes": 1, "seconds": 1, "sekunden": 1, "seconden": 1,
  ]

  /// What may be given.
  private static let range = "up to 40000km or 10000min"

  /// What was read.
  package let limit: NearestQuery.Limit

  /// Reads a limit.
  ///
  /// - Throws: ``OptionDefect`` for another form, and for what is not above zero or beyond every place.
  @Sendable package static func read(_ argument: String) throws -> Limit {
    let text = argument.lowercased().filter { !$0.isWhitespace }.replacing(",", with: ".")
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(number.count))
    let isDistance = distanceUnits[unit] != nil
    guard let factor = distanceUnits[unit] ?? timeUnits[unit], let value = Double(number) else {
      throw OptionDefect("expected a distance such as 30km or 500m, or a time such as 15min, 90s or 1h")
    }
    // Nobody looks for units within a hundred metres.
    guard unit != "m" || value > 120 else {
      throw OptionDefect("\(number)m is metres: write \(number)min for minutes, or \(value / 1000)km for metres")
    }
    guard value > 0, value * factor <= (isDistance ? farthest : longest) else {
      throw OptionDefect("expected more than 0, \(range)")
    }
    return Limit(limit: isDistance ? .distance(value * factor) : .time(value * factor))
  }
}
