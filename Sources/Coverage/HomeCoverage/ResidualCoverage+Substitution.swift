internal import DirectoryModel
internal import Geodesy

extension ResidualCoverage {
  /// What is different where a unit has left and another one stands at its place.
  func substitution(of index: Int, by other: CoverageUnit) -> Substitution {
    let leaving = units[index]
    var result = Substitution(lost: leaving, gained: other)
    let lost = runs(of: index)
    var gained = lost
    if other.turnout != leaving.turnout || other.needs != leaving.needs {
      var moved = other
      moved.place = leaving.place
      moved.positionReach = leaving.positionReach
      gained =
        StepFinder(
          goals: goals, kinds: kinds, slots: slots, goalOf: goalOf, cells: cells, finder: finder, travel: travel,
          times: times,
          reach: reach, longest: longest, ways: ways, places: places
        ).steps(metBy: moved, at: unitPoints[index])[...]
    }
    var (left, right) = (lost.startIndex, gained.startIndex)
    while left < lost.endIndex || right < gained.endIndex {
      let goalLost = left < lost.endIndex ? goalOfSlot[Int(lost[left].lowerBound)] : .max
      let goalGained = right < gained.endIndex ? goalOfSlot[Int(gained[right].lowerBound)] : .max
      let goal = min(goalLost, goalGained)
      var change = Substitution.Change(goal: goal, firstLost: .max, firstGained: .max)
      if goalLost == goal {
        change.firstLost = lost[left].lowerBound
        left += 1
      }
      if goalGained == goal {
        change.firstGained = gained[right].lowerBound
        right += 1
      }
      result.changes.append(change)
      let isMet = isMet(Int(goal), after: change, of: result)
      if isMet != (goals[Int(goal)].unmet == 0) {
        result.people += (isMet ? -1 : 1) * cells[Int(goals[Int(goal)].cell)].people
      }
    }
    return result
  }

  /// People who are within the norm after a substitution, and outside it once a further unit is away.
  ///
  /// - Parameters:
  ///   - index: the further unit.
  ///   - substitution: what is different without it.
  ///   - limit: where the number reaches it, counting may stop: the number is then only known to be no less.
  /// - Returns: how many people.
  func loss(of index: Int, beside substitution: Substitution, below limit: Int) -> Int {
    var people = 0
    var position = substitution.changes.startIndex
    for run in runs(of: index) {
      let goal = goalOfSlot[Int(run.lowerBound)]
      while position < substitution.changes.endIndex, substitution.changes[position].goal < goal { position += 1 }
      var change = Substitution.Change(goal: goal, firstLost: .max, firstGained: .max)
      if position < substitution.changes.endIndex, substitution.changes[position].goal == goal {
        change = substitution.changes[position]
      } else if goals[Int(goal)].unmet != 0 {
        continue
      }
      guard isMet(Int(goal), after: change, of: substitution),
        !isMet(Int(goal), after: change, of: substitution, without: units[index], from: run.lowerBound)
      else { continue }
      people += cells[Int(goals[Int(goal)].cell)].people
      if people >= limit { return people }
    }
    return people
  }

  /// Whether a goal is met after a change, and without a further unit from one of its steps on.
  private func isMet(
    _ number: Int, after change: Substitution.Change, of substitution: Substitution,
    without unit: CoverageUnit? = nil, from first: Int32 = .max
  ) -> Bool {
    let goal = goals[number]
    let measures = kinds[Int(goal.kind)].measures
    for slot in goal.firstSlot..<goal.endSlot {
      var counts = slots[Int(slot)].counts
      if slot >= change.firstLost { counts -= measures.counts(substitution.lost) }
      if slot >= change.firstGained { counts += measures.counts(substitution.gained) }
      if let unit, slot >= first { counts -= measures.counts(unit) }
      guard isMet(Int(slot), of: goal, by: counts) else { return false }
    }
    return true
  }
}
