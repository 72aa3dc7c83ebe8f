package import DirectoryModel
package import Geodesy
internal import Matching

/// For one service, what is missing at every cell when some units have arrived: it gives at once what some arrivals more or
/// less would change.
package struct IncrementalCoverage: Sendable {
  /// A unit that arrives at a cell, or no longer does.
  package struct Change: Sendable {
    /// The position of the cell.
    package var cell: Int32
    /// Seconds from the alarm.
    package var time: Double
    /// People on board.
    package var crew: Int32
    /// The needs of norms that it meets.
    package var needs: NeedSet
    /// 1 for one more, -1 for one less.
    package var sign: Int32

    package init(cell: Int32, time: Double, crew: Int32, needs: NeedSet, sign: Int32) {
      self.cell = cell
      self.time = time
      self.crew = crew
      self.needs = needs
      self.sign = sign
    }
  }

  /// What is there of what a cell's norm counts when one of its steps is due.
  private struct Slot: Sendable {
    var seconds: Double
    var counts: Counts
  }

  private let cells: [DemandCell]
  private let goals: [CoverageGoal]
  /// By cell: its goal; -1 where no norm applies or no people live.
  private let goalOf: [Int16]
  /// By cell: the number of its country.
  private let hosts: [UInt16]
  private let countries: [CountryCode?: UInt16]
  private let finder: PointFinder
  private let times: CoverageTimes
  private var travel: CellTravel
  /// The latest second that any norm counts.
  private let latest: Double
  private let starts: [Int32]
  private var slots: [Slot] = []

  /// Begins with no arrivals at all.
  ///
  /// - Parameters:
  ///   - model: the cells, the norms and the travel times.
  ///   - service: the service whose norms are judged.
  ///   - finder: finds the model's cells near a point.
  package init(_ model: CoverageModel, service: Service, finder: PointFinder) {
    let cells = model.cells
    self.cells = cells
    self.finder = finder
    times = model.times
    travel = CellTravel(to: cells, model: model.travel, ways: model.waters?.ways, roads: model.cellRoads)
    let goals = (model.norms.norms[service] ?? []).map {
      CoverageGoal($0, needs: model.norms.selection, times: model.times)
    }
    self.goals = goals
    goalOf = zip(cells, model.norms.indices[service] ?? []).map { cell, norm in
      cell.people > 0 && norm >= 0 ? Int16(clamping: norm) : -1
    }
    var countries: [CountryCode?: UInt16] = [:]
    hosts = cells.map { cell in
      let number = countries[cell.country] ?? UInt16(clamping: countries.count)
      countries[cell.country] = number
      return number
    }
    self.countries = countries
    var starts: [Int32] = [0]
    var latest = 0.0
    for goal in goalOf {
      if goal >= 0 {
        latest = max(latest, goals[Int(goal)].end)
        for step in goals[Int(goal)].steps { slots.append(Slot(seconds: step.seconds, counts: .zero)) }
      }
      starts.append(Int32(slots.count))
    }
    self.starts = starts
    self.latest = latest
  }

  /// Whether a norm applies to any cell with people.
  package var hasGoals: Bool { goalOf.contains { $0 >= 0 } }

  /// Whether a norm applies to a cell, and people live there.
  package func hasGoal(_ cell: Int) -> Bool { goalOf[cell] >= 0 }

  /// Whether all that its norm asks for is there in time; cells without a norm are not.
  package func isCovered(_ cell: Int) -> Bool {
    guard goalOf[cell] >= 0 else { return false }
    let goal = goals[Int(goalOf[cell])]
    return goal.steps.indices.allSatisfy {
      goal.steps[$0].requirement.isMet(by: slots[Int(starts[cell]) + $0].counts)
    }
  }

  /// Every cell that a unit reaches while its norm counts, with the seconds from the alarm.
  package func forEachArrival(of unit: CoverageUnit, _ body: (Int, Double) -> Void) {
    // A norm whose clock starts at departure counts no turnout.
    let start = travel.start(of: unit)
    let radius = travel.bound(of: start).reach(
      seconds: latest / times.travelSlowness.of(unit.service), service: unit.service, mobility: unit.mobility)
    let slowness = times.travelSlowness.of(unit.service)
    // What is the same for all cells is taken out of what is counted.
    let own = countries[unit.country]
    let (goalOf, hosts, travel, requestDelay) = (goalOf, hosts, travel, times.requestDelay)
    let asked = goals.map { goal in
      (counts: goal.counts(unit.needs), end: goal.end, turnout: goal.countsTurnout ? unit.turnout : 0)
    }
    finder.forEach(within: radius, of: SurfacePoint(unit.place)) { cell, straight in
      guard goalOf[cell] >= 0, asked[Int(goalOf[cell])].counts,
        let driving = travel.driving(of: start, to: cell, straight: straight)
      else { return }
      let goal = asked[Int(goalOf[cell])]
      let time =
        (own == hosts[cell] ? 0 : requestDelay) + goal.turnout + driving.seconds * slowness + driving.wait
      if time <= goal.end { body(cell, time) }
    }
  }

  /// A unit's arrivals wherever it may go.
  package func changes(of unit: CoverageUnit, sign: Int32 = 1, mayGo: (Int) -> Bool) -> [Change] {
    var changes: [Change] = []
    let crew = Int32(clamping: unit.crew)
    forEachArrival(of: unit) { cell, time in
      if mayGo(cell) {
        changes.append(Change(cell: Int32(cell), time: time, crew: crew, needs: unit.needs, sign: sign))
      }
    }
    return changes
  }

  // MARK: Changing

  /// The same cells and norms before anybody has arrived.
  package func withoutArrivals() -> IncrementalCoverage {
    var none = self
    for slot in none.slots.indices { none.slots[slot].counts = .zero }
    return none
  }

  /// Takes the roads of a model with the same cells, which has them from more places.
  package mutating func takeRoads(of model: CoverageModel) { travel.roads = model.cellRoads }

  /// Lets arrivals come, or fall away.
  package mutating func apply(_ changes: [Change]) {
    for change in changes { apply(change) }
  }

  private mutating func apply(_ change: Change) {
    guard goalOf[Int(change.cell)] >= 0 else { return }
    let goal = goals[Int(goalOf[Int(change.cell)])]
    let counts = goal.measures.counts(units: 1, crew: Int(change.crew), needs: change.needs)
    for slot in Int(starts[Int(change.cell)])..<Int(starts[Int(change.cell) + 1])
    where change.time <= slots[slot].seconds {
      if change.sign < 0 { slots[slot].counts -= counts } else { slots[slot].counts += counts }
    }
  }

  /// People who would be within the norm and are not, less those who would no longer be.
  package func people(by changes: [Change]) -> Int {
    var people = 0
    forEachChangedCell(by: changes) { cell, isCovered in people += isCovered ? cells[cell].people : -cells[cell].people
    }
    return people
  }

  /// Calls with every cell that would come to be within or outside the norm, and whether it would be within it.
  package func forEachChangedCell(by changes: [Change], _ body: (Int, Bool) -> Void) {
    let sorted = changes.sorted { $0.cell < $1.cell }
    var first = 0
    while first < sorted.count {
      let cell = sorted[first].cell
      var end = first + 1
      while end < sorted.count, sorted[end].cell == cell { end += 1 }
      defer { first = end }
      guard goalOf[Int(cell)] >= 0 else { continue }
      let goal = goals[Int(goalOf[Int(cell)])]
      var was = true
      var becomes = true
      for (number, step) in goal.steps.enumerated() {
        let slot = slots[Int(starts[Int(cell)]) + number]
        var after = slot.counts
        for change in sorted[first..<end] where change.time <= slot.seconds {
          let counts = goal.measures.counts(units: 1, crew: Int(change.crew), needs: change.needs)
          if change.sign < 0 { after -= counts } else { after += counts }
        }
        was = was && step.requirement.isMet(by: slot.counts)
        becomes = becomes && step.requirement.isMet(by: after)
      }
      if was != becomes { body(Int(cell), becomes) }
    }
  }
}
