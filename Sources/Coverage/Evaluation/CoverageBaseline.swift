internal import Agreements
internal import DirectoryModel
internal import Matching
internal import Primitives

/// Things as they are, evaluated, to start scenarios from.
package struct CoverageBaseline: Sendable {
  /// What the baseline comes to.
  package let result: CoverageReport.ScenarioResult
  let model: CoverageModel
  let state: ScenarioState
  /// By service.
  let lanes: [ServiceEvaluation]
  /// By service: where to look when arrivals fall away.
  private let resting: [DependentCells]
  /// By service.
  private let standings: [ServiceTotals]
  private let rights: CrossingPermissions?
  private let moment: LocalMoment

  /// What is found out about one service once all its cells are evaluated.
  private struct Finish: Sendable {
    var resting: DependentCells
    var standing: ServiceTotals
    var worst: [Int]
  }

  init(_ model: CoverageModel, state: ScenarioState, moment: LocalMoment) throws {
    let rights = try state.rights()
    let grounds = model.grounds(in: state, rights: rights)
    let lanes = zip(model.services, grounds).map {
      ServiceEvaluation(
        $1, service: $0, areas: model.sums.blocks, keepsArrivals: true, since: nil, threads: model.threads)
    }
    let finishes = ParallelLoop.map(lanes.count, grain: 1, threads: model.threads) {
      (range, results: inout [Finish]) in
      for lane in lanes[range] {
        let standing = ServiceTotals(lane.pages, areas: model.sums, limit: lane.ground.goals.limit)
        results.append(
          Finish(resting: DependentCells(lane), standing: standing, worst: model.sums.worst(lane.pages, standing)))
      }
    }
    self.model = model
    self.state = state
    self.rights = rights
    self.moment = moment
    self.lanes = lanes
    resting = finishes.map(\.resting)
    standings = finishes.map(\.standing)
    let backing = BackupCount(lanes: lanes, areas: model.sums, threads: model.threads)
    result = CoverageReport.ScenarioResult(
      name: "baseline", edits: [], dormant: [],
      services: lanes.indices.map { index in
        let outcomes = CoverageReport.CellOutcomes(pages: lanes[index].pages, slots: model.field.slots)
        var areas = model.sums.results(finishes[index].standing)
        for area in areas.indices { areas[area].backed = backing.people[index][area] }
        return CoverageReport.ServiceResult(
          service: lanes[index].service, outcomes: outcomes, baseline: outcomes, areas: areas,
          worst: finishes[index].worst)
      })
  }

  /// Evaluates a scenario.
  ///
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func evaluate(_ scenario: Scenario) throws -> CoverageReport.ScenarioResult {
    var after = state
    var dormant: [Int] = []
    for (index, edit) in scenario.edits.enumerated() {
      guard edit.holds(at: moment) else {
        dormant.append(index)
        continue
      }
      try after.apply(edit, number: index + 1, file: scenario.file)
    }
    let pages = try pages(in: after)
    return CoverageReport.ScenarioResult(
      name: scenario.name, file: scenario.file, text: scenario.text, edits: scenario.edits.map(\.summary),
      dormant: dormant,
      services: ParallelLoop.map(lanes.count, grain: 1, threads: model.threads) { range, results in
        results += range.map { result(of: $0, pages[$0]) }
      })
  }

  private func result(of index: Int, _ after: ServiceBlocks) -> CoverageReport.ServiceResult {
    let lane = lanes[index]
    let standing = ServiceTotals(
      after.pages, areas: model.sums, limit: after.limit, changed: after.changed, from: standings[index], lane.pages)
    return CoverageReport.ServiceResult(
      service: lane.service, outcomes: .init(pages: after.pages, slots: model.field.slots),
      baseline: .init(pages: lane.pages, slots: model.field.slots),
      areas: model.sums.results(standing), worst: model.sums.worst(after.pages, standing))
  }

  /// What happens to one service in another state.
  struct ServiceBlocks: Sendable {
    var pages: [BlockOutcomes]
    /// Blocks with another page than in the baseline, in ascending order.
    var changed: [Int]
    /// Seconds beyond which there are no arrivals.
    var limit: Double
  }

  /// What happens in another state, by service.
  func pages(in after: ScenarioState) throws -> [ServiceBlocks] {
    let rights = try rights(in: after)
    guard after.times.slowness == state.times.slowness else {
      return zip(lanes, model.grounds(in: after, rights: rights)).map { lane, ground in
        let evaluation = ServiceEvaluation(
          ground, service: lane.service, areas: model.sums.blocks, keepsArrivals: false, since: lane.pages,
          threads: model.threads)
        return ServiceBlocks(
          pages: evaluation.pages, changed: Array(evaluation.pages.indices), limit: ground.goals.limit)
      }
    }
    let overlays = overlays(in: after, rights: rights)
    // All services at once, so that no processor waits for another at the end of each.
    let grain = 2
    let turns = overlays.indices.flatMap { lane in
      stride(from: 0, to: overlays[lane].blocks.count, by: grain).map { (lane: lane, start: $0) }
    }
    let written = ParallelLoop.map(turns.count, grain: 1, threads: model.threads) {
      (range, results: inout [[BlockOutcomes]]) in
      for turn in turns[range] {
        let overlay = overlays[turn.lane]
        var search = ArrivalSearch(overlay.ground, keepsSpare: false)
        results.append(
          overlay.blocks[turn.start..<min(turn.start + grain, overlay.blocks.count)].map {
            overlay.page($0, &search, areas: model.sums.blocks[$0])
          })
      }
    }
    var results = zip(lanes, overlays).map {
      ServiceBlocks(pages: $0.pages, changed: [], limit: $1.ground.goals.limit)
    }
    for (turn, pages) in zip(turns, written) {
      for (block, page) in zip(overlays[turn.lane].blocks[turn.start...], pages)
      where page !== lanes[turn.lane].pages[block] {
        results[turn.lane].pages[block] = page
        results[turn.lane].changed.append(block)
      }
    }
    return results
  }

  // MARK: What is other

  /// Who may cross borders in another state; agreements are asked again only where the answer can be another.
  private func rights(in after: ScenarioState) throws -> CrossingPermissions? {
    let isSame =
      after.requiresAgreements == state.requiresAgreements && after.agreementChanges.isEmpty && after.changed.isEmpty
      && after.added.isEmpty
    return isSame ? rights : try after.rights()
  }

  /// Whether rights of units that have stayed what they were are others than in the baseline.
  private func isOther(_ rights: CrossingPermissions?, in after: ScenarioState) -> Bool {
    guard let rights, let before = self.rights else { return (rights == nil) != (self.rights == nil) }
    guard rights.areas == before.areas, rights.areaCount == before.areaCount, rights.allowed == before.allowed else {
      return true
    }
    return before.lenders.indices.contains {
      after.changed[$0] == nil && (!rights.lenders.indices.contains($0) || rights.lenders[$0] != before.lenders[$0])
    }
  }

  private func overlays(in after: ScenarioState, rights: CrossingPermissions?) -> [ServiceReevaluation] {
    let rightsChange = isOther(rights, in: after)
    let touched = after.touched
    let others = touched.filter { !after.gone.contains($0) }
    let lenders = model.lenders(in: after)
    return ParallelLoop.map(lanes.count, grain: 1, threads: model.threads) {
      (range, results: inout [ServiceReevaluation]) in
      for index in range {
        let (lane, before) = (lanes[index], lanes[index].ground)
        let goals =
          after.times == state.times
          ? before.goals : ServiceGoals(model.norms, service: lane.service, field: model.field, times: after.times)
        let new = others.filter { after.unit($0).service == lane.service }
        let ground = ArrivalInputs(
          after, service: lane.service, goals: goals, travel: model.travel, base: before.base, finder: before.finder,
          extra: UnitGroups(new, in: after, lenders: lenders), touched: touched, lenders: lenders, rights: rights)
        results.append(ServiceReevaluation(ground, from: lane, resting: resting[index], rightsChange: rightsChange))
      }
    }
  }
}
