internal import Testing

@testable internal import Siting

@Suite struct MedianTests {
  @Test(arguments: 0..<150) func exactEqualsExhaustiveSearch(seed: UInt64) throws {
    let instance = try Instances.median(cells: 40, sites: 10, existing: Int(seed % 3), seed: seed)
    let count = 1 + Int(seed % 4)
    let exact = try instance.exact(count: count)
    let greedy = try instance.greedy(count: count)
    let costs = Instances.choices(of: instance.candidates, count: count).map { sites in
      instance.people.indices.reduce(0.0) { sum, cell in
        let ways = (sites + instance.existing).map { instance.costs[cell * instance.siteCount + $0] }
        return sum + instance.people[cell] * Double(ways.min() ?? 0)
      }
    }
    let best = costs.min() ?? 0
    #expect(abs(exact.totalCost - best) <= 1e-9 * best)
    #expect(exact.sites.count == count && exact.gap == 0 && exact.ending == .complete)
    #expect(greedy.sites.count == count && greedy.totalCost >= best * (1 - 1e-9))
  }

  @Test func cancellingKeepsWhatWasFound() throws {
    let instance = try Instances.median(cells: 600, sites: 120, seed: 3)
    let exact = try instance.exact(count: 12) { _ in false }
    #expect(exact.ending == .cancelled && exact.sites.count == 12)
    #expect(exact.gap > 0)
  }

  @Test func theLowerBoundHoldsWhenTheTimeIsUp() throws {
    let instance = try Instances.median(cells: 500, sites: 100, seed: 3)
    let hasty = try instance.exact(count: 10, limits: SolverLimits(seconds: 0.3))
    let best = try instance.exact(count: 10)
    #expect(best.gap == 0)
    #expect(hasty.lowerBound <= best.totalCost * (1 + 1e-9) && hasty.totalCost >= best.totalCost * (1 - 1e-9))
  }

  @Test func wrongNumbersAreRefused() throws {
    #expect(throws: SitingError.self) { try MedianInstance(people: [1], siteCount: 2, costs: [1]) }
    #expect(throws: SitingError.self) { try MedianInstance(people: [1], siteCount: 1, costs: [-1]) }
    #expect(throws: SitingError.self) { try MedianInstance(people: [1], siteCount: 1, costs: [.infinity]) }
    #expect(throws: SitingError.self) { try MedianInstance(people: [.nan], siteCount: 1, costs: [1]) }
    let one = try MedianInstance(people: [1], siteCount: 1, costs: [1])
    #expect(throws: SitingError.self) { try one.exact(count: 0) }
    #expect(throws: SitingError.self) { try one.greedy(count: 2) }
  }
}
