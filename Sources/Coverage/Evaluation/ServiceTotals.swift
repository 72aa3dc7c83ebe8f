/// What the pages of one service add up to; a scenario corrects what the baseline's do.
struct ServiceTotals: Sendable {
  /// For percentiles.
  let times: AreaTimes
  /// By area.
  let sums: [BlockOutcomes.Sums]
  /// Blocks with people outside the norm, the worst first.
  let worstBlocks: [Int]

  /// Adds up all pages.
  ///
  /// - Parameter limit: seconds beyond which there are no arrivals.
  init(_ pages: [BlockOutcomes], areas: AreaSums, limit: Double) {
    times = AreaTimes(pages, areas: areas, limit: limit)
    sums = ServiceTotals.sums(pages, areas)
    worstBlocks = ServiceTotals.inOrder(pages.indices.filter { pages[$0].worst >= 0 }, pages)
  }

  /// Corrects the sums of a baseline.
  ///
  /// - Parameter changed: blocks whose pages are others, in ascending order.
  init(
    _ pages: [BlockOutcomes], areas: AreaSums, limit: Double, changed: [Int], from baseline: ServiceTotals,
    _ before: [BlockOutcomes]
  ) {
    times =
      AreaTimes(pages, areas: areas, limit: limit, changed: changed, from: baseline.times, before)
      ?? AreaTimes(pages, areas: areas, limit: limit)
    // Parts of people, added up in another order, would be others in the last digit.
    if changed.contains(where: { !pages[$0].probability.isEmpty }) {
      sums = ServiceTotals.sums(pages, areas)
    } else {
      var sums = baseline.sums
      for block in changed {
        for (index, area) in areas.blocks[block].areas.enumerated() {
          sums[Int(area)] += pages[block].sums[index]
          sums[Int(area)] -= before[block].sums[index]
        }
      }
      self.sums = sums
    }
    var isChanged = SlotSet(count: pages.count)
    for block in changed { isChanged.insert(block) }
    let new = ServiceTotals.inOrder(changed.filter { pages[$0].worst >= 0 }, pages)
    var worstBlocks: [Int] = []
    worstBlocks.reserveCapacity(baseline.worstBlocks.count + new.count)
    var next = 0
    for block in baseline.worstBlocks where !isChanged.contains(block) {
      while next < new.count, (-pages[new[next]].worst, new[next]) < (-pages[block].worst, block) {
        worstBlocks.append(new[next])
        next += 1
      }
      worstBlocks.append(block)
    }
    self.worstBlocks = worstBlocks + new[next...]
  }

  private static func sums(_ pages: [BlockOutcomes], _ areas: AreaSums) -> [BlockOutcomes.Sums] {
    var sums = Array(repeating: BlockOutcomes.Sums(), count: areas.count)
    for (block, page) in pages.enumerated() {
      for (index, area) in areas.blocks[block].areas.enumerated() { sums[Int(area)] += page.sums[index] }
    }
    return sums
  }

  private static func inOrder(_ blocks: [Int], _ pages: [BlockOutcomes]) -> [Int] {
    blocks.sorted { (-pages[$0].worst, $0) < (-pages[$1].worst, $1) }
  }
}
