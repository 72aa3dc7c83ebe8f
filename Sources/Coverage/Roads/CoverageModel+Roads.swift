package import DirectoryModel
package import Geodesy
internal import Matching

extension CoverageModel {
  /// The same model by road: with the times from all places of units, in the baseline and in scenarios, to the cells.
  ///
  /// - Parameters:
  ///   - collector: asks the router, and keeps what it says.
  ///   - scenarios: what will be evaluated; one that moves no station, and slows or leaves travel as it is, asks for
  ///     nothing beyond what the baseline does.
  ///   - moment: for edits that hold in a part of the week.
  ///   - progress: called as answers come.
  /// - Returns: the model.
  /// - Throws: `MutualAidError` for an edit that cannot be made, and as the collector throws.
  package func byRoad(
    _ collector: RoadCollector, _ scenarios: [Scenario], at moment: LocalMoment,
    progress: (RoadCollector.Progress) -> Void
  ) throws -> CoverageModel {
    var budgets: [RoadPlace: Double] = [:]
    let baseline = ScenarioState(
      roster: roster, countries: Set(cellBlocks.countries), times: times, areBordersOpen: true,
      crossingRights: crossingRights)
    try add(baseline, baseline.positions, to: &budgets)
    for scenario in scenarios {
      var state = baseline
      _ = try state.apply(scenario, at: moment)
      let isFaster = state.times.slowness < times.slowness
      try add(
        state, isFaster ? Array(state.positions) : state.touched.filter { !state.gone.contains($0) }, to: &budgets)
    }
    return try byRoad(collector, budgets, progress: progress)
  }

  /// The same model with the times from more places: those of sites, and of units that may stand elsewhere.
  ///
  /// It is the model itself where it does not go by road.
  ///
  /// - Parameters:
  ///   - places: the places, with the services whose norms matter.
  ///   - progress: called as answers come.
  /// - Returns: the model.
  /// - Throws: as the collector throws.
  package func withRoads(
    from places: [(place: Coordinate, service: Service)], progress: (RoadCollector.Progress) -> Void
  ) throws -> CoverageModel {
    guard let collector else { return self }
    var budgets: [RoadPlace: Double] = [:]
    for (place, service) in places {
      // Sites count for what norms ask, not for who is there first.
      let longest = self.longest(service) / times.slowness
      budgets[RoadPlace(place)] = max(budgets[RoadPlace(place)] ?? 0, longest)
    }
    return try byRoad(collector, budgets, progress: progress)
  }

  private func byRoad(
    _ collector: RoadCollector, _ budgets: [RoadPlace: Double], progress: (RoadCollector.Progress) -> Void
  ) throws -> CoverageModel {
    var table = try roads ?? collector.table(for: cellBlocks)
    var model = self
    // Two of the tables at once would take twice the memory.
    model.takeRoads(nil, collector, asked: 0)
    let asked = try collector.complete(&table, budgets, cellBlocks, progress: progress)
    model.takeRoads(table, collector, asked: asked)
    return model
  }

  /// Adds the places of some units, with the time within which they may be the first anywhere.
  ///
  /// - Throws: `MutualAidError` where travel is so much faster than usual that ways count which are longer than is kept.
  private func add(
    _ state: ScenarioState, _ positions: some Sequence<Int>, to budgets: inout [RoadPlace: Double]
  ) throws(MutualAidError) {
    guard services.allSatisfy({ budget($0, state) <= Double(RoadSegment.Time.longest) / 10 }) else {
      throw MutualAidError(
        .scenarioInvalid, "travel that takes \(state.times.slowness) times as long as usual cannot be counted by road",
        hint: "Leave out --routing, or take a greater weather factor.")
    }
    for position in positions {
      let unit = state.unit(position)
      guard unit.mobility == .road, services.contains(unit.service) else { continue }
      let place = RoadPlace(unit.place)
      budgets[place] = max(budgets[place] ?? 0, budget(unit.service, state))
    }
  }

  /// Seconds of travel, as things usually are, within which a unit of a service may be the first anywhere.
  private func budget(_ service: Service, _ state: ScenarioState) -> Double {
    max(CoverageTimes.horizon, longest(service)) / state.times.slowness
  }

  /// Seconds within which any norm of a service counts a unit.
  private func longest(_ service: Service) -> Double {
    Double(normSelection.norms.lazy.filter { $0.service == service }.flatMap(\.thresholds).map(\.seconds).max() ?? 0)
  }

  /// What the router said, and could not say; `nil` where the model does not go by road.
  package var roadSummary: RoadSummary? {
    guard let roads else { return nil }
    var summary = roads.summary(of: cells, slots: cellBlocks.order)
    summary.pairsAsked = pairsAsked
    summary.archive = collector?.archiveName
    return summary
  }
}

extension RoadTable {
  /// A lower bound of travel by road, and a model's other ways of travelling.
  func leastTravel(_ model: any TravelTime) -> LeastTravel {
    LeastTravel(greatestSpeed: greatestSpeed, name: router.engine, model: model)
  }
}
