internal import Agreements
package import DirectoryModel
internal import Geodesy
package import Matching
internal import Primitives

/// Counts who is reached within the norm, as things are and in scenarios.
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
  /// Seconds from the alarm within which a first arrival is looked for.
  package static let horizon = 3600.0

  let services: [Service]
  let book: NormSelection
  let travel: any TravelTime
  let times: CoverageTimes
  let law: (any AgreementLaw)?
  let roster: UnitRoster
  let field: CellBlocks
  let norms: CellNorms
  let sums: AreaSums
  /// 1 to do one thing after the other; else the work is shared by all processors.
  var threads = 2

  var units: [CoverageUnit] { roster.units }
  var cells: [DemandCell] { field.cells }

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - units: those that are ready count.
  ///   - cells: the people.
  ///   - norms: the norms of the day.
  ///   - travel: the travel-time model.
  ///   - times: what comes beside turnout and travel.
  ///   - services: what to count, in this order.
  ///   - law: the agreements; `nil` where nobody asks for them.
  ///   - settings: of each cell, where the cells are a part of all there are; `nil` to find them out among these.
  ///   - unweighed: ids of stations and units that there are beside these; an edit of one changes nothing.
  ///   - judges: whether a service is judged in a country and region at all, and not only where a norm holds; `nil` for
  ///     everywhere.
  package init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormSelection, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), services: [Service] = Service.allCases,
    law: (any AgreementLaw)? = nil, settings: [AreaSetting]? = nil,
    unweighed: Set<UnitID> = [],
    judges: ((Service, _ country: CountryCode, _ region: RegionCode?) -> Bool)? = nil
  ) {
    self.law = law
    self.services = services
    self.travel = travel
    self.times = times
    book = norms
    roster = UnitRoster(
      units.filter(\.isReady), unweighed: unweighed.union(units.lazy.filter { !$0.isReady }.map(\.id)))
    field = CellBlocks(cells)
    self.norms = CellNorms(
      cells: cells, norms: norms, services: services, settings: settings, judges: judges)
    sums = AreaSums(field)
  }

  /// Evaluates the baseline and scenarios; each scenario starts from the baseline.
  ///
  /// - Parameters:
  ///   - scenarios: what if.
  ///   - areBordersOpen: whether units cross borders where no edit says otherwise.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs a law.
  ///   - moment: for edits that hold in a part of the week; such edits lie dormant at all other times.
  /// - Returns: the baseline first.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func evaluate(
    _ scenarios: [Scenario] = [], areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    at moment: LocalMoment
  ) throws -> [CoverageReport.ScenarioResult] {
    let baseline = try baseline(areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements, at: moment)
    return try [baseline.result] + scenarios.map { try baseline.evaluate($0) }
  }

  /// Evaluates things as they are, to start scenarios from.
  ///
  /// - Parameters:
  ///   - areBordersOpen: whether units cross borders.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs a law.
  ///   - moment: for edits that hold in a part of the week; such edits lie dormant at all other times.
  /// - Throws: what the law throws.
  package func baseline(
    areBordersOpen: Bool = true, requiresAgreements: Bool = false, at moment: LocalMoment
  ) throws -> CoverageBaseline {
    try CoverageBaseline(
      self,
      state: ScenarioState(
        roster: roster, field: field, times: times, areBordersOpen: areBordersOpen,
        requiresAgreements: requiresAgreements, law: law), moment: moment)
  }

  // MARK: From scratch

  /// Evaluates a state as if nothing were known of any other.
  func evaluation(
    of service: Service, in state: ScenarioState, rights: CrossingPermissions?, keepsArrivals: Bool,
    since baseline: [BlockOutcomes]? = nil
  ) -> ServiceEvaluation {
    ServiceEvaluation(
      ground(of: service, in: state, lenders: lenders(in: state), rights: rights), service: service, areas: sums.blocks,
      keepsArrivals: keepsArrivals, since: baseline, threads: threads)
  }

  /// What says in a state when units of each service arrive.
  func grounds(in state: ScenarioState, rights: CrossingPermissions?) -> [ArrivalInputs] {
    let lenders = lenders(in: state)
    return ParallelLoop.map(services.count, grain: 1, threads: threads) { range, results in
      for service in services[range] {
        results.append(ground(of: service, in: state, lenders: lenders, rights: rights))
      }
    }
  }

  private func ground(
    of service: Service, in state: ScenarioState, lenders: [CountryCode: UInt16], rights: CrossingPermissions?
  ) -> ArrivalInputs {
    let positions = state.positions.filter { !state.gone.contains($0) && state.unit($0).service == service }
    let groups = UnitGroups(positions, in: state, lenders: lenders)
    return ArrivalInputs(
      state, service: service, goals: ServiceGoals(norms, service: service, field: field, times: state.times),
      travel: travel, base: groups, finder: PointFinder(groups.groups.map(\.point)),
      extra: UnitGroups([], in: state, lenders: lenders), lenders: lenders, rights: rights)
  }

  /// Positions of the countries of cells, then of others that have units.
  func lenders(in state: ScenarioState) -> [String: UInt16] {
    var lenders = Dictionary(uniqueKeysWithValues: field.countries.enumerated().map { ($1, UInt16($0)) })
    let others = roster.countries.sorted() + state.added.map(\.country)
    for country in others where lenders[country] == nil { lenders[country] = UInt16(lenders.count) }
    return lenders
  }
}
