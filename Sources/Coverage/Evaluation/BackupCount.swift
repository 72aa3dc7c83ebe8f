internal import Primitives

/// Counts people who are within the norm even when any one unit is lost.
struct BackupCount: Sendable {
  /// By service and area.
  let people: [[Int]]

  init(lanes: [ServiceEvaluation], areas: AreaSums, threads: Int) {
    people = lanes.map { lane in
      let byBlock = ParallelLoop.map(lane.pages.count, grain: ServiceEvaluation.grain, threads: threads) {
        (range, results: inout [[Int]]) in
        var loss = LossReview(lane)
        for block in range { results.append(BackupCount.people(of: block, lane, areas.blocks[block], &loss)) }
      }
      var sums = Array(repeating: 0, count: areas.count)
      for (block, people) in byBlock.enumerated() {
        for (area, count) in zip(areas.blocks[block].areas, people) { sums[Int(area)] += count }
      }
      return sums
    }
  }

  private static func people(
    of block: Int, _ lane: ServiceEvaluation, _ areas: BlockAreas, _ loss: inout LossReview
  ) -> [Int] {
    var sums = Array(repeating: 0, count: areas.areas.count)
    let page = lane.pages[block]
    for (index, cell) in page.cells.enumerated() where cell.cover == .within && page.people[index] > 0 {
      guard loss.isBacked(block, index) else { continue }
      areas.forEachArea(of: index) { sums[$0] += page.people[index] }
    }
    return sums
  }
}

/// Tells whether a cell stays within the norm when something is lost.
struct LossReview {
  private let lane: ServiceEvaluation
  private var search: ArrivalSearch

  init(_ lane: ServiceEvaluation) {
    self.lane = lane
    search = ArrivalSearch(lane.ground, keepsSpare: false)
  }

  /// Whether a cell within the norm stays so whichever unit is lost.
  mutating func isBacked(_ block: Int, _ index: Int) -> Bool {
    for arrival in lane.arrivals[block].usedArrivals(at: index) {
      let ground = lane.ground
      let mostCrew = ground.base.mostCrew[Int(arrival.group)]
      let isMet = isMet(block, index) { group in
        var strength = ground.strength(group)
        if group == arrival.group {
          strength.units -= 1
          strength.crew -= mostCrew
        }
        return strength
      }
      if !isMet { return false }
    }
    return true
  }

  /// Whether a cell within the norm stays so without all groups that are chosen.
  mutating func isMet(_ block: Int, _ index: Int, without isLost: (Int32) -> Bool) -> Bool {
    let ground = lane.ground
    return isMet(block, index) { isLost($0) ? .none : ground.strength($0) }
  }

  private mutating func isMet(_ block: Int, _ index: Int, _ strength: (Int32) -> UnitGroups.Strength) -> Bool {
    let known = lane.arrivals[block]
    let ground = lane.ground
    let slot = ground.field.range(of: block).lowerBound + index
    let goal = ground.goals.goals[Int(ground.goals.indices[slot])]
    let steps = ground.goals.steps[goal.first..<goal.first + goal.count]
    if LossReview.isMet(steps, known.arrivals(at: index), strength) { return true }
    guard known.cutoffs[index] < goal.end else { return false }
    search.begin(run: slot / CellBlocks.runSize)
    _ = search.search(slot, findsAll: true)
    return LossReview.isMet(steps, search.found[...], strength)
  }

  private static func isMet(
    _ steps: ArraySlice<CoverageGoal.Step>, _ arrivals: ArraySlice<Arrival>, _ strength: (Int32) -> UnitGroups.Strength
  ) -> Bool {
    var sum = UnitGroups.Strength.none
    var next = arrivals.startIndex
    for step in steps {
      while sum.units < step.units || sum.crew < step.crew {
        guard next < arrivals.endIndex, arrivals[next].time <= step.seconds else { return false }
        let more = strength(arrivals[next].group)
        sum.units += more.units
        sum.crew += more.crew
        next += 1
      }
    }
    return true
  }
}
