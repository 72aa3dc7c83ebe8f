/// Who is within the norm in a scenario and was not, and the reverse.
///
/// People are those who live there, each counted once, whatever weighs their calls: what a flood makes of the demand makes
/// no inhabitants. All that tells of a change, in whatever format, tells it from this value.
public struct CoverageChange: Hashable, Sendable {
  /// People within the norm who are not in the baseline.
  public var gained: Int
  /// People outside the norm who are within it in the baseline.
  public var lost: Int

  /// Describes a change; by default there is none.
  package init(gained: Int = 0, lost: Int = 0) {
    self.gained = gained
    self.lost = lost
  }

  /// People within the norm, more or less than in the baseline.
  public var net: Int { gained - lost }

  /// By how many percentage points the share of those judged that is within the norm is another; `nil` for nobody.
  public func points(of judged: Int) -> Double? { judged > 0 ? 100 * Double(net) / Double(judged) : nil }

  static func += (one: inout Self, other: Self) {
    one.gained += other.gained
    one.lost += other.lost
  }

  static func -= (one: inout Self, other: Self) {
    one.gained -= other.gained
    one.lost -= other.lost
  }
}

/// People whom norms judge, and those of them within.
public struct CoverageTally: Hashable, Sendable {
  /// People whom a norm judges.
  public var judged: Int
  /// Those of them within it.
  public var covered: Int
  /// What is different from the baseline.
  public var change: CoverageChange

  package init(judged: Int = 0, covered: Int = 0, change: CoverageChange = CoverageChange()) {
    self.judged = judged
    self.covered = covered
    self.change = change
  }

  /// The share of those judged that is covered, from 0 to 1; `nil` for nobody.
  public var share: Double? { judged > 0 ? Double(covered) / Double(judged) : nil }

  static func += (one: inout Self, other: Self) {
    one.judged += other.judged
    one.covered += other.covered
    one.change += other.change
  }

  static func -= (one: inout Self, other: Self) {
    one.judged -= other.judged
    one.covered -= other.covered
    one.change -= other.change
  }

  static func + (one: Self, other: Self) -> Self {
    var sum = one
    sum += other
    return sum
  }
}
