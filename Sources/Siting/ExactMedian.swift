extension MedianInstance {
  /// Chooses the best new sites, or the best found in the time with the gap that is left.
  ///
  /// The program is solved with each cell looking only a little farther than it must, and again with those that looked
  /// too short, until none did; every round gives a lower bound and an answer.
  ///
  /// - Parameters:
  ///   - count: How many new sites.
  ///   - limits: Time and gap.
  ///   - progress: Called now and then; `false` ends the search with the best so far.
  /// - Returns: The plan, never worse than the greedy one, with a bound on what the best could be.
  /// - Throws: ``SitingError`` when there are fewer candidates, or the solver gives up.
  package func exact(
    count: Int, limits: SolverLimits = SolverLimits(), progress: ((SitingProgress) -> Bool)? = nil
  ) throws(SitingError) -> MedianPlan {
    let clock = ContinuousClock()
    let began = clock.now
    let greedy = try greedy(count: count, progress: progress)
    var best = greedy
    best.method = .exact
    if greedy.ending != .complete || count == 0 {
      if count == 0 { best.lowerBound = best.totalCost }
      return best
    }
    var medianProgram = MedianProgram(self, first: greedy.sites)
    while true {
      var left = limits
      left.seconds = limits.seconds - (clock.now - began) / .seconds(1)
      if left.seconds <= 0 {
        best.ending = .timeLimit
        return best
      }
      let (program, base, start) = medianProgram.program(count: count, start: best.sites)
      let objective = zip(start, program.objective).reduce(0) { $0 + $1.0 * $1.1 }
      let known = best
      let outcome = try program.solve(limits: left, start: (start, objective)) { _, bound, nodes in
        let bound = max(known.lowerBound, base + bound)
        return progress?(SitingProgress(best: known.totalCost, bound: min(bound, known.totalCost), steps: nodes))
          ?? true
      }
      let sites = outcome.solution.map(medianProgram.sites(chosenIn:)) ?? best.sites
      let plan = MedianPlan(method: .exact, sites: sites, in: self, lowerBound: 0, ending: .complete)
      let lowerBound = max(best.lowerBound, outcome.bound + base)
      if plan.totalCost < best.totalCost { best = plan }
      best.lowerBound = min(lowerBound, best.totalCost)
      guard outcome.ending == .complete else {
        best.ending = outcome.ending
        return best
      }
      let deeper = medianProgram.deepen(for: sites)
      if !deeper && limits.gap == 0 {
        best.lowerBound = best.totalCost
        return best
      }
      if !deeper || best.gap <= limits.gap { return best }
    }
  }
}
