internal import DirectoryModel
internal import Geodesy
internal import Matching

extension ResidualCoverage {
  /// Finds which steps a unit meets from a place.
  struct HelpFinder {
    let goals: [Goal]
    let slots: [Slot]
    let goalOf: [Service: [Int32]]
    let cells: [DemandCell]
    let cellPoints: [SurfacePoint]
    let finder: PointFinder
    let travel: any TravelTime
    let times: CoverageTimes
    let reach: Reach
    let longest: Double

    func help(of unit: CoverageUnit, at point: SurfacePoint) -> Help {
      guard let goalOf = goalOf[unit.service] else { return [] }
      // A norm that counts from the departure leaves turnout out, so that only travel limits the way.
      let radius = travel.reach(seconds: longest / times.slowness, mobility: unit.mobility)
      var runs: Help = []
      finder.forEach(within: radius, of: point) { cell, distance in
        let isForeign = cells[cell].country != unit.country
        guard goalOf[cell] >= 0, !isForeign || reach == .allCountries else { return }
        let goal = goals[Int(goalOf[cell])]
        let seconds =
          (isForeign ? times.requestDelay : 0) + (goal.countsTurnout ? unit.turnout : 0)
          + travel.seconds(distance: distance, mobility: unit.mobility) * times.slowness
        // Steps are in order of time, so what is in time for one is in time for those that follow.
        var first = goal.firstSlot
        while first < goal.endSlot, slots[Int(first)].seconds < seconds { first += 1 }
        if first < goal.endSlot { runs.append(first..<goal.endSlot) }
      }
      return runs.sorted { $0.lowerBound < $1.lowerBound }
    }
  }
}
