internal import DirectoryModel
internal import Foundation
internal import Geodesy
internal import LocalTime

/// The verdicts on all units that might go to one incident.
///
/// Whether day, purpose, role, windows and the borrower fit a rule does not depend on the unit: it is found out once for
/// each rule that concerns any. So is the border band, and a verdict once put into reasons is given again to the next
/// unit.
package final class AgreementEvaluator {
  /// Near misses that are reported: the first with all its unmet clauses, the others with one.
  private static let reportedMisses = 3

  /// Rules that fit the parties, and what they lack; the nearest first, and no more of them than are reported.
  private struct Misses: Hashable {
    var rules: [Int] = []
    var unmet: [UnmetClauses] = []
  }

  private let rules: AgreementRules
  private let request: HelpRequest
  private let place: BorrowingPlace
  private let domesticETA: Double?
  private let day: Int
  /// For each rule what does not hold whichever unit goes, border bands excepted.
  private var unmet: [UnmetClauses]
  /// For each rule whether its border band holds; `nil` where that was not asked yet.
  private var isInBorderBand: [Bool?]
  private var moments: [String: LocalMoment] = [:]
  private var decisions: [Int: Verdict] = [:]
  private var nearMisses: [Misses: Verdict] = [:]

  /// Prepares the verdicts of one incident.
  ///
  /// - Parameters:
  ///   - rules: the rules of all agreements.
  ///   - request: when, what for, in which role.
  ///   - place: where the incident is.
  ///   - domesticETA: seconds until the soonest domestic unit; `nil` when there is none.
  package init(rules: AgreementRules, request: HelpRequest, at place: BorrowingPlace, domesticETA: Double?) {
    self.rules = rules
    self.request = request
    self.place = place
    self.domesticETA = domesticETA
    day = rules.clock.dayNumber(of: request.time)
    unmet = Array(repeating: .unknown, count: rules.rules.count)
    isInBorderBand = Array(repeating: nil, count: rules.rules.count)
  }

  /// What the agreements say of one unit.
  ///
  /// - Parameters:
  ///   - lender: the unit.
  ///   - eta: seconds from the alarm until it arrives.
  /// - Returns: the verdict of the first rule that covers the case; else why those that come nearest do not.
  /// - Throws: what look-ups throw.
  package func verdict(on lender: LendingUnit, eta: Double) throws -> Verdict {
    guard lender.unit.country != place.country else {
      return Verdict(kind: .allowed, agreement: nil, rule: nil, reasons: [.domestic])
    }
    var misses = Misses()
    for index in rules.indices(from: lender.unit.country, to: place.country, service: lender.unit.service) {
      var found = try incidentUnmet(index, lender.unit.service)
      guard !found.contains(.elsewhere), try rules.rules[index].isLender(lender) else { continue }
      found.formUnion(try unitUnmet(index, lender, eta: eta))
      if found.isEmpty { return decision(index) }
      if rules.rules[index].rule.effect == .allow { note(index, found, in: &misses) }
    }
    guard !misses.rules.isEmpty else {
      return Verdict(kind: .noneKnown, agreement: nil, rule: nil, reasons: [.noRule])
    }
    if let known = nearMisses[misses] { return known }
    let verdict = verdict(of: misses)
    nearMisses[misses] = verdict
    return verdict
  }

  private func note(_ index: Int, _ found: UnmetClauses, in misses: inout Misses) {
    let rank = rules.missRanks[index]
    let position = misses.rules.firstIndex { rules.missRanks[$0] > rank } ?? misses.rules.count
    guard position < AgreementEvaluator.reportedMisses else { return }
    misses.rules.insert(index, at: position)
    misses.unmet.insert(found, at: position)
    if misses.rules.count > AgreementEvaluator.reportedMisses {
      misses.rules.removeLast()
      misses.unmet.removeLast()
    }
  }

  // MARK: What does not depend on the unit

  private func incidentUnmet(_ index: Int, _ service: Service) throws -> UnmetClauses {
    let known = unmet[index]
    if !known.contains(.unknown) { return known }
    let entry = rules.rules[index]
    var found: UnmetClauses = .elsewhere
    if try entry.isBorrower(place, service: service) {
      found = entry.unmet(request, day: day)
      if try !entry.isOpen(at: place, moment: moment(in:)) { found.insert(.window) }
      if entry.rule.conditions.contains(.ownShortage), domesticETA != nil { found.insert(.noShortage) }
    }
    unmet[index] = found
    return found
  }

  private func moment(in area: String) -> LocalMoment {
    if let known = moments[area] { return known }
    let moment = rules.clock.moment(of: request.time, in: area)
    moments[area] = moment
    return moment
  }

  // MARK: What depends on it

  private func unitUnmet(_ index: Int, _ lender: LendingUnit, eta: Double) throws -> UnmetClauses {
    var found: UnmetClauses = []
    let entry = rules.rules[index]
    if entry.rule.borderBand != nil {
      let holds = try isInBorderBand[index] ?? entry.isInBorderBand(place)
      isInBorderBand[index] = holds
      if !holds { found.insert(.borderBand) }
    }
    if try !entry.isInStationBand(lender) { found.insert(.stationBand) }
    if let own = domesticETA, eta >= own {
      for condition in entry.rule.conditions where UnmetClauses(failing: condition) == .notFaster {
        found.insert(.notFaster)
      }
    }
    return found
  }

  // MARK: Verdicts

  private func decision(_ index: Int) -> Verdict {
    if let known = decisions[index] { return known }
    let entry = rules.rules[index]
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
    for (position, (index, unmet)) in zip(misses.rules, misses.unmet).enumerated() {
      let entry = rules.rules[index]
      let gaps = entry.gaps(unmet)
      reasons += (position == 0 ? gaps[...] : gaps.prefix(1)).map {
        .notCovered(rule: entry.rule.id, agreement: entry.agreement.titles, because: $0)
      }
    }
    let nearest = zip(misses.rules, misses.unmet).first { _ in true }
    return Verdict(
      kind: .noneKnown, agreement: nearest.map { rules.rules[$0.0].agreement }, rule: nil, reasons: reasons,
      findings: nearest.map { rules.rules[$0.0].findings($0.1) } ?? [])
  }
}
