internal import HeapModule

/// Finds the best assignment of units to needs; a merely good one only where the search ends at its limit of work, and then
/// the assignment says so.
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

  /// How much all parts together may ask for, each its arcs times the units asked for: some seconds of work.
  var mostWork = 200_000_000

  /// How many candidates are looked at all at once.
  var smallProblem = 100

  /// The best assignment.
  ///
  /// Of many candidates only the first to arrive are looked at, and the others stand as units not seen, as long as the best
  /// solution uses none of those: see `PackageMatcher`.
  ///
  /// - Complexity: for a problem without conflicts between units chosen, O(k·m·log n) for k slots, m pairs of kinds of needs
  ///   and units, and n units.
  func solve(_ problem: AssignmentProblem) -> Assignment {
    let problem = problem.joined()
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
    var looked = 0
    var work = 0
    func part(_ excluded: [Bool]) -> Part {
      var network = AssignmentNetwork(problem, order: order, excluded: excluded)
      looked += 1
      work += network.size
      return Part(excluded: excluded, solution: network.solution(), number: looked)
    }
    var parts: Heap<Part> = [part(problem.candidates.map { _ in false })]
    while let found = parts.popMin() {
      guard let (unit, other) = conflict(in: found.solution, of: problem) else { return found.solution }
      guard looked < largestSearch, work < mostWork else {
        var solution = dive(from: found, problem, part)
        solution.isProven = false
        return solution
      }
      var without = found.excluded
      without[unit] = true
      parts.insert(part(without))
      var withUnit = found.excluded
      withUnit[other] = true
      for rival in problem.candidates[unit].conflicts { withUnit[rival] = true }
      parts.insert(part(withUnit))
    }
    // Not reached: there is always a part, the one without any candidate at the latest.
    return part(problem.candidates.map { _ in true }).solution
  }

  /// A part of the solutions, with the best of them; of equal ones the first found goes first.
  private struct Part: Comparable {
    var excluded: [Bool]
    var solution: Assignment
    var number: Int

    static func < (left: Part, right: Part) -> Bool {
      left.solution.isBetter(than: right.solution)
        || left.number < right.number && !right.solution.isBetter(than: left.solution)
    }

    static func == (left: Part, right: Part) -> Bool { left.number == right.number }
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

/// The part of a joined problem that has only the first candidates of each kind of needs to arrive; the others are units not seen.
private struct FirstCandidates {
  private let whole: AssignmentProblem
  /// The candidates of each kind of needs in order of arrival.
  private let queues: [[Int]]
  /// How many of each are looked at.
  private var counts: [Int]

  init(_ problem: AssignmentProblem) {
    whole = problem
    let order = problem.candidates.indices.sorted {
      (problem.candidates[$0].arrival, problem.candidates[$0].id)
        < (problem.candidates[$1].arrival, problem.candidates[$1].id)
    }
    var queues: [[Int]] = Array(repeating: [], count: problem.kindCount)
    for index in order {
      for kind in problem.candidates[index].needs { queues[kind].append(index) }
    }
    self.queues = queues
    counts = problem.demandsByKind(problem.demands).map { $0 + 4 }
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

  /// Looks at twice as many candidates of the kinds to which a solution gives units not seen; `false` where there are none.
  mutating func add(after solution: Assignment) -> Bool {
    let open = Set(solution.unseen.indices.filter { solution.unseen[$0] > 0 }.map { whole.kind(of: $0) })
    for kind in open { counts[kind] *= 2 }
    return !open.isEmpty
  }
}
