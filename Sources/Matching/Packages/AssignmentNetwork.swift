internal import DirectoryModel

/// The flow network of an assignment problem without its conflicts.
///
/// Kinds of needs → units → stations → organisations → countries → all; a place without a limit has no node.
/// Every limit is the capacity of one arc, because a station belongs to one organisation and that to one country. Slots that
/// the same units can fill are alike, so they are one node, whether they are of one need or of several.
struct AssignmentNetwork {
  private let problem: AssignmentProblem
  /// Candidates by rank of their id.
  private let order: [Int]
  private var flow = FlowNetwork()
  private let source: Int
  private let sink: Int
  private var kindNodes: [Int] = []
  private var unitNodes: [Int] = []
  /// The arc from the source to each kind.
  private var demandArcs: [Int] = []
  /// The arcs from each kind to units, by rank of the unit's id.
  private var choices: [[(arc: Int, rank: Int)]] = []
  /// The arc that takes each candidate out of its node; −1 for one that is left out.
  private var unitArcs: [Int] = []
  private var unseenNodes: [Int?] = []
  private var unseenArcs: [Int?] = []
  /// By kind: the position in its choices from which on ids are still to be judged.
  private var positions: [Int] = []
  private let pristine: [Int32]

  /// Makes the network.
  ///
  /// - Parameters:
  ///   - problem: the problem, joined.
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
    for (kind, demand) in problem.demandsByKind(problem.demands).enumerated() {
      let node = flow.addNode()
      kindNodes.append(node)
      demandArcs.append(flow.addArc(from: source, to: node, capacity: demand))
      choices.append([])
      let arrival = kind < problem.unseenArrivals.count ? problem.unseenArrivals[kind] : nil
      unseenNodes.append(arrival.map { _ in flow.addNode() })
      unseenArcs.append(nil)
      if let arrival, let unseen = unseenNodes[kind] {
        unseenArcs[kind] = flow.addArc(from: node, to: unseen, capacity: demand, cost: arrival)
        flow.addArc(from: unseen, to: all, capacity: demand)
      }
    }
    unitNodes = [Int](repeating: -1, count: problem.candidates.count)
    unitArcs = unitNodes
    var places = PlaceNodes(limits: problem.limits, all: all)
    for (rank, index) in order.enumerated() where !excluded[index] && !problem.candidates[index].needs.isEmpty {
      let candidate = problem.candidates[index]
      let node = flow.addNode()
      unitNodes[index] = node
      for kind in candidate.needs {
        choices[kind].append((flow.addArc(from: kindNodes[kind], to: node, capacity: 1), rank))
      }
      unitArcs[index] = flow.addArc(
        from: node, to: places.node(for: candidate, in: &flow), capacity: 1, cost: candidate.arrival)
    }
    self.choices = choices
    self.flow = flow
    pristine = flow.room
    positions = choices.map { _ in 0 }
  }

  /// How much the network asks of a solution: its arcs times the units asked for.
  var size: Int { pristine.count * (problem.demands.reduce(0, +) + 1) }

  /// The best solution: see `Assignment.isBetter`.
  mutating func solution() -> Assignment {
    let fills = mostFilled()
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
    for kind in kindNodes.indices { setDemand(kind, 0) }
    // Once there is no way for one more of a kind there never is: units given to others change nothing about that.
    var isFull = kindNodes.map { _ in false }
    for need in fills.indices {
      let kind = problem.kind(of: need)
      while fills[need] < problem.demands[need], !isFull[kind] {
        flow.room[demandArcs[kind]] += 1
        if flow.augment(from: source, to: sink) {
          fills[need] += 1
        } else {
          flow.room[demandArcs[kind]] -= 1
          isFull[kind] = true
        }
      }
    }
    return fills
  }

  /// The earliest moment by which all the fills can be there, by bisection over the arrivals.
  private mutating func earliestCompletion(of fills: [Int]) -> Int {
    // No kind is complete before as many of its units as it asks for have come.
    var least = 0
    for (kind, fill) in problem.demandsByKind(fills).enumerated() where fill > 0 {
      var arrivals = choices[kind].map { problem.candidates[order[$0.rank]].arrival }
      if let unseen = unseenArrival(kind) { arrivals += Array(repeating: unseen, count: fill) }
      arrivals.sort()
      least = max(least, arrivals[fill - 1])
    }
    var moments = Set(order.filter { unitArcs[$0] >= 0 }.map { problem.candidates[$0].arrival })
    moments.formUnion(kindNodes.indices.compactMap(unseenArrival))
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
      let kind = problem.kind(of: need)
      let unseen = takeUnseen(kind, fill)
      assignment.unseen[need] = unseen
      assignment.ranks[need] = Array(repeating: -1, count: unseen)
      for _ in unseen..<fill {
        let departures = flow.freeWays(to: kindNodes[kind])
        // An id that is passed over is in no solution that is left.
        while positions[kind] < choices[kind].count {
          let (arc, rank) = choices[kind][positions[kind]]
          positions[kind] += 1
          let node = unitNodes[order[rank]]
          if flow.flow(arc) == 0 {
            guard flow.isFree(arc, from: kindNodes[kind], to: node), departures[node] >= 0 else { continue }
            flow.turn(arc, departures: departures, end: kindNodes[kind])
          }
          flow.freeze(arc)
          assignment.candidates[need].append(order[rank])
          assignment.ranks[need].append(rank)
          break
        }
      }
      let arrivals =
        assignment.candidates[need].map { problem.candidates[$0].arrival }
        + Array(repeating: unseenArrival(kind) ?? 0, count: unseen)
      assignment.completion = max(assignment.completion, arrivals.max() ?? 0)
      assignment.totalArrival += arrivals.reduce(0, +)
    }
    return assignment
  }

  /// Gives a need as many units that have not been seen as a solution of least cost can have, and keeps them.
  private mutating func takeUnseen(_ kind: Int, _ fill: Int) -> Int {
    guard let arc = unseenArcs[kind], let node = unseenNodes[kind] else { return 0 }
    var taken = min(fill, flow.flow(arc))
    // What is taken is not given back, and is no longer there for other needs of the kind.
    flow.room[arc ^ 1] -= Int32(taken)
    while taken < fill, flow.isFree(arc, from: kindNodes[kind], to: node) {
      let departures = flow.freeWays(to: kindNodes[kind])
      guard departures[node] >= 0 else { break }
      flow.turn(arc, departures: departures, end: kindNodes[kind])
      flow.room[arc ^ 1] -= 1
      taken += 1
    }
    if taken < fill { flow.freeze(arc) }
    return taken
  }

  // MARK: Parts

  private func unseenArrival(_ kind: Int) -> Int? { unseenArcs[kind].map { flow.costs[$0] } }

  private mutating func setDemand(_ kind: Int, _ demand: Int) {
    flow.room[demandArcs[kind]] = Int32(demand)
    flow.room[demandArcs[kind] ^ 1] = 0
  }

  /// Takes all flow out, and all that arrives after a moment.
  private mutating func restrict(to moment: Int, demands: [Int]) {
    flow.room = pristine
    for (kind, demand) in problem.demandsByKind(demands).enumerated() {
      setDemand(kind, demand)
      if let arc = unseenArcs[kind], flow.costs[arc] > moment { flow.freeze(arc) }
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
