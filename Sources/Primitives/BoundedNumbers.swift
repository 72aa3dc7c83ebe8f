extension FixedWidthInteger {
  /// The nearest whole number to any number, within a range: the one conversion for numbers that come from outside.
  ///
  /// Swift's own conversion ends the process where a number is not finite or too large. What a user, a file or a router gives
  /// may be either, so it comes to its end of the range here; what is no number at all comes to 0, or to the end nearer to it.
  ///
  /// ```swift
  /// Int(bounded: 12.6)                     // 13
  /// Int(bounded: .infinity, in: 0...100)   // 100
  /// ```
  ///
  /// - Parameters:
  ///   - value: any number, infinity and NaN included.
  ///   - rule: how it is rounded; to the nearest where nothing is said.
  ///   - range: what the result lies in; all that the type holds where nothing is said.
  @inlinable
  package init(
    bounded value: Double, rounding rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero,
    in range: ClosedRange<Self> = .min ... .max
  ) {
    let whole = value.isNaN ? 0 : value.rounded(rule)
    // `exactly` fails beyond the type's ends, of which the upper one has no double of its own.
    let found = Self(exactly: whole) ?? (whole < 0 ? .min : .max)
    self = Swift.min(Swift.max(found, range.lowerBound), range.upperBound)
  }
}
