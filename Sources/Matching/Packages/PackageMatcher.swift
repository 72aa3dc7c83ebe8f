package import DirectoryModel

/// Finds the units that together meet all needs soonest, over all units there are.
///
/// As many slots as possible are filled, with the more important needs first; then the package is complete as early as
/// possible; then the sum of arrivals is least, to the millisecond; then ids decide. See `AssignmentSolver`.
///
/// **How many units must be looked at.** No fixed number will do: limits and groups can rule out any number of the nearest.
/// So each need's units are read in order of arrival, and the problem is solved with what has been read and, for each need
/// that has more, units not yet seen that arrive with the last one read and are bound by no limit of a place and no
/// conflict. Every real solution is one of those that this allows, at no better value than it counts there; so when the
/// best of them uses no unit that has not been seen, it is the best over all units. Where it does use some, and it does
/// wherever that is only as good, more of those needs' units are read, twice as many each time. It ends at the latest when
/// there are no more. A limit per country holds for units not seen too, in all: no more than it times the countries.
package struct PackageMatcher {
  private let source: any PackageCandidates
  private let solver = AssignmentSolver()

  /// Makes a matcher.
  package init(_ source: any PackageCandidates) { self.source = source }

  /// Answers a question; shortfalls have no reason yet.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - country: the incident's country; `nil` where not known.
  /// - Returns: the answer, each need with as many slots as it asks for units.
  /// - Throws: what the source throws.
  package func answer(_ query: PackageQuery, country: CountryCode?) throws -> PackageAnswer {
    let isWithOwn = query.base.scope != .crossBorder && !query.isOwnStillDispatched
    var pool = CandidatePool(source, country: country, isWithOwn: isWithOwn)
    var demands: [(stream: Int, count: Int)] = []
    for need in query.needs.indices {
      demands.append((try pool.add(query.query(for: need)), query.needs[need].count))
    }
    var assignment = try best(demands, query.limits, &pool)
    let fills = assignment.fills
    var substitutes: [(need: Int, demand: Int, bundles: Int)] = []
    // One exceptional unit never takes the place of a regular one: those filled stay filled.
    for need in query.needs.indices where fills[need] < query.needs[need].count {
      guard let substitute = query.needs[need].substitute else { continue }
      let stream = try pool.add(query.query(for: substitute.capabilities, service: query.needs[need].service))
      let before = demands
      let missing = query.needs[need].count - fills[need]
      // Where so many can be had, fewer can: the most are found by bisection, all of them being tried first.
      var (enough, tooMany) = (0, missing + 1)
      while tooMany - enough > 1 {
        let bundles = tooMany > missing ? missing : (enough + tooMany) / 2
        var tried = before
        for index in fills.indices { tried[index].count = fills[index] }
        tried.append((stream, bundles * substitute.count))
        let found = try best(tried, query.limits, &pool)
        if found.fills == tried.map(\.count) {
          (enough, assignment, demands) = (bundles, found, tried)
        } else {
          tooMany = bundles
        }
      }
      if enough > 0 { substitutes.append((need, demands.count - 1, enough)) }
    }
    let problem = pool.problem(demands, limits: query.limits)
    var units = assignment.candidates.enumerated().map { demand, indices in
      indices.compactMap { pool.match(demands[demand].stream, problem.candidates[$0].id) }
        .sorted { ($0.eta, $0.unit.id) < ($1.eta, $1.unit.id) }
    }
    let used = Set(units.joined().map(\.unit.id))
    // Needs that ask for the same have the same alternatives.
    var alternatives: [Int: [Match]] = [:]
    let fillings = try query.needs.indices.map { need in
      let stream = demands[need].stream
      let next = try alternatives[stream] ?? pool.alternatives(stream, to: used, count: query.alternatives)
      alternatives[stream] = next
      var slots = units[need].map { PackageAnswer.Slot(matches: [$0]) }
      for substitute in substitutes where substitute.need == need {
        let size = max(1, query.needs[need].substitute?.count ?? 1)
        for _ in 0..<substitute.bundles {
          slots.append(.init(matches: Array(units[substitute.demand].prefix(size)), isSubstitute: true))
          units[substitute.demand].removeFirst(min(size, units[substitute.demand].count))
        }
      }
      let missing = max(0, query.needs[need].count - slots.count)
      slots += Array(repeating: .init(matches: []), count: missing)
      return PackageAnswer.Filling(
        need: query.needs[need], slots: slots, shortfall: nil, alternatives: next)
    }
    return PackageAnswer(fillings: fillings, isOptimal: assignment.isProven)
  }

  func candidates(for query: NearestQuery) throws -> any PackageStream { try source.candidates(for: query) }

  /// How many units each need gets under other limits.
  func fills(_ query: PackageQuery, limits: PackageLimits, country: CountryCode?) throws -> [Int] {
    var query = query
    query.limits = limits
    query.alternatives = 0
    for need in query.needs.indices { query.needs[need].substitute = nil }
    return try answer(query, country: country).fillings.map { $0.need.count - $0.missing }
  }

  /// The best assignment over all units, read as far as it takes to know.
  private func best(
    _ demands: [(stream: Int, count: Int)], _ limits: PackageLimits, _ pool: inout CandidatePool
  ) throws -> Assignment {
    var asked: [Int: Int] = [:]
    for demand in demands { asked[demand.stream, default: 0] += demand.count }
    for (stream, count) in asked.sorted(by: { $0.key < $1.key }) { try pool.read(stream, upTo: count + 2) }
    while true {
      let solution = solver.solve(pool.problem(demands, limits: limits))
      let unseen = Set(demands.indices.filter { solution.unseen[$0] > 0 }.map { demands[$0].stream })
      if unseen.isEmpty { return solution }
      // Of streams with the same units so far, one may have lent what it has not shown to all.
      let lists = Set(unseen.map { pool.ids($0) })
      let open = asked.keys.filter { unseen.contains($0) || lists.contains(pool.ids($0)) }.sorted()
      for stream in open { try pool.read(stream, upTo: max(4, pool.count(stream) * 2)) }
    }
  }
}
