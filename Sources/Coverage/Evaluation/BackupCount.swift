internal import Primitives

/// The people who are within the norm even when any one unit is lost.
struct BackupCount: Sendable {
  /// By service and area.
  let people: [[Int]]

  init(evaluations: [ServiceEvaluation], areas: ReportAreas, threads: Int) {
    people = evaluations.map { evaluation in
      let byBlock = ParallelLoop.map(evaluation.outcomes.count, grain: ServiceEvaluation.grain, threads: threads) {
        (range, results: inout [[Int]]) in
        var check = LossCheck(evaluation)
        for block in range { results.append(BackupCount.people(of: block, evaluation, areas.blocks[block], &check)) }
      }
      var sums = Array(repeating: 0, count: areas.count)
      for (block, people) in byBlock.enumerated() {
        for (area, count) in zip(areas.blocks[block].areas, people) { sums[Int(area)] += count }
      }
      return sums
    }
  }

  private static func people(
    of block: Int, _ evaluation: ServiceEvaluation, _ areas: BlockAreas, _ check: inout LossCheck
  ) -> [Int] {
    var sums = Array(repeating: 0, count: areas.areas.count)
    let outcome = evaluation.outcomes[block]
    for (index, cell) in outcome.cells.enumerated() where cell.cover == .within && outcome.people[index] > 0 {
      guard check.isBacked(block, index) else { continue }
      areas.forEachArea(of: index) { sums[$0] += outcome.people[index] }
    }
    return sums
  }
}

/// Finds out whether a cell stays within the norm when units are lost.
struct LossCheck {
  private let evaluation: ServiceEvaluation
  private var search: ArrivalSearch

  init(_ evaluation: ServiceEvaluation) {
    self.evaluation = evaluation
    search = ArrivalSearch(evaluation.inputs, keepsSpare: false)
  }

  /// Whether a cell within the norm stays so whichever unit is lost.
  mutating func isBacked(_ block: Int, _ index: Int) -> Bool {
    for arrival in evaluation.arrivals[block].usedArrivals(at: index) {
      let inputs = evaluation.inputs
      let mostCrew = inputs.base.mostCrew[Int(arrival.group)]
      let isMet = isMet(block, index) { group in
        var strength = inputs.strength(group)
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
    let inputs = evaluation.inputs
    return isMet(block, index) { isLost($0) ? .none : inputs.strength($0) }
  }

  private mutating func isMet(_ block: Int, _ index: Int, _ strength: (Int32) -> UnitGroups.Strength) -> Bool {
    let known = evaluation.arrivals[block]
    let inputs = evaluation.inputs
    let slot = inputs.cellBlocks.range(of: block).lowerBound + index
    let number = Int(inputs.goals.indices[slot])
    let goal = inputs.goals.goals[number]
    let measures = inputs.goals.measures[number]
    let steps = inputs.goals.steps[goal.first..<goal.first + goal.count]
    let counts = { (group: Int32) -> Counts in
      let strength = strength(group)
      return measures.counts(units: strength.units, crew: strength.crew, needs: inputs.group(group).needs)
    }
    if LossCheck.isMet(steps, known.arrivals(at: index), counts) { return true }
    guard known.cutoffs[index] < goal.end else { return false }
    search.begin(run: slot / CellBlocks.runSize)
    _ = search.search(slot, findsAll: true)
    return LossCheck.isMet(steps, search.found[...], counts)
  }

  private static func isMet(
    _ steps: ArraySlice<CoverageGoal.Step>, _ arrivals: ArraySlice<Arrival>, _ counts: (Int32) -> Counts
  ) -> Bool {
    var sum = Counts.zero
    var next = arrivals.startIndex
    for step in steps {
      while !step.requirement.isMet(by: sum) {
        guard next < arrivals.endIndex, arrivals[next].time <= step.seconds else { return false }
        sum += counts(arrivals[next].group)
        next += 1
      }
    }
    return true
  }
}
