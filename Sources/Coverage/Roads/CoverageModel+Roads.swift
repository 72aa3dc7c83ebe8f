package import DirectoryModel
package import Geodesy
internal import Matching

extension CoverageModel {
  /// The same model by road: with the times from all places of units, in the baseline and in scenarios, to the cells.
  ///
  /// - Parameters:
  ///   - collector: asks the router, and keeps what it says.
  ///   - scenarios: what will be evaluated; one that moves no station, and slows or leaves travel as it is, asks for
  ///     nothing beyond what the baseline does, unless it leaves people without anybody who comes within `surely`.
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
      crossingRights: crossingRights, waters: waters?.scenario)
    try add(baseline, baseline.positions, to: &budgets)
    for scenario in scenarios {
      var state = baseline
      _ = try state.apply(scenario, at: moment)
      let isFaster = services.contains { state.times.travelSlowness.of($0) < times.travelSlowness.of($0) }
      try add(
        state, isFaster ? Array(state.positions) : state.touched.filter { !state.gone.contains($0) }, to: &budgets)
    }
    let store = try RoadStore(collector, for: cellBlocks)
    try store.complete(budgets, cellBlocks, progress: progress)
    var model = self
    model.takeRoads(store)
    return model
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
    guard let roads else { return self }
    var budgets: [RoadPlace: Double] = [:]
    for (place, service) in places {
      // Sites count for what norms ask, not for who is there first.
      let longest = self.longest(service) / times.travelSlowness.of(service)
      budgets[RoadPlace(place)] = max(budgets[RoadPlace(place)] ?? 0, longest)
    }
    try roads.complete(budgets, cellBlocks, progress: progress)
    return self
  }

  /// Makes a result again and again, as long as ways turn up in it that have not been asked about.
  ///
  /// - Throws: what `body` throws, and `MutualAidError` when the router fails.
  func knowingRoads<Result>(_ body: () throws -> Result) throws -> Result {
    while true {
      let result = try body()
      guard let roads, try roads.askForMissing() else { return result }
    }
  }

  /// Adds the places of some units, with the time within which they matter anywhere.
  ///
  /// - Throws: `MutualAidError` where travel is so much faster than usual that ways count which are longer than is kept.
  private func add(
    _ state: ScenarioState, _ positions: some Sequence<Int>, to budgets: inout [RoadPlace: Double]
  ) throws(MutualAidError) {
    for service in services {
      let slowness = state.times.travelSlowness.of(service)
      guard max(CoverageTimes.horizon, longest(service)) / slowness > Double(RoadSegment.Time.longest) / 10 else {
        continue
      }
      throw MutualAidError(
        .scenarioInvalid, "travel that takes \(slowness) times as long as usual cannot be counted by road",
        hint: "Leave out --routing, or take a greater weather factor.")
    }
    for position in positions {
      let unit = state.unit(position)
      guard unit.mobility == .road, services.contains(unit.service) else { continue }
      let place = RoadPlace(unit.place)
      budgets[place] = max(budgets[place] ?? 0, budget(unit.service, state))
    }
  }

  /// Seconds of travel within which every way is asked about, whatever norms ask: as a rule somebody is there by then, and again
  /// somebody else where a station is closed.
  package static let surely = 1200.0

  /// Seconds of travel, as things usually are, within which any unit of a service matters.
  private func budget(_ service: Service, _ state: ScenarioState) -> Double {
    max(CoverageModel.surely, longest(service)) / state.times.travelSlowness.of(service)
  }

  /// Seconds within which any norm of a service counts a unit.
  private func longest(_ service: Service) -> Double {
    Double(normSelection.norms.lazy.filter { $0.service == service }.flatMap(\.thresholds).map(\.seconds).max() ?? 0)
  }

  /// What the router said, as counts look it up by cell; `nil` where the model does not go by road.
  var cellRoads: CellTravel.Roads? { roads.map { CellTravel.Roads(table: $0.table, slots: cellBlocks.slots) } }

  /// What the router said, and could not say; `nil` where the model does not go by road.
  package var roadSummary: RoadSummary? { roads?.summary(of: cells, slots: cellBlocks.order) }
}

extension RoadTable {
  /// A lower bound of travel by road, and a model's other ways of travelling.
  func leastTravel(_ model: any TravelTime) -> LeastTravel {
    LeastTravel(greatestSpeed: greatestSpeed, name: router.engine, model: model)
  }
}
