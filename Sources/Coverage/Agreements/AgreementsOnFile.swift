package import Agreements
package import DirectoryModel
package import Foundation
internal import Geodesy
package import LocalTime
internal import Synchronization

/// The agreements on file for coverage: who may go where is what `nearest` would say at the moment (`CrossingClauses`).
///
/// What was found out of cells is remembered for as long as the cells are the same, so that a scenario that changes one
/// agreement looks at that one only.
package final class AgreementsOnFile: CrossingAgreements {
  /// Positions of the cells that a clause fits.
  private struct Memory {
    var cells: [DemandCell] = []
    var members: [CrossingClauses.Clause: [Int32]] = [:]
  }

  private let agreements: [Agreement]
  private let clock: LocalClock
  private let request: HelpRequest
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
    request = HelpRequest(time: time, purpose: purpose, role: role)
    self.facts = facts
    bands = BorderBands { try facts.distance(from: $0, toCountry: $1) }
  }

  /// Checks a change against the agreements as they are after earlier ones.
  ///
  /// - Throws: `AgreementChange.Mistake` when it cannot be made.
  package func check(_ change: AgreementChange, after changes: [AgreementChange]) throws {
    _ = try agreements(after: changes + [change])
  }

  /// The permissions of units, where they stand now, to go to cells; to those of their own country they may always go.
  ///
  /// - Throws: `AgreementChange.Mistake` for a change that cannot be made, and what look-ups throw.
  package func rights(
    of units: [CoverageUnit], to cells: [DemandCell], after changes: [AgreementChange]
  ) throws -> CrossingPermissions {
    let clauses = CrossingClauses(
      AgreementRules(agreements: try agreements(after: changes), clock: clock), for: request)
    return try CrossingPermissions(
      clauses, units: units.map(lendingUnit), places: cells.count, country: { cells[$0].country },
      members: try members(of: clauses, among: cells))
  }

  private func agreements(after changes: [AgreementChange]) throws -> [Agreement] {
    var changed = ScenarioAgreements(agreements)
    for change in changes { try changed.make(change) }
    return changed.agreements
  }

  // MARK: Look-ups

  /// For each clause the cells that it fits.
  private func members(of clauses: CrossingClauses, among cells: [DemandCell]) throws -> [[Int32]] {
    var known = memory.withLock { $0.cells == cells ? $0.members : [:] }
    let hosts = Dictionary(grouping: cells.indices) { cells[$0].country }
    var moments: [String: LocalMoment] = [:]
    func moment(in area: String) -> LocalMoment {
      if let moment = moments[area] { return moment }
      let moment = clauses.moment(in: area)
      moments[area] = moment
      return moment
    }
    let members = try clauses.clauses.indices.map { clause in
      if let members = known[clauses.clauses[clause]] { return members }
      let candidates = hosts[clauses.clauses[clause].rule.borrower.country] ?? []
      let members = try candidates.filter { try clauses.fits(clause, place(of: cells[$0]), moment: moment) }.map {
        Int32($0)
      }
      known[clauses.clauses[clause]] = members
      return members
    }
    memory.withLock { memory in
      memory.cells = cells
      memory.members = known
    }
    return members
  }

  private func place(of cell: DemandCell) -> BorrowingPlace {
    let (facts, bands) = (facts, bands)
    let region = {
      try cell.region ?? cell.country.flatMap { try facts.region(of: cell.place, in: $0) }
    }
    return BorrowingPlace(
      place: cell.place, country: cell.country, region: region,
      controlRoom: { service in
        try cell.country.flatMap { try facts.controlRoom(country: $0, region: region(), service: service) }
      },
      isWithin: { try bands.isWithin($0, of: cell.place, $1) })
  }

  private func lendingUnit(_ unit: CoverageUnit) -> LendingUnit {
    let (facts, bands) = (facts, bands)
    return LendingUnit(
      unit: UnitSummary(
        id: unit.id, station: unit.station, service: unit.service, type: unit.type, country: unit.country,
        coordinate: unit.place, organisation: unit.organisation),
      region: { try unit.region ?? facts.region(of: unit.place, in: unit.country) },
      controlRoom: { try facts.controlRoom(ofUnit: unit) }, municipality: { try facts.municipality(ofUnit: unit) },
      isWithin: { try bands.isWithin($0, of: unit.place, $1) })
  }
}
