package import DirectoryModel
package import Foundation
internal import Geodesy
package import Matching
internal import Synchronization

/// The agreements on file as the law of coverage: who may go where is what `nearest` would say at the moment.
///
/// Cells that the same clauses fit are one area, units that the same clauses fit one lender; the verdict on a lender and an
/// area is that of their strongest common clause (`AgreementTable`). What was found out of cells is remembered for as long
/// as the cells are the same, so that a scenario that changes one agreement looks at that one only.
package final class AgreementsOnFile: AgreementLaw {
  /// Positions of the cells that a clause fits.
  private struct Memory {
    var cells: [DemandCell] = []
    var members: [AgreementTable.Clause: [Int32]] = [:]
  }

  private let agreements: [Agreement]
  private let clock: LocalClock
  private let time: Date
  private let purpose: Purpose
  private let role: ResponseRole?
  private let facts: any CrossingFacts
  private let bands: BorderBands
  private let memory = Mutex(Memory())

  /// Takes the agreements as they are at a moment.
  ///
  /// - Parameters:
  ///   - agreements: all agreements.
  ///   - clock: for local days and public holidays.
  ///   - time: the moment.
  ///   - purpose: what help is asked for.
  ///   - role: the part that units play; `nil` for any.
  ///   - facts: what is known of places and units.
  package init(
    _ agreements: [Agreement], clock: LocalClock, time: Date, purpose: Purpose = .daily, role: ResponseRole? = nil,
    facts: any CrossingFacts
  ) {
    self.agreements = agreements
    self.clock = clock
    self.time = time
    self.purpose = purpose
    self.role = role
    self.facts = facts
    bands = BorderBands { try facts.distance(from: $0, toCountry: $1) }
  }

  /// Checks a change against the agreements as they are after earlier ones.
  ///
  /// - Throws: `AgreementChange.Mistake` when it cannot be made.
  package func check(_ change: AgreementChange, after changes: [AgreementChange]) throws {
    _ = try book(after: changes + [change])
  }

  /// The rights of units, where they stand now, to go to cells; to those of their own country they may always go.
  ///
  /// - Throws: `AgreementChange.Mistake` for a change that cannot be made, and what look-ups throw.
  package func rights(
    of units: [CoverageUnit], to cells: [DemandCell], after changes: [AgreementChange]
  ) throws -> CrossingRights {
    let table = AgreementTable(
      agreements: try book(after: changes).agreements, clock: clock, time: time, purpose: purpose, role: role)
    // Countries are told apart first: a clause is about two of them, and nobody needs one at home.
    var lenders = Classes(count: units.count) { units[$0].country }
    var areas = Classes(count: cells.count) { cells[$0].country }
    let described = units.map(lender)
    let lending = Dictionary(grouping: units.indices) { units[$0].country }
    for (clause, borrowers) in zip(table.clauses.indices, try members(of: table, among: cells)) {
      guard !borrowers.isEmpty else { continue }
      let candidates = lending[table.clauses[clause].rule.lender.country] ?? []
      lenders.split(
        at: clause, by: try candidates.filter { try table.fits(clause, described[$0]) }.map { Int32($0) })
      areas.split(at: clause, by: borrowers)
    }
    var allowed: [Bool] = []
    allowed.reserveCapacity(lenders.members.count * areas.members.count)
    for lender in lenders.members {
      for area in areas.members {
        allowed.append(lender.name == area.name || lender.isAllowed(with: area, table.clauses))
      }
    }
    return CrossingRights(
      lenders: lenders.classes, areas: areas.classes, areaCount: areas.members.count, allowed: allowed)
  }

  private func book(after changes: [AgreementChange]) throws -> ScenarioAgreements {
    var book = ScenarioAgreements(agreements)
    for change in changes { try book.make(change) }
    return book
  }

  // MARK: Look-ups

  /// For each clause the cells that it fits.
  private func members(of table: AgreementTable, among cells: [DemandCell]) throws -> [[Int32]] {
    var known = memory.withLock { $0.cells == cells ? $0.members : [:] }
    let hosts = Dictionary(grouping: cells.indices) { cells[$0].country }
    var moments: [String: LocalMoment] = [:]
    func moment(in area: String) -> LocalMoment {
      if let moment = moments[area] { return moment }
      let moment = table.moment(in: area)
      moments[area] = moment
      return moment
    }
    let members = try table.clauses.indices.map { clause in
      if let members = known[table.clauses[clause]] { return members }
      let candidates = hosts[table.clauses[clause].rule.borrower.country] ?? []
      let members = try candidates.filter { try table.fits(clause, area(cells[$0]), moment: moment) }.map { Int32($0) }
      known[table.clauses[clause]] = members
      return members
    }
    memory.withLock { memory in
      memory.cells = cells
      memory.members = known
    }
    return members
  }

  private func area(_ cell: DemandCell) -> AgreementTable.Area {
    let (facts, bands) = (facts, bands)
    let region = { try cell.region ?? facts.region(of: cell.place, in: cell.country) }
    return AgreementTable.Area(
      place: cell.place, country: cell.country, region: region,
      controlRoom: { try facts.controlRoom(country: cell.country, region: region(), service: $0) },
      isWithin: { try bands.isWithin($0, of: cell.place, $1) })
  }

  private func lender(_ unit: CoverageUnit) -> AgreementTable.Lender {
    let (facts, bands) = (facts, bands)
    return AgreementTable.Lender(
      unit: UnitSummary(
        id: unit.id, station: unit.station, service: unit.service, type: unit.type, country: unit.country,
        coordinate: unit.place, organisation: unit.organisation),
      region: { try unit.region ?? facts.region(of: unit.place, in: unit.country) },
      controlRoom: { try facts.controlRoom(ofUnit: unit) }, municipality: { try facts.municipality(ofUnit: unit) },
      isWithin: { try bands.isWithin($0, of: unit.place, $1) })
  }
}

/// Divides things into classes of those that the same clauses fit.
private struct Classes {
  struct Class {
    /// The country.
    var name: String
    /// Positions of the clauses that fit, the strongest first.
    var clauses: [Int32] = []

    /// What the strongest clause says that fits both; where none does, nobody may go.
    func isAllowed(with other: Class, _ table: [AgreementTable.Clause]) -> Bool {
      var place = 0
      for clause in clauses {
        while place < other.clauses.count, other.clauses[place] < clause { place += 1 }
        if place < other.clauses.count, other.clauses[place] == clause {
          return table[Int(clause)].rule.effect == .allow
        }
      }
      return false
    }
  }

  /// By thing.
  private(set) var classes: [Int32]
  private(set) var members: [Class] = []

  init(count: Int, name: (Int) -> String) {
    var numbers: [String: Int32] = [:]
    classes = []
    classes.reserveCapacity(count)
    for index in 0..<count {
      let name = name(index)
      if numbers[name] == nil {
        numbers[name] = Int32(members.count)
        members.append(Class(name: name))
      }
      classes.append(numbers[name] ?? 0)
    }
  }

  /// Parts those that a clause fits from those like them that it does not.
  ///
  /// Classes all of whose things it fits leave an empty one behind, which harms nobody.
  mutating func split(at clause: Int, by things: [Int32]) {
    var parts: [Int32: Int32] = [:]
    for thing in things {
      let old = classes[Int(thing)]
      if parts[old] == nil {
        parts[old] = Int32(members.count)
        members.append(members[Int(old)])
        members[members.count - 1].clauses.append(Int32(clause))
      }
      classes[Int(thing)] = parts[old] ?? old
    }
  }
}
