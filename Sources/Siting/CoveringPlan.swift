/// A choice of new sites, what it is worth, and what no choice can exceed.
package struct CoveringPlan: Hashable, Sendable {
  /// How the choice was found.
  package enum Method: String, Hashable, Sendable {
    /// One site after the other, each the best at its turn.
    case greedy
    /// Branch and bound.
    case exact
  }

  /// How it was found.
  package var method: Method
  /// The new sites, in the order in which they are best opened: each the one that adds most to those before it.
  ///
  /// Fewer than asked for where more would add nothing; a site that takes several units may be there more than once.
  package var sites: [Int]
  /// What each adds to ``value``, in the same order.
  package var gains: [Double]
  /// The people whom at least one site covers, existing ones included.
  package var covered: Double
  /// The people whom at least two sites cover.
  package var coveredTwice: Double
  /// What is maximised: people, each by what the sites that cover them count (``CoveringInstance/shares``).
  package var value: Double
  /// What the new sites cost.
  package var cost: Double
  /// No choice of as many sites, or within the same budget, is worth more.
  package var upperBound: Double
  /// Why the search ended.
  package var ending: SitingEnding

  /// How much better the best choice can be at most, as a share of the bound; 0 where the choice is the best.
  package var gap: Double { upperBound > value ? (upperBound - value) / upperBound : 0 }

  /// Adds up what a list of sites is worth, and orders it by what each adds.
  init(method: Method, sites: [Int], in instance: CoveringInstance, upperBound: Double?, ending: SitingEnding) {
    var counts = instance.coverCounts(of: instance.existing)
    var left = sites.sorted()
    self.method = method
    self.sites = []
    gains = []
    while !left.isEmpty {
      var best = 0
      var bestGain = -1.0
      for (place, site) in left.enumerated() {
        let gain = instance.gain(of: site, over: counts)
        if gain > bestGain { (best, bestGain) = (place, gain) }
      }
      // The solver may choose a site that adds nothing.
      if bestGain <= 0 { break }
      let site = left.remove(at: best)
      instance.cover(by: site, in: &counts)
      self.sites.append(site)
      gains.append(bestGain)
    }
    (covered, coveredTwice) = instance.reached(by: counts)
    value = instance.value(of: counts)
    cost = self.sites.reduce(0) { $0 + instance.cost(of: $1) }
    self.upperBound = max(upperBound ?? value, value)
    self.ending = ending
  }
}

/// Why a search ended.
package enum SitingEnding: String, Hashable, Sendable {
  /// It was done: the best was found, or with greedy choice the last site.
  case complete
  /// The time was up; the gap says how far from the best the answer can be.
  case timeLimit = "time-limit"
  /// It was cancelled; the answer is the best found so far.
  case cancelled
}
