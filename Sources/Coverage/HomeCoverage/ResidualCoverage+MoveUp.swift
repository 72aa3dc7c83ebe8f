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
    let without = loss(of: unit).people
    var best: HomeCoverageLoss.MoveUp?
    var known: [Substitution.Kind: Substitution] = [:]
    for (way, other) in standIns(for: index, within: minutes * 60).prefix(max(0, candidates)) {
      let kind = Substitution.Kind(of: units[other])
      let substitution = known[kind] ?? self.substitution(of: index, by: units[other])
      known[kind] = substitution
      let limit = best?.peopleWith ?? without
      // What moving away costs is never below zero.
      guard substitution.people < limit else { continue }
      let people = substitution.people + loss(of: other, beside: substitution, below: limit - substitution.people)
      if people < limit {
        best = HomeCoverageLoss.MoveUp(
          unit: units[other].id, station: leaving.station, peopleWithout: without, peopleWith: people, travel: way)
      }
    }
    return best
  }

  /// Who may be weighed to stand in for a unit, the soonest there first, with the seconds of travel to its place.
  private func standIns(for index: Int, within seconds: Double) -> [(travel: Double, index: Int)] {
    let leaving = units[index]
    let needsCrew = asksForCrew(leaving.id)
    var near: [(travel: Double, index: Int)] = []
    let radius = travel.reach(
      seconds: seconds / times.slowness, service: leaving.service, mobility: leaving.mobility)
    unitFinder.forEach(within: radius, of: unitPoints[index]) { other, straight in
      guard peerGroups[other] == peerGroups[index], isReady[other],
        units[other].canStandIn(for: leaving, needsCrew: needsCrew)
      else { return }
      guard let leg = units[other].leg(to: leaving.place, by: ways, straight: straight) else { return }
      let way =
        travel.seconds(distance: leg.metres, service: leaving.service, mobility: leaving.mobility) * times.slowness
        + leg.wait
      if way <= seconds { near.append((way, other)) }
    }
    return near.sorted { one, other in
      one.travel != other.travel ? one.travel < other.travel : units[one.index].id < units[other.index].id
    }
  }

  /// Whether the norms of the people whom a unit reaches ask for people on board.
  package func asksForCrew(_ unit: UnitID) -> Bool {
    guard let index = indices[unit] else { return false }
    return runs(of: index).contains { run in
      let goal = goals[Int(goalOfSlot[Int(run.lowerBound)])]
      let kind = kinds[Int(goal.kind)]
      return run.contains { slot in
        let requirement = kind.steps[Int(slot - goal.firstSlot)].requirement
        return (0..<kind.measures.count).contains { kind.measures.isCrew($0) && requirement.most(of: $0) > 0 }
      }
    }
  }
}

extension CoverageUnit {
  /// Whether it may be weighed to stand in for one that leaves, as far as both say it themselves.
  package func canStandIn(for leaving: CoverageUnit, needsCrew: Bool) -> Bool {
    service == leaving.service && country == leaving.country && mobility == leaving.mobility
      && station != leaving.station && (!needsCrew || crew >= leaving.crew)
  }
}
