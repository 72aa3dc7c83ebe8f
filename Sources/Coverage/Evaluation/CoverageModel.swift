internal import Agreements
package import DirectoryModel
internal import Geodesy
package import Matching
internal import Primitives
internal import Waterways

/// Counts the people who are reached within the norm, as things are and in scenarios.
///
/// For every cell the units that may come are put in order of arrival. A step of the norm is met when the units, or the
/// people on board, that have arrived by then are as many as it asks for; a cell is covered when all its steps are met.
/// Where units are busy with a probability, a cell counts with the probability that enough are free: for one unit out of
/// n that is 1 − pⁿ, the expected coverage of M. S. Daskin, "A maximum expected covering location model: formulation,
/// properties and heuristic solution", Transportation Science 17 (1983) 48–70, https://doi.org/10.1287/trsc.17.1.48. It takes
/// units to be busy independently of each other; for several units, people on board and several steps the distribution
/// of what is free is summed up unit by unit.
///
/// The baseline is evaluated once; a scenario evaluates again those cells that its edits can change. Results do not depend
/// on how many processors share the work.
package struct CoverageModel: Sendable {
  /// What is counted, in this order.
  package let services: [Service]
  let normSelection: NormSelection
  let travel: any TravelTime
  let times: CoverageTimes
  /// Who may cross borders under agreements; `nil` where that is not asked.
  package private(set) var crossingRights: (any CrossingAgreements)?
  private(set) var roster: UnitRoster
  let cellBlocks: CellBlocks
  let norms: CellNorms
  let areas: ReportAreas
  /// Travel by road as a router has it; `nil` to go by the travel-time model alone.
  private(set) var roads: RoadStore?
  /// How water parts the land; `nil` where it does not.
  package private(set) var waters: CoverageWaters?
  /// Who is on duty by hours that edits give stations; `nil` where nobody is off duty by hours.
  private(set) var duty: ScenarioDuty?
  /// By slot; empty without water.
  private let cellPlaces: [WayTable.Place]
  /// 1 to do one thing after the other; else the work is shared by all processors.
  var threads = 2

  /// The units that are ready.
  package var units: [CoverageUnit] { roster.units }
  /// The people.
  package var cells: [DemandCell] { cellBlocks.cells }

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - units: those that are ready count.
  ///   - cells: the people.
  ///   - norms: the norms of the day.
  ///   - travel: the travel-time model.
  ///   - times: what comes beside turnout and travel.
  ///   - services: what to count, in this order.
  ///   - crossingRights: who may cross borders under agreements; `nil` where agreements are never required.
  ///   - settings: of each cell, where the cells are a part of all there are; `nil` to find them out among these.
  ///   - uncounted: ids of stations and units that there are beside these; an edit of one changes nothing.
  ///   - ground: how much is known of the units around each cell; `nil` for everything.
  ///   - waters: how water parts the land; `nil` where all ways are straight.
  ///   - duty: who is on duty by hours that edits give stations.
  package init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormSelection, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), services: [Service] = Service.allCases,
    crossingRights: (any CrossingAgreements)? = nil, settings: [AreaSetting]? = nil,
    uncounted: Set<RecordID> = [],
    ground: JudgedGround? = nil,
    waters: CoverageWaters? = nil, duty: ScenarioDuty? = nil
  ) {
    self.duty = duty
    self.waters = waters
    self.crossingRights = crossingRights
    self.services = services
    self.travel = travel
    self.times = times
    normSelection = norms
    roster = UnitRoster(
      units.filter(\.isReady), uncounted: uncounted.union(units.lazy.filter { !$0.isReady }.map { RecordID($0.id) }))
    let cellBlocks = CellBlocks(cells)
    self.cellBlocks = cellBlocks
    cellPlaces =
      waters.map { waters in
        ParallelLoop.map(cellBlocks.points.count, grain: 4096, threads: 2) { range, places in
          for point in cellBlocks.points[range] { places.append(waters.ways.place(point.place)) }
        }
      } ?? []
    self.norms = CellNorms(
      cells: cells, norms: norms, services: services, settings: settings, ground: ground)
    areas = ReportAreas(cellBlocks)
  }

  /// Evaluates the baseline and scenarios; each scenario starts from the baseline.
  ///
  /// - Parameters:
  ///   - scenarios: what if.
  ///   - areBordersOpen: whether units cross borders where no edit says otherwise.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs `crossingRights`.
  ///   - moment: for edits that hold in a part of the week; such edits have no effect at all other times.
  /// - Returns: the baseline first.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func evaluate(
    _ scenarios: [Scenario] = [], areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    at moment: LocalMoment
  ) throws -> [CoverageReport.ScenarioResult] {
    try knowingRoads {
      let baseline = try baseline(areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements, at: moment)
      return try [baseline.result] + scenarios.map { try baseline.evaluate($0) }
    }
  }

  /// Evaluates things as they are, to start scenarios from.
  ///
  /// - Parameters:
  ///   - areBordersOpen: whether units cross borders.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs `crossingRights`.
  ///   - moment: for edits that hold in a part of the week; such edits have no effect at all other times.
  /// - Returns: the evaluated state before any edit.
  /// - Throws: what look-ups of the agreements throw.
  package func baseline(
    areBordersOpen: Bool = true, requiresAgreements: Bool = false, at moment: LocalMoment
  ) throws -> CoverageBaseline {
    try CoverageBaseline(
      self, state: state(areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements), moment: moment)
  }

  /// Things as they are, before any edit.
  func state(areBordersOpen: Bool, requiresAgreements: Bool) -> ScenarioState {
    ScenarioState(
      roster: roster, countries: Set(cellBlocks.countries), times: times, areBordersOpen: areBordersOpen,
      requiresAgreements: requiresAgreements, crossingRights: crossingRights,
      waters: waters?.scenario, duty: duty, newNeeds: { [normSelection] in normSelection.needs(ofNew: $0, $1) })
  }

  /// Goes by road from now on, or no longer.
  mutating func takeRoads(_ roads: RoadStore?) { self.roads = roads }

  /// The same people and norms at another moment.
  ///
  /// - Parameters:
  ///   - units: those that are ready then count.
  ///   - crossingRights: who may cross borders under agreements then.
  ///   - waters: the ways over water then.
  ///   - duty: who is on duty then by hours that edits give stations.
  /// - Returns: the model; times along roads are kept.
  package func supposing(
    units: [CoverageUnit], crossingRights: (any CrossingAgreements)?, waters: CoverageWaters?, duty: ScenarioDuty?
  ) -> CoverageModel {
    var model = self
    model.roster = UnitRoster(
      units.filter(\.isReady),
      uncounted: roster.uncounted.union(units.lazy.filter { !$0.isReady }.map { RecordID($0.id) }))
    model.crossingRights = crossingRights
    model.waters = waters
    model.duty = duty
    return model
  }

  /// Counts one service from scratch, without what only further questions need.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - scenario: what if; `nil` for things as they are.
  ///   - areBordersOpen: whether units cross borders where no edit says otherwise.
  ///   - requiresAgreements: whether they do so only where an agreement lets them.
  ///   - moment: for edits that hold in a part of the week.
  /// - Returns: everything first, then countries, then regions, by code.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func areas(
    of service: Service, in scenario: Scenario?, areBordersOpen: Bool, requiresAgreements: Bool,
    at moment: LocalMoment
  ) throws -> [CoverageReport.AreaResult] {
    try knowingRoads {
      var state = state(areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements)
      if let scenario { _ = try state.apply(scenario, at: moment) }
      let evaluation = try evaluation(
        of: service, in: state, rights: state.rights(to: cells), keepsArrivals: false)
      return ServiceTotals(evaluation.outcomes, areas: areas, limit: evaluation.inputs.goals.latest).results(
        areas, weighsCalls: !evaluation.inputs.hazards.demand.isEmpty, facts: areas.facts(of: service, by: norms))
    }
  }

  // MARK: From scratch

  /// Evaluates a state as if nothing were known of any other.
  func evaluation(
    of service: Service, in state: ScenarioState, rights: CrossingPermissions?, keepsArrivals: Bool,
    since baseline: [BlockOutcomes]? = nil
  ) throws(MutualAidError) -> ServiceEvaluation {
    ServiceEvaluation(
      inputs(
        of: service, in: state, lenders: lenders(in: state), hazards: try hazardEffects(in: state), rights: rights,
        ways: ways(in: state)),
      service: service, areas: areas.blocks,
      keepsArrivals: keepsArrivals, since: baseline, threads: threads)
  }

  /// What the arrivals of each service's units in a state are worked out from.
  func arrivalInputs(in state: ScenarioState, rights: CrossingPermissions?) throws(MutualAidError)
    -> [ArrivalInputs]
  {
    let lenders = lenders(in: state)
    let hazards = try hazardEffects(in: state)
    let ways = ways(in: state)
    return ParallelLoop.map(services.count, grain: 1, threads: threads) { range, results in
      for service in services[range] {
        results.append(
          inputs(of: service, in: state, lenders: lenders, hazards: hazards, rights: rights, ways: ways))
      }
    }
  }

  private func inputs(
    of service: Service, in state: ScenarioState, lenders: [CountryCode: UInt16], hazards: HazardEffects,
    rights: CrossingPermissions?, ways: CoverageWays?
  ) -> ArrivalInputs {
    let positions = state.positions.filter { !state.gone.contains($0) && state.unit($0).service == service }
    let groups = UnitGroups(positions, in: state, lenders: lenders)
    let none = UnitGroups([], in: state, lenders: lenders)
    func water(_ ways: CoverageWays?) -> ArrivalInputs.Water? {
      ways.map { ways in
        ArrivalInputs.Water(
          ways: ways, cells: cellPlaces, base: GroupWays(groups, in: state, ways),
          extra: GroupWays(none, in: state, ways))
      }
    }
    let hasOtherCrossings = roads != nil && state.waters?.hasChanged == true
    return ArrivalInputs(
      state, cellBlocks: cellBlocks, hazards: hazards, service: service,
      goals: ServiceGoals(norms, service: service, cellBlocks: cellBlocks, times: state.times),
      travel: travel, roads: roads, base: groups, finder: PointFinder(groups.groups.map(\.point)),
      extra: none, lenders: lenders, rights: rights,
      water: water(ways), usualWater: hasOtherCrossings ? water(waters?.ways) : nil)
  }

  /// The ways in a state; `nil` where all are straight.
  func ways(in state: ScenarioState) -> CoverageWays? {
    guard let waters, let changes = state.waters else { return nil }
    // Where travel is faster than usual, longer ways matter.
    let longest =
      state.times.travelSlowness.least < times.travelSlowness.least
      ? CoverageWaters.longestWay(normSelection.norms, travel: travel, slowness: state.times.travelSlowness)
      : waters.ways.longest
    return waters.ways(supposing: changes, within: max(longest, waters.ways.longest))
  }

  /// What the hazards of a state do to the cells, by slot.
  ///
  /// - Throws: `MutualAidError` where hazards that overlap multiply demand beyond the limit.
  func hazardEffects(in state: ScenarioState) throws(MutualAidError) -> HazardEffects {
    try HazardEffects(state.hazards, at: cellBlocks.points.lazy.map(\.place))
  }

  /// Positions of the countries of cells, then of other countries that have units.
  func lenders(in state: ScenarioState) -> [CountryCode: UInt16] {
    var lenders = Dictionary(uniqueKeysWithValues: cellBlocks.countries.enumerated().map { ($1, UInt16($0)) })
    let others = roster.countries.sorted() + state.added.map(\.country)
    for country in others where lenders[country] == nil { lenders[country] = UInt16(lenders.count) }
    return lenders
  }
}
