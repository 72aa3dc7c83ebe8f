internal import HeapModule

/// A site with what it adds at most, for each of what it costs: the largest first, of equal ones the lowest number.
private struct CandidateGain: Comparable {
  /// What the site added at that step, and adds at most now.
  var gain: Double
  var cost: Double
  var site: Int
  /// When the gain was worked out: after that many new sites.
  var step: Int

  var ratio: Double { gain / cost }

  static func < (left: CandidateGain, right: CandidateGain) -> Bool {
    left.ratio != right.ratio ? left.ratio < right.ratio : left.site > right.site
  }

  static func == (left: CandidateGain, right: CandidateGain) -> Bool {
    left.ratio == right.ratio && left.site == right.site
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
    return greedy(budget: Double(count), cost: { _ in 1 }, progress: progress)
  }

  /// Chooses new sites one after the other within a budget, each the one that adds most for what it costs.
  ///
  /// Where a single site that the budget pays for adds more than all of these, that one is chosen, and the rest of the budget goes on
  /// from there: what is chosen adds at least 1 − 1/√e = 39.3 % of what the best choice adds (S. Khuller, A. Moss and J. Naor,
  /// "The budgeted maximum coverage problem", Information Processing Letters 70, 1999, 39–45,
  /// https://doi.org/10.1016/S0020-0190(99)00031-9). The bound of the instance itself is as in ``greedy(count:progress:)``, with
  /// the largest gains for their costs that fill the budget, the last one in part.
  ///
  /// - Parameters:
  ///   - budget: What the sites may cost together.
  ///   - progress: Called after each site; `false` ends with the sites chosen so far.
  /// - Returns: The plan, its sites in the order in which each adds most.
  /// - Throws: ``SitingError`` for a budget that is no number, or below 0.
  package func greedy(
    budget: Double, progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> CoveringPlan {
    guard budget >= 0, budget.isFinite else {
      throw SitingError(.wrongCount, "a budget of \(budget)", hint: "give a number that is not negative")
    }
    let plan = greedy(budget: budget, cost: cost(of:), progress: progress)
    let none = coverCounts(of: existing)
    let single = candidates.filter { cost(of: $0) <= budget }.map { (gain: gain(of: $0, over: none), site: $0) }
      .max { ($0.gain, -$0.site) < ($1.gain, -$1.site) }
    guard plan.ending == .complete, let single, single.gain > plan.gains.reduce(0, +) else { return plan }
    return greedy(budget: budget, first: single.site, cost: cost(of:), bound: plan.upperBound, progress: progress)
  }

  private func greedy(
    budget: Double, first: Int? = nil, cost: (Int) -> Double, bound known: Double = .infinity,
    progress: ((SitingProgress) -> Bool)?
  ) -> CoveringPlan {
    var counts = coverCounts(of: existing)
    var value = value(of: counts)
    var heap = Heap(
      candidates.filter { cost($0) <= budget }.map { site in
        CandidateGain(gain: gain(of: site, over: counts), cost: cost(site), site: site, step: 0)
      })
    var sites: [Int] = []
    var forced = first
    let leastCost = heap.unordered.map(\.cost).min() ?? .infinity
    var timesChosen: [Int: Int] = [:]
    var left = budget
    var bound = known
    var ending = SitingEnding.complete
    while true {
      // The largest gains in order: the bound wants as many as fill the budget, the choice only the first that is left money for.
      var largest: [CandidateGain] = []
      var filled = 0.0
      var most = value
      var choice: CandidateGain?
      var isChoosing = left >= leastCost
      while filled < budget || isChoosing, let entry = heap.popMax() {
        guard entry.step == sites.count else {
          heap.insert(
            CandidateGain(
              gain: gain(of: entry.site, over: counts), cost: entry.cost, site: entry.site, step: sites.count))
          continue
        }
        // A site that takes several units may be among the largest as often as it takes more.
        for _ in (timesChosen[entry.site] ?? 0)..<mostPerSite where filled < budget {
          let part = min(1, (budget - filled) / entry.cost)
          filled += entry.cost * part
          most += entry.gain * part
        }
        if isChoosing, forced.map({ $0 == entry.site }) ?? (entry.cost <= left) {
          choice = entry
          isChoosing = false
        } else {
          largest.append(entry)
        }
        // All that follow add nothing either.
        if entry.gain <= 0 { break }
      }
      bound = min(bound, most)
      guard let best = choice, best.gain > 0 else { break }
      for entry in largest { heap.insert(entry) }
      forced = nil
      sites.append(best.site)
      left -= best.cost
      cover(by: best.site, in: &counts)
      value += best.gain
      timesChosen[best.site, default: 0] += 1
      if timesChosen[best.site, default: 0] < mostPerSite { heap.insert(best) }
      if progress?(SitingProgress(best: value, bound: bound, steps: sites.count)) == false {
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
