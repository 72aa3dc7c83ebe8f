internal import DirectoryModel

/// A norm's steps as seconds from the alarm.
struct CoverageGoal: Hashable, Sendable {
  struct Step: Hashable {
    var seconds: Double
    var units: Int32
    var crew: Int32
  }

  var steps: [Step]
  /// Whether turnout is part of the time.
  var countsTurnout: Bool
  /// What a unit must be able to do to count.
  var need: NeedSet

  init(_ norm: Norm, need: NeedSet, times: CoverageTimes) {
    self.need = need
    let handling = norm.clockStart == .call ? times.callHandling : 0
    countsTurnout = norm.clockStart != .departure
    steps = norm.thresholds.map { threshold in
      Step(
        seconds: Double(threshold.seconds) - handling, units: Int32(clamping: threshold.units ?? 0),
        crew: Int32(clamping: threshold.crew ?? 0))
    }
  }

  /// Seconds after which nothing counts any more.
  var end: Double { steps.last?.seconds ?? 0 }
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
    /// What a unit must be able to do to count.
    var need: NeedSet
    /// Whether there is a norm at all.
    var isNorm: Bool
  }

  let service: Service
  /// By slot of cells: the position in `goals`.
  let indices: [Int32]
  /// The last one is that of cells without a norm.
  let goals: [Goal]
  let steps: [CoverageGoal.Step]
  /// The longest time of any goal, or the horizon where that is later.
  let limit: Double
  /// Whether all goals count turnout.
  let allCountTurnout: Bool

  init(_ norms: CellNorms, service: Service, cellBlocks: CellBlocks, times: CoverageTimes) {
    self.service = service
    let found = norms.norms[service] ?? []
    var goals: [Goal] = []
    var steps: [CoverageGoal.Step] = []
    for norm in found {
      let goal = CoverageGoal(norm, need: norms.need(of: norm), times: times)
      goals.append(
        Goal(
          first: steps.count, count: goal.steps.count, end: max(0, goal.end), countsTurnout: goal.countsTurnout,
          need: goal.need, isNorm: true))
      steps += goal.steps
    }
    goals.append(Goal(first: 0, count: 0, end: 0, countsTurnout: true, need: .any, isNorm: false))
    let none = Int32(found.count)
    let byCell = norms.indices[service] ?? []
    indices = cellBlocks.order.map { cell in byCell[Int(cell)] < 0 ? none : byCell[Int(cell)] }
    self.goals = goals
    self.steps = steps
    limit = max(CoverageTimes.horizon, goals.map(\.end).max() ?? 0)
    allCountTurnout = goals.allSatisfy(\.countsTurnout)
  }

  /// Whether a goal asks for the same as one of other goals made from the same norms.
  func isSame(_ goal: Int, in other: ServiceGoals) -> Bool {
    let (one, two) = (goals[goal], other.goals[goal])
    return one == two && steps[one.first..<one.first + one.count] == other.steps[two.first..<two.first + two.count]
  }
}
