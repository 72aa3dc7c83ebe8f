package import DirectoryModel
package import Foundation
package import Geodesy

/// Agreements at one moment, for one purpose and role, with the two sides of every rule asked apart.
///
/// For many units and many places it would take too long to judge each pair. But whether a rule fits a unit does not
/// depend on the place, nor the other way round: units that the same clauses fit are treated alike everywhere, and places
/// that the same clauses fit by everyone. So a pair's verdict is that of the first clause, the strongest first, that
/// fits both, and it is the verdict that `nearest` gives.
///
/// Conditions that compare a unit with the borrower's own (`faster-than-own`, `own-shortage`, `faster-or-shortage`) are
/// taken to hold. A unit that is not faster never comes first anyway; but one that comes second is let in here although a
/// rule may want it to be the first.
package struct AgreementTable: Sendable {
  /// A place at which help may be needed.
  package struct Area {
    /// Where.
    package var place: Coordinate
    /// In which country.
    package var country: String
    /// Its region, one of its country's; asked only where a rule wants to know.
    package var region: () throws -> String?
    /// The id of the room responsible for a service there; asked only where a rule wants to know.
    package var controlRoom: (Service) throws -> String?
    /// Whether a country is within so many metres; asked only where a rule wants to know.
    package var isWithin: (Double, String) throws -> Bool

    /// Describes a place.
    package init(
      place: Coordinate, country: String, region: @escaping () throws -> String?,
      controlRoom: @escaping (Service) throws -> String?, isWithin: @escaping (Double, String) throws -> Bool
    ) {
      self.place = place
      self.country = country
      self.region = region
      self.controlRoom = controlRoom
      self.isWithin = isWithin
    }
  }

  /// A unit that may be lent.
  package struct Lender {
    /// The unit.
    package var unit: UnitSummary
    /// The region in which it stands; asked only where a rule wants to know.
    package var region: () throws -> String?
    /// The id of the room through which it is asked for; asked only where a rule wants to know.
    package var controlRoom: () throws -> String?
    /// The municipality of its station; asked only where a rule wants to know.
    package var municipality: () throws -> String?
    /// Whether a country is within so many metres of where it stands; asked only where a rule wants to know.
    package var isWithin: (Double, String) throws -> Bool

    /// Describes a unit.
    package init(
      unit: UnitSummary, region: @escaping () throws -> String?, controlRoom: @escaping () throws -> String?,
      municipality: @escaping () throws -> String?, isWithin: @escaping (Double, String) throws -> Bool
    ) {
      self.unit = unit
      self.region = region
      self.controlRoom = controlRoom
      self.municipality = municipality
      self.isWithin = isWithin
    }
  }

  /// A rule for one of its services.
  package struct Clause: Hashable, Sendable {
    /// The rule.
    package var rule: AgreementRule
    /// The service.
    package var service: Service
  }

  /// All clauses that hold at the moment in some place, the strongest first.
  package let clauses: [Clause]
  private let entries: [IndexedRule]
  private let clock: LocalClock
  private let time: Date

  /// Takes the rules that hold at a moment.
  ///
  /// - Parameters:
  ///   - agreements: all agreements.
  ///   - clock: for local days and public holidays.
  ///   - time: the moment.
  ///   - purpose: what help is asked for.
  ///   - role: the part that units play; `nil` for any.
  package init(
    agreements: [Agreement], clock: LocalClock, time: Date, purpose: Purpose = .daily, role: ResponseRole? = nil
  ) {
    let judge = AgreementJudge(agreements: agreements, clock: clock)
    let day = clock.dayNumber(of: time)
    let holding = judge.rules.filter { $0.gaps(day: day, purpose: purpose, role: role).isEmpty }
    let pairs = holding.flatMap { entry in
      Service.allCases.filter(entry.rule.services.contains).map { (entry, Clause(rule: entry.rule, service: $0)) }
    }
    entries = pairs.map(\.0)
    clauses = pairs.map(\.1)
    self.clock = clock
    self.time = time
  }

  /// The moment as a country's or region's calendar has it.
  package func moment(in area: String) -> LocalMoment { clock.moment(of: time, in: area) }

  /// Whether a clause fits a place as the borrower's side.
  ///
  /// - Parameters:
  ///   - clause: its position in `clauses`.
  ///   - moment: gives `moment(in:)`, which callers may remember.
  /// - Throws: what look-ups throw.
  package func fits(_ clause: Int, _ area: Area, moment: (String) -> LocalMoment) throws -> Bool {
    let rule = entries[clause].rule
    guard rule.borrower.country == area.country, rule.lender.country != area.country,
      try rule.borrower.isBorrower(
        place: area.place, region: area.region, controlRoom: { try area.controlRoom(clauses[clause].service) },
        municipality: nil, organisation: nil),
      try entries[clause].isOpen(in: { try area.region() ?? area.country }, moment: moment)
    else { return false }
    return try rule.borderBand.map { try area.isWithin($0, rule.lender.country) } ?? true
  }

  /// Whether a clause fits a unit as the lender's side.
  ///
  /// - Parameter clause: its position in `clauses`.
  /// - Throws: what look-ups throw.
  package func fits(_ clause: Int, _ lender: Lender) throws -> Bool {
    let rule = entries[clause].rule
    guard clauses[clause].service == lender.unit.service, rule.lender.country == lender.unit.country,
      try rule.lender.isLender(
        of: lender.unit, region: lender.region, controlRoom: lender.controlRoom, municipality: lender.municipality)
    else { return false }
    return try rule.stationBand.map { try lender.isWithin($0, rule.borrower.country) } ?? true
  }
}
