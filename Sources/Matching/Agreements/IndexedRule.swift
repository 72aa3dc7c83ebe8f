internal import DirectoryModel

/// A rule with its agreement, and what is compared again and again as numbers.
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

extension IndexedRule {
  /// Which clauses held and which did not, in the order in which a rule is read.
  func findings(_ gaps: RuleGaps) -> [Verdict.Finding] {
    var found: [Verdict.Finding] = [
      .init(.lender(rule.lender), held: true), .init(.borrower(rule.borrower), held: true),
      .init(.service(rule.services), held: true),
      .init(
        .term(from: agreement.inForce, until: agreement.ends), held: gaps.isDisjoint(with: [.ended, .notYetInForce])),
      .init(.purpose(rule.purposes), held: !gaps.contains(.purpose)),
    ]
    if let role = rule.role { found.append(.init(.role(role), held: !gaps.contains(.role))) }
    if !rule.windows.isEmpty { found.append(.init(.window(rule.windows), held: !gaps.contains(.window))) }
    if let band = rule.borderBand { found.append(.init(.borderBand(band), held: !gaps.contains(.borderBand))) }
    if let band = rule.stationBand { found.append(.init(.stationBand(band), held: !gaps.contains(.stationBand))) }
    for condition in rule.conditions {
      found.append(.init(.condition(condition), held: gaps.isDisjoint(with: RuleGaps(failing: condition))))
    }
    return found
  }

  /// The gaps in words' form, the weightiest first.
  func reasons(_ gaps: RuleGaps) -> [Verdict.Gap] {
    var found: [Verdict.Gap] = []
    if gaps.contains(.ended), let ends = agreement.ends {
      found.append(.ended(on: ends, successor: agreement.successor))
    }
    if gaps.contains(.notYetInForce) { found.append(.notYetInForce(from: agreement.inForce ?? "")) }
    if gaps.contains(.purpose) { found.append(.purposes(rule.purposes)) }
    if gaps.contains(.role), let role = rule.role { found.append(.role(role)) }
    if gaps.contains(.window) { found.append(.windows(rule.windows)) }
    if gaps.contains(.borderBand), let band = rule.borderBand { found.append(.borderBand(band)) }
    if gaps.contains(.stationBand), let band = rule.stationBand { found.append(.stationBand(band)) }
    if gaps.contains(.notFaster) { found.append(.notFaster) }
    if gaps.contains(.noShortage) { found.append(.noShortage) }
    return found
  }
}

extension RuleGaps {
  /// What is missing where a condition does not hold; nothing for one that always does.
  init(failing condition: AgreementRule.Condition) {
    switch condition {
    case .fasterThanOwn, .fasterOrShortage: self = .notFaster
    case .ownShortage: self = .noShortage
    // Every match is asked for through its room, and only units that are free match.
    case .onRequest, .lenderNotEngaged: self = []
    }
  }
}
