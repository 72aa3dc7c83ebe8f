/// The part of a problem that has only the first candidates of each need to arrive; the others are units not seen.
struct FirstCandidates {
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
