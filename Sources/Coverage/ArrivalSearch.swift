internal import Matching

/// Finds the arrivals that matter at the cells of one block.
///
/// Candidates are groups in the order of the soonest time at which they could arrive at any cell of the block; they are
/// looked up ring by ring, as far as some cell needs them. A cell stops where the next candidate is later than all that
/// matters to it.
struct ArrivalSearch {
  /// A group and the seconds before which it does not arrive.
  struct Candidate: Sendable {
    var bound: Double
    var group: Int32
  }

  /// How arrivals meet a goal.
  struct Completion {
    /// Seconds until all is there; `nil` when one step is not met in time.
    var seconds: Double?
    /// How many arrivals it takes.
    var used: Int
  }

  /// Arrivals that are kept beyond those that meet the goal, in case that these fall away.
  static let spare = 3
  /// Seconds by which a bound may exceed what it bounds, because numbers are rounded.
  static let slack = 1e-6

  let ground: ArrivalGround
  private(set) var block = 0
  /// The soonest first.
  private(set) var candidates: [Candidate] = []
  /// How many rings have been looked up.
  private(set) var ring = 0
  /// Groups of the scenario that may matter in this block, the soonest first.
  private(set) var extra: [Candidate] = []
  /// What was found last, in order of arrival.
  private(set) var found: [Arrival] = []
  /// All that arrives before this many seconds has been found.
  private(set) var cutoff = 0.0

  init(_ ground: ArrivalGround) { self.ground = ground }

  /// Turns to a block.
  ///
  /// - Parameters:
  ///   - candidates: those known from the baseline.
  ///   - ring: how many rings they were looked up in.
  mutating func begin(_ block: Int, candidates: [Candidate] = [], ring: Int = 0, extra: [Candidate] = []) {
    self.block = block
    self.candidates = candidates
    self.ring = ring
    self.extra = extra
  }

  private mutating func lookUpNextRing() {
    let ball = ground.field.balls[block]
    let limit = ground.rings[ring]
    let before = ring > 0 ? ground.rings[ring - 1] : -1
    let start = candidates.count
    let radius = ground.reach[ring] + ball.radius + 1
    ground.finder.forEach(chord: radius, x: ball.x, y: ball.y, z: ball.z) { index, _, _ in
      let bound = ground.bound(ground.base.groups[index], ball)
      if bound > before, bound <= limit { candidates.append(Candidate(bound: bound, group: Int32(index))) }
    }
    candidates[start...].sort { ($0.bound, $0.group) < ($1.bound, $1.group) }
    ring += 1
  }

  /// Finds what matters at a cell: `found`, complete up to `cutoff`.
  ///
  /// - Parameters:
  ///   - slot: the cell.
  ///   - findsAll: whether all that arrives in time matters, and not only what meets the goal first.
  mutating func search(_ slot: Int, findsAll: Bool) -> Completion {
    let goal = ground.goals.goals[Int(ground.goals.indices[slot])]
    found.removeAll(keepingCapacity: true)
    cutoff = ground.goals.limit
    var completion = self.completion(of: goal)
    for candidate in extra {
      if candidate.bound > cutoff + ArrivalSearch.slack { break }
      consider(candidate.group, slot, goal, findsAll, &completion)
    }
    var next = 0
    while true {
      if next == candidates.count {
        guard ring < ground.rings.count, ring == 0 || ground.rings[ring - 1] < cutoff else { break }
        lookUpNextRing()
        continue
      }
      if candidates[next].bound > cutoff + ArrivalSearch.slack { break }
      let group = candidates[next].group
      next += 1
      if ground.status.isEmpty || ground.status[Int(group)] != .gone {
        consider(group, slot, goal, findsAll, &completion)
      }
    }
    return completion
  }

  private mutating func consider(
    _ number: Int32, _ slot: Int, _ goal: LaneGoals.Goal, _ findsAll: Bool, _ completion: inout Completion
  ) {
    guard let arrival = ground.arrival(of: number, at: slot, goal, before: cutoff) else { return }
    insert(arrival)
    completion = self.completion(of: goal)
    shrink(goal, findsAll, completion)
  }

  /// Puts an arrival in its place.
  mutating func insert(_ arrival: Arrival) {
    var position = found.count
    while position > 0, ground.isBefore(arrival, found[position - 1]) { position -= 1 }
    found.insert(arrival, at: position)
  }

  /// Lowers the cutoff to what still matters, and lets go of what does not.
  private mutating func shrink(_ goal: LaneGoals.Goal, _ findsAll: Bool, _ completion: Completion) {
    let spare = ArrivalSearch.spare
    if completion.seconds != nil, goal.isNorm, !findsAll {
      cutoff = min(cutoff, max(goal.end, found[0].time))
      keep(completion.used + spare)
    } else {
      // Nothing of what is in time may be missing; where nothing is, the first arrival matters and some in its stead.
      cutoff = min(cutoff, max(goal.end, 2 * found[0].time))
      if found.count > spare, found[spare].time > goal.end { keep(spare + 1) }
    }
    while let last = found.last, last.time > cutoff { found.removeLast() }
  }

  /// Lets go of arrivals beyond the first so many; what comes after these matters no more.
  private mutating func keep(_ count: Int) {
    guard found.count >= count else { return }
    found.removeSubrange(count...)
    cutoff = min(cutoff, found[count - 1].time)
  }

  /// How what was found meets a goal.
  func completion(of goal: LaneGoals.Goal) -> Completion {
    var strength = UnitGroups.Strength.none
    var used = 0
    var complete = 0.0
    for index in goal.first..<goal.first + goal.count {
      let step = ground.goals.steps[index]
      while strength.units < step.units || strength.crew < step.crew {
        guard used < found.count, found[used].time <= step.seconds else { return Completion(seconds: nil, used: used) }
        let more = ground.strength(found[used].group)
        strength.units += more.units
        strength.crew += more.crew
        complete = max(complete, found[used].time)
        used += 1
      }
    }
    return Completion(seconds: complete, used: used)
  }

  // MARK: From what the baseline found

  /// Takes up the arrivals that the baseline found at a cell, without what has gone, and with what is new.
  ///
  /// - Returns: `nil` when what is left does not say all that matters.
  mutating func review(_ slot: Int, _ known: ArraySlice<Arrival>, cutoff: Double) -> Completion? {
    let goal = ground.goals.goals[Int(ground.goals.indices[slot])]
    let host = ground.field.hosts[slot]
    self.cutoff = cutoff
    found.removeAll(keepingCapacity: true)
    for arrival in known {
      let index = Int(arrival.group)
      if !ground.status.isEmpty, ground.status[index] == .gone { continue }
      if arrival.lender != host, !ground.isOpen[Int(host) * ground.lenders.count + Int(arrival.lender)] { continue }
      found.append(arrival)
    }
    for candidate in extra {
      if candidate.bound > cutoff + ArrivalSearch.slack { break }
      if let arrival = ground.arrival(of: candidate.group, at: slot, goal, before: cutoff) { insert(arrival) }
    }
    let completion = completion(of: goal)
    let isFirstKnown = !found.isEmpty || cutoff >= ground.goals.limit
    guard isFirstKnown, completion.seconds != nil || cutoff >= goal.end else { return nil }
    return completion
  }

  // MARK: What it comes to

  /// The probability that a goal is met, when all that arrives in time has been found.
  ///
  /// It is 1 where units that are never busy meet the goal by themselves.
  func probability(_ goal: LaneGoals.Goal, _ completion: Completion) -> Double {
    guard completion.seconds != nil else { return 0 }
    guard found.prefix(completion.used).contains(where: { isBusy($0.group) }) else { return 1 }
    var units: [(unit: ReadyDistribution.Unit, id: String)] = []
    for arrival in found where arrival.time <= goal.end {
      for position in ground.units(of: arrival.group) {
        let unit = ground.state.unit(Int(position))
        units.append(
          (
            .init(
              time: arrival.time, crew: Int(Int32(clamping: unit.crew)), busy: ground.state.busy[Int(position)] ?? 0),
            unit.id
          ))
      }
    }
    units.sort { ($0.unit.time, $0.id) < ($1.unit.time, $1.id) }
    let steps = ground.goals.steps[goal.first..<goal.first + goal.count]
    return ReadyDistribution.probability(of: steps, units: units.map(\.unit))
  }

  /// Whether any unit of a group is busy at times.
  private func isBusy(_ group: Int32) -> Bool {
    ground.hasBusy && ground.units(of: group).contains { ground.state.busy[Int($0)] != nil }
  }
}
