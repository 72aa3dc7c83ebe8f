internal import DirectoryModel

extension ResidualCoverage {
  /// What is other at some steps while units are thought away or elsewhere; between questions it is empty.
  ///
  /// A search for who could stand in asks dozens of times, so there is a place for every step rather than a dictionary.
  struct ChangeLedger {
    var differences: [(units: Int32, crew: Int32)]
    var isTouched: [Bool]
    var touched: [Int32] = []

    init(slots: Int, goals: Int) {
      differences = Array(repeating: (0, 0), count: slots)
      isTouched = Array(repeating: false, count: goals)
    }
  }

  /// People who come to be outside the norm, less those who come to be within it, when units leave and one arrives.
  ///
  /// - Parameter ledger: one made for these steps and goals; it is empty again afterwards.
  func change(
    leaving: [Int], arriving: (unit: CoverageUnit, runs: Help)?, in ledger: inout ChangeLedger
  ) -> Int {
    for index in leaving { note(runs(of: index), crew: units[index].crew, sign: -1, in: &ledger) }
    if let arriving { note(arriving.runs[...], crew: arriving.unit.crew, sign: 1, in: &ledger) }
    var people = 0
    for goal in ledger.touched {
      let state = goals[Int(goal)]
      var isMet = true
      for slot in Int(state.firstSlot)..<Int(state.endSlot) {
        let now = slots[slot]
        let difference = ledger.differences[slot]
        ledger.differences[slot] = (0, 0)
        isMet =
          isMet && now.units + difference.units >= now.neededUnits
          && now.crew + difference.crew >= now.neededCrew
      }
      ledger.isTouched[Int(goal)] = false
      if isMet != (state.unmet == 0) { people += (isMet ? -1 : 1) * cells[Int(state.cell)].people }
    }
    ledger.touched.removeAll(keepingCapacity: true)
    return people
  }

  func note(_ runs: ArraySlice<Range<Int32>>, crew: Int, sign: Int32, in ledger: inout ChangeLedger) {
    let crew = sign * Int32(clamping: crew)
    for run in runs {
      let goal = goalOfSlot[Int(run.lowerBound)]
      if !ledger.isTouched[Int(goal)] {
        ledger.isTouched[Int(goal)] = true
        ledger.touched.append(goal)
      }
      for slot in Int(run.lowerBound)..<Int(run.upperBound) {
        ledger.differences[slot].units += sign
        ledger.differences[slot].crew += crew
      }
    }
  }
}
