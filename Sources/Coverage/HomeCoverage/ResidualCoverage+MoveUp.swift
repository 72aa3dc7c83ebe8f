package import DirectoryModel
internal import Geodesy
internal import Matching
internal import Waterways

extension ResidualCoverage {
  /// The unit which, standing in at the place of one that leaves, leaves the fewest people outside the norm in total.
  ///
  /// Weighed are the nearest ready units of the same service, country and way of travelling that stand at other stations
  /// and have at least as many people on board where the norms there ask for crew. For each it is counted what its own area
  /// loses and what the place left gains, so the answer is exact over those weighed. Of equals the soonest there goes first, then the first id.
  ///
  /// - Parameters:
  ///   - unit: the unit that leaves.
  ///   - candidates: how many units to weigh at most.
  ///   - minutes: how long a unit may travel to the new place.
  /// - Returns: `nil` when no unit can stand in, or standing in helps no one.
  package func moveUp(
    for unit: UnitID, candidates: Int = ResidualCoverage.mostStandIns,
    within minutes: Double = ResidualCoverage.longestMoveUp
  ) -> HomeCoverageLoss.MoveUp? {
    guard let index = indices[unit], isReady[index] else { return nil }
    let leaving = units[index]
    var differences = Differences(slots: slots.count, goals: goals.count)
    let without = change(leaving: [index], arriving: nil, in: &differences)
    let needsCrew = asksForCrew(unit)
    var near: [(travel: Double, index: Int)] = []
    let radius = travel.reach(
      seconds: minutes * 60 / times.slowness, service: leaving.service, mobility: leaving.mobility)
    unitFinder.forEach(within: radius, of: unitPoints[index]) { other, straight in
      guard peerGroups[other] == peerGroups[index], isReady[other],
        units[other].canStandIn(for: leaving, needsCrew: needsCrew)
      else { return }
      guard let leg = units[other].leg(to: leaving.place, by: ways, straight: straight) else { return }
      let way =
        travel.seconds(distance: leg.metres, service: leaving.service, mobility: leaving.mobility) * times.slowness
        + leg.wait
      if way <= minutes * 60 { near.append((way, other)) }
    }
    near.sort { one, other in
      one.travel != other.travel ? one.travel < other.travel : units[one.index].id < units[other.index].id
    }
    var best: HomeCoverageLoss.MoveUp?
    var known: [Double: MetSteps] = [:]
    let steps = StepFinder(
      goals: goals, slots: slots, goalOf: goalOf, cells: cells, finder: finder, travel: travel, times: times,
      reach: reach, longest: longest, ways: ways, places: places)
    for (way, other) in near.prefix(max(0, candidates)) {
      var moved = units[other]
      moved.place = leaving.place
      moved.positionReach = leaving.positionReach
      let runs = known[moved.turnout] ?? steps.steps(metBy: moved, at: unitPoints[index])
      known[moved.turnout] = runs
      let people = change(leaving: [index, other], arriving: (moved, runs), in: &differences)
      if people < best?.peopleWith ?? without {
        best = HomeCoverageLoss.MoveUp(
          unit: moved.id, station: leaving.station, peopleWithout: without, peopleWith: people, travel: way)
      }
    }
    return best
  }

  /// Whether the norms of the people whom a unit reaches ask for people on board.
  package func asksForCrew(_ unit: UnitID) -> Bool {
    guard let index = indices[unit] else { return false }
    return runs(of: index).contains { run in run.contains { slots[Int($0)].neededCrew > 0 } }
  }
}

extension CoverageUnit {
  /// Whether it may be weighed to stand in for one that leaves, as far as both say it themselves.
  package func canStandIn(for leaving: CoverageUnit, needsCrew: Bool) -> Bool {
    service == leaving.service && country == leaving.country && mobility == leaving.mobility
      && station != leaving.station && (!needsCrew || crew >= leaving.crew)
  }
}
