extension MedianInstance {
  /// Chooses new sites one after the other, then exchanges a chosen one for another while that helps.
  ///
  /// The exchange is that of M. B. Teitz and P. Bart, "Heuristic methods for estimating the generalized vertex median of
  /// a weighted graph", Operations Research 16, 1968, 955–961, https://doi.org/10.1287/opre.16.5.955. It has no bound of
  /// its own: ``MedianPlan/lowerBound`` is 0.
  ///
  /// - Parameters:
  ///   - count: How many new sites.
  ///   - progress: Called after each step; `false` ends the search.
  /// - Returns: The plan, with exactly `count` new sites.
  /// - Throws: ``SitingError`` when there are fewer candidates, or no site at all.
  /// - Complexity: O(cells × candidates) per step.
  package func greedy(
    count: Int, progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> MedianPlan {
    try check(count: count)
    var sites: [Int] = []
    var free = candidates
    var steps = 0
    func goesOn() -> Bool {
      steps += 1
      let best = total(nearest(of: existing + sites))
      return progress?(SitingProgress(best: best, bound: nil, steps: steps)) ?? true
    }
    while sites.count < count {
      let now = nearest(of: existing + sites)
      guard let place = cheapest(of: free, beside: now)?.place else { break }
      sites.append(free.remove(at: place))
      if !goesOn() {
        // A median without all its sites would be no answer to the question: the rest is taken as it comes.
        sites += free.prefix(count - sites.count)
        return MedianPlan(method: .greedy, sites: sites, in: self, lowerBound: 0, ending: .cancelled)
      }
    }
    var place = 0
    var unchanged = 0
    while unchanged < sites.count {
      let others = sites.enumerated().filter { $0.offset != place }.map(\.element)
      let without = nearest(of: existing + others)
      let own = costs(of: sites[place], beside: without)
      if let best = cheapest(of: free, beside: without), best.total < own * (1 - 1e-12) {
        swap(&sites[place], &free[best.place])
        free.sort()
        unchanged = 0
        if !goesOn() {
          return MedianPlan(method: .greedy, sites: sites, in: self, lowerBound: 0, ending: .cancelled)
        }
      }
      unchanged += 1
      place = (place + 1) % sites.count
    }
    return MedianPlan(method: .greedy, sites: sites, in: self, lowerBound: 0, ending: .complete)
  }

  /// The total when one site joins those whose costs are given.
  private func costs(of site: Int, beside now: [Float]) -> Double {
    var sum = 0.0
    for cell in people.indices { sum += people[cell] * Double(min(now[cell], costs[cell * siteCount + site])) }
    return sum
  }

  /// The candidate with which the total is least; of equal ones, the first.
  private func cheapest(of candidates: [Int], beside now: [Float]) -> (place: Int, total: Double)? {
    var totals = [Double](repeating: 0, count: candidates.count)
    for cell in people.indices where people[cell] > 0 {
      let row = cell * siteCount
      for (place, site) in candidates.enumerated() {
        totals[place] += people[cell] * Double(min(now[cell], costs[row + site]))
      }
    }
    guard let place = totals.indices.min(by: { totals[$0] < totals[$1] }) else { return nil }
    return (place, totals[place])
  }
}
