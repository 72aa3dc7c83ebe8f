internal import Agreements
internal import DirectoryModel
internal import Matching
internal import Primitives

/// Coverage as things are, from which scenarios are evaluated.
package struct CoverageBaseline: Sendable {
  /// The baseline as the report shows it.
  package let result: CoverageReport.ScenarioResult
  let model: CoverageModel
  let state: ScenarioState
  /// By service.
  let evaluations: [ServiceEvaluation]
  /// By service: the cells to look at again when arrivals fall away.
  private let dependents: [DependentCells]
  /// By service.
  private let totals: [ServiceTotals]
  /// By service and area.
  private let facts: [[AreaFacts]]
  private let rights: CrossingPermissions?
  private let moment: LocalMoment

  /// What is worked out for one service once all its cells are evaluated.
  private struct ServiceSummary: Sendable {
    var dependents: DependentCells
    var totals: ServiceTotals
    var worst: [Int]
  }

  init(_ model: CoverageModel, state: ScenarioState, moment: LocalMoment) throws {
    let rights = try state.rights(to: model.cells)
    let inputs = try model.arrivalInputs(in: state, rights: rights)
    let evaluations = zip(model.services, inputs).map {
      ServiceEvaluation(
        $1, service: $0, areas: model.areas.blocks, keepsArrivals: true, since: nil, threads: model.threads)
    }
    let summaries = ParallelLoop.map(evaluations.count, grain: 1, threads: model.threads) {
      (range, results: inout [ServiceSummary]) in
      for evaluation in evaluations[range] {
        let totals = ServiceTotals(evaluation.outcomes, areas: model.areas, limit: evaluation.inputs.goals.latest)
        results.append(
          ServiceSummary(
            dependents: DependentCells(evaluation), totals: totals,
            worst: totals.worstCells(evaluation.outcomes, model.cellBlocks)))
      }
    }
    self.model = model
    self.state = state
    self.rights = rights
    self.moment = moment
    self.evaluations = evaluations
    dependents = summaries.map(\.dependents)
    totals = summaries.map(\.totals)
    let facts = model.services.map { model.areas.facts(of: $0, by: model.norms) }
    self.facts = facts
    let backup = BackupCount(evaluations: evaluations, areas: model.areas, threads: model.threads)
    result = CoverageReport.ScenarioResult(
      name: "baseline", edits: [], dormant: [],
      services: evaluations.indices.map { index in
        let outcomes = CoverageReport.CellOutcomes(
          blocks: evaluations[index].outcomes, slots: model.cellBlocks.slots)
        let weighsCalls = !evaluations[index].inputs.hazards.demand.isEmpty
        var areas = summaries[index].totals.results(model.areas, weighsCalls: weighsCalls, facts: facts[index])
        for area in areas.indices { areas[area].backed = backup.people[index][area] }
        return CoverageReport.ServiceResult(
          service: evaluations[index].service, outcomes: outcomes, baseline: outcomes, areas: areas,
          worst: summaries[index].worst)
      })
  }

  /// Evaluates a scenario.
  ///
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func evaluate(_ scenario: Scenario) throws -> CoverageReport.ScenarioResult {
    var after = state
    let dormant = try after.apply(scenario, at: moment)
    let outcomes = try outcomes(in: after)
    return CoverageReport.ScenarioResult(
      name: scenario.name, file: scenario.file, text: scenario.text, edits: scenario.edits.map(\.summary),
      dormant: dormant, crossings: after.waters?.changes ?? [],
      services: ParallelLoop.map(evaluations.count, grain: 1, threads: model.threads) { range, results in
        results += range.map { result(of: $0, outcomes[$0]) }
      })
  }

  /// What the baseline would be by the travel-time model alone, compared with what it is by road.
  ///
  /// - Throws: `MutualAidError` where hazards of the baseline cannot be.
  func withoutRoads() throws -> CoverageReport.ScenarioResult {
    var modelled = model
    modelled.takeRoads(nil)
    let outcomes = zip(evaluations, try modelled.arrivalInputs(in: state, rights: rights)).map { evaluation, inputs in
      ServiceOutcomes(
        outcomes: ServiceEvaluation(
          inputs, service: evaluation.service, areas: model.areas.blocks, keepsArrivals: false,
          since: evaluation.outcomes, threads: model.threads
        ).outcomes, changed: Array(evaluation.outcomes.indices), limit: inputs.goals.latest,
        weighsCalls: !inputs.hazards.demand.isEmpty)
    }
    return CoverageReport.ScenarioResult(
      name: model.travel.name, edits: ["travel times of \(model.travel.name) in place of roads"], dormant: [],
      services: evaluations.indices.map { result(of: $0, outcomes[$0]) })
  }

  private func result(of index: Int, _ after: ServiceOutcomes) -> CoverageReport.ServiceResult {
    let evaluation = evaluations[index]
    let totals = ServiceTotals(
      after.outcomes, areas: model.areas, limit: after.limit, changed: after.changed, from: totals[index],
      evaluation.outcomes)
    return CoverageReport.ServiceResult(
      service: evaluation.service, outcomes: .init(blocks: after.outcomes, slots: model.cellBlocks.slots),
      baseline: .init(blocks: evaluation.outcomes, slots: model.cellBlocks.slots),
      areas: totals.results(model.areas, weighsCalls: after.weighsCalls, facts: facts[index]),
      worst: totals.worstCells(after.outcomes, model.cellBlocks))
  }

  /// The outcomes of one service in another state.
  struct ServiceOutcomes: Sendable {
    /// By block.
    var outcomes: [BlockOutcomes]
    /// Blocks with other outcomes than in the baseline, in ascending order.
    var changed: [Int]
    /// Seconds beyond which there are no arrivals.
    var limit: Double
    /// Whether calls are others than people's.
    var weighsCalls: Bool
  }

  /// The outcomes in another state, by service.
  func outcomes(in after: ScenarioState) throws -> [ServiceOutcomes] {
    let rights = try rights(in: after)
    // Where a crossing is opened, somebody may come sooner anywhere; a router's times change by what the model's do.
    let areWaysComparable =
      after.waters == state.waters || model.roads == nil && after.waters?.opened == state.waters?.opened
    guard after.times.slowness == state.times.slowness, areWaysComparable else {
      return zip(evaluations, try model.arrivalInputs(in: after, rights: rights)).map { evaluation, inputs in
        let evaluation = ServiceEvaluation(
          inputs, service: evaluation.service, areas: model.areas.blocks, keepsArrivals: false,
          since: evaluation.outcomes,
          threads: model.threads)
        return ServiceOutcomes(
          outcomes: evaluation.outcomes, changed: Array(evaluation.outcomes.indices), limit: inputs.goals.latest,
          weighsCalls: !inputs.hazards.demand.isEmpty)
      }
    }
    let reevaluations = try reevaluations(in: after, rights: rights)
    // All services at once, so that no processor waits for another at the end of each.
    let grain = 2
    let batches = reevaluations.indices.flatMap { evaluation in
      stride(from: 0, to: reevaluations[evaluation].blocks.count, by: grain).map { (evaluation: evaluation, start: $0) }
    }
    let written = ParallelLoop.map(batches.count, grain: 1, threads: model.threads) {
      (range, results: inout [[BlockOutcomes]]) in
      for batch in batches[range] {
        let reevaluation = reevaluations[batch.evaluation]
        var search = ArrivalSearch(reevaluation.inputs, keepsSpare: false)
        results.append(
          reevaluation.blocks[batch.start..<min(batch.start + grain, reevaluation.blocks.count)].map {
            reevaluation.outcomes(of: $0, &search, areas: model.areas.blocks[$0])
          })
      }
    }
    var results = zip(evaluations, reevaluations).map {
      ServiceOutcomes(
        outcomes: $0.outcomes, changed: [], limit: $1.inputs.goals.latest,
        weighsCalls: !$1.inputs.hazards.demand.isEmpty)
    }
    for (batch, outcomes) in zip(batches, written) {
      for (block, outcome) in zip(reevaluations[batch.evaluation].blocks[batch.start...], outcomes)
      where outcome !== evaluations[batch.evaluation].outcomes[block] {
        results[batch.evaluation].outcomes[block] = outcome
        results[batch.evaluation].changed.append(block)
      }
    }
    return results
  }

  // MARK: What differs from the baseline

  /// Who may cross borders in another state; agreements are looked up again only where the answer can differ.
  private func rights(in after: ScenarioState) throws -> CrossingPermissions? {
    let isSame =
      after.requiresAgreements == state.requiresAgreements && after.agreementChanges.isEmpty && after.changed.isEmpty
      && after.added.isEmpty
    return isSame ? rights : try after.rights(to: model.cells)
  }

  /// Whether rights of units that no edit has changed differ from the baseline.
  private func differs(_ rights: CrossingPermissions?, in after: ScenarioState) -> Bool {
    guard let rights, let before = self.rights else { return (rights == nil) != (self.rights == nil) }
    guard rights.areas == before.areas, rights.areaCount == before.areaCount, rights.allowed == before.allowed else {
      return true
    }
    return before.lenders.indices.contains {
      after.changed[$0] == nil && (!rights.lenders.indices.contains($0) || rights.lenders[$0] != before.lenders[$0])
    }
  }

  private func reevaluations(in after: ScenarioState, rights: CrossingPermissions?) throws -> [ServiceReevaluation] {
    let rightsChange = differs(rights, in: after)
    let touched = after.touched
    let present = touched.filter { !after.gone.contains($0) }
    let lenders = model.lenders(in: after)
    let hazards = try model.hazardEffects(in: after)
    let ways = after.waters == state.waters ? nil : model.ways(in: after)
    return ParallelLoop.map(evaluations.count, grain: 1, threads: model.threads) {
      (range, results: inout [ServiceReevaluation]) in
      for index in range {
        let evaluation = evaluations[index]
        let before = evaluation.inputs
        let goals =
          after.times == state.times
          ? before.goals
          : ServiceGoals(model.norms, service: evaluation.service, cellBlocks: model.cellBlocks, times: after.times)
        let new = present.filter { after.unit($0).service == evaluation.service }
        let extra = UnitGroups(new, in: after, lenders: lenders)
        let inputs = ArrivalInputs(
          after, cellBlocks: model.cellBlocks, hazards: hazards, service: evaluation.service, goals: goals,
          travel: model.travel, roads: model.roads, base: before.base, finder: before.finder,
          extra: extra, touched: touched, lenders: lenders, rights: rights,
          water: before.water.map { water in
            ArrivalInputs.Water(
              ways: ways ?? water.ways, cells: water.cells,
              base: ways.map { GroupWays(before.base, in: state, $0) } ?? water.base,
              extra: GroupWays(extra, in: after, ways ?? water.ways))
          })
        results.append(
          ServiceReevaluation(
            inputs, from: evaluation, dependents: dependents[index], rightsChange: rightsChange,
            waysChange: ways != nil))
      }
    }
  }
}
