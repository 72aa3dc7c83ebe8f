internal import DirectoryModel

/// A norm's steps as seconds from the alarm.
struct CoverageGoal: Hashable, Sendable {
  struct Step: Hashable {
    var seconds: Double
    var requirement: Requirement
  }

  var steps: [Step]
  /// Whether turnout is part of the time.
  var countsTurnout: Bool
  /// What its steps count.
  var measures: Measures
  /// What a unit must be able to do for its arrival to be the first: the need of the norm.
  var lead: NeedSet
  /// Seconds of call handling that are part of the time, because the clock starts with the call.
  var handling: Double

  init(_ norm: Norm, needs: NormSelection, times: CoverageTimes) {
    lead = needs.need(norm.need, of: norm)
    let counted = norm.measures
    measures = Measures(counted) { needs.need($0, of: norm) }
    handling = norm.clockStart == .call ? times.callHandling : 0
    countsTurnout = norm.clockStart != .departure
    let handling = handling
    steps = norm.thresholds.map { threshold in
      Step(
        seconds: Double(threshold.seconds) - handling,
        requirement: Requirement(
          (norm.alternatives(of: threshold) ?? []).map { alternative in
            var least = Counts.zero
            for (position, measure) in counted.enumerated() {
              least[position] = Int32(clamping: alternative[measure] ?? 0)
            }
            return least
          }))
    }
  }

  /// Seconds after which nothing counts any more.
  var end: Double { steps.last?.seconds ?? 0 }

  /// Whether any unit that counts may be one with these needs.
  func counts(_ needs: NeedSet) -> Bool { needs.holds(measures.needs) || needs.holds(lead) }
}

/// What the norms of one service ask for at each cell.
struct ServiceGoals: Sendable {
  /// One norm's goal; its steps lie in `steps`.
  struct Goal: Hashable, Sendable {
    /// The position of its first step.
    var first: Int
    /// How many steps it has.
    var count: Int
    /// Seconds after which nothing counts any more; 0 or more.
    var end: Double
    /// Whether turnout is part of the time.
    var countsTurnout: Bool
    /// What a unit must be able to do to count for anything.
    var need: NeedSet
    /// What a unit must be able to do for its arrival to be the first.
    var lead: NeedSet
    /// Seconds that the time judged is longer than that from the alarm.
    var handling: Double
    /// Whether there is a norm at all.
    var isNorm: Bool
    /// Whether it is a norm of law.
    var isLegal: Bool
  }

  let service: Service
  /// By slot of cells: the position in `goals`.
  let indices: [Int32]
  /// The last one is that of cells without a norm.
  let goals: [Goal]
  /// By goal: what it counts.
  let measures: [Measures]
  let steps: [CoverageGoal.Step]
  /// The longest time of any goal, or the horizon where that is later.
  let limit: Double
  /// Seconds from the start of any norm's clock beyond which there are no arrivals.
  let latest: Double
  /// Whether all goals count turnout.
  let allCountTurnout: Bool

  init(_ norms: CellNorms, service: Service, cellBlocks: CellBlocks, times: CoverageTimes) {
    self.service = service
    let found = norms.norms[service] ?? []
    var goals: [Goal] = []
    var measures: [Measures] = []
    var steps: [CoverageGoal.Step] = []
    for norm in found {
      let goal = CoverageGoal(norm, needs: norms.selection, times: times)
      goals.append(
        Goal(
          first: steps.count, count: goal.steps.count, end: max(0, goal.end), countsTurnout: goal.countsTurnout,
          need: goal.measures.needs.union(goal.lead), lead: goal.lead, handling: goal.handling, isNorm: true,
          isLegal: norm.isLegal))
      measures.append(goal.measures)
      steps += goal.steps
    }
    // To where no norm applies the first comes of all that are counted anywhere.
    goals.append(
      Goal(
        first: 0, count: 0, end: 0, countsTurnout: true, need: .any, lead: .any, handling: 0, isNorm: false,
        isLegal: false))
    measures.append(Measures([]) { _ in .any })
    let none = Int32(found.count)
    let byCell = norms.indices[service] ?? []
    indices = cellBlocks.order.map { cell in byCell[Int(cell)] < 0 ? none : byCell[Int(cell)] }
    self.goals = goals
    self.measures = measures
    self.steps = steps
    limit = max(CoverageTimes.horizon, goals.map(\.end).max() ?? 0)
    latest = limit + (goals.map(\.handling).max() ?? 0)
    allCountTurnout = goals.allSatisfy(\.countsTurnout)
  }

  /// Whether a goal asks for the same as one of other goals made from the same norms.
  func isSame(_ goal: Int, in other: ServiceGoals) -> Bool {
    let (one, two) = (goals[goal], other.goals[goal])
    return one == two && steps[one.first..<one.first + one.count] == other.steps[two.first..<two.first + two.count]
  }
}
