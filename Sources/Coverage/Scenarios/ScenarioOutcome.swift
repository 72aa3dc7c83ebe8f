package import DirectoryModel
package import Geodesy
package import Matching

/// What a scenario comes to for one incident: which units are gone, changed or new, which may cross borders, how fast they travel.
///
/// Edits take effect as in a coverage report, one after the other. Those about the people that need help, about how likely
/// units are busy and about the time before the alarm have no effect on who is nearest to one incident; they are checked
/// all the same, and named in `idle`.
package struct ScenarioOutcome: Sendable {
  /// A unit that is another than before.
  package struct ChangedUnit: Sendable {
    /// The unit as it is now.
    package var unit: CoverageUnit
    /// Whether its turnout time is another.
    package var hasOtherTurnout: Bool
  }

  /// Ids of units that are gone.
  package let gone: Set<UnitID>
  /// Units that edits have changed.
  package let changed: [ChangedUnit]
  /// Units that are new.
  package let added: [CoverageUnit]
  /// How fast units travel, and which borders they may not cross.
  package let conditions: MatchConditions
  /// Seconds that asking another country's control room takes; `nil` where no edit says.
  package let requestDelay: Double?
  /// Whether an edit lets units come only where an agreement lets them.
  package let requiresAgreements: Bool
  /// The agreements.
  package let agreements: [Agreement]
  /// Hours that edits give stations; whoever answers goes by them in place of those on file.
  package let hours: [StationID: String]
  /// The crossings of water; `nil` where there is none.
  package let waters: ScenarioWaters?
  /// Positions of edits that do not hold at the moment.
  package let dormant: [Int]
  /// Positions of edits that have no effect on one incident.
  package let idle: [Int]

  /// Makes the edits.
  ///
  /// - Parameters:
  ///   - scenario: what if.
  ///   - units: all units there are.
  ///   - agreements: all agreements on file.
  ///   - place: where the incident is.
  ///   - country: its country; `nil` where it is not known.
  ///   - waters: the crossings of water; `nil` where there is none.
  ///   - understandsHours: whether a text of hours means anything.
  ///   - moment: for edits that hold in a part of the week.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package init(
    _ scenario: Scenario, units: [CoverageUnit], agreements: [Agreement], at place: Coordinate, country: CountryCode?,
    waters: ScenarioWaters? = nil, understandsHours: @escaping @Sendable (String) -> Bool = { _ in true },
    at moment: LocalMoment
  ) throws {
    var state = ScenarioState(
      roster: UnitRoster(units), countries: country.map { [$0] } ?? [], times: CoverageTimes(), areBordersOpen: true,
      agreements: ScenarioAgreements(agreements), waters: waters,
      // Whoever answers knows who is on duty: nobody is taken away here.
      duty: ScenarioDuty(understands: understandsHours, isOnDuty: { _, _ in true }, offDuty: []))
    let dormant = try state.apply(scenario, at: moment)
    self.dormant = dormant
    let isDormant = Set(dormant)
    idle = scenario.edits.indices.filter { index in
      guard !isDormant.contains(index) else { return false }
      switch scenario.edits[index].change {
      case .busy, .callHandling: return true
      default: return false
      }
    }
    self.agreements = state.agreements?.agreements ?? agreements
    requestDelay = state.requestDelay
    self.waters = state.waters
    hours = state.hours
    requiresAgreements = state.requiresAgreements
    conditions = try ScenarioOutcome.conditions(in: state, at: place, country: country)
    var gone: Set<UnitID> = []
    state.gone.forEach { if $0 < units.count { gone.insert(units[$0].id) } }
    self.gone = gone
    changed = state.changed.filter { !state.gone.contains($0.key) }.sorted { $0.key < $1.key }.map { position, unit in
      ChangedUnit(
        unit: unit,
        hasOtherTurnout: unit.turnout != units[position].turnout || unit.staffing != units[position].staffing)
    }
    added = state.added.indices.filter { !state.gone.contains(units.count + $0) }.map { state.added[$0] }
  }

  private static func conditions(in state: ScenarioState, at place: Coordinate, country: CountryCode?)
    throws(MutualAidError) -> MatchConditions
  {
    var conditions = MatchConditions()
    // Of what slows the way at its beginning and at its end, the slower counts.
    let here = try HazardEffects(state.hazards, at: [place]).slowness[0] ?? 1
    conditions.slowness = state.times.travelSlowness
    conditions.slowness.multiply(by: here)
    for (position, slowness) in state.unitSlowness where slowness > here {
      conditions.unitSlowness[state.unit(position).id] = slowness / here
    }
    guard let country else { return conditions }
    for lender in state.roster.countries.union(state.added.lazy.map(\.country)) {
      for service in Service.allCases where !state.isOpen(from: lender, to: country, service) {
        conditions.closedBorders.insert(.init(lender: lender, service: service))
      }
    }
    return conditions
  }
}
