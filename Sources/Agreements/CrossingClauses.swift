package import DirectoryModel
internal import Foundation
internal import Geodesy
internal import LocalTime

/// The rules that hold at one moment, for one purpose and role, with the two sides of each asked apart.
///
/// For many units and many places it would take too long to evaluate each pair. But whether a rule fits a unit does not
/// depend on the place, nor the other way round: units that the same clauses fit are treated alike everywhere, and places
/// that the same clauses fit by every unit. So a pair's verdict is that of the first clause, the strongest first, that
/// fits both, and it is the verdict that `AgreementEvaluator` gives.
///
/// Conditions that compare a unit with the borrower's own (`faster-than-own`, `own-shortage`, `faster-or-shortage`) are
/// taken to hold. A unit that is not faster never comes first anyway; but one that comes second is let in here although a
/// rule may want it to be the first.
package struct CrossingClauses: Sendable {
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
  private let request: HelpRequest

  /// Takes the rules that hold for a request.
  package init(_ rules: AgreementRules, for request: HelpRequest) {
    let day = rules.clock.dayNumber(of: request.time)
    let holding = rules.rules.filter { $0.unmet(request, day: day).isEmpty }
    let pairs = holding.flatMap { entry in
      Service.allCases.filter(entry.rule.services.contains).map { (entry, Clause(rule: entry.rule, service: $0)) }
    }
    entries = pairs.map(\.0)
    clauses = pairs.map(\.1)
    clock = rules.clock
    self.request = request
  }

  /// The moment as a country's or region's calendar has it.
  package func moment(in area: String) -> LocalMoment { clock.moment(of: request.time, in: area) }

  /// Whether a clause fits a place as the borrower's side.
  ///
  /// - Parameters:
  ///   - clause: its position in `clauses`.
  ///   - place: where help would be borrowed.
  ///   - moment: gives `moment(in:)`, which callers may remember.
  /// - Returns: whether the place is the borrower's, in the border band, while a window is open.
  /// - Throws: what look-ups throw.
  package func fits(_ clause: Int, _ place: BorrowingPlace, moment: (String) -> LocalMoment) throws -> Bool {
    let entry = entries[clause]
    guard entry.rule.borrower.country == place.country, entry.rule.lender.country != place.country,
      try entry.isBorrower(place, service: clauses[clause].service), try entry.isOpen(at: place, moment: moment)
    else { return false }
    return try entry.isInBorderBand(place)
  }

  /// Whether a clause fits a unit as the lender's side.
  ///
  /// - Parameters:
  ///   - clause: its position in `clauses`.
  ///   - lender: the unit that would go.
  /// - Returns: whether the unit is of the clause's service and the lender's, in the station band.
  /// - Throws: what look-ups throw.
  package func fits(_ clause: Int, _ lender: LendingUnit) throws -> Bool {
    let entry = entries[clause]
    guard clauses[clause].service == lender.unit.service, entry.rule.lender.country == lender.unit.country,
      try entry.isLender(lender)
    else { return false }
    return try entry.isInStationBand(lender)
  }
}

/// Which units may go to which places of another country under agreements.
///
/// Units that every rule treats alike are one lender, places that every rule treats alike one area, so that the table is
/// small, and to look a pair up costs nothing.
package struct CrossingPermissions: Hashable, Sendable {
  /// By unit: its lender, from 0.
  package var lenders: [Int32]
  /// By place: its area, from 0.
  package var areas: [Int32]
  /// How many areas there are.
  package var areaCount: Int
  /// By lender and, within it, by area: whether units may go.
  package var allowed: [Bool]

  /// Makes permissions.
  package init(lenders: [Int32], areas: [Int32], areaCount: Int, allowed: [Bool]) {
    self.lenders = lenders
    self.areas = areas
    self.areaCount = areaCount
    self.allowed = allowed
  }

  /// Whether a unit may go to a place; what agreements do not know may not.
  package func allows(unit: Int, cell: Int) -> Bool {
    let position = Int(lenders[unit]) * areaCount + Int(areas[cell])
    return allowed.indices.contains(position) && allowed[position]
  }

  /// The permissions of units to go to places; to those of their own country they may always go.
  ///
  /// - Parameters:
  ///   - clauses: the rules that hold.
  ///   - units: all units.
  ///   - places: how many places there are.
  ///   - country: the country of each.
  ///   - members: for each clause, the positions of the places that it fits.
  /// - Throws: what look-ups throw.
  package init(
    _ clauses: CrossingClauses, units: [LendingUnit], places: Int, country: (Int) -> CountryCode?, members: [[Int32]]
  ) throws {
    // Countries are separated first: a clause is about two of them, and at home none is needed.
    var lenders = Classes(count: units.count) { units[$0].unit.country }
    var areas = Classes(count: places, country: country)
    let lending = Dictionary(grouping: units.indices) { units[$0].unit.country }
    for (clause, borrowers) in zip(clauses.clauses.indices, members) where !borrowers.isEmpty {
      let candidates = lending[clauses.clauses[clause].rule.lender.country] ?? []
      lenders.split(
        at: clause, by: try candidates.filter { try clauses.fits(clause, units[$0]) }.map { Int32($0) })
      areas.split(at: clause, by: borrowers)
    }
    var allowed: [Bool] = []
    allowed.reserveCapacity(lenders.members.count * areas.members.count)
    for lender in lenders.members {
      for area in areas.members {
        allowed.append(lender.country == area.country || lender.isAllowed(with: area, clauses.clauses))
      }
    }
    self.init(lenders: lenders.classes, areas: areas.classes, areaCount: areas.members.count, allowed: allowed)
  }
}

/// Divides units or places into classes of those that the same clauses fit.
private struct Classes {
  struct Class {
    var country: CountryCode?
    /// Positions of the clauses that fit, the strongest first.
    var clauses: [Int32] = []

    /// What the strongest clause says that fits both; where none does, no unit may go.
    func isAllowed(with other: Class, _ table: [CrossingClauses.Clause]) -> Bool {
      var position = 0
      for clause in clauses {
        while position < other.clauses.count, other.clauses[position] < clause { position += 1 }
        if position < other.clauses.count, other.clauses[position] == clause {
          return table[Int(clause)].rule.effect == .allow
        }
      }
      return false
    }
  }

  /// By unit or place.
  private(set) var classes: [Int32]
  private(set) var members: [Class] = []

  init(count: Int, country: (Int) -> CountryCode?) {
    var numbers: [CountryCode?: Int32] = [:]
    classes = []
    classes.reserveCapacity(count)
    for index in 0..<count {
      let country = country(index)
      if numbers[country] == nil {
        numbers[country] = Int32(members.count)
        members.append(Class(country: country))
      }
      classes.append(numbers[country] ?? 0)
    }
  }

  /// Parts those that a clause fits from those like them that it does not.
  ///
  /// A class all of whose members the clause fits leaves an empty class behind, which does no harm.
  mutating func split(at clause: Int, by fitting: [Int32]) {
    var parts: [Int32: Int32] = [:]
    for member in fitting {
      let old = classes[Int(member)]
      if parts[old] == nil {
        parts[old] = Int32(members.count)
        members.append(members[Int(old)])
        members[members.count - 1].clauses.append(Int32(clause))
      }
      classes[Int(member)] = parts[old] ?? old
    }
  }
}
