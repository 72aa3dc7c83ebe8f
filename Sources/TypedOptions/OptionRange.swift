/// The numbers that an option takes: what lies outside is refused when the option is read.
///
/// ```swift
/// let count = try OptionRange.count.read("5")
/// ```
package struct OptionRange<Value: Comparable & LosslessStringConvertible & Sendable>: Sendable {
  /// The numbers.
  package let bounds: ClosedRange<Value>
  /// How the ends are written.
  package let ends: (String, String)

  private init(_ bounds: ClosedRange<Value>, _ ends: (String, String)) {
    self.bounds = bounds
    self.ends = ends
  }

  /// Reads a value.
  ///
  /// - Throws: ``OptionDefect`` for what is no such number, or outside the range.
  @Sendable package func read(_ argument: String) throws -> Value {
    guard let value = Value(argument), bounds.contains(value) else {
      throw OptionDefect("expected \(ends.0) to \(ends.1)")
    }
    return value
  }
}

extension OptionRange<Int> {
  private init(_ bounds: ClosedRange<Int>) { self.init(bounds, ("\(bounds.lowerBound)", "\(bounds.upperBound)")) }

  /// Units of one answer.
  package static let count = OptionRange(1...1_000_000)
  /// Further units beside those of one answer.
  package static let alternatives = OptionRange(0...100)
  /// Units from one place.
  package static let unitsFromOnePlace = OptionRange(1...10_000)
  /// Steps of each kind that a plan may have.
  package static let steps = OptionRange(1...100)
  /// Records of one document.
  package static let records = OptionRange(1...1_000_000_000)
  /// Requests that are told at once.
  package static let requests = OptionRange(1...1_000)
  /// Seconds for which standard input may be silent: up to a day.
  package static let silence = OptionRange(1...86_400)
  /// Versions, by their number or how many.
  package static let versions = OptionRange(1...1_000_000_000)
}

extension OptionRange<Double> {
  private init(seconds: ClosedRange<Int>) {
    self.init(
      Double(seconds.lowerBound)...Double(seconds.upperBound), ("\(seconds.lowerBound)", "\(seconds.upperBound)"))
  }

  /// Seconds that something takes before a unit sets out, when one incident is at hand: up to a day.
  package static let delay = OptionRange(seconds: 0...86_400)
  /// Seconds that a report may be ahead of the clock: up to a day.
  package static let ahead = OptionRange(seconds: 0...86_400)
  /// Probabilities that a unit is busy.
  package static let busy = OptionRange(0...0.95, ("0", "0.95"))
  /// Shares that a second unit counts.
  package static let backup = OptionRange(0...0.5, ("0", "0.5"))
  /// Sums of money, in whatever currency.
  package static let budget = OptionRange(0...1e12, ("0", "1000000000000"))
  /// Seconds of control rooms that a coverage report counts with: up to an hour.
  package static let handling = OptionRange(seconds: 0...3600)
}
