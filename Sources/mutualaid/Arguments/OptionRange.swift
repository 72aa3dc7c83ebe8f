import ArgumentParser
import Matching
import Presentation

/// The numbers that an option takes: its help tells them, and what lies outside is refused when the option is read.
///
/// ```swift
/// @Option(name: .long, help: OptionRange.count.help("nearest.count"), transform: OptionRange.count.read)
/// var count = 5
/// ```
struct OptionRange<Value: Comparable & LosslessStringConvertible & Sendable>: Sendable {
  private let bounds: ClosedRange<Value>
  /// How the ends are written.
  private let ends: (String, String)

  private init(_ bounds: ClosedRange<Value>, _ ends: (String, String)) {
    self.bounds = bounds
    self.ends = ends
  }

  /// An option's help: what it is for, by its key, its range, and what is taken where it is not given.
  func help(_ key: String, valueName: String? = nil, default standard: Value? = nil) -> ArgumentHelp {
    let purpose = HelpWords.spoken.text(key)
    let parts = [purpose, ends.0, ends.1] + (standard.map { ["\($0)"] } ?? [])
    return ArgumentHelp(
      "\(HelpWords.spoken.text(standard == nil ? "common.range" : "common.rangeAndDefault", parts))",
      valueName: valueName)
  }

  /// Reads a value.
  ///
  /// - Throws: `ValidationError` for what is no such number, or outside the range.
  @Sendable func read(_ argument: String) throws -> Value {
    guard let value = Value(argument), bounds.contains(value) else {
      throw ValidationError("expected \(ends.0) to \(ends.1)")
    }
    return value
  }
}

extension OptionRange<Int> {
  private init(_ bounds: ClosedRange<Int>) { self.init(bounds, ("\(bounds.lowerBound)", "\(bounds.upperBound)")) }

  /// Units of one answer.
  static let count = OptionRange(1...1_000_000)
  /// Further units beside those of one answer.
  static let alternatives = OptionRange(0...100)
  /// Units from one place.
  static let unitsFromOnePlace = OptionRange(1...10_000)
  /// Steps of each kind that a plan may have.
  static let steps = OptionRange(1...100)
  /// Records of one document.
  static let records = OptionRange(1...1_000_000_000)
  /// Seconds for which standard input may be silent: up to a day.
  static let silence = OptionRange(1...86_400)
  /// Versions, by their number or how many.
  static let versions = OptionRange(1...1_000_000_000)
}

extension OptionRange<Double> {
  private init(seconds: ClosedRange<Int>) {
    self.init(
      Double(seconds.lowerBound)...Double(seconds.upperBound), ("\(seconds.lowerBound)", "\(seconds.upperBound)"))
  }

  /// Seconds that something takes before a unit sets out, when one incident is at hand: up to a day.
  static let delay = OptionRange(seconds: 0...86_400)
  /// Seconds that a report may be ahead of the clock: up to a day.
  static let ahead = OptionRange(seconds: 0...86_400)
  /// Probabilities that a unit is busy.
  static let busy = OptionRange(0...0.95, ("0", "0.95"))
  /// Shares that a second unit counts.
  static let backup = OptionRange(0...0.5, ("0", "0.5"))
  /// Sums of money, in whatever currency.
  static let budget = OptionRange(0...1e12, ("0", "1000000000000"))
  /// Seconds of control rooms that a coverage report counts with: up to an hour.
  static let handling = OptionRange(seconds: 0...3600)
}

/// A limit such as `30km` or `15min`.
struct Limit {
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

  let limit: NearestQuery.Limit

  /// Reads a limit.
  ///
  /// - Throws: `ValidationError` for another form, and for what is not above zero or beyond every place.
  @Sendable static func read(_ argument: String) throws -> Limit {
    let text = argument.lowercased().filter { !$0.isWhitespace }.replacing(",", with: ".")
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(number.count))
    let isDistance = distanceUnits[unit] != nil
    guard let factor = distanceUnits[unit] ?? timeUnits[unit], let value = Double(number) else {
      throw ValidationError("expected a distance such as 30km or 500m, or a time such as 15min, 90s or 1h")
    }
    // Nobody looks for units within a hundred metres.
    guard unit != "m" || value > 120 else {
      throw ValidationError("\(number)m is metres: write \(number)min for minutes, or \(value / 1000)km for metres")
    }
    guard value > 0, value * factor <= (isDistance ? farthest : longest) else {
      throw ValidationError("expected more than 0, \(range)")
    }
    return Limit(limit: isDistance ? .distance(value * factor) : .time(value * factor))
  }
}
