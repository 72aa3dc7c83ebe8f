internal import Primitives

/// Numbers as the readers of a language write them.
struct NumberText: Sendable {
  private let thousands: String
  private let decimal: String
  private let percentSign: String

  init(_ language: Language) {
    let words = Words<NumberPhrase>(language)
    (thousands, decimal, percentSign) = (words[.thousands], words[.decimal], words[.percent])
  }

  /// A whole number, grouped by thousands, with a true minus.
  func whole(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var grouped = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { grouped += thousands }
      grouped.append(digit)
    }
    return (number < 0 ? "\u{2212}" : "") + grouped
  }

  /// The same with a sign where it is not 0.
  func change(_ number: Int) -> String { (number > 0 ? "+" : "") + whole(number) }

  /// A share to a tenth of a percent; a dash of no people.
  func percent(_ part: Int, of all: Int) -> String {
    guard all > 0 else { return "–" }
    let tenths = Int(bounded: Double(part) / Double(all) * 1000)
    let sign = tenths < 0 ? "\u{2212}" : ""
    return sign + whole(abs(tenths) / 10) + decimal + String(abs(tenths) % 10) + percentSign
  }

  /// Persons, always with the percent.
  func people(_ part: Int, of all: Int) -> String { "\(whole(part)) (\(percent(part, of: all)))" }

  /// A factor to a hundredth.
  func factor(_ factor: Double) -> String {
    let hundredths = Int(bounded: factor * 100, in: -100_000_000_000...100_000_000_000)
    let rest = abs(hundredths) % 100
    return "\(hundredths < 0 ? "\u{2212}" : "")\(abs(hundredths) / 100)\(decimal)\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A difference to a tenth, with its sign.
  func signedTenths(_ number: Double) -> String {
    let tenths = Int(bounded: number * 10, in: -1_000_000_000...1_000_000_000)
    let sign = tenths > 0 ? "+" : tenths < 0 ? "\u{2212}" : ""
    return sign + whole(abs(tenths) / 10) + decimal + String(abs(tenths) % 10)
  }

  /// Minutes and seconds, such as `7:34`; a dash for no time.
  func minutes(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite else { return "–" }
    let whole = Int(bounded: abs(seconds))
    let rest = whole % 60
    return (seconds < 0 && whole > 0 ? "\u{2212}" : "") + "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
