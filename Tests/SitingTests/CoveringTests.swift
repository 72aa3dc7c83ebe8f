internal import Testing

@testable internal import Siting

@Suite struct CoveringTests {
  /// The value of a choice, counted cell by cell.
  private func value(of sites: [Int], in instance: CoveringInstance) -> Double {
    var reaching = [Int](repeating: 0, count: instance.people.count)
    for site in sites + instance.existing {
      for cell in instance.coveredCells[instance.starts[site]..<instance.starts[site + 1]] { reaching[Int(cell)] += 1 }
    }
    return zip(instance.people, reaching).reduce(0) { sum, cell in
      sum + cell.0 * instance.shares.shares.prefix(cell.1).reduce(0, +)
    }
  }

  @Test(arguments: 0..<200) func exactEqualsExhaustiveSearch(seed: UInt64) throws {
    let share = [0, 0, 0.25, 0.5][Int(seed % 4)]
    let instance = try Instances.covering(
      cells: 60, sites: 11, existing: Int(seed % 3), reach: 12 + Double(seed % 7), shares: .backup(share), seed: seed)
    let count = 1 + Int(seed % 4)
    let exact = try instance.exact(count: count)
    let greedy = try instance.greedy(count: count)
    let best = Instances.choices(of: instance.candidates, count: count).map { value(of: $0, in: instance) }.max() ?? 0
    #expect(abs(exact.value - best) < 1e-6)
    #expect(abs(value(of: exact.sites, in: instance) - exact.value) < 1e-6)
    #expect(exact.ending == .complete && exact.gap == 0)
    #expect(greedy.value <= exact.value + 1e-6)
    #expect(greedy.upperBound >= best - 1e-6)
    let base = value(of: [], in: instance)
    #expect(greedy.value - base >= (1 - 1 / 2.718281828) * (best - base) - 1e-6)
  }

  /// Asks every candidate at every step.
  @Test(arguments: 0..<50) func lazyChoiceIsThatOfAskingAll(seed: UInt64) throws {
    let instance = try Instances.covering(
      cells: 400, sites: 60, existing: 4, reach: 9, shares: .backup(seed % 2 == 0 ? 0 : 0.3), seed: seed)
    var sites: [Int] = []
    for _ in 0..<12 {
      let gains = instance.candidates.filter { !sites.contains($0) }.map { site in
        (site, instance.gain(of: site, over: instance.coverCounts(of: instance.existing + sites)))
      }
      if let best = gains.max(by: { ($0.1, -$0.0) < ($1.1, -$1.0) }), best.1 > 0 { sites.append(best.0) }
    }
    let plan = try instance.greedy(count: 12)
    #expect(plan.sites == sites)
    #expect(zip(plan.gains, plan.gains.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test func greedyMayBeWorseThanTheBestAndSaysHowMuch() throws {
    // Three sites: the middle one covers most, the outer two cover everyone.
    let instance = try CoveringInstance(
      people: [10, 10, 10, 10, 10, 10], starts: [0, 4, 7, 10], coveredCells: [1, 2, 3, 4, 0, 1, 2, 3, 4, 5])
    let greedy = try instance.greedy(count: 2)
    let exact = try instance.exact(count: 2)
    #expect(greedy.sites == [0, 1] && greedy.covered == 50)
    #expect(exact.sites == [1, 2] && exact.covered == 60 && exact.gap == 0)
    #expect(greedy.gap >= 1.0 / 6 - 1e-9)
  }

  @Test func sitesThatAddNothingAreNotChosen() throws {
    let instance = try CoveringInstance(
      people: [5, 0], starts: [0, 1, 2, 3], coveredCells: [0, 0, 1], existing: [0])
    #expect(try instance.greedy(count: 2).sites.isEmpty)
    #expect(try instance.exact(count: 2).sites.isEmpty)
    #expect(try instance.exact(count: 2).covered == 5)
  }

  @Test func cancellingKeepsWhatWasFound() throws {
    let instance = try Instances.covering(cells: 3000, sites: 300, reach: 9, seed: 5)
    let greedy = try instance.greedy(count: 20) { $0.steps < 3 }
    #expect(greedy.sites.count == 3 && greedy.ending == .cancelled)
    let full = try instance.greedy(count: 20)
    let exact = try instance.exact(count: 20) { _ in false }
    #expect(exact.ending == .cancelled)
    #expect(exact.value >= full.value && exact.upperBound >= exact.value)
  }

  @Test func aTimeLimitLeavesTheGreedyChoiceAndAGap() throws {
    let instance = try Instances.covering(cells: 3000, sites: 300, reach: 9, seed: 5)
    let exact = try instance.exact(count: 20, limits: SolverLimits(seconds: 0.001))
    #expect(exact.ending == .timeLimit)
    #expect(exact.value >= (try instance.greedy(count: 20).value))
    #expect(exact.gap > 0 && exact.gap < 1)
  }

  @Test func wrongNumbersAreRefused() throws {
    #expect(throws: SitingError.self) { try CoveringInstance(people: [-1], starts: [0], coveredCells: []) }
    #expect(throws: SitingError.self) { try CoveringInstance(people: [1], starts: [], coveredCells: []) }
    #expect(throws: SitingError.self) { try CoveringInstance(people: [1], starts: [0, 2], coveredCells: [0]) }
    #expect(throws: SitingError.self) { try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [1]) }
    #expect(throws: SitingError.self) { try CoveringInstance(people: [1], starts: [0, 2], coveredCells: [0, 0]) }
    #expect(throws: SitingError.self) {
      try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [0], existing: [1])
    }
    #expect(throws: SitingError.self) {
      try CoverShares.backup(0.6)
    }
    let one = try CoveringInstance(people: [1], starts: [0, 1], coveredCells: [0])
    let error = #expect(throws: SitingError.self) { try one.greedy(count: 2) }
    #expect(error?.code == .wrongCount && error?.hint == "ask for 0 to 1")
  }
}
