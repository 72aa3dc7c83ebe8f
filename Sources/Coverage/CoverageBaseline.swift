internal import DirectoryModel
internal import Matching

/// Things as they are, evaluated, to start scenarios from.
public struct CoverageBaseline: Sendable {
  /// What the baseline comes to.
  public let result: CoverageReport.ScenarioResult
  let model: CoverageModel
  let state: ScenarioState
  /// By service.
  let lanes: [LaneEvaluation]
  private let times: [AreaTimes]
  private let rights: CrossingRights?
  private let moment: LocalMoment

  init(_ model: CoverageModel, state: ScenarioState, moment: LocalMoment) throws {
    let rights = try state.rights()
    let lanes = model.services.map {
      model.evaluation(of: $0, in: state, rights: rights, keepsArrivals: true)
    }
    let times = lanes.map {
      AreaTimes($0.pages, areas: model.sums, limit: $0.ground.goals.limit, threads: model.threads)
    }
    self.model = model
    self.state = state
    self.rights = rights
    self.moment = moment
    self.lanes = lanes
    self.times = times
    let backing = BackupCount(lanes: lanes, areas: model.sums, threads: model.threads)
    result = CoverageReport.ScenarioResult(
      name: "baseline", edits: [], dormant: [],
      services: lanes.indices.map { index in
        let outcomes = CoverageReport.CellOutcomes(pages: lanes[index].pages, slots: model.field.slots)
        var areas = model.sums.results(lanes[index].pages, times: times[index])
        for area in areas.indices { areas[area].backed = backing.people[index][area] }
        return CoverageReport.ServiceResult(
          service: lanes[index].service, outcomes: outcomes, baseline: outcomes, areas: areas,
          worst: model.sums.worst(lanes[index].pages))
      })
  }

  /// Evaluates a scenario.
  ///
  /// - Throws: `ScenarioError` for an edit that cannot be made.
  public func evaluate(_ scenario: Scenario) throws -> CoverageReport.ScenarioResult {
    var after = state
    var dormant: [Int] = []
    for (index, edit) in scenario.edits.enumerated() {
      if let window = edit.window, !window.contains(moment) {
        dormant.append(index)
      } else {
        try after.apply(edit, number: index + 1, file: scenario.file)
      }
    }
    let pages = try pages(in: after)
    return CoverageReport.ScenarioResult(
      name: scenario.name, file: scenario.file, text: scenario.text, edits: scenario.edits.map(\.summary),
      dormant: dormant,
      services: ParallelLoop.map(lanes.count, grain: 1, threads: model.threads) { range, results in
        results += range.map { result(of: $0, pages[$0].pages, limit: pages[$0].limit) }
      })
  }

  private func result(of index: Int, _ pages: [CoveragePage], limit: Double) -> CoverageReport.ServiceResult {
    let lane = lanes[index]
    let areaTimes =
      AreaTimes(
        pages, areas: model.sums, limit: limit, from: times[index], lane.pages, threads: model.threads)
      ?? AreaTimes(pages, areas: model.sums, limit: limit, threads: model.threads)
    return CoverageReport.ServiceResult(
      service: lane.service, outcomes: .init(pages: pages, slots: model.field.slots),
      baseline: .init(pages: lane.pages, slots: model.field.slots),
      areas: model.sums.results(pages, times: areaTimes), worst: model.sums.worst(pages))
  }

  /// What happens in another state, by service.
  func pages(in after: ScenarioState) throws -> [(pages: [CoveragePage], limit: Double)] {
    let rights = try rights(in: after)
    return lanes.map { lane in
      guard after.times.slowness == state.times.slowness else {
        let evaluation = model.evaluation(
          of: lane.service, in: after, rights: rights, keepsArrivals: false, since: lane.pages)
        return (evaluation.pages, evaluation.ground.goals.limit)
      }
      let ground = ground(of: lane, in: after, rights: rights)
      let overlay = LaneOverlay(ground, from: lane, rightsChange: isOther(rights, in: after))
      return (overlay.pages(areas: model.sums.blocks, threads: model.threads), ground.goals.limit)
    }
  }

  // MARK: What is other

  /// Who may cross borders in another state; agreements are asked again only where the answer can be another.
  private func rights(in after: ScenarioState) throws -> CrossingRights? {
    let isSame =
      after.requiresAgreements == state.requiresAgreements && after.agreementChanges.isEmpty && after.changed.isEmpty
      && after.added.isEmpty
    return isSame ? rights : try after.rights()
  }

  /// Whether rights of units that have stayed what they were are others than in the baseline.
  private func isOther(_ rights: CrossingRights?, in after: ScenarioState) -> Bool {
    guard let rights, let before = self.rights else { return (rights == nil) != (self.rights == nil) }
    guard rights.areas == before.areas, rights.areaCount == before.areaCount, rights.allowed == before.allowed else {
      return true
    }
    return before.lenders.indices.contains {
      after.changed[$0] == nil && (!rights.lenders.indices.contains($0) || rights.lenders[$0] != before.lenders[$0])
    }
  }

  private func ground(of lane: LaneEvaluation, in after: ScenarioState, rights: CrossingRights?) -> ArrivalGround {
    let before = lane.ground
    let lenders = model.lenders(in: after)
    let groups = before.base
    var touchedGroups: Set<Int32> = []
    var new: [Int] = []
    for position in after.touched {
      let group = position < groups.groupOf.count ? groups.groupOf[position] : -1
      if group >= 0 { touchedGroups.insert(group) }
      guard !after.gone.contains(position), after.unit(position).service == lane.service else { continue }
      new.append(position)
    }
    let goals =
      after.times == state.times
      ? before.goals : LaneGoals(model.norms, service: lane.service, field: model.field, times: after.times)
    return ArrivalGround(
      after, service: lane.service, goals: goals, travel: model.travel, base: groups, finder: before.finder,
      extra: UnitGroups(new.sorted(), in: after, lenders: lenders), touched: touchedGroups, lenders: lenders,
      rights: rights)
  }
}
