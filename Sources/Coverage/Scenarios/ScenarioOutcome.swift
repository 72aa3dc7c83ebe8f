package import DirectoryModel
package import Geodesy
package import Matching

/// What a scenario comes to for one incident: which units are gone, others or new, who may come, how fast.
///
/// Edits take effect as in a coverage report, one after the other. Those about the people that need help, about how likely
/// units are busy and about the time before the alarm have no effect on who is nearest to one incident; they are checked
/// all the same, and told in `idle`.
package struct ScenarioOutcome: Sendable {
  /// A unit that is another than before.
  package struct ChangedUnit: Sendable {
    /// The unit as it is now.
    package var unit: CoverageUnit
    /// Whether its turnout time is another.
    package var hasOtherTurnout: Bool
  }

  /// Ids of units that are gone.
  package private(set) var gone: Set<UnitID> = []
  /// Units that are others now.
  package private(set) var changed: [ChangedUnit] = []
  /// Units that are new.
  package private(set) var added: [CoverageUnit] = []
  /// How fast units travel, and whose may not come.
  package private(set) var conditions = MatchConditions()
  /// Seconds that asking another country's control room takes; `nil` where no edit says.
  package private(set) var requestDelay: Double?
  /// Whether units may come only where an agreement lets them; `nil` where no edit says.
  package private(set) var requiresAgreements: Bool?
  /// The agreements.
  package let agreements: [Agreement]
  /// Positions of edits that do not hold at the moment.
  package private(set) var dormant: [Int] = []
  /// Positions of edits that have no effect on one incident.
  package private(set) var idle: [Int] = []

  /// Makes the edits.
  ///
  /// - Parameters:
  ///   - scenario: what if.
  ///   - units: all units there are.
  ///   - agreements: all agreements on file.
  ///   - place: where the incident is.
  ///   - country: its country; `nil` where nobody knows it.
  ///   - moment: for edits that hold in a part of the week.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package init(
    _ scenario: Scenario, units: [CoverageUnit], agreements: [Agreement], at place: Coordinate, country: CountryCode?,
    at moment: LocalMoment
  ) throws {
    var book = ScenarioAgreements(agreements)
    let roster = UnitRoster(units)
    var state = ScenarioState(
      roster: roster, field: CellBlocks([DemandCell(code: "", place: place, country: country ?? "", people: 1)]),
      times: CoverageTimes(), areBordersOpen: true)
    for (index, edit) in scenario.edits.enumerated() {
      guard edit.holds(at: moment) else {
        dormant.append(index)
        continue
      }
      switch edit.change {
      case .agreement(let change):
        do {
          try book.make(change)
        } catch let mistake as AgreementChange.Mistake {
          throw MutualAidError(
            .scenarioInvalid, mistake.message,
            at: MutualAidError.Place(file: scenario.file, line: edit.line, edit: index + 1), hint: mistake.hint)
        }
        continue
      case .requireAgreements(let isRequired):
        requiresAgreements = isRequired
        continue
      case .requestDelay(let seconds): requestDelay = seconds
      case .busy, .callHandling: idle.append(index)
      default: break
      }
      try state.apply(edit, number: index + 1, file: scenario.file)
    }
    self.agreements = book.agreements
    take(state, country: country)
  }

  private mutating func take(_ state: ScenarioState, country: CountryCode?) {
    let units = state.roster.units
    state.gone.forEach { if $0 < units.count { gone.insert(units[$0].id) } }
    changed = state.changed.filter { !state.gone.contains($0.key) }.sorted { $0.key < $1.key }.map { position, unit in
      ChangedUnit(
        unit: unit,
        hasOtherTurnout: unit.turnout != units[position].turnout || unit.staffing != units[position].staffing)
    }
    added = state.added.indices.filter { !state.gone.contains(units.count + $0) }.map { state.added[$0] }
    // Of what slows the way at its beginning and at its end, the slower counts.
    let here = state.cellSlowness[0] ?? 1
    conditions.slowness = state.times.slowness * here
    for (position, slowness) in state.unitSlowness where slowness > here {
      conditions.unitSlowness[state.unit(position).id] = slowness / here
    }
    guard let country else { return }
    for lender in Set(units.lazy.map(\.country)).union(state.added.lazy.map(\.country)) {
      for service in Service.allCases where !state.isOpen(from: lender, to: country, service) {
        conditions.closedBorders.insert(.init(lender: lender, service: service))
      }
    }
  }
}
