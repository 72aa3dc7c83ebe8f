public import DirectoryModel
internal import Geodesy
public import Matching

/// What an area keeps when a unit leaves: people who fall outside the norm while it is away.
///
/// A cell of people is covered when every step of its norm is met by ready units, whichever they are. For every step of
/// every cell it is kept how many ready units and people on board arrive in time, and for every unit which steps it helps
/// to meet; so a loss is a walk over the unit's own steps, some microseconds, and a change of readiness the same.
///
/// ```swift
/// var residual = ResidualCoverage(units: units, cells: cells, norms: NormBook(norms, on: "2026-11-26"), travel: SpeedModel())
/// let loss = residual.loss(of: "nl-fire-vaals-f2e0bb79.ts1")
/// if loss.people >= ResidualCoverage.seriousLoss { print(residual.moveUp(for: loss.unit)) }
/// residual.setReady(false, for: "nl-fire-vaals-f2e0bb79.ts1")
/// ```
public struct ResidualCoverage: Sendable {
  /// People from whom on a loss is called serious, unless somebody says otherwise: about the people of a village.
  public static let seriousLoss = 1000

  /// Minutes that a unit may travel to stand in, unless somebody says otherwise.
  public static let longestMoveUp = 30.0

  /// Which units cover a cell.
  public enum Reach: Hashable, Sendable {
    /// Those of its own country: what is sure without asking anyone.
    case ownCountry
    /// Those of all countries.
    case allCountries
  }

  /// What falls outside the norm.
  public struct Loss: Hashable, Sendable {
    /// The unit that leaves.
    public var unit: String
    /// How many people.
    public var people: Int
    /// Their cells, as positions in the cells given, in ascending order.
    public var cells: [Int]
  }

  /// A unit that could stand in for another one, at its station.
  public struct MoveUp: Hashable, Sendable {
    /// The unit that moves.
    public var unit: String
    /// To whose place.
    public var station: String
    /// People outside the norm when nobody moves, beyond those outside it before the loss.
    public var peopleWithout: Int
    /// People outside the norm when it has moved, beyond those outside it before the loss: at its old place and the new.
    ///
    /// Below zero where the move covers more people than the loss cost.
    public var peopleWith: Int
    /// Seconds of travel to the new place.
    public var travel: Double
  }

  /// One step of one cell's norm: what it asks and what is there.
  private struct Slot {
    var seconds: Double
    var neededUnits: Int32
    var neededCrew: Int32
    var units: Int32 = 0
    var crew: Int32 = 0

    var isMet: Bool { units >= neededUnits && crew >= neededCrew }
  }

  /// A cell's norm for one service.
  private struct Goal {
    var cell: Int32
    var firstSlot: Int32
    var endSlot: Int32
    var unmet: Int32 = 0
    var countsTurnout: Bool
  }

  /// Steps that a unit at some place meets in time: runs of slots, each of one goal.
  private typealias Help = [Range<Int32>]

  /// The norms of the day, by id.
  public let norms: [Norm]
  private let units: [CoverageUnit]
  private let indices: [String: Int]
  private let cells: [DemandCell]
  private let travel: any TravelTime
  private let times: CoverageTimes
  private let reach: Reach
  private let cellPoints: [SurfacePoint]
  private let unitPoints: [SurfacePoint]
  private let finder: PointFinder
  private let unitFinder: PointFinder
  /// By unit: units with the same number could do each other's work, since service, country and way of travelling agree.
  private let peerGroups: [Int32]
  /// By unit: the number of its station.
  private let stationNumbers: [Int32]
  /// Goals by service and cell; -1 where no norm judges.
  private let goalOf: [Service: [Int32]]
  private let goalOfSlot: [Int32]
  /// The longest time of any norm.
  private let longest: Double
  private var slots: [Slot]
  private var goals: [Goal]
  private var isReady: [Bool]
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
  /// - Complexity: O(pairs of a unit and a cell that it reaches in time).
  public init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormBook, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), reach: Reach = .ownCountry
  ) {
    self.norms = norms.norms
    self.units = units
    self.cells = cells
    self.travel = travel
    self.times = times
    self.reach = reach
    indices = Dictionary(units.indices.map { (units[$0].id, $0) }) { first, _ in first }
    let cellPoints = cells.map { SurfacePoint($0.place) }
    self.cellPoints = cellPoints
    unitPoints = units.map { SurfacePoint($0.place) }
    finder = PointFinder(cellPoints)
    unitFinder = PointFinder(unitPoints)
    (peerGroups, stationNumbers) = ResidualCoverage.numbers(of: units)
    isReady = units.map(\.isReady)
    let table = GoalTable(cells: cells, norms: norms, services: Set(units.map(\.service)), times: times)
    var slots: [Slot] = []
    var goals: [Goal] = []
    var goalOfSlot: [Int32] = []
    var goalOf: [Service: [Int32]] = [:]
    for service in Service.allCases {
      guard let found = table.goals[service] else { continue }
      goalOf[service] = found.indices.map { cell in
        guard let goal = found[cell] else { return -1 }
        let first = Int32(slots.count)
        for step in goal.steps {
          slots.append(Slot(seconds: step.seconds, neededUnits: step.units, neededCrew: step.crew))
          goalOfSlot.append(Int32(goals.count))
        }
        goals.append(
          Goal(
            cell: Int32(cell), firstSlot: first, endSlot: Int32(slots.count), countsTurnout: goal.countsTurnout))
        return Int32(goals.count - 1)
      }
    }
    self.goalOf = goalOf
    self.goalOfSlot = goalOfSlot
    self.goals = goals
    self.slots = slots
    longest = slots.map(\.seconds).max() ?? 0
    let finding = HelpFinder(
      goals: goals, slots: slots, goalOf: goalOf, cells: cells, cellPoints: cellPoints, finder: finder, travel: travel,
      times: times, reach: reach, longest: longest)
    var help: Help = []
    var helpStart: [Int32] = [0]
    for index in units.indices {
      help += finding.help(of: units[index], at: unitPoints[index])
      helpStart.append(Int32(help.count))
    }
    self.help = help
    self.helpStart = helpStart
    for index in units.indices where isReady[index] { add(units[index], runs(of: index), sign: 1) }
    for index in self.goals.indices { self.goals[index].unmet = unmet(of: index) }
  }

  /// People whose cells are within the norm of a service, as things stand.
  public func peopleCovered(for service: Service) -> Int {
    (goalOf[service] ?? []).reduce(0) { sum, goal in
      goal >= 0 && goals[Int(goal)].unmet == 0 ? sum + cells[Int(goals[Int(goal)].cell)].people : sum
    }
  }

  /// Whether a cell is within the norm of a service; `nil` where no norm judges it.
  public func isCovered(_ cell: Int, for service: Service) -> Bool? {
    guard let goal = goalOf[service]?[cell], goal >= 0 else { return nil }
    return goals[Int(goal)].unmet == 0
  }

  /// People who are within the norm with a unit and outside it without it, as things stand.
  ///
  /// A unit that is not ready, or is not known, leaves nothing.
  public func loss(of unit: String) -> Loss {
    var loss = Loss(unit: unit, people: 0, cells: [])
    guard let index = indices[unit], isReady[index] else { return loss }
    let crew = Int32(clamping: units[index].crew)
    var last: Int32 = -1
    for run in helpRange(of: index) {
      let goal = goalOfSlot[Int(help[run].lowerBound)]
      guard goal != last, goals[Int(goal)].unmet == 0 else { continue }
      for slot in help[run] {
        let state = slots[Int(slot)]
        guard state.units - 1 < state.neededUnits || state.crew - crew < state.neededCrew else { continue }
        loss.people += cells[Int(goals[Int(goal)].cell)].people
        loss.cells.append(Int(goals[Int(goal)].cell))
        last = goal
        break
      }
    }
    loss.cells.sort()
    return loss
  }

  /// People who are within the norm with all of several units and outside it without them, as things stand.
  ///
  /// Units that are not ready, or are not known, leave nothing.
  public func loss(ofAll units: [String]) -> Int {
    var ledger = ChangeLedger(slots: slots.count, goals: goals.count)
    let leaving = Array(Set(units.compactMap { indices[$0] }.filter { isReady[$0] }))
    return change(leaving: leaving, arriving: nil, in: &ledger)
  }

  /// Whether it knows a unit, ready or not.
  public func knows(_ unit: String) -> Bool { indices[unit] != nil }

  /// Tells that a unit can be sent, or cannot; unknown units are ignored.
  public mutating func setReady(_ ready: Bool, for unit: String) {
    guard let index = indices[unit], isReady[index] != ready else { return }
    isReady[index] = ready
    let runs = self.runs(of: index)
    add(units[index], runs, sign: ready ? 1 : -1)
    for run in runs {
      let goal = Int(goalOfSlot[Int(run.lowerBound)])
      goals[goal].unmet = unmet(of: goal)
    }
  }

  /// The unit which, standing in at the place of one that leaves, leaves the fewest people outside the norm in total.
  ///
  /// Weighed are the nearest ready units of the same service, country and way of travelling that stand at other stations
  /// and have at least as many people on board where the norms there ask for crew. For each it is counted what its own area loses and what the
  /// place left gains, so the answer is exact over those weighed. Of equals the soonest there goes first, then the first id.
  ///
  /// - Parameters:
  ///   - unit: the unit that leaves.
  ///   - candidates: how many units to weigh at most.
  ///   - minutes: how long a unit may travel to the new place.
  /// - Returns: `nil` when nobody can stand in, or standing in helps nobody.
  public func moveUp(
    for unit: String, candidates: Int = 24, within minutes: Double = ResidualCoverage.longestMoveUp
  ) -> MoveUp? {
    guard let index = indices[unit], isReady[index] else { return nil }
    let leaving = units[index]
    var ledger = ChangeLedger(slots: slots.count, goals: goals.count)
    let without = change(leaving: [index], arriving: nil, in: &ledger)
    let needsCrew = asksForCrew(index)
    var near: [(travel: Double, index: Int)] = []
    let radius = travel.reach(seconds: minutes * 60 / times.slowness, mobility: leaving.mobility)
    unitFinder.forEach(within: radius, of: unitPoints[index]) { other, distance in
      guard peerGroups[other] == peerGroups[index], isReady[other], stationNumbers[other] != stationNumbers[index],
        !needsCrew || units[other].crew >= leaving.crew
      else { return }
      let way = travel.seconds(distance: distance, mobility: leaving.mobility) * times.slowness
      if way <= minutes * 60 { near.append((way, other)) }
    }
    near.sort { one, other in
      one.travel != other.travel ? one.travel < other.travel : units[one.index].id < units[other.index].id
    }
    var best: MoveUp?
    var known: [Double: Help] = [:]
    let finding = HelpFinder(
      goals: goals, slots: slots, goalOf: goalOf, cells: cells, cellPoints: cellPoints, finder: finder, travel: travel,
      times: times, reach: reach, longest: longest)
    for (way, other) in near.prefix(max(0, candidates)) {
      var moved = units[other]
      moved.place = leaving.place
      let runs = known[moved.turnout] ?? finding.help(of: moved, at: unitPoints[index])
      known[moved.turnout] = runs
      let people = change(leaving: [index, other], arriving: (moved, runs), in: &ledger)
      if people < best?.peopleWith ?? without {
        best = MoveUp(
          unit: moved.id, station: leaving.station, peopleWithout: without, peopleWith: people, travel: way)
      }
    }
    return best
  }

  // MARK: Counting

  private func helpRange(of index: Int) -> Range<Int> { Int(helpStart[index])..<Int(helpStart[index + 1]) }

  private func runs(of index: Int) -> ArraySlice<Range<Int32>> { help[helpRange(of: index)] }

  private func unmet(of goal: Int) -> Int32 {
    var unmet: Int32 = 0
    for slot in goals[goal].firstSlot..<goals[goal].endSlot where !slots[Int(slot)].isMet { unmet += 1 }
    return unmet
  }

  private mutating func add(_ unit: CoverageUnit, _ runs: ArraySlice<Range<Int32>>, sign: Int32) {
    let crew = Int32(clamping: unit.crew) * sign
    for slot in runs.joined() {
      slots[Int(slot)].units += sign
      slots[Int(slot)].crew += crew
    }
  }

  /// Numbers for what is compared again and again in words.
  private static func numbers(of units: [CoverageUnit]) -> (peerGroups: [Int32], stations: [Int32]) {
    struct Peers: Hashable {
      var service: Service
      var country: String
      var mobility: Mobility
    }
    var groups: [Peers: Int32] = [:]
    var stations: [String: Int32] = [:]
    let peerGroups = units.map { unit in
      let peers = Peers(service: unit.service, country: unit.country, mobility: unit.mobility)
      let number = groups[peers] ?? Int32(groups.count)
      groups[peers] = number
      return number
    }
    let stationNumbers = units.map { unit in
      let number = stations[unit.station] ?? Int32(stations.count)
      stations[unit.station] = number
      return number
    }
    return (peerGroups, stationNumbers)
  }

  private func asksForCrew(_ index: Int) -> Bool {
    runs(of: index).contains { run in run.contains { slots[Int($0)].neededCrew > 0 } }
  }

  /// People who come to be outside the norm, less those who come to be within it, when units leave and one arrives.
  ///
  /// - Parameter ledger: one made for these steps and goals; it is empty again afterwards.
  private func change(
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

  private func note(_ runs: ArraySlice<Range<Int32>>, crew: Int, sign: Int32, in ledger: inout ChangeLedger) {
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

  /// What is other at some steps while units are thought away or elsewhere; between questions it is empty.
  ///
  /// A search for who could stand in asks dozens of times, so there is a place for every step rather than a dictionary.
  private struct ChangeLedger {
    var differences: [(units: Int32, crew: Int32)]
    var isTouched: [Bool]
    var touched: [Int32] = []

    init(slots: Int, goals: Int) {
      differences = Array(repeating: (0, 0), count: slots)
      isTouched = Array(repeating: false, count: goals)
    }
  }

  /// Finds which steps a unit meets from a place.
  private struct HelpFinder {
    let goals: [Goal]
    let slots: [Slot]
    let goalOf: [Service: [Int32]]
    let cells: [DemandCell]
    let cellPoints: [SurfacePoint]
    let finder: PointFinder
    let travel: any TravelTime
    let times: CoverageTimes
    let reach: Reach
    let longest: Double

    func help(of unit: CoverageUnit, at point: SurfacePoint) -> Help {
      guard let goalOf = goalOf[unit.service] else { return [] }
      // A norm that counts from the departure leaves turnout out, so that only travel limits the way.
      let radius = travel.reach(seconds: longest / times.slowness, mobility: unit.mobility)
      var runs: Help = []
      finder.forEach(within: radius, of: point) { cell, distance in
        let isForeign = cells[cell].country != unit.country
        guard goalOf[cell] >= 0, !isForeign || reach == .allCountries else { return }
        let goal = goals[Int(goalOf[cell])]
        let seconds =
          (isForeign ? times.requestDelay : 0) + (goal.countsTurnout ? unit.turnout : 0)
          + travel.seconds(distance: distance, mobility: unit.mobility) * times.slowness
        // Steps are in order of time, so what is in time for one is in time for those that follow.
        var first = goal.firstSlot
        while first < goal.endSlot, slots[Int(first)].seconds < seconds { first += 1 }
        if first < goal.endSlot { runs.append(first..<goal.endSlot) }
      }
      return runs.sorted { $0.lowerBound < $1.lowerBound }
    }
  }
}

/// The goal of every cell for every service.
struct GoalTable {
  /// By service and cell; `nil` where no norm judges.
  private(set) var goals: [Service: [CoverageGoal?]] = [:]
  /// The norm behind each goal.
  private(set) var norms: [Service: [Norm?]] = [:]

  init(cells: [DemandCell], norms book: NormBook, services: Set<Service>, times: CoverageTimes) {
    struct Key: Hashable {
      var country: String
      var region: String?
      var setting: AreaSetting
    }
    let settings = AreaSetting.settings(of: cells)
    for service in services {
      var known: [Key: (Norm, CoverageGoal)?] = [:]
      var goals: [CoverageGoal?] = []
      var norms: [Norm?] = []
      for (cell, setting) in zip(cells, settings) {
        let key = Key(country: cell.country, region: cell.region, setting: setting)
        let found: (Norm, CoverageGoal)?
        if let entry = known[key] {
          found = entry
        } else {
          found = book.norm(for: service, country: key.country, region: key.region, setting: setting)
            .map { ($0, CoverageGoal($0, times: times)) }
          known[key] = .some(found)
        }
        goals.append(found?.1)
        norms.append(found?.0)
      }
      self.goals[service] = goals
      self.norms[service] = norms
    }
  }
}
