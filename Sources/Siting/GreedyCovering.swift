internal import HeapModule

/// A site with what it adds at most: the largest first, of equal ones the lowest number.
private struct CandidateGain: Comparable {
  /// What the site added at that step, and adds at most now.
  var gain: Double
  var site: Int
  /// When the gain was worked out: after that many new sites.
  var step: Int

  static func < (left: CandidateGain, right: CandidateGain) -> Bool {
    left.gain != right.gain ? left.gain < right.gain : left.site > right.site
  }

  static func == (left: CandidateGain, right: CandidateGain) -> Bool {
    left.gain == right.gain && left.site == right.site
  }
}

extension CoveringInstance {
  /// Chooses new sites one after the other, each the one that adds most; of equal ones, the lowest number.
  ///
  /// Fewer are chosen where more would add nothing.
  ///
  /// Covering is submodular, so what the chosen sites add is at least 1 − 1/e = 63.2 % of what the best choice adds
  /// (G. Nemhauser, L. Wolsey and M. Fisher, "An analysis of approximations for maximizing submodular set functions I",
  /// Mathematical Programming 14, 1978, 265–294, https://doi.org/10.1007/BF01588971). The instance itself gives a
  /// sharper bound: after any step, the best choice is worth no more than what is reached plus the largest gains still
  /// to be had, as many as there are sites to choose; ``CoveringPlan/upperBound`` is the least over the steps. What a
  /// site adds never grows, so most need not be asked again (M. Minoux, "Accelerated greedy algorithms for maximizing
  /// submodular set functions", Optimization Techniques, 1978, 234–243, https://doi.org/10.1007/BFb0006528); the answer
  /// is that of asking all.
  ///
  /// - Parameters:
  ///   - count: How many new sites.
  ///   - progress: Called after each site; `false` ends with the sites chosen so far.
  /// - Returns: The plan, its sites in the order in which they were chosen.
  /// - Throws: ``SitingError`` when there are fewer candidates.
  /// - Complexity: O(covered cells) for the first site; far less for each further one on real instances.
  package func greedy(
    count: Int, progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> CoveringPlan {
    try check(count: count)
    var counts = coverCounts(of: existing)
    let reachedAlready = reached(by: counts)
    var value = value(covered: reachedAlready.once, coveredTwice: reachedAlready.twice)
    var heap = Heap(candidates.map { CandidateGain(gain: gain(of: $0, over: counts), site: $0, step: 0) })
    var sites: [Int] = []
    var bound = Double.infinity
    var ending = SitingEnding.complete
    for step in 0...count {
      // The largest gains in order; the bound wants as many as there are sites to choose, the choice only the first.
      var largest: [CandidateGain] = []
      while largest.count < count, let entry = heap.popMax() {
        if entry.step == step {
          largest.append(entry)
        } else {
          heap.insert(.init(gain: gain(of: entry.site, over: counts), site: entry.site, step: step))
        }
      }
      bound = min(bound, value + largest.reduce(0) { $0 + $1.gain })
      guard step < count, let best = largest.first, best.gain > 0 else { break }
      for entry in largest.dropFirst() { heap.insert(entry) }
      sites.append(best.site)
      cover(by: best.site, in: &counts)
      value += best.gain
      if progress?(SitingProgress(best: value, bound: bound, steps: step + 1)) == false {
        ending = .cancelled
        break
      }
    }
    return CoveringPlan(method: .greedy, sites: sites, in: self, upperBound: bound, ending: ending)
  }
}

/// How far a search is.
package struct SitingProgress: Hashable, Sendable {
  /// The value of the best answer so far: people for covering, people times cost for a median; `nil` before there is one.
  package var best: Double?
  /// What no answer can be better than; `nil` before it is known.
  package var bound: Double?
  /// Sites chosen, or nodes of the search tree seen.
  package var steps: Int

  init(best: Double?, bound: Double?, steps: Int) {
    self.best = best
    self.bound = bound
    self.steps = steps
  }
}
