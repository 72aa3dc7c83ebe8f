package import DirectoryModel
package import Geodesy
internal import Matching
internal import Waterways

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
  /// By cell; `nil` where no norm applies or no people live.
  private let goals: [CoverageGoal?]
  private let finder: PointFinder
  private let times: CoverageTimes
  private let travel: any TravelTime
  private var roads: RoadTable?
  /// By cell: its slot among the roads.
  private let roadSlots: [Int32]
  private let ways: CoverageWays?
  /// By cell; empty without water.
  private let places: [WayTable.Place]
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
    travel = model.travel
    roads = model.roads?.table
    roadSlots = model.roads == nil ? [] : model.cellBlocks.slots
    ways = model.waters?.ways
    places = model.waters.map { waters in cells.map { waters.ways.place($0.place) } } ?? []
    let norms = (model.norms.norms[service] ?? []).map {
      CoverageGoal($0, needs: model.norms.selection, times: model.times)
    }
    goals = zip(cells, model.norms.indices[service] ?? []).map { cell, norm in
      cell.people > 0 && norm >= 0 ? norms[Int(norm)] : nil
    }
    var starts: [Int32] = [0]
    for goal in goals {
      for step in goal?.steps ?? [] { slots.append(Slot(seconds: step.seconds, counts: .zero)) }
      starts.append(Int32(slots.count))
    }
    self.starts = starts
    latest = goals.compactMap { $0?.end }.max() ?? 0
  }

  /// Whether a norm applies to any cell with people.
  package var hasGoals: Bool { goals.contains { $0 != nil } }

  /// Whether a norm applies to a cell, and people live there.
  package func hasGoal(_ cell: Int) -> Bool { goals[cell] != nil }

  /// Whether all that its norm asks for is there in time; cells without a norm are not.
  package func isCovered(_ cell: Int) -> Bool {
    guard let goal = goals[cell] else { return false }
    return goal.steps.indices.allSatisfy {
      goal.steps[$0].requirement.isMet(by: slots[Int(starts[cell]) + $0].counts)
    }
  }

  /// Every cell that a unit reaches while its norm counts, with the seconds from the alarm.
  package func forEachArrival(of unit: CoverageUnit, _ body: (Int, Double) -> Void) {
    // A norm whose clock starts at departure counts no turnout.
    let place = unit.mobility == .road ? roads?.number(of: unit.place) : nil
    let bound: any TravelTime = place == nil ? travel : roads?.leastTravel(travel) ?? travel
    let radius = bound.reach(seconds: latest / times.slowness, service: unit.service, mobility: unit.mobility)
    let start = unit.ways(ways)
    finder.forEach(within: radius, of: SurfacePoint(unit.place)) { cell, straight in
      guard let goal = goals[cell], goal.counts(unit.needs),
        let driving = driving(of: unit, from: place, start, to: cell, straight: straight)
      else { return }
      let time =
        (unit.country == cells[cell].country ? 0 : times.requestDelay) + (goal.countsTurnout ? unit.turnout : 0)
        + driving.seconds * times.slowness + driving.wait
      if time <= goal.end { body(cell, time) }
    }
  }

  /// Seconds that a unit travels to a cell as things usually are, and that it waits on the way; `nil` where it cannot come, or
  /// later than any norm counts.
  private func driving(
    of unit: CoverageUnit, from place: Int32?, _ start: WayStart?, to cell: Int, straight: Double
  ) -> (seconds: Double, wait: Double)? {
    let model = { (distance: Double) in
      travel.seconds(distance: distance, service: unit.service, mobility: unit.mobility)
    }
    if let place, let roads {
      switch roads.time(from: place, to: Int(roadSlots[cell])) {
      case .seconds(let seconds, let moved):
        let approach = RoadWay.approach(
          moved, distance: straight, greatestSpeed: roads.greatestSpeed, model: model)
        return (seconds + approach, 0)
      // All that any norm counts has been asked about.
      case .never, .unknown: return nil
      case .model: break
      }
    }
    return start.leg(to: cell, among: places, of: cells, straight: straight).map { (model($0.metres), $0.wait) }
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

  /// Takes the roads of a model with the same cells, which has them from more places.
  package mutating func takeRoads(of model: CoverageModel) { roads = model.roads?.table }

  /// Lets arrivals come, or fall away.
  package mutating func apply(_ changes: [Change]) {
    for change in changes { apply(change) }
  }

  private mutating func apply(_ change: Change) {
    guard let goal = goals[Int(change.cell)] else { return }
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
      guard let goal = goals[Int(cell)] else { continue }
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
