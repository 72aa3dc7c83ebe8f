internal import DirectoryModel

/// The flow network of an assignment problem without its conflicts.
///
/// Needs → units → stations → organisations → countries → all; a place without a limit has no node.
/// Every limit is the capacity of one arc, because a station belongs to one organisation and that to one country. Units of
/// one need are alike, so a need is one node and not one for each of its slots.
struct AssignmentNetwork {
  private let problem: AssignmentProblem
  /// Candidates by rank of their id.
  private let order: [Int]
  private var flow = FlowNetwork()
  private let source: Int
  private let sink: Int
  private var needNodes: [Int] = []
  private var unitNodes: [Int] = []
  /// The arc from the source to each need.
  private var demandArcs: [Int] = []
  /// The arcs from each need to units, by rank of the unit's id.
  private var choices: [[(arc: Int, rank: Int)]] = []
  /// The arc that takes each candidate out of its node; −1 for one that is left out.
  private var unitArcs: [Int] = []
  private var unseenNodes: [Int?] = []
  private var unseenArcs: [Int?] = []
  private let pristine: [Int32]

  /// Makes the network.
  ///
  /// - Parameters:
  ///   - problem: the problem.
  ///   - order: the candidates' indices in order of their ids.
  ///   - excluded: whether each candidate is left out.
  init(_ problem: AssignmentProblem, order: [Int], excluded: [Bool]) {
    self.problem = problem
    self.order = order
    var flow = FlowNetwork()
    source = flow.addNode()
    sink = flow.addNode()
    let all = flow.addNode()
    let demand = problem.demands.reduce(0, +)
    flow.addArc(from: all, to: sink, capacity: min(problem.total ?? demand, demand))
    var choices: [[(arc: Int, rank: Int)]] = []
    for need in problem.demands.indices {
      let node = flow.addNode()
      needNodes.append(node)
      demandArcs.append(flow.addArc(from: source, to: node, capacity: problem.demands[need]))
      choices.append([])
      let arrival = need < problem.unseenArrivals.count ? problem.unseenArrivals[need] : nil
      unseenNodes.append(arrival.map { _ in flow.addNode() })
      unseenArcs.append(nil)
      if let arrival, let unseen = unseenNodes[need] {
        unseenArcs[need] = flow.addArc(from: node, to: unseen, capacity: problem.demands[need], cost: arrival)
        flow.addArc(from: unseen, to: all, capacity: problem.demands[need])
      }
    }
    unitNodes = [Int](repeating: -1, count: problem.candidates.count)
    unitArcs = unitNodes
    var places = PlaceNodes(limits: problem.limits, all: all)
    for (rank, index) in order.enumerated() where !excluded[index] && !problem.candidates[index].needs.isEmpty {
      let candidate = problem.candidates[index]
      let node = flow.addNode()
      unitNodes[index] = node
      for need in candidate.needs {
        choices[need].append((flow.addArc(from: needNodes[need], to: node, capacity: 1), rank))
      }
      unitArcs[index] = flow.addArc(
        from: node, to: places.node(for: candidate, in: &flow), capacity: 1, cost: candidate.arrival)
    }
    self.choices = choices
    self.flow = flow
    pristine = flow.room
  }

  /// The best solution: see `Assignment.isBetter`.
  mutating func solution() -> Assignment {
    let fills = mostFilled()
    for (need, fill) in fills.enumerated() { setDemand(need, fill) }
    let completion = earliestCompletion(of: fills)
    restrict(to: completion, demands: fills)
    for _ in 0..<fills.reduce(0, +) { _ = flow.augmentCheaply(from: source, to: sink) }
    return firstByIDs(fills)
  }

  // MARK: The criteria in turn

  /// How many units each need gets: as many as possible in all and, of those, as many as possible for the first.
  ///
  /// Both at once, because what can be filled is a matroid: a unit given to an earlier need never costs more than the
  /// one it is worth (J. Edmonds and D. R. Fulkerson, Transversals and matroid partition, 1965).
  private mutating func mostFilled() -> [Int] {
    var fills = problem.demands.map { _ in 0 }
    for need in fills.indices { setDemand(need, 0) }
    for need in fills.indices {
      while fills[need] < problem.demands[need] {
        flow.room[demandArcs[need]] += 1
        guard flow.augment(from: source, to: sink) else {
          flow.room[demandArcs[need]] -= 1
          break
        }
        fills[need] += 1
      }
    }
    return fills
  }

  /// The earliest moment by which all the fills can be there, by bisection over the arrivals.
  private mutating func earliestCompletion(of fills: [Int]) -> Int {
    // No need is complete before as many of its units as it asks for have come.
    var least = 0
    for (need, fill) in fills.enumerated() where fill > 0 {
      var arrivals = choices[need].map { problem.candidates[order[$0.rank]].arrival }
      if let unseen = unseenArrival(need) { arrivals += Array(repeating: unseen, count: fill) }
      arrivals.sort()
      least = max(least, arrivals[fill - 1])
    }
    var moments = Set(order.filter { unitArcs[$0] >= 0 }.map { problem.candidates[$0].arrival })
    moments.formUnion(fills.indices.compactMap(unseenArrival))
    moments.insert(least)
    let sorted = moments.filter { $0 >= least }.sorted()
    var low = 0
    var high = sorted.count - 1
    while low < high {
      // The bound is mostly the answer: it is tried first.
      let middle = low == 0 && high == sorted.count - 1 ? 0 : (low + high) / 2
      if isComplete(by: sorted[middle], fills) { high = middle } else { low = middle + 1 }
    }
    return sorted[low]
  }

  private mutating func isComplete(by moment: Int, _ fills: [Int]) -> Bool {
    restrict(to: moment, demands: fills)
    for _ in 0..<fills.reduce(0, +) where !flow.augment(from: source, to: sink) { return false }
    return true
  }

  /// Among the solutions of least cost the one whose ids come first, need by need.
  ///
  /// Another solution of least cost differs by cycles on which flow can be moved at no cost. For each place in turn the
  /// first id is taken that has a unit now or lies on such a cycle, and then kept.
  private mutating func firstByIDs(_ fills: [Int]) -> Assignment {
    var assignment = Assignment(
      candidates: fills.map { _ in [] }, unseen: fills.map { _ in 0 }, completion: 0, totalArrival: 0,
      ranks: fills.map { _ in [] })
    for (need, fill) in fills.enumerated() {
      let unseen = takeUnseen(need, fill)
      assignment.unseen[need] = unseen
      assignment.ranks[need] = Array(repeating: -1, count: unseen)
      var position = 0
      for _ in unseen..<fill {
        let departures = flow.freeWays(to: needNodes[need])
        while position < choices[need].count {
          let (arc, rank) = choices[need][position]
          position += 1
          let node = unitNodes[order[rank]]
          if flow.flow(arc) == 0 {
            guard flow.isFree(arc, from: needNodes[need], to: node), departures[node] >= 0 else { continue }
            flow.turn(arc, departures: departures, end: needNodes[need])
          }
          flow.freeze(arc)
          assignment.candidates[need].append(order[rank])
          assignment.ranks[need].append(rank)
          break
        }
      }
      let arrivals =
        assignment.candidates[need].map { problem.candidates[$0].arrival }
        + Array(repeating: unseenArrival(need) ?? 0, count: unseen)
      assignment.completion = max(assignment.completion, arrivals.max() ?? 0)
      assignment.totalArrival += arrivals.reduce(0, +)
    }
    return assignment
  }

  /// Gives a need as many units that have not been seen as a solution of least cost can have, and keeps them.
  private mutating func takeUnseen(_ need: Int, _ fill: Int) -> Int {
    guard let arc = unseenArcs[need], let node = unseenNodes[need] else { return 0 }
    var taken = flow.flow(arc)
    // What is taken is not given back.
    flow.room[arc ^ 1] = 0
    while taken < fill, flow.isFree(arc, from: needNodes[need], to: node) {
      let departures = flow.freeWays(to: needNodes[need])
      guard departures[node] >= 0 else { break }
      flow.turn(arc, departures: departures, end: needNodes[need])
      flow.room[arc ^ 1] = 0
      taken += 1
    }
    flow.freeze(arc)
    return taken
  }

  // MARK: Parts

  private func unseenArrival(_ need: Int) -> Int? { unseenArcs[need].map { flow.costs[$0] } }

  private mutating func setDemand(_ need: Int, _ demand: Int) {
    flow.room[demandArcs[need]] = Int32(demand)
    flow.room[demandArcs[need] ^ 1] = 0
  }

  /// Takes all flow out, and all that arrives after a moment.
  private mutating func restrict(to moment: Int, demands: [Int]) {
    flow.room = pristine
    for (need, demand) in demands.enumerated() {
      setDemand(need, demand)
      if let arc = unseenArcs[need], flow.costs[arc] > moment { flow.freeze(arc) }
    }
    for (index, arc) in unitArcs.enumerated() where arc >= 0 && problem.candidates[index].arrival > moment {
      flow.freeze(arc)
    }
  }
}

/// The nodes of stations, organisations and countries that have a limit.
private struct PlaceNodes {
  private enum Place: Hashable {
    case station(StationID, organisation: OrganisationID?, country: CountryCode?)
    case organisation(OrganisationID, country: CountryCode?)
    case country(CountryCode)
  }

  private let limits: PackageLimits
  private let all: Int
  private var nodes: [Place: Int] = [:]

  init(limits: PackageLimits, all: Int) {
    self.limits = limits
    self.all = all
  }

  /// The lowest node above a candidate.
  mutating func node(for candidate: AssignmentProblem.Candidate, in flow: inout FlowNetwork) -> Int {
    var above = all
    if let limit = limits.perCountry, let country = candidate.country {
      above = node(.country(country), limit: limit, below: above, in: &flow)
    }
    if let limit = limits.perOrganisation, let organisation = candidate.organisation {
      let place = Place.organisation(organisation, country: candidate.country)
      above = node(place, limit: limit, below: above, in: &flow)
    }
    if let limit = limits.perStation {
      let place = Place.station(
        candidate.station, organisation: candidate.organisation, country: candidate.country)
      above = node(place, limit: limit, below: above, in: &flow)
    }
    return above
  }

  private mutating func node(_ place: Place, limit: Int, below above: Int, in flow: inout FlowNetwork) -> Int {
    if let known = nodes[place] { return known }
    let node = flow.addNode()
    flow.addArc(from: node, to: above, capacity: limit)
    nodes[place] = node
    return node
  }
}
