internal import DirectoryModel
internal import LocalTime

/// A rule with its agreement, and with numbers for what is compared for every unit.
///
/// A class, because rules are sorted and looked at often, and a copy of all their texts and lists costs more than the
/// look.
final class IndexedRule: Sendable {
  let agreement: Agreement
  let rule: AgreementRule
  let verification: Verification
  let specificity: Int
  /// The first day in force and the first one after, as `LocalClock.dayNumber` counts.
  let firstDay: Int
  let endDay: Int

  init(_ rule: AgreementRule, of agreement: Agreement) {
    self.agreement = agreement
    self.rule = rule
    verification = rule.verification ?? agreement.verification
    specificity = rule.specificity
    firstDay = agreement.inForce.map(IndexedRule.dayNumber) ?? .min
    endDay = agreement.ends.map(IndexedRule.dayNumber) ?? .max
  }

  /// Days, months and years as numbers of eight digits: a month is before all its days.
  private static func dayNumber(_ text: String) -> Int {
    var number = 0
    var digits = 0
    for byte in text.utf8 where (0x30...0x39).contains(byte) && digits < 8 {
      number = number * 10 + Int(byte - 0x30)
      digits += 1
    }
    while digits < 8 {
      number *= 10
      digits += 1
    }
    return number
  }

  /// Whether this one decides where both cover a case.
  func isStronger(than other: IndexedRule) -> Bool {
    let isUnverified = verification == .unverified
    if isUnverified != (other.verification == .unverified) { return !isUnverified }
    if specificity != other.specificity { return specificity > other.specificity }
    if rule.effect != other.rule.effect { return rule.effect == .forbid }
    if verification != other.verification { return verification == .verified }
    return rule.id < other.rule.id
  }
}
