internal import Testing

@testable internal import Siting

/// Units that are busy at times, several at one site, and sites that cost differently: against all choices there are.
@Suite struct BusyAndBudgetTests {
  /// People, each as likely as at least one of the units is free that reach them.
  private func expected(_ sites: [Int], busy: Double, in instance: CoveringInstance) -> Double {
    instance.people.indices.reduce(0) { sum, cell in
      let reaching = (sites + instance.existing).count { site in
        instance.coveredCells[instance.starts[site]..<instance.starts[site + 1]].contains(Int32(cell))
      }
      var allBusy = 1.0
      for _ in 0..<reaching { allBusy *= busy }
      return sum + instance.people[cell] * (1 - allBusy)
    }
  }

  /// Every multiset of so many out of the list.
  private func multisets(of list: ArraySlice<Int>, count: Int, most: Int) -> [[Int]] {
    guard let first = list.first else { return count == 0 ? [[]] : [] }
    return (0...min(count, most)).flatMap { times in
      multisets(of: list.dropFirst(), count: count - times, most: most).map {
        Array(repeating: first, count: times) + $0
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func sitesForBusyUnitsAreTheBestOfAllChoices(seed: UInt64) throws {
    let busy = [0, 0.3, 0.5, 0.7][Int(seed % 4)]
    let most = 1 + Int(seed % 3)
    let instance = try Instances.covering(
      cells: 50, sites: 8, existing: Int(seed % 2), reach: 15 + Double(seed % 9), shares: .expected(busy: busy),
      mostPerSite: most, seed: seed)
    let count = 2 + Int(seed % 3)
    let exact = try instance.exact(count: count)
    let greedy = try instance.greedy(count: count)
    let all = multisets(of: instance.candidates[...], count: count, most: most)
    let best = all.map { expected($0, busy: busy, in: instance) }.max() ?? 0
    let base = expected([], busy: busy, in: instance)
    #expect(abs(exact.value - best) < 1e-5)
    #expect(abs(expected(exact.sites, busy: busy, in: instance) - exact.value) < 1e-5)
    #expect(Dictionary(grouping: exact.sites) { $0 }.values.allSatisfy { $0.count <= most })
    #expect(greedy.value <= best + 1e-5 && greedy.upperBound >= best - 1e-5)
    #expect(greedy.value - base >= (1 - 1 / 2.718281828) * (best - base) - 1e-5)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func noChoiceWithinTheBudgetIsWorthMore(seed: UInt64) throws {
    let instance = try Instances.covering(
      cells: 60, sites: 10, existing: Int(seed % 3), reach: 14, shares: .backup(seed % 2 == 0 ? 0 : 0.25), costs: 1...9,
      seed: seed)
    let budget = Double(4 + seed % 15)
    let exact = try instance.exact(budget: budget)
    let greedy = try instance.greedy(budget: budget)
    var best = instance.value(of: instance.coverCounts(of: instance.existing))
    let base = best
    for chosen in 0..<(1 << instance.candidates.count) {
      let sites = instance.candidates.enumerated().filter { chosen >> $0.offset & 1 == 1 }.map(\.element)
      guard sites.reduce(0, { $0 + instance.cost(of: $1) }) <= budget else { continue }
      best = max(best, instance.value(of: instance.coverCounts(of: instance.existing + sites)))
    }
    #expect(abs(exact.value - best) < 1e-6 && exact.gap < 1e-9)
    #expect(exact.cost <= budget && greedy.cost <= budget)
    #expect(greedy.value <= best + 1e-6 && greedy.upperBound >= best - 1e-6)
    #expect(greedy.value - base >= (1 - 1 / 2.718281828.squareRoot()) * (best - base) - 1e-6)
  }

  @Test func theSecondUnitOfASiteCountsForWhatTheFirstIsBusyWith() throws {
    // One village far away, one town: with units busy half of the time the town's second unit brings more than the village.
    let instance = try CoveringInstance(
      people: [100, 20], starts: [0, 1, 2], coveredCells: [0, 1], shares: .expected(busy: 0.5), mostPerSite: 2)
    let plan = try instance.greedy(count: 2)
    #expect(plan.sites == [0, 0] && plan.gains == [50, 25])
    #expect(try instance.exact(count: 2).sites == [0, 0])
  }

  @Test func whatCannotBeIsRefused() {
    #expect(throws: SitingError.self) { try CoverShares.expected(busy: 1) }
    #expect(throws: SitingError.self) { try CoverShares.expected(busy: -0.1) }
    #expect(throws: SitingError.self) {
      try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [0], costs: [0])
    }
    #expect(throws: SitingError.self) {
      try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [0], mostPerSite: 0)
    }
    #expect(throws: SitingError.self) {
      try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [0]).greedy(budget: .infinity)
    }
  }
}
