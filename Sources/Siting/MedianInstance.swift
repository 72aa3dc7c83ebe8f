/// How far everyone is from everywhere: cells with people, sites, and what the way from each site to each cell costs.
///
/// Every cell is served from its nearest site, and the sum of people times cost is to be least: the p-median problem
/// (S. L. Hakimi, "Optimum locations of switching centers and the absolute centers and medians of a graph", Operations
/// Research 12, 1964, 450–459, https://doi.org/10.1287/opre.12.3.450). Cost is whatever the caller measures: seconds, or
/// metres.
package struct MedianInstance: Sendable {
  /// The people of each cell, not negative.
  package let people: [Double]
  /// The number of sites, existing ones included.
  package let siteCount: Int
  /// The cost from site `s` to cell `c` at `c * siteCount + s`; not negative and finite.
  package let costs: [Float]
  /// The sites that stand already, ascending.
  package let existing: [Int]

  /// Checks the numbers and makes an instance.
  ///
  /// - Throws: ``SitingError`` naming the first number that does not fit.
  package init(people: [Double], siteCount: Int, costs: [Float], existing: [Int] = []) throws(SitingError) {
    if let cell = people.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SitingError(
        .invalidInstance, "cell \(cell) has \(people[cell]) people", hint: "give a number that is not negative")
    }
    guard siteCount > 0, people.count.multipliedReportingOverflow(by: siteCount) == (costs.count, false) else {
      throw SitingError(
        .invalidInstance, "\(costs.count) costs for \(people.count) cells and \(siteCount) sites",
        hint: "give one for each cell and site, cell by cell")
    }
    if let place = costs.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SitingError(
        .invalidInstance, "the cost from site \(place % siteCount) to cell \(place / siteCount) is \(costs[place])",
        hint: "give a number that is not negative; a large one where there is no way")
    }
    try CoveringInstance.check(existing: existing, siteCount: siteCount)
    self.people = people
    self.siteCount = siteCount
    self.costs = costs
    self.existing = existing
  }

  /// The candidates: every site that does not stand already.
  package var candidates: [Int] {
    let existingSites = Set(existing)
    return (0..<siteCount).filter { !existingSites.contains($0) }
  }

  func check(count: Int) throws(SitingError) {
    try CoveringInstance.check(count: count, candidates: siteCount - existing.count)
    guard count + existing.count > 0 else {
      throw SitingError(.wrongCount, "no site at all", hint: "ask for at least one new site")
    }
  }

  /// What the nearest of the sites costs each cell; infinite where there is none.
  func nearest(of sites: [Int]) -> [Float] {
    people.indices.map { cell in
      sites.reduce(Float.infinity) { min($0, costs[cell * siteCount + $1]) }
    }
  }

  func total(_ nearest: [Float]) -> Double {
    // A cell without people costs nothing, even where no site reaches it yet.
    zip(people, nearest).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.0 * Double($1.1) }
  }
}

/// A choice of new sites, what all ways cost together, and what no choice can fall below.
package struct MedianPlan: Hashable, Sendable {
  /// How it was found.
  package var method: CoveringPlan.Method
  /// The new sites, ascending.
  package var sites: [Int]
  /// The sum of people times the cost from the nearest site, existing ones included.
  package var totalCost: Double
  /// The cost per person; 0 where there are no people.
  package var meanCost: Double
  /// No choice of as many sites costs less; 0 where nothing is known.
  package var lowerBound: Double
  /// Why the search ended.
  package var ending: SitingEnding

  /// How much better the best choice can be at most, as a share of the total; 0 where the choice is the best.
  package var gap: Double { totalCost > lowerBound ? (totalCost - lowerBound) / totalCost : 0 }

  init(method: CoveringPlan.Method, sites: [Int], in instance: MedianInstance, lowerBound: Double, ending: SitingEnding)
  {
    self.method = method
    self.sites = sites.sorted()
    totalCost = instance.total(instance.nearest(of: instance.existing + sites))
    let people = instance.people.reduce(0, +)
    meanCost = people > 0 ? totalCost / people : 0
    self.lowerBound = min(lowerBound, totalCost)
    self.ending = ending
  }
}
