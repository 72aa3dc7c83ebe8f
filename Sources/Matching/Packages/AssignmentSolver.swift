/// Finds the best assignment of units to needs; never a merely good one.
///
/// Without conflicts the problem is a flow through a tree of limits (`AssignmentNetwork`), and the criteria are met in turn:
/// most units by augmenting paths; earliest completion by bisection over the arrivals (the bottleneck assignment problem:
/// R. Burkard, M. Dell'Amico and S. Martello, Assignment Problems, SIAM 2009, section 6.2); least sum of arrivals by
/// shortest augmenting paths; first by ids among solutions of least cost.
///
/// Conflicts are settled by branch and bound: where a solution has two units that cannot go together, one half of the
/// remaining solutions goes without the first and the other without everything that it conflicts with. The parts are
/// taken best first, so the first solution without a conflict is the best of all (A. H. Land and A. G. Doig, 1960).
struct AssignmentSolver {
  /// How many parts of the solutions are looked at before the best one without conflicts so far is taken.
  var largestSearch = 5_000

  /// How many candidates are looked at all at once.
  var smallProblem = 100

  /// The best assignment.
  ///
  /// Of many candidates only the first to arrive are looked at, and the others stand as units not seen, as long as the best
  /// solution uses none of those: see `PackageMatcher`.
  ///
  /// - Complexity: for a problem without conflicts between units chosen, O(k·m·log n) for k slots, m pairs of needs and
  ///   units, and n units.
  func solve(_ problem: AssignmentProblem) -> Assignment {
    guard problem.candidates.count > smallProblem, problem.unseenArrivals.allSatisfy({ $0 == nil }) else {
      return solveWhole(problem)
    }
    var first = FirstCandidates(problem)
    while true {
      let (part, indices) = first.problem
      var solution = solveWhole(part)
      if first.add(after: solution) { continue }
      solution.candidates = solution.candidates.map { $0.map { indices[$0] } }
      return solution
    }
  }

  private func solveWhole(_ problem: AssignmentProblem) -> Assignment {
    var problem = problem
    removeDominatedGroups(&problem)
    let order = problem.candidates.indices.sorted { problem.candidates[$0].id < problem.candidates[$1].id }
    func part(_ excluded: [Bool]) -> Part {
      var network = AssignmentNetwork(problem, order: order, excluded: excluded)
      return Part(excluded: excluded, solution: network.solution())
    }
    var parts = [part(problem.candidates.map { _ in false })]
    var looked = 1
    while let best = parts.indices.min(by: { parts[$0].solution.isBetter(than: parts[$1].solution) }) {
      let found = parts.remove(at: best)
      guard let (unit, other) = conflict(in: found.solution, of: problem) else { return found.solution }
      guard looked < largestSearch else {
        var solution = dive(from: found, problem, part)
        solution.isProven = false
        return solution
      }
      looked += 2
      var without = found.excluded
      without[unit] = true
      parts.append(part(without))
      var withUnit = found.excluded
      withUnit[other] = true
      for rival in problem.candidates[unit].conflicts { withUnit[rival] = true }
      parts.append(part(withUnit))
    }
    // Not reached: there is always a part, the one without any candidate at the latest.
    return part(problem.candidates.map { _ in true }).solution
  }

  private struct Part {
    var excluded: [Bool]
    var solution: Assignment
  }

  /// Two units of a solution that cannot go together, the one with more conflicts first.
  private func conflict(in solution: Assignment, of problem: AssignmentProblem) -> (Int, Int)? {
    let chosen = solution.candidates.joined().sorted { problem.candidates[$0].id < problem.candidates[$1].id }
    let all = Set(chosen)
    for unit in chosen {
      let rivals = problem.candidates[unit].conflicts.intersection(all)
      guard let other = rivals.min(by: { problem.candidates[$0].id < problem.candidates[$1].id }) else { continue }
      return problem.candidates[unit].conflicts.count < problem.candidates[other].conflicts.count
        ? (other, unit) : (unit, other)
    }
    return nil
  }

  /// A solution without conflicts by leaving out the later of any two units that cannot go together.
  private func dive(from start: Part, _ problem: AssignmentProblem, _ part: ([Bool]) -> Part) -> Assignment {
    var current = start
    while let (unit, other) = conflict(in: current.solution, of: problem) {
      let arrivals = (problem.candidates[unit].arrival, problem.candidates[other].arrival)
      current.excluded[arrivals.0 < arrivals.1 ? other : unit] = true
      current = part(current.excluded)
    }
    return current.solution
  }

  /// Takes needs from groups that a vehicle of theirs fills as well.
  ///
  /// In a solution that uses the group for the need, the vehicle is free and can take its place: the same limits hold, it
  /// is not later and its id comes first, and it conflicts with nothing that the group does not. So no best solution uses
  /// the group, and the search for one need not branch on it.
  private func removeDominatedGroups(_ problem: inout AssignmentProblem) {
    for index in problem.candidates.indices where !problem.candidates[index].conflicts.isEmpty {
      let group = problem.candidates[index]
      problem.candidates[index].needs = group.needs.filter { need in
        !group.conflicts.contains { other in
          let vehicle = problem.candidates[other]
          return vehicle.needs.contains(need) && vehicle.station == group.station
            && vehicle.organisation == group.organisation && vehicle.country == group.country
            && (vehicle.arrival, vehicle.id) < (group.arrival, group.id)
            && vehicle.conflicts.isSubset(of: group.conflicts.union([index]))
        }
      }
    }
  }
}

/// The part of a problem that has only the first candidates of each need to arrive; the others are units not seen.
private struct FirstCandidates {
  private let whole: AssignmentProblem
  /// The candidates of each need in order of arrival.
  private let queues: [[Int]]
  /// How many of each are looked at.
  private var counts: [Int]

  init(_ problem: AssignmentProblem) {
    whole = problem
    let order = problem.candidates.indices.sorted {
      (problem.candidates[$0].arrival, problem.candidates[$0].id)
        < (problem.candidates[$1].arrival, problem.candidates[$1].id)
    }
    var queues: [[Int]] = problem.demands.map { _ in [] }
    for index in order {
      for need in problem.candidates[index].needs { queues[need].append(index) }
    }
    self.queues = queues
    counts = problem.demands.map { $0 + 4 }
  }

  /// The part, and for each of its candidates the index in the whole.
  var problem: (part: AssignmentProblem, indices: [Int]) {
    var part = whole
    let chosen = Set(zip(queues, counts).flatMap { $0.prefix($1) })
    let indices = chosen.sorted()
    let positions = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
    part.candidates = indices.map { index in
      var candidate = whole.candidates[index]
      candidate.conflicts = Set(candidate.conflicts.compactMap { positions[$0] })
      return candidate
    }
    part.unseenArrivals = zip(queues, counts).map { queue, count in
      count < queue.count ? whole.candidates[queue[count]].arrival : nil
    }
    return (part, indices)
  }

  /// Looks at twice as many candidates of the needs to which a solution gives units not seen; `false` where there are none.
  mutating func add(after solution: Assignment) -> Bool {
    var isAny = false
    for need in counts.indices where solution.unseen[need] > 0 {
      counts[need] *= 2
      isAny = true
    }
    return isAny
  }
}
