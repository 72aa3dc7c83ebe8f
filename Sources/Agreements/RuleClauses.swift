internal import DirectoryModel
internal import Geodesy
internal import LocalTime

/// The clauses of a rule that do not hold in a case.
struct UnmetClauses: OptionSet, Hashable {
  var rawValue: UInt16

  static let notYetInForce = UnmetClauses(rawValue: 1 << 0)
  static let ended = UnmetClauses(rawValue: 1 << 1)
  static let purpose = UnmetClauses(rawValue: 1 << 2)
  static let role = UnmetClauses(rawValue: 1 << 3)
  static let window = UnmetClauses(rawValue: 1 << 4)
  static let borderBand = UnmetClauses(rawValue: 1 << 5)
  static let stationBand = UnmetClauses(rawValue: 1 << 6)
  static let notFaster = UnmetClauses(rawValue: 1 << 7)
  static let noShortage = UnmetClauses(rawValue: 1 << 8)
  /// The incident is not in the borrower's territory: the rule comes nowhere near covering the case.
  static let elsewhere = UnmetClauses(rawValue: 1 << 9)
  /// Not looked at yet.
  static let unknown = UnmetClauses(rawValue: 1 << 15)

  /// What is missing where a condition does not hold; nothing for one that always does.
  init(failing condition: AgreementRule.Condition) {
    switch condition {
    case .fasterThanOwn, .fasterOrShortage: self = .notFaster
    case .ownShortage: self = .noShortage
    // Every match is asked for through its room, and only units that are free match.
    case .onRequest, .lenderNotEngaged: self = []
    }
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }
}

// Each clause on its own: `AgreementEvaluator` asks them one after the other for one incident and one unit,
// `CrossingClauses` those of the borrower's and of the lender's side apart.
extension IndexedRule {
  /// What does not hold wherever the incident is and whichever unit goes.
  ///
  /// - Parameters:
  ///   - request: what is asked for.
  ///   - day: its local day, as `LocalClock.dayNumber` counts.
  /// - Returns: those of term, purpose and role that do not hold; empty where all do.
  func unmet(_ request: HelpRequest, day: Int) -> UnmetClauses {
    var unmet: UnmetClauses = []
    if day >= endDay { unmet.insert(.ended) } else if day < firstDay { unmet.insert(.notYetInForce) }
    if !rule.purposes.contains(request.purpose) { unmet.insert(.purpose) }
    if let own = rule.role, let asked = request.role, own != asked { unmet.insert(.role) }
    return unmet
  }

  /// Whether a place lies in the borrower's territory; its country is taken to be the borrower's.
  func isBorrower(_ place: BorrowingPlace, service: Service) throws -> Bool {
    let party = rule.borrower
    if let name = party.municipality, name != place.municipality { return false }
    if let id = party.organisation, id != place.organisation { return false }
    guard party.holds(place.place) else { return false }
    if !party.regions.isEmpty, !party.holds(region: try place.region()) { return false }
    if let room = party.controlRoom, try place.controlRoom(service) != room { return false }
    return true
  }

  /// Whether a unit is one of the lender's; its country is taken to be the lender's.
  func isLender(_ lender: LendingUnit) throws -> Bool {
    let party = rule.lender
    if let station = party.station, station != lender.unit.station { return false }
    if let organisation = party.organisation, organisation != lender.unit.organisation { return false }
    guard party.holds(lender.unit.coordinate) else { return false }
    if !party.regions.isEmpty, !party.holds(region: try lender.region()) { return false }
    if let room = party.controlRoom, try lender.controlRoom() != room { return false }
    if let name = party.municipality, try lender.municipality() != name { return false }
    return true
  }

  /// Whether one of the windows is open, by the calendar of the place's region or country unless the rule names one.
  ///
  /// - Parameters:
  ///   - place: where the incident is.
  ///   - moment: gives the moment as the calendar of an area, by its code, has it.
  /// - Returns: whether a window is open; `true` for a rule without windows.
  /// - Throws: what looking up the place's region throws.
  func isOpen(at place: BorrowingPlace, moment: (String) -> LocalMoment) throws -> Bool {
    if rule.windows.isEmpty { return true }
    let moment = moment(try rule.holidayCalendar ?? place.region()?.rawValue ?? place.country.storedText)
    return rule.windows.contains { $0.contains(moment) }
  }

  /// Whether the lender's country is as near to the place as the rule wants it.
  func isInBorderBand(_ place: BorrowingPlace) throws -> Bool {
    try rule.borderBand.map { try place.isWithin($0, rule.lender.country) } ?? true
  }

  /// Whether the unit stands as near to the borrower's country as the rule wants it.
  func isInStationBand(_ lender: LendingUnit) throws -> Bool {
    try rule.stationBand.map { try lender.isWithin($0, rule.borrower.country) } ?? true
  }
}

extension IndexedRule {
  /// Which clauses held and which did not, in the order in which a rule is read.
  func findings(_ unmet: UnmetClauses) -> [Verdict.Finding] {
    var found: [Verdict.Finding] = [
      .init(.lender(rule.lender), held: true), .init(.borrower(rule.borrower), held: true),
      .init(.service(rule.services), held: true),
      .init(
        .term(from: agreement.inForce, until: agreement.ends), held: unmet.isDisjoint(with: [.ended, .notYetInForce])),
      .init(.purpose(rule.purposes), held: !unmet.contains(.purpose)),
    ]
    if let role = rule.role { found.append(.init(.role(role), held: !unmet.contains(.role))) }
    if !rule.windows.isEmpty { found.append(.init(.window(rule.windows), held: !unmet.contains(.window))) }
    if let band = rule.borderBand { found.append(.init(.borderBand(band), held: !unmet.contains(.borderBand))) }
    if let band = rule.stationBand { found.append(.init(.stationBand(band), held: !unmet.contains(.stationBand))) }
    for condition in rule.conditions {
      found.append(.init(.condition(condition), held: unmet.isDisjoint(with: UnmetClauses(failing: condition))))
    }
    return found
  }

  /// The unmet clauses as answers give them, the weightiest first.
  func gaps(_ unmet: UnmetClauses) -> [Verdict.Gap] {
    var found: [Verdict.Gap] = []
    if unmet.contains(.ended), let ends = agreement.ends {
      found.append(.ended(on: ends, successor: agreement.successor))
    }
    if unmet.contains(.notYetInForce) { found.append(.notYetInForce(from: agreement.inForce ?? "")) }
    if unmet.contains(.purpose) { found.append(.purposes(rule.purposes)) }
    if unmet.contains(.role), let role = rule.role { found.append(.role(role)) }
    if unmet.contains(.window) { found.append(.windows(rule.windows)) }
    if unmet.contains(.borderBand), let band = rule.borderBand { found.append(.borderBand(band)) }
    if unmet.contains(.stationBand), let band = rule.stationBand { found.append(.stationBand(band)) }
    if unmet.contains(.notFaster) { found.append(.notFaster) }
    if unmet.contains(.noShortage) { found.append(.noShortage) }
    return found
  }
}
