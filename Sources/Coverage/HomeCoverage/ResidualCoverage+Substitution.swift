internal import DirectoryModel
internal import Geodesy

extension ResidualCoverage {
  /// What is different where a unit has left and another one stands at its place.
  func substitution(of index: Int, by other: CoverageUnit) -> Substitution {
    let leaving = units[index]
    var result = Substitution(
      crewLost: Int32(clamping: leaving.crew), crewGained: Int32(clamping: other.crew))
    let lost = runs(of: index)
    var gained = lost
    if other.turnout != leaving.turnout || other.needs != leaving.needs {
      var moved = other
      moved.place = leaving.place
      moved.positionReach = leaving.positionReach
      gained =
        StepFinder(
          goals: goals, slots: slots, goalOf: goalOf, cells: cells, finder: finder, travel: cellTravel, times: times,
          reach: reach, longest: longest
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
      let isMet = isMet(Int(goal), after: change, of: result, withoutCrew: 0, from: .max)
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
    let crew = Int32(clamping: units[index].crew)
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
      guard isMet(Int(goal), after: change, of: substitution, withoutCrew: 0, from: .max),
        !isMet(Int(goal), after: change, of: substitution, withoutCrew: crew, from: run.lowerBound)
      else { continue }
      people += cells[Int(goals[Int(goal)].cell)].people
      if people >= limit { return people }
    }
    return people
  }

  /// Whether a goal is met after a change, and without a further unit from one of its steps on.
  private func isMet(
    _ goal: Int, after change: Substitution.Change, of substitution: Substitution, withoutCrew crew: Int32,
    from first: Int32
  ) -> Bool {
    for slot in goals[goal].firstSlot..<goals[goal].endSlot {
      let state = slots[Int(slot)]
      var (units, onBoard) = (state.units, state.crew)
      if slot >= change.firstLost {
        units -= 1
        onBoard -= substitution.crewLost
      }
      if slot >= change.firstGained {
        units += 1
        onBoard += substitution.crewGained
      }
      if slot >= first {
        units -= 1
        onBoard -= crew
      }
      guard units >= state.neededUnits, onBoard >= state.neededCrew else { return false }
    }
    return true
  }
}
