package import DirectoryModel
internal import Geodesy
package import Matching
internal import Waterways

/// What an area keeps when a unit leaves: people who fall outside the norm while it is away.
///
/// A cell of people is covered when every step of its norm is met by ready units, whichever they are. For every step of
/// every cell it is kept how many ready units and people on board arrive in time, and for every unit which steps it helps
/// to meet; so a loss is a walk over the unit's own steps, some microseconds, and a change of readiness the same.
///
/// ```swift
/// var residual = ResidualCoverage(units: units, cells: cells, norms: NormSelection(norms, on: "2026-11-26"), travel: TravelModel(vocabulary))
/// let loss = residual.loss(of: "nl-fire-vaals-f2e0bb79.ts1")
/// if loss.people >= ResidualCoverage.seriousLoss { print(residual.moveUp(for: loss.unit)) }
/// residual.setReady(false, for: "nl-fire-vaals-f2e0bb79.ts1")
/// ```
package struct ResidualCoverage: Sendable {
  /// People from whom on a loss is called serious: about the people of a village.
  package static let seriousLoss = 1000

  /// Minutes that a unit may travel to stand in, unless a caller gives others.
  package static let longestMoveUp = 30.0

  /// How many units are weighed to stand in, unless a caller gives another number.
  package static let mostStandIns = 24

  /// Which units cover a cell.
  package enum Reach: Hashable, Sendable {
    /// Those of its own country, which come without a request to another control room.
    case ownCountry
    /// Those of all countries.
    case allCountries
  }

  /// What falls outside the norm.
  package struct Loss: Hashable, Sendable {
    /// The unit that leaves.
    package var unit: UnitID
    /// How many people.
    package var people: Int
    /// Their cells, as positions in the cells given, in ascending order.
    package var cells: [Int]
  }

  /// What units have in common that could do each other's work.
  private struct Peers: Hashable {
    var service: Service
    var country: CountryCode
    var mobility: Mobility
  }

  /// One step of one cell's norm: what is there of what it counts.
  struct Slot {
    var seconds: Double
    var counts = Counts.zero
  }

  /// A cell's norm for one service.
  struct Goal {
    var cell: Int32
    var firstSlot: Int32
    var endSlot: Int32
    var unmet: Int32 = 0
    /// The position among `kinds` of what the norm asks for.
    var kind: Int32
  }

  /// Steps that a unit at some place meets in time: runs of slots, each of one goal.
  typealias MetSteps = [Range<Int32>]

  /// The norms of the day, by id.
  package let norms: [Norm]
  let units: [CoverageUnit]
  let indices: [UnitID: Int]
  let cells: [DemandCell]
  let travel: any TravelTime
  let times: CoverageTimes
  let reach: Reach
  /// Ways by road; `nil` where all are straight.
  let ways: CoverageWays?
  /// By cell; empty without water.
  let places: [WayTable.Place]
  let unitPoints: [SurfacePoint]
  let finder: PointFinder
  let unitFinder: PointFinder
  /// By unit: units with the same number could do each other's work, since service, country and way of travelling agree.
  let peerGroups: [Int32]
  /// Goals by service and cell; -1 where no norm applies.
  let goalOf: [Service: [Int32]]
  let goalOfSlot: [Int32]
  /// How long units may take to count at all.
  let longest: LongestTimes
  /// What the norms ask for.
  let kinds: [CoverageGoal]
  private(set) var slots: [Slot]
  private(set) var goals: [Goal]
  private(set) var isReady: [Bool]
  /// Positions in `help`, one more than there are units.
  private let helpStart: [Int32]
  private let help: [Range<Int32>]

  /// Counts what is covered.
  ///
  /// - Parameters:
  ///   - units: ready or not; ids are unique, of several units with one id the first counts.
  ///   - cells: the people.
  ///   - norms: the norms of the day.
  ///   - travel: the travel-time model.
  ///   - times: what comes beside turnout and travel.
  ///   - reach: which units cover a cell.
  ///   - ways: how water parts the land; `nil` where all ways are straight.
  /// - Complexity: O(pairs of a unit and a cell that it reaches in time).
  package init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormSelection, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), reach: Reach = .ownCountry, ways: CoverageWays? = nil
  ) {
    self.ways = ways
    places = ways.map { ways in cells.map { ways.place($0.place) } } ?? []
    self.norms = norms.norms
    self.units = units
    self.cells = cells
    self.travel = travel
    self.times = times
    self.reach = reach
    indices = Dictionary(units.indices.map { (units[$0].id, $0) }) { first, _ in first }
    unitPoints = units.map { SurfacePoint($0.place) }
    finder = PointFinder(cells.map { SurfacePoint($0.place) })
    unitFinder = PointFinder(unitPoints)
    peerGroups = ResidualCoverage.numbers(
      of: units.map { Peers(service: $0.service, country: $0.country, mobility: $0.mobility) })
    isReady = units.map(\.isReady)
    let present = Set(units.map(\.service))
    let cellNorms = CellNorms(cells: cells, norms: norms, services: Service.allCases.filter(present.contains))
    var slots: [Slot] = []
    var goals: [Goal] = []
    var kinds: [CoverageGoal] = []
    var goalOfSlot: [Int32] = []
    var goalOf: [Service: [Int32]] = [:]
    for service in Service.allCases {
      guard let normOf = cellNorms.indices[service] else { continue }
      let start = kinds.count
      kinds += (cellNorms.norms[service] ?? []).map { CoverageGoal($0, needs: norms, times: times) }
      goalOf[service] = normOf.indices.map { cell in
        guard normOf[cell] >= 0 else { return -1 }
        let kind = start + Int(normOf[cell])
        let first = Int32(slots.count)
        for step in kinds[kind].steps {
          slots.append(Slot(seconds: step.seconds))
          goalOfSlot.append(Int32(goals.count))
        }
        goals.append(
          Goal(
            cell: Int32(cell), firstSlot: first, endSlot: Int32(slots.count), kind: Int32(kind)))
        return Int32(goals.count - 1)
      }
    }
    self.goalOf = goalOf
    self.goalOfSlot = goalOfSlot
    self.goals = goals
    self.kinds = kinds
    self.slots = slots
    longest = LongestTimes(norms, times: times, isForeignCounted: reach == .allCountries)
    let steps = StepFinder(
      goals: goals, kinds: kinds, slots: slots, goalOf: goalOf, cells: cells, finder: finder, travel: travel,
      times: times,
      reach: reach, longest: longest, ways: ways, places: places)
    var help: MetSteps = []
    var helpStart: [Int32] = [0]
    for index in units.indices {
      help += steps.steps(metBy: units[index], at: unitPoints[index])
      helpStart.append(Int32(help.count))
    }
    self.help = help
    self.helpStart = helpStart
    for index in units.indices where isReady[index] { add(units[index], runs(of: index), sign: 1) }
    for index in self.goals.indices { self.goals[index].unmet = unmet(of: index) }
  }

  /// People whose cells are within the norm of a service, as things stand.
  package func peopleCovered(for service: Service) -> Int {
    (goalOf[service] ?? []).reduce(0) { sum, goal in
      goal >= 0 && goals[Int(goal)].unmet == 0 ? sum + cells[Int(goals[Int(goal)].cell)].people : sum
    }
  }

  /// Whether a cell is within the norm of a service; `nil` where no norm applies to it.
  package func isCovered(_ cell: Int, for service: Service) -> Bool? {
    guard let goal = goalOf[service]?[cell], goal >= 0 else { return nil }
    return goals[Int(goal)].unmet == 0
  }

  /// People who are within the norm with a unit and outside it without it, as things stand.
  ///
  /// A unit that is not ready, or is not known, leaves nothing.
  package func loss(of unit: UnitID) -> Loss {
    var loss = Loss(unit: unit, people: 0, cells: [])
    guard let index = indices[unit], isReady[index] else { return loss }
    var last: Int32 = -1
    for run in helpRange(of: index) {
      let goal = goalOfSlot[Int(help[run].lowerBound)]
      guard goal != last, goals[Int(goal)].unmet == 0 else { continue }
      let brought = kinds[Int(goals[Int(goal)].kind)].measures.counts(units[index])
      for slot in help[run] {
        var left = slots[Int(slot)].counts
        left -= brought
        guard !isMet(Int(slot), of: goals[Int(goal)], by: left) else { continue }
        loss.people += cells[Int(goals[Int(goal)].cell)].people
        loss.cells.append(Int(goals[Int(goal)].cell))
        last = goal
        break
      }
    }
    loss.cells.sort()
    return loss
  }

  /// Whether it knows a unit, ready or not.
  package func knows(_ unit: UnitID) -> Bool { indices[unit] != nil }

  /// Sets whether a unit can be sent; unknown units are ignored.
  package mutating func setReady(_ ready: Bool, for unit: UnitID) {
    guard let index = indices[unit], isReady[index] != ready else { return }
    isReady[index] = ready
    let runs = self.runs(of: index)
    add(units[index], runs, sign: ready ? 1 : -1)
    for run in runs {
      let goal = Int(goalOfSlot[Int(run.lowerBound)])
      goals[goal].unmet = unmet(of: goal)
    }
  }

  /// Numbers to compare in place of keys: equal keys have equal ones.
  private static func numbers<Key: Hashable>(of keys: [Key]) -> [Int32] {
    var numbers: [Key: Int32] = [:]
    return keys.map { key in
      let number = numbers[key] ?? Int32(numbers.count)
      numbers[key] = number
      return number
    }
  }

  // MARK: Counting

  private func helpRange(of index: Int) -> Range<Int> { Int(helpStart[index])..<Int(helpStart[index + 1]) }

  func runs(of index: Int) -> ArraySlice<Range<Int32>> { help[helpRange(of: index)] }

  private func unmet(of goal: Int) -> Int32 {
    var unmet: Int32 = 0
    for slot in goals[goal].firstSlot..<goals[goal].endSlot
    where !isMet(Int(slot), of: goals[goal], by: slots[Int(slot)].counts) { unmet += 1 }
    return unmet
  }

  /// Whether a step of a goal is met by what is there.
  func isMet(_ slot: Int, of goal: Goal, by counts: Counts) -> Bool {
    kinds[Int(goal.kind)].steps[slot - Int(goal.firstSlot)].requirement.isMet(by: counts)
  }

  private mutating func add(_ unit: CoverageUnit, _ runs: ArraySlice<Range<Int32>>, sign: Int32) {
    for run in runs {
      let counts = kinds[Int(goals[Int(goalOfSlot[Int(run.lowerBound)])].kind)].measures.counts(unit)
      for slot in run {
        if sign < 0 { slots[Int(slot)].counts -= counts } else { slots[Int(slot)].counts += counts }
      }
    }
  }
}

extension ResidualCoverage {
  /// Finds the steps that a unit meets from a place.
  struct StepFinder {
    let goals: [Goal]
    let kinds: [CoverageGoal]
    let slots: [Slot]
    let goalOf: [Service: [Int32]]
    let cells: [DemandCell]
    let finder: PointFinder
    let travel: any TravelTime
    let times: CoverageTimes
    let reach: Reach
    let longest: LongestTimes
    let ways: CoverageWays?
    let places: [WayTable.Place]

    func steps(metBy unit: CoverageUnit, at point: SurfacePoint) -> MetSteps {
      guard let goalOf = goalOf[unit.service] else { return [] }
      let radius = longest.reach(of: unit, travel: travel, slowness: times.slowness)
      var runs: MetSteps = []
      let start = unit.ways(ways)
      finder.forEach(within: radius, of: point) { cell, straight in
        let isForeign = cells[cell].country != unit.country
        guard goalOf[cell] >= 0, !isForeign || reach == .allCountries else { return }
        let goal = goals[Int(goalOf[cell])]
        let kind = kinds[Int(goal.kind)]
        guard unit.needs.holds(kind.measures.needs),
          let leg = start.leg(to: cell, among: places, of: cells, straight: straight)
        else { return }
        let seconds =
          (isForeign ? times.requestDelay : 0) + (kind.countsTurnout ? unit.turnout : 0)
          + travel.seconds(distance: leg.metres, service: unit.service, mobility: unit.mobility) * times.slowness
          + leg.wait
        // Steps are in order of time, so what is in time for one is in time for those that follow.
        var first = goal.firstSlot
        while first < goal.endSlot, slots[Int(first)].seconds < seconds { first += 1 }
        if first < goal.endSlot { runs.append(first..<goal.endSlot) }
      }
      return runs.sorted { $0.lowerBound < $1.lowerBound }
    }
  }
}

extension ResidualCoverage {
  /// What differs at some steps while units are taken to be away.
  private struct Differences {
    var bySlot: [Counts]
    var isTouched: [Bool]
    var touched: [Int32] = []

    init(slots: Int, goals: Int) {
      bySlot = Array(repeating: .zero, count: slots)
      isTouched = Array(repeating: false, count: goals)
    }
  }

  /// People who are within the norm with all of several units and outside it without them, as things stand.
  ///
  /// Units that are not ready, or are not known, leave nothing.
  package func loss(ofAll units: [UnitID]) -> Int {
    let leaving = Set(units.compactMap { indices[$0] }.filter { isReady[$0] })
    guard !leaving.isEmpty else { return 0 }
    var differences = Differences(slots: slots.count, goals: goals.count)
    for index in leaving { note(runs(of: index), self.units[index], in: &differences) }
    return differences.touched.reduce(0) { people, number in
      let goal = goals[Int(number)]
      guard goal.unmet == 0 else { return people }
      let isMet = (Int(goal.firstSlot)..<Int(goal.endSlot)).allSatisfy { slot in
        var left = slots[slot].counts
        left -= differences.bySlot[slot]
        return self.isMet(slot, of: goal, by: left)
      }
      return isMet ? people : people + cells[Int(goal.cell)].people
    }
  }

  private func note(_ runs: ArraySlice<Range<Int32>>, _ unit: CoverageUnit, in differences: inout Differences) {
    for run in runs {
      let goal = goalOfSlot[Int(run.lowerBound)]
      if !differences.isTouched[Int(goal)] {
        differences.isTouched[Int(goal)] = true
        differences.touched.append(goal)
      }
      let counts = kinds[Int(goals[Int(goal)].kind)].measures.counts(unit)
      for slot in run { differences.bySlot[Int(slot)] += counts }
    }
  }
}
