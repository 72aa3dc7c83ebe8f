import DirectoryModel

@testable import Matching

/// Tries every assignment: the plainest way to the best one, and independent of the solver's.
struct ExhaustiveAssignment {
  struct Best: Equatable {
    var units: [[UnitID]]
    var completion: Int
    var totalArrival: Int
  }

  private let problem: AssignmentProblem
  /// For each candidate the need that it fills.
  private var chosen: [Int?]
  private var best: (key: [Int], units: [[UnitID]])?

  static func best(of problem: AssignmentProblem) -> Best? {
    var search = ExhaustiveAssignment(problem)
    search.choose(0)
    return search.best.map { best in
      let last = best.key.count - 2
      return Best(units: best.units, completion: best.key[last], totalArrival: best.key[last + 1])
    }
  }

  private init(_ problem: AssignmentProblem) {
    self.problem = problem
    chosen = problem.candidates.map { _ in nil }
  }

  private mutating func choose(_ index: Int) {
    guard index < problem.candidates.count else { return weigh() }
    choose(index + 1)
    for need in problem.candidates[index].needs {
      chosen[index] = need
      if isAllowed(index, need) { choose(index + 1) }
      chosen[index] = nil
    }
  }

  /// Whether the latest choice breaks nothing.
  private func isAllowed(_ index: Int, _ need: Int) -> Bool {
    let candidate = problem.candidates[index]
    let used = problem.candidates.indices.filter { chosen[$0] != nil }
    func count(_ condition: (AssignmentProblem.Candidate) -> Bool) -> Int {
      used.count { condition(problem.candidates[$0]) }
    }
    let limits = problem.limits
    if used.count(where: { chosen[$0] == need }) > problem.demands[need] { return false }
    if used.contains(where: { candidate.conflicts.contains($0) }) { return false }
    if let limit = limits.perStation, count({ $0.station == candidate.station }) > limit { return false }
    if let limit = limits.perOrganisation, let organisation = candidate.organisation,
      count({ $0.organisation == organisation && $0.country == candidate.country }) > limit
    {
      return false
    }
    if let limit = limits.perCountry, let country = candidate.country, count({ $0.country == country }) > limit {
      return false
    }
    return true
  }

  private mutating func weigh() {
    var units: [[UnitID]] = problem.demands.map { _ in [] }
    var completion = 0
    var total = 0
    for (index, need) in chosen.enumerated() {
      guard let need else { continue }
      units[need].append(problem.candidates[index].id)
      completion = max(completion, problem.candidates[index].arrival)
      total += problem.candidates[index].arrival
    }
    for need in units.indices { units[need].sort() }
    let fills = units.map(\.count)
    // Smaller is better.
    let key = [-fills.reduce(0, +)] + fills.map { -$0 } + [completion, total]
    guard let best else {
      best = (key, units)
      return
    }
    if key != best.key
      ? key.lexicographicallyPrecedes(best.key)
      : Array(units.joined()).lexicographicallyPrecedes(Array(best.units.joined()))
    {
      self.best = (key, units)
    }
  }
}
