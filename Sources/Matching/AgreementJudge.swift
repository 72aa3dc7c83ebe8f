internal import DirectoryModel
internal import Foundation
internal import Geodesy

/// Weighs agreements to tell whether a unit may go to an incident, now, for this purpose, in this role.
///
/// A rule *covers* a case when its agreement is in force on the local day, both parties and the service fit, and so do
/// purpose, role, one of the windows, the distance band and every condition. Of several rules that cover a case the one
/// with the narrowest parties decides; between equals, one that forbids. An unverified rule decides only where no better
/// checked one covers the case. Rules that fit parties and service but not the rest are told as near misses.
struct AgreementJudge: Sendable {
  /// What is known of an incident.
  struct Incident {
    var place: Coordinate
    var country: String
    var region: String?
    var query: NearestQuery
    /// Seconds until the soonest domestic unit; `nil` when there is none.
    var domesticETA: Double?
  }

  /// A unit that might go.
  struct Lender {
    var unit: UnitSummary
    var eta: Double
    /// The region in which the unit stands; asked only when a rule wants to know.
    var region: () throws -> String?
    /// Metres from the incident to the unit's country; asked only when a rule wants to know.
    var borderDistance: () throws -> Double?
  }

  let agreements: [Agreement]
  let clock: LocalClock

  func verdict(on lender: Lender, at incident: Incident) throws -> Verdict {
    guard lender.unit.country != incident.country else {
      return Verdict(kind: .allowed, agreement: nil, rule: nil, reasons: [.domestic])
    }
    let day = clock.day(of: incident.query.time)
    var covering: [(agreement: Agreement, rule: AgreementRule)] = []
    var misses: [(agreement: Agreement, rule: AgreementRule, gap: Verdict.Gap)] = []
    for agreement in agreements {
      for rule in agreement.rules where try fits(rule, lender: lender, incident: incident) {
        if let gap = try gap(in: agreement, rule, day: day, lender: lender, incident: incident) {
          if rule.effect == .allow { misses.append((agreement, rule, gap)) }
        } else {
          covering.append((agreement, rule))
        }
      }
    }
    if let decisive = covering.max(by: { isWeaker($0, than: $1) }) {
      return verdict(of: decisive.agreement, decisive.rule)
    }
    misses.sort { ($1.rule.specificity, $0.rule.id) < ($0.rule.specificity, $1.rule.id) }
    let reasons = misses.prefix(3).map {
      Verdict.Reason.notCovered(rule: $0.rule.id, agreement: $0.agreement.titles, because: $0.gap)
    }
    return Verdict(
      kind: .noneKnown, agreement: misses.first?.agreement, rule: nil, reasons: reasons.isEmpty ? [.noRule] : reasons)
  }

  private func verdict(of agreement: Agreement, _ rule: AgreementRule) -> Verdict {
    let verification = rule.verification ?? agreement.verification
    var reasons: [Verdict.Reason] =
      rule.effect == .allow ? [.covered(rule: rule.id, purposes: rule.purposes)] : [.excluded(rule: rule.id)]
    if let role = rule.role { reasons.append(.role(role)) }
    if !rule.conditions.isEmpty { reasons.append(.conditions(rule.conditions)) }
    if verification != .verified { reasons.append(.verification(verification)) }
    reasons += rule.documents.map { .document($0) }
    if !rule.notes.isEmpty { reasons.append(.note(rule.notes)) }
    return Verdict(
      kind: rule.effect == .allow ? .allowed : .forbidden, agreement: agreement, rule: rule, reasons: reasons)
  }

  private func isWeaker(
    _ left: (agreement: Agreement, rule: AgreementRule), than right: (agreement: Agreement, rule: AgreementRule)
  ) -> Bool {
    let verification = { (entry: (agreement: Agreement, rule: AgreementRule)) in
      entry.rule.verification ?? entry.agreement.verification
    }
    let unverified = (verification(left) == .unverified, verification(right) == .unverified)
    if unverified.0 != unverified.1 { return unverified.0 }
    if left.rule.specificity != right.rule.specificity { return left.rule.specificity < right.rule.specificity }
    if left.rule.effect != right.rule.effect { return left.rule.effect == .allow }
    if verification(left) != verification(right) { return verification(left) == .secondary }
    return right.rule.id < left.rule.id
  }

  // MARK: Parties

  private func fits(_ rule: AgreementRule, lender: Lender, incident: Incident) throws -> Bool {
    guard rule.lender.country == lender.unit.country, rule.borrower.country == incident.country,
      rule.services.contains(lender.unit.service)
    else { return false }
    if let station = rule.lender.station, station != lender.unit.station { return false }
    if let organisation = rule.lender.organisation, organisation != lender.unit.organisation { return false }
    guard holds(rule.lender.places, lender.unit.coordinate), holds(rule.borrower.places, incident.place),
      holds(rule.borrower.regions, incident.region)
    else { return false }
    return try rule.lender.regions.isEmpty || holds(rule.lender.regions, lender.region())
  }

  private func holds(_ places: [AgreementRule.Place], _ place: Coordinate) -> Bool {
    places.isEmpty || places.contains { Geodesic.distance(from: $0.centre, to: place) <= $0.radius }
  }

  private func holds(_ regions: [String], _ region: String?) -> Bool {
    regions.isEmpty || regions.contains { region?.hasPrefix($0) == true }
  }

  // MARK: Clauses

  private func gap(
    in agreement: Agreement, _ rule: AgreementRule, day: String, lender: Lender, incident: Incident
  ) throws -> Verdict.Gap? {
    let query = incident.query
    if let ends = agreement.ends, day >= ends { return .ended(on: ends, successor: agreement.successor) }
    if !agreement.isInForce(on: day) { return .notYetInForce(from: agreement.inForce ?? "") }
    if !rule.purposes.contains(query.purpose) { return .purposes(rule.purposes) }
    if let role = rule.role, let asked = query.role, role != asked { return .role(role) }
    if !rule.windows.isEmpty {
      let area = rule.holidayCalendar ?? incident.region ?? incident.country
      let moment = clock.moment(of: query.time, in: area)
      if !rule.windows.contains(where: { $0.contains(moment) }) { return .windows(rule.windows) }
    }
    if let band = rule.borderBand {
      guard let distance = try lender.borderDistance(), distance <= band else { return .borderBand(band) }
    }
    let isFaster = incident.domesticETA.map { lender.eta < $0 } ?? true
    for condition in rule.conditions {
      switch condition {
      case .fasterThanOwn, .fasterOrShortage: if !isFaster { return .notFaster }
      case .ownShortage: if incident.domesticETA != nil { return .noShortage }
      case .onRequest, .lenderNotEngaged: continue
      }
    }
    return nil
  }
}

extension AgreementRule {
  /// How narrow both parties are together.
  var specificity: Int { lender.specificity + borrower.specificity }
}
