/// What the outcomes of one service add up to; the totals of a scenario are those of the baseline, corrected.
struct ServiceTotals: Sendable {
  /// For percentiles.
  let times: AreaTimes
  /// By area.
  let sums: [BlockOutcomes.Sums]
  /// Blocks with people outside the norm, the worst first.
  let worstBlocks: [Int]

  /// Adds up the outcomes of all blocks.
  ///
  /// - Parameters:
  ///   - outcomes: what came out in each block.
  ///   - areas: the areas in which the cells of the blocks lie.
  ///   - limit: seconds beyond which there are no arrivals.
  init(_ outcomes: [BlockOutcomes], areas: ReportAreas, limit: Double) {
    times = AreaTimes(outcomes, areas: areas, limit: limit)
    sums = ServiceTotals.sums(outcomes, areas)
    worstBlocks = ServiceTotals.inOrder(outcomes.indices.filter { outcomes[$0].worst >= 0 }, outcomes)
  }

  /// Corrects the sums of a baseline.
  ///
  /// The blocks `changed`, in ascending order, have other outcomes than `before`. There are no arrivals beyond `limit`
  /// seconds.
  init(
    _ outcomes: [BlockOutcomes], areas: ReportAreas, limit: Double, changed: [Int], from baseline: ServiceTotals,
    _ before: [BlockOutcomes]
  ) {
    times =
      AreaTimes(outcomes, areas: areas, limit: limit, changed: changed, from: baseline.times, before)
      ?? AreaTimes(outcomes, areas: areas, limit: limit)
    // Sums of fractions depend in the last digit on the order in which they are added.
    if changed.contains(where: { !outcomes[$0].probability.isEmpty }) {
      sums = ServiceTotals.sums(outcomes, areas)
    } else {
      var sums = baseline.sums
      for block in changed {
        for (index, area) in areas.blocks[block].areas.enumerated() {
          sums[Int(area)] += outcomes[block].sums[index]
          sums[Int(area)] -= before[block].sums[index]
        }
      }
      self.sums = sums
    }
    var isChanged = SlotSet(count: outcomes.count)
    for block in changed { isChanged.insert(block) }
    let new = ServiceTotals.inOrder(changed.filter { outcomes[$0].worst >= 0 }, outcomes)
    var worstBlocks: [Int] = []
    worstBlocks.reserveCapacity(baseline.worstBlocks.count + new.count)
    var next = 0
    for block in baseline.worstBlocks where !isChanged.contains(block) {
      while next < new.count, (-outcomes[new[next]].worst, new[next]) < (-outcomes[block].worst, block) {
        worstBlocks.append(new[next])
        next += 1
      }
      worstBlocks.append(block)
    }
    self.worstBlocks = worstBlocks + new[next...]
  }

  private static func sums(_ outcomes: [BlockOutcomes], _ areas: ReportAreas) -> [BlockOutcomes.Sums] {
    var sums = Array(repeating: BlockOutcomes.Sums(), count: areas.count)
    for (block, outcomes) in outcomes.enumerated() {
      for (index, area) in areas.blocks[block].areas.enumerated() { sums[Int(area)] += outcomes.sums[index] }
    }
    return sums
  }

  private static func inOrder(_ blocks: [Int], _ outcomes: [BlockOutcomes]) -> [Int] {
    blocks.sorted { (-outcomes[$0].worst, $0) < (-outcomes[$1].worst, $1) }
  }
}

// MARK: For the report

extension ServiceTotals {
  /// The sums of all areas.
  ///
  /// `weighsCalls` says whether calls are others than people's, `facts` what is to be known of each area.
  func results(_ areas: ReportAreas, weighsCalls: Bool, facts: [AreaFacts]) -> [CoverageReport.AreaResult] {
    areas.areas.indices.map { index in
      let (area, sum, percentiles) = (areas.areas[index], sums[index], times.percentiles[index])
      return CoverageReport.AreaResult(
        code: area.code, country: area.country, cells: area.cells, people: sum.people, legal: sum.legal,
        other: sum.other, expected: sum.expected,
        calls: weighsCalls ? .init(judged: sum.calls, covered: sum.callsCovered) : nil, median: percentiles[0],
        percentile90: percentiles[1], percentile95: percentiles[2],
        reached: index <= areas.countryCount ? times.reached(index) : [], notJudged: facts[index].notJudged,
        norms: facts[index].norms.sorted(), marks: facts[index].marks)
    }
  }

  /// The cells with the latest first arrival among those outside the norm, the worst first, then by people.
  ///
  /// - Parameters:
  ///   - outcomes: those that were added up.
  ///   - cellBlocks: the cells of the blocks.
  ///   - count: how many cells at most.
  /// - Returns: positions of cells among the model's cells.
  func worstCells(_ outcomes: [BlockOutcomes], _ cellBlocks: CellBlocks, count: Int = 20) -> [Int] {
    var worst: [(first: Float, people: Int, cell: Int)] = []
    for block in worstBlocks {
      let outcomes = outcomes[block]
      // All blocks from here on are better than what has been found.
      if worst.count >= count, outcomes.worst < worst[count - 1].first { break }
      let start = cellBlocks.range(of: block).lowerBound
      for (index, cell) in outcomes.cells.enumerated() where cell.cover == .outside && outcomes.people[index] > 0 {
        let found = (cell.first, outcomes.people[index], Int(cellBlocks.order[start + index]))
        if worst.count >= count, ServiceTotals.key(worst[count - 1]) <= ServiceTotals.key(found) { continue }
        let position = worst.firstIndex { ServiceTotals.key($0) > ServiceTotals.key(found) } ?? worst.count
        worst.insert(found, at: position)
        if worst.count > count { worst.removeLast() }
      }
    }
    return worst.map(\.cell)
  }

  private static func key(_ cell: (first: Float, people: Int, cell: Int)) -> (Float, Int, Int) {
    (-cell.first, -cell.people, cell.cell)
  }
}
