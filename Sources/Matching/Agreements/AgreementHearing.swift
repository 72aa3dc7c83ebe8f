internal import DirectoryModel
internal import Foundation
internal import Geodesy

/// The verdicts on all units that might go to one incident.
///
/// Whether day, purpose, role, windows and the borrower fit a rule does not depend on the unit: it is found out once for
/// each rule that concerns any. So is the distance to a lender's country, and a verdict once put into reasons is given
/// again to the next unit.
final class AgreementHearing {
  /// Near misses that are told: the first with all its gaps, the others with one.
  private static let toldMisses = 3

  /// Rules that fit the parties, and what they lack; the nearest first, and no more of them than are told.
  private struct Misses: Hashable {
    var rules: [Int] = []
    var gaps: [RuleGaps] = []
  }

  private let judge: AgreementJudge
  private let incident: AgreementJudge.Incident
  private let day: Int
  /// For each rule what does not hold whichever unit goes.
  private var gaps: [RuleGaps]
  private var moments: [String: LocalMoment] = [:]
  private var borderDistances: [String: Double?] = [:]
  private var decisions: [Int: Verdict] = [:]
  private var nearMisses: [Misses: Verdict] = [:]

  init(judge: AgreementJudge, incident: AgreementJudge.Incident) {
    self.judge = judge
    self.incident = incident
    day = judge.clock.dayNumber(of: incident.query.time)
    gaps = Array(repeating: .unknown, count: judge.rules.count)
  }

  /// What the agreements say of one unit.
  ///
  /// - Throws: what the lender's look-ups throw.
  func verdict(on lender: AgreementJudge.Lender) throws -> Verdict {
    guard lender.unit.country != incident.country else {
      return Verdict(kind: .allowed, agreement: nil, rule: nil, reasons: [.domestic])
    }
    var misses = Misses()
    for index in judge.rules(from: lender.unit.country, to: incident.country, service: lender.unit.service) {
      var found = incidentGaps(index)
      guard !found.contains(.elsewhere), try isLender(judge.rules[index].rule.lender, lender) else { continue }
      found.formUnion(try lenderGaps(index, lender))
      if found.isEmpty { return decision(index) }
      if judge.rules[index].rule.effect == .allow { note(index, found, in: &misses) }
    }
    guard !misses.rules.isEmpty else {
      return Verdict(kind: .noneKnown, agreement: nil, rule: nil, reasons: [.noRule])
    }
    if let known = nearMisses[misses] { return known }
    let verdict = verdict(of: misses)
    nearMisses[misses] = verdict
    return verdict
  }

  private func note(_ index: Int, _ found: RuleGaps, in misses: inout Misses) {
    let rank = judge.missRanks[index]
    let place = misses.rules.firstIndex { judge.missRanks[$0] > rank } ?? misses.rules.count
    guard place < AgreementHearing.toldMisses else { return }
    misses.rules.insert(index, at: place)
    misses.gaps.insert(found, at: place)
    if misses.rules.count > AgreementHearing.toldMisses {
      misses.rules.removeLast()
      misses.gaps.removeLast()
    }
  }

  // MARK: What does not depend on the unit

  private func incidentGaps(_ index: Int) -> RuleGaps {
    let known = gaps[index]
    if !known.contains(.unknown) { return known }
    let entry = judge.rules[index]
    let isBorrower = entry.rule.borrower.isBorrower(
      place: incident.place, region: { incident.region }, controlRoom: { incident.controlRoom },
      municipality: incident.municipality, organisation: incident.organisation)
    let found = isBorrower ? incidentGaps(of: entry) : .elsewhere
    gaps[index] = found
    return found
  }

  private func incidentGaps(of entry: IndexedRule) -> RuleGaps {
    let query = incident.query
    var found = entry.gaps(day: day, purpose: query.purpose, role: query.role)
    if !entry.isOpen(in: { incident.region ?? incident.country }, moment: moment(in:)) { found.insert(.window) }
    if entry.rule.conditions.contains(.ownShortage), incident.domesticETA != nil { found.insert(.noShortage) }
    return found
  }

  private func moment(in area: String) -> LocalMoment {
    if let known = moments[area] { return known }
    let moment = judge.clock.moment(of: incident.query.time, in: area)
    moments[area] = moment
    return moment
  }

  // MARK: What depends on it

  private func isLender(_ party: AgreementRule.Party, _ lender: AgreementJudge.Lender) throws -> Bool {
    try party.isLender(
      of: lender.unit, region: lender.region, controlRoom: lender.controlRoom, municipality: lender.municipality)
  }

  private func lenderGaps(_ index: Int, _ lender: AgreementJudge.Lender) throws -> RuleGaps {
    var found: RuleGaps = []
    if let band = judge.rules[index].rule.borderBand, try borderDistance(lender) > band { found.insert(.borderBand) }
    if let band = judge.rules[index].rule.stationBand, try lender.stationBorderDistance() ?? .infinity > band {
      found.insert(.stationBand)
    }
    if let own = incident.domesticETA, lender.eta >= own {
      for condition in judge.rules[index].rule.conditions where RuleGaps(failing: condition) == .notFaster {
        found.insert(.notFaster)
      }
    }
    return found
  }

  private func borderDistance(_ lender: AgreementJudge.Lender) throws -> Double {
    if let known = borderDistances[lender.unit.country] { return known ?? .infinity }
    let distance = try lender.borderDistance()
    borderDistances[lender.unit.country] = .some(distance)
    return distance ?? .infinity
  }

  // MARK: Verdicts

  private func decision(_ index: Int) -> Verdict {
    if let known = decisions[index] { return known }
    let entry = judge.rules[index]
    let rule = entry.rule
    var reasons: [Verdict.Reason] =
      rule.effect == .allow ? [.covered(rule: rule.id, purposes: rule.purposes)] : [.excluded(rule: rule.id)]
    if let role = rule.role { reasons.append(.role(role)) }
    if !rule.conditions.isEmpty { reasons.append(.conditions(rule.conditions)) }
    if entry.verification != .verified { reasons.append(.verification(entry.verification)) }
    reasons += rule.documents.map { .document($0) }
    if !rule.notes.isEmpty { reasons.append(.note(rule.notes)) }
    let verdict = Verdict(
      kind: rule.effect == .allow ? .allowed : .forbidden, agreement: entry.agreement, rule: rule, reasons: reasons,
      findings: entry.findings([]))
    decisions[index] = verdict
    return verdict
  }

  private func verdict(of misses: Misses) -> Verdict {
    var reasons: [Verdict.Reason] = []
    for (place, (index, gaps)) in zip(misses.rules, misses.gaps).enumerated() {
      let entry = judge.rules[index]
      let told = entry.reasons(gaps)
      reasons += (place == 0 ? told[...] : told.prefix(1)).map {
        .notCovered(rule: entry.rule.id, agreement: entry.agreement.titles, because: $0)
      }
    }
    let nearest = zip(misses.rules, misses.gaps).first { _ in true }
    return Verdict(
      kind: .noneKnown, agreement: nearest.map { judge.rules[$0.0].agreement }, rule: nil, reasons: reasons,
      findings: nearest.map { judge.rules[$0.0].findings($0.1) } ?? [])
  }
}
