internal import DirectoryModel
internal import Geodesy
internal import Matching

/// Finds the arrivals that matter at the cells of one run.
///
/// Candidates are groups in the order of the soonest time at which they could arrive at any cell of the run; they are
/// looked up ring by ring, as far as some cell needs them. A cell stops where the next candidate is later than all that
/// matters to it.
struct ArrivalSearch {
  /// A group and the seconds before which it does not arrive.
  struct Candidate: Sendable {
    var bound: Double
    var group: Int32
    /// Metres from the middle of the run's ball; only of those that a ring gave.
    var offset = SIMD3<Float>()
  }

  /// How arrivals meet a goal.
  struct Completion {
    /// Seconds until all is there; `nil` when one step is not met in time.
    var seconds: Double?
    /// How many arrivals it takes.
    var used: Int
  }

  /// Stations whose arrivals are kept beyond those that meet the goal, in case that these fall away.
  static let spare = 2
  /// Arrivals of which no more are kept in any case.
  static let most = 16

  let inputs: ArrivalInputs
  // What is needed at every cell is kept here too: to reach it through the inputs costs more than to use it.
  private let status: [ArrivalInputs.Status]
  private let isOpen: [Bool]
  private let lenderCount: Int
  private let hosts: [UInt16]
  private let goals: ServiceGoals
  /// Whether arrivals beyond those that meet the goal are kept, to start scenarios from.
  let keepsSpare: Bool
  private(set) var run = -1
  /// The soonest first.
  private(set) var candidates: [Candidate] = []
  /// How many rings have been looked up.
  private(set) var ring = 0
  /// Groups of the scenario that may matter in this run, the soonest first.
  private(set) var extra: [Candidate] = []
  /// What was found last, in order of arrival.
  private(set) var found: [Arrival] = []
  /// All that arrives before this many seconds has been found.
  private(set) var cutoff = 0.0
  /// A bit for each country that candidates have come from since it was last set; see `BlockArrivals.bit`.
  var lenders: UInt64 = 0

  init(_ inputs: ArrivalInputs, keepsSpare: Bool) {
    self.inputs = inputs
    status = inputs.status
    isOpen = inputs.isOpen
    lenderCount = inputs.lenders.count
    hosts = inputs.cellBlocks.hosts
    goals = inputs.goals
    self.keepsSpare = keepsSpare
  }

  /// Begins a run of cells; candidates are looked up when they are first needed.
  mutating func begin(run: Int, extra: [Candidate] = []) {
    guard run != self.run else { return }
    self.run = run
    candidates.removeAll(keepingCapacity: true)
    ring = 0
    self.extra = extra
  }

  private mutating func lookUpNextRing() {
    let ball = inputs.cellBlocks.runBalls[run]
    let limit = inputs.rings[ring]
    let before = ring > 0 ? inputs.rings[ring - 1] : -1
    let start = candidates.count
    let radius = inputs.reach[ring] + ball.radius + 1
    inputs.finder.forEach(chord: radius, x: ball.x, y: ball.y, z: ball.z) { index, _, _ in
      // Where whole stations have gone, most of what is near has.
      guard status.isEmpty || status[index] != .gone else { return }
      let bound = inputs.bound(inputs.base.groups[index], ball)
      guard bound > before, bound <= limit else { return }
      let (point, lender) = (inputs.base.groups[index].point, inputs.base.groups[index].lender)
      candidates.append(
        Candidate(
          bound: bound, group: Int32(index),
          offset: SIMD3(Float(point.x - ball.x), Float(point.y - ball.y), Float(point.z - ball.z))))
      lenders |= BlockArrivals.bit(lender)
    }
    candidates[start...].sort { ($0.bound, $0.group) < ($1.bound, $1.group) }
    ring += 1
  }

  /// Finds what matters at a cell: `found`, complete up to `cutoff`.
  ///
  /// - Parameters:
  ///   - slot: the cell.
  ///   - findsAll: whether all that arrives in time matters, and not only what meets the goal first.
  /// - Returns: how the arrivals found meet the cell's goal.
  mutating func search(_ slot: Int, findsAll: Bool) -> Completion {
    let number = Int(goals.indices[slot])
    let goal = goals.goals[number]
    found.removeAll(keepingCapacity: true)
    cutoff = goals.limit
    var completion = self.completion(of: number)
    for candidate in extra {
      if candidate.bound > cutoff + ArrivalInputs.slack { break }
      consider(candidate.group, slot, number, goal, findsAll, &completion)
    }
    let (point, ball) = (inputs.cellBlocks.points[slot], inputs.cellBlocks.runBalls[run])
    let offset = SIMD3(Float(point.x - ball.x), Float(point.y - ball.y), Float(point.z - ball.z))
    var cutoffDistance = CutoffDistance()
    var next = 0
    while true {
      if next == candidates.count {
        guard ring < inputs.rings.count, ring == 0 || inputs.rings[ring - 1] < cutoff else { break }
        lookUpNextRing()
        continue
      }
      if candidates[next].bound > cutoff + ArrivalInputs.slack { break }
      let candidate = candidates[next]
      next += 1
      let way = candidate.offset - offset
      guard (way * way).sum() <= cutoffDistance.square else { continue }
      let group = candidate.group
      cutoffDistance.update(for: cutoff, inputs)
      consider(group, slot, number, goal, findsAll, &completion)
    }
    return completion
  }

  /// A distance beyond which candidates surely arrive too late: it costs less to compare than to work out their arrivals.
  private struct CutoffDistance {
    /// Square metres.
    private(set) var square = Float.infinity
    private var cutoff = Double.infinity
    private var calls = 0

    /// Shortens the distance at every 32nd call, because to work out how far a time reaches takes a while.
    mutating func update(for latest: Double, _ inputs: ArrivalInputs) {
      calls += 1
      guard calls % 32 == 0, latest < cutoff else { return }
      cutoff = latest
      // Some metres more, for what single precision leaves out.
      let reach = Float(inputs.reach(within: latest)) * 1.000_1 + 10
      square = reach * reach
    }
  }

  private mutating func consider(
    _ group: Int32, _ slot: Int, _ number: Int, _ goal: ServiceGoals.Goal, _ findsAll: Bool,
    _ completion: inout Completion
  ) {
    guard let arrival = inputs.arrival(of: group, at: slot, goal, before: cutoff) else { return }
    // Beyond what the norm asks for only the first arrival matters.
    if arrival.time > goal.end, !inputs.group(group).needs.holds(goal.lead) { return }
    insert(arrival)
    completion = self.completion(of: number)
    let isMet = completion.seconds != nil && goal.isNorm && !findsAll
    let first = firstCount(goal)
    guard keepsSpare else {
      if first > 0 {
        let last = found[isMet ? max(first, completion.used) - 1 : first - 1].time
        cutoff = min(cutoff, isMet ? last : max(last, goal.end))
        while let latest = found.last, latest.time > cutoff { found.removeLast() }
      }
      return
    }
    let host = hosts[slot]
    if isMet, first > 0 {
      keepSpare(after: max(first, completion.used), beyond: -1, host)
    } else if first > 0, let last = found.last, last.time > goal.end {
      // Nothing of what is in time may be missing; where nothing is, the first arrival matters.
      keepSpare(after: first, beyond: goal.end, host)
    }
  }

  /// How many arrivals there are up to the first that counts as such; 0 where none does.
  private func firstCount(_ goal: ServiceGoals.Goal) -> Int {
    for position in found.indices where inputs.group(found[position].group).needs.holds(goal.lead) {
      return position + 1
    }
    return 0
  }

  /// The first arrival of a unit with the need of the norm at the cell searched last; `nil` where none has been found.
  func first(_ goal: ServiceGoals.Goal) -> (arrival: Arrival, used: Int)? {
    let count = firstCount(goal)
    return count > 0 ? (found[count - 1], count) : nil
  }

  /// Puts an arrival in its place.
  mutating func insert(_ arrival: Arrival) {
    var position = found.count
    while position > 0, inputs.isBefore(arrival, found[position - 1]) { position -= 1 }
    found.insert(arrival, at: position)
  }

  /// Drops what comes after the first arrivals and those of some other stations, one of them of the cell's own
  /// country, which comes when borders are closed; it matters no more, and lowers the cutoff.
  ///
  /// All that arrives up to `end`, in seconds, is kept.
  private mutating func keepSpare(after used: Int, beyond end: Double, _ host: UInt16) {
    var stations = 0
    var station = inputs.group(found[used - 1].group).station
    var isOwnKept = false
    for index in used..<max(used, found.count) {
      let next = inputs.group(found[index].group).station
      if next != station { stations += 1 }
      station = next
      if found[index].lender == host { isOwnKept = true }
      let isEnough = stations >= ArrivalSearch.spare && isOwnKept || index >= ArrivalSearch.most
      guard isEnough, found[index].time > end else { continue }
      cutoff = min(cutoff, found[index].time)
      found.removeSubrange((index + 1)...)
      return
    }
  }

  /// How what was found meets a goal, by its number.
  func completion(of number: Int) -> Completion {
    let goal = goals.goals[number]
    var counts = Counts.zero
    var used = 0
    var complete = 0.0
    for index in goal.first..<goal.first + goal.count {
      while !goals.steps[index].requirement.isMet(by: counts) {
        guard used < found.count, found[used].time <= goals.steps[index].seconds else {
          return Completion(seconds: nil, used: used)
        }
        counts += inputs.counts(of: found[used].group, for: goals.measures[number])
        complete = max(complete, found[used].time)
        used += 1
      }
    }
    return Completion(seconds: complete, used: used)
  }

  // MARK: From what the baseline found

  /// Takes up the arrivals that the baseline found at a cell, without what has gone, and with what is new.
  ///
  /// - Parameters:
  ///   - slot: the cell.
  ///   - index: the cell's position in its block.
  ///   - known: what the baseline found in the block.
  /// - Returns: how the arrivals left meet the cell's goal; `nil` when they do not say all that matters.
  mutating func review(_ slot: Int, _ index: Int, _ known: BlockArrivals) -> Completion? {
    let number = Int(goals.indices[slot])
    let goal = goals.goals[number]
    let host = hosts[slot]
    cutoff = known.cutoffs[index]
    found.removeAll(keepingCapacity: true)
    for position in Int(known.starts[index])..<Int(known.starts[index + 1]) {
      let arrival = known.arrivals[position]
      if !status.isEmpty, status[Int(arrival.group)] == .gone { continue }
      if arrival.lender != host, !isOpen[Int(host) * lenderCount + Int(arrival.lender)] { continue }
      found.append(arrival)
    }
    for candidate in extra {
      if candidate.bound > cutoff + ArrivalInputs.slack { break }
      if let arrival = inputs.arrival(of: candidate.group, at: slot, goal, before: cutoff) { insert(arrival) }
    }
    let completion = completion(of: number)
    let isFirstKnown = firstCount(goal) > 0 || cutoff >= goals.limit
    guard isFirstKnown, completion.seconds != nil || cutoff >= goal.end else { return nil }
    return completion
  }

  // MARK: What it comes to

  /// The probability that a goal is met, when all that arrives in time has been found.
  ///
  /// It is 1 where units that are never busy meet the goal by themselves.
  func probability(ofGoal number: Int, _ completion: Completion) -> Double {
    let goal = goals.goals[number]
    guard completion.seconds != nil else { return 0 }
    guard found.prefix(completion.used).contains(where: { isBusy($0.group) }) else { return 1 }
    var units: [(unit: PoissonBinomial.Unit, id: UnitID)] = []
    for arrival in found where arrival.time <= goal.end {
      for position in inputs.units(of: arrival.group) {
        let unit = inputs.state.unit(Int(position))
        units.append(
          (
            .init(
              time: arrival.time, counts: goals.measures[number].counts(unit),
              busy: inputs.state.busy[Int(position)] ?? 0),
            unit.id
          ))
      }
    }
    units.sort { ($0.unit.time, $0.id) < ($1.unit.time, $1.id) }
    let steps = goals.steps[goal.first..<goal.first + goal.count]
    return PoissonBinomial.probability(of: steps, units: units.map(\.unit), measures: goals.measures[number].count)
  }

  /// Whether any unit of a group is busy at times.
  private func isBusy(_ group: Int32) -> Bool {
    inputs.hasBusy && inputs.units(of: group).contains { inputs.state.busy[Int($0)] != nil }
  }
}
