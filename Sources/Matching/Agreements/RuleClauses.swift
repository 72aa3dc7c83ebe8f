internal import DirectoryModel
internal import Geodesy

// The clauses of a rule, each on its own: whoever asks about one unit and one incident asks them one after the other,
// and `AgreementTable` those of the two sides apart.

extension IndexedRule {
  /// What does not hold wherever the incident is and whichever unit goes.
  func gaps(day: Int, purpose: Purpose, role: ResponseRole?) -> RuleGaps {
    var found: RuleGaps = []
    if day >= endDay { found.insert(.ended) } else if day < firstDay { found.insert(.notYetInForce) }
    if !rule.purposes.contains(purpose) { found.insert(.purpose) }
    if let own = rule.role, let asked = role, own != asked { found.insert(.role) }
    return found
  }

  /// Whether one of the windows is open, by the borrower's calendar unless the rule names one.
  ///
  /// - Parameters:
  ///   - area: the code of the borrower's region or country.
  ///   - moment: the moment as the calendar of an area has it.
  func isOpen(in area: () throws -> String, moment: (String) -> LocalMoment) rethrows -> Bool {
    if rule.windows.isEmpty { return true }
    let moment = moment(try rule.holidayCalendar ?? area())
    return rule.windows.contains { $0.contains(moment) }
  }
}

extension AgreementRule.Party {
  /// Whether an incident lies in the borrower's territory; its country is taken to be the party's.
  func isBorrower(
    place: Coordinate, region: () throws -> String?, controlRoom: () throws -> String?, municipality: String?,
    organisation: String?
  ) rethrows -> Bool {
    if let name = self.municipality, name != municipality { return false }
    if let id = self.organisation, id != organisation { return false }
    guard holds(place) else { return false }
    if !regions.isEmpty, !holds(region: try region()) { return false }
    if let room = self.controlRoom, try controlRoom() != room { return false }
    return true
  }

  /// Whether a unit is one of the lender's; its country is taken to be the party's.
  func isLender(
    of unit: UnitSummary, region: () throws -> String?, controlRoom: () throws -> String?,
    municipality: () throws -> String?
  ) rethrows -> Bool {
    if let station, station != unit.station { return false }
    if let organisation, organisation != unit.organisation { return false }
    guard holds(unit.coordinate) else { return false }
    if !regions.isEmpty, !holds(region: try region()) { return false }
    if let room = self.controlRoom, try controlRoom() != room { return false }
    if let name = self.municipality, try municipality() != name { return false }
    return true
  }
}
