import DirectoryModel
import TestSupport
import Testing

@testable import Matching

/// The assignment of units to needs is the best there is.
struct AssignmentSolverTests {
  /// A small problem in which ties, shortages, limits and conflicts are common.
  static func small(seed: UInt64) -> AssignmentProblem {
    var random = SplitMix64(seed: seed)
    let demands = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 1...3, using: &random) }
    let times = Int.random(in: 2...12, using: &random)
    let density = Double.random(in: 0.2...0.9, using: &random)
    var candidates: [AssignmentProblem.Candidate] = []
    for index in 0..<Int.random(in: 0...8, using: &random) {
      let station = Int.random(in: 0..<5, using: &random)
      candidates.append(
        AssignmentProblem.Candidate(
          id: "u\(index)", arrival: Int.random(in: 0...times, using: &random), station: "s\(station)",
          organisation: station == 4 ? nil : "o\(station / 2)",
          country: station == 3 ? nil : CountryCode(unchecked: "c\(station / 4)"),
          needs: demands.indices.filter { _ in Double.random(in: 0...1, using: &random) < density }))
    }
    candidates.shuffle(using: &random)
    if candidates.count > 1 {
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let pair = candidates.indices.shuffled(using: &random).prefix(2)
        candidates[pair[0]].conflicts.insert(pair[1])
        candidates[pair[1]].conflicts.insert(pair[0])
      }
    }
    var limits = PackageLimits()
    if Bool.random(using: &random) { limits.perStation = Int.random(in: 1...2, using: &random) }
    if Bool.random(using: &random) { limits.perOrganisation = Int.random(in: 1...3, using: &random) }
    if Bool.random(using: &random) { limits.perCountry = Int.random(in: 1...4, using: &random) }
    return AssignmentProblem(demands: demands, candidates: candidates, limits: limits)
  }

  static func named(_ solution: Assignment, _ problem: AssignmentProblem) -> ExhaustiveAssignment.Best {
    ExhaustiveAssignment.Best(
      units: solution.candidates.map { $0.map { problem.candidates[$0].id } }, completion: solution.completion,
      totalArrival: solution.totalArrival)
  }

  @Test(arguments: 0..<20)
  func equalsExhaustiveSearchOnTwoThousandSmallProblems(block: UInt64) throws {
    for seed in block * 100..<(block + 1) * 100 {
      let problem = AssignmentSolverTests.small(seed: seed)
      let solution = AssignmentSolver().solve(problem)
      #expect(solution.isProven)
      let best = try #require(ExhaustiveAssignment.best(of: problem))
      #expect(AssignmentSolverTests.named(solution, problem) == best, "seed \(seed)")
    }
  }

  @Test func lookingAtTheFirstCandidatesOnlyChangesNothing() {
    var patient = AssignmentSolver()
    patient.smallProblem = 0
    for seed in 0..<500 as Range<UInt64> {
      let problem = AssignmentSolverTests.small(seed: seed)
      #expect(
        AssignmentSolverTests.named(patient.solve(problem), problem)
          == AssignmentSolverTests.named(AssignmentSolver().solve(problem), problem), "seed \(seed)")
    }
    var whole = AssignmentSolver()
    whole.smallProblem = .max
    for seed in 0..<2 as Range<UInt64> {
      let problem = AssignmentSolverTests.large(units: 300, seed: seed)
      #expect(
        AssignmentSolverTests.named(AssignmentSolver().solve(problem), problem)
          == AssignmentSolverTests.named(whole.solve(problem), problem), "seed \(seed)")
    }
  }

  /// A small problem in which some needs can be filled by the same units as others.
  static func alike(seed: UInt64) -> AssignmentProblem {
    var random = SplitMix64(seed: seed &+ 1_000_000)
    var problem = small(seed: seed)
    problem.candidates = problem.candidates.prefix(6).map { candidate in
      var candidate = candidate
      candidate.conflicts = candidate.conflicts.filter { $0 < 6 }
      return candidate
    }
    let kinds = problem.demands.count
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let kind = Int.random(in: 0..<kinds, using: &random)
      for index in problem.candidates.indices where problem.candidates[index].needs.contains(kind) {
        problem.candidates[index].needs.append(problem.demands.count)
      }
      problem.demands.append(Int.random(in: 1...2, using: &random))
    }
    return problem
  }

  @Test func needsOfOneKindAreSolvedAsOneAndEqualExhaustiveSearch() throws {
    for seed in 0..<UInt64(SampleSize.count(200, long: 2_000)) {
      let problem = AssignmentSolverTests.alike(seed: seed)
      #expect(problem.joined().kindCount < problem.demands.count)
      let best = try #require(ExhaustiveAssignment.best(of: problem))
      #expect(AssignmentSolverTests.named(AssignmentSolver().solve(problem), problem) == best, "seed \(seed)")
    }
  }

  @Test func unitsNotSeenAreSharedByNeedsOfOneKind() {
    let problem = AssignmentProblem(
      demands: [1, 1, 1], candidates: [.init(id: "a", arrival: 10, station: "a", needs: [0, 1, 2])],
      unseenArrivals: [20, 20, 20])
    #expect(problem.joined().kindCount == 1)
    let solution = AssignmentSolver().solve(problem)
    #expect(solution.fills == [1, 1, 1] && solution.unseen.reduce(0, +) == 2)
    #expect(solution.totalArrival == 50 && solution.completion == 20)
  }

  @Test func theOrderOfTheCandidatesChangesNothing() {
    for seed in 0..<200 as Range<UInt64> {
      let problem = AssignmentSolverTests.small(seed: seed)
      var random = SplitMix64(seed: seed)
      let order = problem.candidates.indices.shuffled(using: &random)
      var shuffled = problem
      shuffled.candidates = order.map { index in
        var candidate = problem.candidates[index]
        candidate.conflicts = Set(candidate.conflicts.compactMap(order.firstIndex))
        candidate.needs.shuffle(using: &random)
        return candidate
      }
      #expect(
        AssignmentSolverTests.named(AssignmentSolver().solve(shuffled), shuffled)
          == AssignmentSolverTests.named(AssignmentSolver().solve(problem), problem), "seed \(seed)")
    }
  }

  @Test func aGreedyChoiceWouldBeLate() {
    // The nearest unit for the first need is the only one for the second.
    let problem = AssignmentProblem(
      demands: [1, 1],
      candidates: [
        .init(id: "both", arrival: 10, station: "a", needs: [0, 1]),
        .init(id: "first", arrival: 20, station: "b", needs: [0]),
      ])
    let solution = AssignmentSolver().solve(problem)
    #expect(AssignmentSolverTests.named(solution, problem).units == [["first"], ["both"]])
  }

  @Test func theMoreImportantNeedIsFilledWhereOnlyOneCanBe() {
    let problem = AssignmentProblem(
      demands: [1, 1], candidates: [.init(id: "only", arrival: 10, station: "a", needs: [1, 0])])
    #expect(AssignmentSolver().solve(problem).fills == [1, 0])
  }

  @Test func unitsNotSeenAreUsedWhereTheyMightBeBetterOrAsGood() {
    var problem = AssignmentProblem(
      demands: [1, 2], candidates: [.init(id: "a", arrival: 10, station: "a", needs: [0, 1])], unseenArrivals: [10, 30])
    #expect(AssignmentSolver().solve(problem).unseen == [1, 1])
    problem.unseenArrivals = [nil, nil]
    #expect(AssignmentSolver().solve(problem).unseen == [0, 0])
    problem.unseenArrivals = [nil, 30]
    problem.total = 1
    #expect(AssignmentSolver().solve(problem).unseen == [0, 0])
  }

  @Test func aSearchGivenUpSaysSoAndStillGivesAPossibleAnswer() {
    var solver = AssignmentSolver()
    solver.largestSearch = 1
    var isEverUnproven = false
    for seed in 0..<200 as Range<UInt64> {
      let problem = AssignmentSolverTests.small(seed: seed)
      let solution = solver.solve(problem)
      isEverUnproven = isEverUnproven || !solution.isProven
      let chosen = Set(solution.candidates.joined())
      for unit in chosen { #expect(problem.candidates[unit].conflicts.isDisjoint(with: chosen)) }
    }
    #expect(isEverUnproven)
  }

  /// A large problem: units around one place, each station with several, groups made of vehicles among them.
  static func large(units: Int, seed: UInt64) -> AssignmentProblem {
    var random = SplitMix64(seed: seed)
    let demands = [8, 6, 6, 5, 5, 4, 3, 3]
    var candidates: [AssignmentProblem.Candidate] = []
    while candidates.count < units {
      let station = candidates.count
      let arrival = Int.random(in: 120_000...3_600_000, using: &random)
      let size = Int.random(in: 1...6, using: &random)
      for _ in 0..<min(size, units - candidates.count) {
        candidates.append(
          AssignmentProblem.Candidate(
            id: "u\(candidates.count)", arrival: arrival, station: "s\(station)", organisation: "o\(station % 60)",
            country: CountryCode(unchecked: "c\(station % 3)"),
            needs: demands.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
          ))
      }
      if size > 3 {
        let group = candidates.count - 1
        for member in group - 2..<group where candidates[member].station == candidates[group].station {
          candidates[group].conflicts.insert(member)
          candidates[member].conflicts.insert(group)
        }
      }
    }
    return AssignmentProblem(
      demands: demands, candidates: candidates,
      limits: PackageLimits(perStation: 2, perOrganisation: 4, perCountry: 20))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func aLargeProblemKeepsEveryLimitAndIsNoBetterThanItsBound(seed: UInt64) throws {
    let problem = AssignmentSolverTests.large(units: 600, seed: seed)
    let solution = AssignmentSolver().solve(problem)
    #expect(solution.isProven)
    #expect(solution.fills == problem.demands)
    let chosen = solution.candidates.joined().map { problem.candidates[$0] }
    #expect(Set(chosen.map(\.id)).count == 40, "one unit fills one slot")
    for (need, units) in solution.candidates.enumerated() {
      for unit in units { #expect(problem.candidates[unit].needs.contains(need)) }
    }
    for (group, limit) in [(\AssignmentProblem.Candidate.station, 2)] {
      #expect(Dictionary(grouping: chosen) { $0[keyPath: group] }.values.allSatisfy { $0.count <= limit })
    }
    #expect(Dictionary(grouping: chosen) { $0.organisation }.values.allSatisfy { $0.count <= 4 })
    #expect(Dictionary(grouping: chosen) { $0.country }.values.allSatisfy { $0.count <= 20 })
    let all = Set(solution.candidates.joined())
    for unit in all { #expect(problem.candidates[unit].conflicts.isDisjoint(with: all)) }
    // Each need alone, without limits: nothing can be complete or in sum earlier than that.
    var completion = 0
    var total = 0
    for (need, demand) in problem.demands.enumerated() {
      let arrivals = problem.candidates.filter { $0.needs.contains(need) }.map(\.arrival).sorted().prefix(demand)
      completion = max(completion, try #require(arrivals.last))
      total += arrivals.reduce(0, +)
    }
    #expect(solution.completion >= completion)
    #expect(solution.totalArrival >= total)
    // No single exchange for a free unit makes it better: a bound from the other side.
    for (need, units) in solution.candidates.enumerated() {
      for unit in units {
        for (other, candidate) in problem.candidates.enumerated()
        where candidate.needs.contains(need) && !all.contains(other)
          && candidate.station == problem.candidates[unit].station
          && candidate.conflicts.isDisjoint(with: all.subtracting([unit]))
        {
          #expect(candidate.arrival >= problem.candidates[unit].arrival)
        }
      }
    }
  }
}
