extension CoveringInstance {
  /// Chooses the best new sites, or the best found in the time with the gap that is left.
  ///
  /// The integer program of Church and ReVelle (1974), with backup coverage that of Hogan and ReVelle (1986), for units that are
  /// busy at times that of Daskin (1983): one whole variable per candidate, and for each group of cells that the same candidates
  /// cover, one variable for every further site that counts. The greedy choice is where the search begins, so the answer is
  /// never worse.
  ///
  /// - Parameters:
  ///   - count: How many new sites.
  ///   - limits: Time and gap.
  ///   - progress: Called now and then; `false` ends the search with the best so far.
  /// - Returns: The plan, never worse than the greedy one, with a bound on what the best could be.
  /// - Throws: ``SitingError`` when there are fewer candidates, or the solver gives up.
  package func exact(
    count: Int, limits: SolverLimits = SolverLimits(), progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> CoveringPlan {
    try exact(
      from: greedy(count: count), budget: Double(count), cost: { _ in 1 }, limits: limits, progress: progress)
  }

  /// Chooses the new sites that are worth most of all that cost no more than a budget.
  ///
  /// - Parameters:
  ///   - budget: What they may cost together.
  ///   - limits: Time and gap.
  ///   - progress: Called now and then; `false` ends the search with the best so far.
  /// - Returns: The plan, never worse than the greedy one, with a bound on what the best could be.
  /// - Throws: ``SitingError`` for a budget that is no number, and when the solver gives up.
  package func exact(
    budget: Double, limits: SolverLimits = SolverLimits(), progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> CoveringPlan {
    try exact(from: greedy(budget: budget), budget: budget, cost: cost(of:), limits: limits, progress: progress)
  }

  private func exact(
    from greedy: CoveringPlan, budget: Double, cost: (Int) -> Double, limits: SolverLimits,
    progress: ((SitingProgress) -> Bool)?
  ) throws(SitingError) -> CoveringPlan {
    // The bound of the greedy choice may prove it the best already.
    if greedy.upperBound <= greedy.value {
      return CoveringPlan(
        method: .exact, sites: greedy.sites, in: self, upperBound: greedy.value, ending: .complete)
    }
    let existingCovers = coverCounts(of: existing)
    let base = value(of: existingCovers)
    let program = try CoveringProgram(self, existingCovers: existingCovers, budget: budget, cost: cost)
    let start = program.solution(choosing: greedy.sites)
    let outcome = try program.program.solve(limits: limits, start: start) { best, bound, nodes in
      progress?(
        SitingProgress(
          best: best.isFinite ? base - best : greedy.value, bound: min(greedy.upperBound, base - bound),
          steps: nodes)) ?? true
    }
    let sites = outcome.solution.map(program.sites(chosenIn:)) ?? greedy.sites
    var plan = CoveringPlan(method: .exact, sites: sites, in: self, upperBound: nil, ending: outcome.ending)
    if plan.value < greedy.value { plan.take(greedy) }
    let bound = min(greedy.upperBound, base - outcome.bound)
    plan.upperBound = outcome.ending == .complete && limits.gap == 0 ? plan.value : max(plan.value, bound)
    return plan
  }
}

extension CoveringPlan {
  fileprivate mutating func take(_ other: CoveringPlan) {
    (sites, gains, value, cost) = (other.sites, other.gains, other.value, other.cost)
    (covered, coveredTwice) = (other.covered, other.coveredTwice)
  }
}
