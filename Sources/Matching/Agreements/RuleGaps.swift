/// The clauses of a rule that do not hold in a case.
struct RuleGaps: OptionSet, Hashable {
  var rawValue: UInt16

  static let notYetInForce = RuleGaps(rawValue: 1 << 0)
  static let ended = RuleGaps(rawValue: 1 << 1)
  static let purpose = RuleGaps(rawValue: 1 << 2)
  static let role = RuleGaps(rawValue: 1 << 3)
  static let window = RuleGaps(rawValue: 1 << 4)
  static let borderBand = RuleGaps(rawValue: 1 << 5)
  static let stationBand = RuleGaps(rawValue: 1 << 6)
  static let notFaster = RuleGaps(rawValue: 1 << 7)
  static let noShortage = RuleGaps(rawValue: 1 << 8)
  /// The incident is not in the borrower's territory: no near miss.
  static let elsewhere = RuleGaps(rawValue: 1 << 9)
  /// Not looked at yet.
  static let unknown = RuleGaps(rawValue: 1 << 15)
}
