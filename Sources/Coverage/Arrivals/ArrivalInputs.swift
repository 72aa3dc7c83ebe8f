internal import Agreements
internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import Waterways

/// What the arrivals of one service's units at cells are worked out from.
///
/// Groups are those of a baseline and, behind them, those that a scenario adds; of the baseline's groups, some may have
/// fewer units in the scenario, or none.
final class ArrivalInputs: Sendable {
  /// What a scenario leaves of a group of the baseline.
  enum Status: UInt8, Sendable {
    case same
    case gone
    case fewer
  }

  /// The ways of groups by road, as water decides them.
  struct Water: Sendable {
    let ways: CoverageWays
    /// By slot.
    let cells: [WayTable.Place]
    let base: GroupWays
    let extra: GroupWays
  }

  /// Travel by road: what is known when these inputs are made, and where it is noted what is not.
  struct Roads: Sendable {
    let store: RoadStore
    let table: RoadTable
  }

  /// Seconds by which a bound may exceed what it bounds, because numbers are rounded.
  static let slack = 1e-6

  let state: ScenarioState
  let cellBlocks: CellBlocks
  let hazards: HazardEffects
  let goals: ServiceGoals
  /// A lower bound of all travel: the model itself where there are no roads.
  let travel: any TravelTime
  /// The built-in model.
  let model: any TravelTime
  /// Travel by road as a router has it; `nil` to go by the model.
  let roads: Roads?
  /// By number of a group: that of its place among the roads; -1 where the model's time stands.
  private let roadPlaces: [Int32]
  let base: UnitGroups
  let finder: PointFinder
  /// By group of the baseline; empty where all are the same.
  let status: [Status]
  /// Numbers of groups of the baseline that are not the same.
  let touched: [Int32]
  /// What is left of groups that have fewer units.
  let fewer: [Int32: UnitGroups.Strength]
  let extra: UnitGroups
  /// How water parts units from cells; `nil` where it does not.
  let water: Water?
  /// How water parts them as things are, where a scenario has other crossings and a router knows nothing of that; else `nil`.
  private let usualWater: Water?
  /// Positions of all countries.
  let lenders: [CountryCode: UInt16]
  /// By host and lender: whether units may cross the border.
  let isOpen: [Bool]
  let rights: CrossingPermissions?
  /// Whether any unit is busy at times.
  let hasBusy: Bool
  private let hasSlowCells: Bool
  private let slowness: Double
  private let requestDelay: Double
  /// Times up to which candidates are looked for one after the other.
  let rings: [Double]
  /// By ring: how far units come in that time.
  let reach: [Double]

  /// Describes what there is in a state.
  ///
  /// Hazards are what the state's hazards do to the cells, by slot. `base` has the groups of the units in the state, or
  /// in the baseline, and `extra` groups that the baseline does not have. `touched` has the positions of units, in
  /// ascending order, that are not what they were in the baseline. Where `roads` has them, travel times are a router's.
  init(
    _ state: ScenarioState, cellBlocks: CellBlocks, hazards: HazardEffects, service: Service, goals: ServiceGoals,
    travel: any TravelTime, roads: RoadStore? = nil, base: UnitGroups,
    finder: PointFinder, extra: UnitGroups, touched: [Int] = [], lenders: [CountryCode: UInt16],
    rights: CrossingPermissions?, water: Water? = nil, usualWater: Water? = nil
  ) {
    var status: [Status] = []
    var fewer: [Int32: UnitGroups.Strength] = [:]
    var groups: [Int32] = []
    for position in touched where position < base.groupOf.count && base.groupOf[position] >= 0 {
      let group = base.groupOf[position]
      if status.isEmpty { status = Array(repeating: .same, count: base.groups.count) }
      guard status[Int(group)] == .same else { continue }
      groups.append(group)
      let members = base.members(of: Int(group))
      if members.contains(where: { state.isUntouched(Int($0)) }) {
        status[Int(group)] = .fewer
        fewer[group] = UnitGroups.strength(of: members.filter { state.isUntouched(Int($0)) }, in: state)
      } else {
        status[Int(group)] = .gone
      }
    }
    self.touched = groups
    self.status = status
    self.fewer = fewer
    self.state = state
    self.goals = goals
    model = travel
    let table = roads?.table
    self.roads = roads.flatMap { store in table.map { Roads(store: store, table: $0) } }
    let travel = table.map { $0.leastTravel(travel) } ?? travel
    self.travel = travel
    roadPlaces =
      table.map { table in
        (base.groups + extra.groups).map { group in
          group.mobility == .road ? table.number(of: state.unit(Int(group.unit)).place) ?? -1 : -1
        }
      } ?? []
    self.base = base
    self.finder = finder
    self.extra = extra
    self.water = water
    self.usualWater = usualWater
    self.lenders = lenders
    self.rights = rights
    self.cellBlocks = cellBlocks
    self.hazards = hazards
    let names = lenders.sorted { $0.value < $1.value }.map(\.key)
    isOpen = cellBlocks.countries.flatMap { host in names.map { state.isOpen(from: $0, to: host, service) } }
    hasBusy = state.busy.contains { !state.gone.contains($0.key) && state.unit($0.key).service == service }
    let end = goals.goals.map(\.end).max() ?? 0
    // Beyond what a norm asks for there is little to find, and one thing is enough: these rings are narrow.
    let rings = Set(
      [end / 4, end / 2, end * 3 / 4, end, 1200, 1500, 1800, 2400, 3000, goals.limit]
        .filter { $0 > 0 && $0 <= goals.limit }
    ).sorted()
    self.rings = rings
    hasSlowCells = !hazards.slowness.isEmpty
    requestDelay = state.times.requestDelay
    let slowness = state.times.slowness
    self.slowness = slowness
    reach = rings.map { limit in
      Mobility.allCases.map { travel.reach(seconds: limit / slowness, service: goals.service, mobility: $0) }.max()
        ?? -1
    }
  }

  /// Metres beyond which no unit of the baseline's groups comes from in a time, rather more than fewer.
  func reach(within seconds: Double) -> Double {
    base.mobilities.map { travel.reach(seconds: seconds / slowness, service: goals.service, mobility: $0, within: 1) }
      .max() ?? -1
  }

  /// The group with a number.
  func group(_ number: Int32) -> UnitGroup {
    let count = base.groups.count
    return Int(number) < count ? base.groups[Int(number)] : extra.groups[Int(number) - count]
  }

  /// What a group brings.
  func strength(_ number: Int32) -> UnitGroups.Strength {
    let index = Int(number)
    let count = base.strengths.count
    guard index < count else { return extra.strengths[index - count] }
    guard !status.isEmpty else { return base.strengths[index] }
    switch status[index] {
    case .same: return base.strengths[index]
    case .gone: return .none
    case .fewer: return fewer[number] ?? .none
    }
  }

  /// What a group adds to what a norm counts.
  @inline(__always)
  func counts(of number: Int32, for measures: Measures) -> Counts {
    let strength = strength(number)
    return measures.counts(units: strength.units, crew: strength.crew, needs: group(number).needs)
  }

  /// Positions of the units that a group has, in the order of their ids.
  func units(of number: Int32) -> [Int32] {
    let index = Int(number)
    let count = base.groups.count
    guard index < count else { return Array(extra.members(of: index - count)) }
    let members = base.members(of: index)
    guard !status.isEmpty, status[index] != .same else { return Array(members) }
    return members.filter { state.isUntouched(Int($0)) }
  }

  /// Whether units of a group may go to a cell.
  func mayGo(_ group: UnitGroup, host: UInt16, slot: Int) -> Bool {
    guard group.lender != host else { return true }
    guard isOpen[Int(host) * lenders.count + Int(group.lender)] else { return false }
    return rights?.allows(unit: Int(group.unit), cell: Int(cellBlocks.order[slot])) ?? true
  }

  /// Seconds before which no unit of a group arrives at any cell of a block.
  func bound(_ group: UnitGroup, _ ball: CellBlocks.Ball) -> Double {
    let (dx, dy, dz) = (group.point.x - ball.x, group.point.y - ball.y, group.point.z - ball.z)
    // A chord is never longer than its geodesic, and no way to a cell is shorter than to the ball around it.
    let chord = max(0, (dx * dx + dy * dy + dz * dz).squareRoot() - ball.radius)
    let driving =
      travel.seconds(distance: chord, service: goals.service, mobility: group.mobility) * slowness * group.slowness
    return (goals.allCountTurnout ? group.turnout : 0) + driving
  }

  /// When a group arrives at a cell; `nil` when it may not go, does not count there, or arrives later than asked for.
  func arrival(of number: Int32, at slot: Int, _ goal: ServiceGoals.Goal, before limit: Double) -> Arrival? {
    let group = group(number)
    guard group.needs.holds(goal.need) else { return nil }
    let host = cellBlocks.hosts[slot]
    guard mayGo(group, host: host, slot: slot) else { return nil }
    let fixed = (group.lender == host ? 0 : requestDelay) + (goal.countsTurnout ? group.turnout : 0)
    let cellSlowness = hasSlowCells ? hazards.slowness[slot] ?? 1 : 1
    let slowness = self.slowness * max(cellSlowness, group.slowness)
    let point = cellBlocks.points[slot]
    let (dx, dy, dz) = (point.x - group.point.x, point.y - group.point.y, point.z - group.point.z)
    let chord = (dx * dx + dy * dy + dz * dz).squareRoot()
    let least = fixed + travel.seconds(distance: chord, service: goals.service, mobility: group.mobility) * slowness
    guard least <= limit + ArrivalInputs.slack else { return nil }
    let straight = point.distance(to: group.point)
    guard let (driving, wait) = driving(of: group, number, to: slot, straight: straight) else { return nil }
    let time = fixed + driving * slowness + wait
    return time <= limit ? Arrival(time: time, group: number, lender: group.lender) : nil
  }

  /// Seconds that a group travels to a cell as things usually are, and that it waits on the way; `nil` where it cannot come.
  @inline(__always)
  private func driving(
    of group: UnitGroup, _ number: Int32, to slot: Int, straight: Double
  ) -> (seconds: Double, wait: Double)? {
    if let roads, roadPlaces[Int(number)] >= 0 {
      switch roads.table.time(from: roadPlaces[Int(number)], to: slot) {
      case .seconds(let seconds, let moved):
        let approach = RoadWay.approach(moved, distance: straight, greatestSpeed: roads.table.greatestSpeed) {
          model.seconds(distance: $0, service: goals.service, mobility: group.mobility)
        }
        guard let usualWater else { return (seconds + approach, 0) }
        return detour(of: group, number, to: slot, straight: straight, usualWater).map {
          // No way is sooner than the straight line, by whatever crossing.
          (max(seconds + approach + $0, straight / roads.table.greatestSpeed), 0)
        }
      case .never: return nil
      case .unknown:
        roads.store.miss(from: roadPlaces[Int(number)], to: slot)
        return nil
      case .model: break
      }
    }
    guard let leg = leg(from: number, to: slot, straight: straight, water) else { return nil }
    return (model.seconds(distance: leg.metres, service: goals.service, mobility: group.mobility), leg.wait)
  }

  /// Seconds by which the crossings of a scenario make a way longer by the built-in model, below 0 for shorter; `nil` where
  /// they leave none.
  private func detour(
    of group: UnitGroup, _ number: Int32, to slot: Int, straight: Double, _ usualWater: Water
  ) -> Double? {
    // Where no built-in way led there before, nothing is known of the difference.
    guard let usual = leg(from: number, to: slot, straight: straight, usualWater) else { return 0 }
    guard let now = leg(from: number, to: slot, straight: straight, water) else { return nil }
    func seconds(_ leg: WayTable.Leg) -> Double {
      model.seconds(distance: leg.metres, service: goals.service, mobility: group.mobility) + leg.wait
    }
    return seconds(now) - seconds(usual)
  }

  /// How far a group has to a cell; `nil` where there is no way by road.
  @inline(__always)
  private func leg(from number: Int32, to slot: Int, straight: Double, _ water: Water?) -> WayTable.Leg? {
    guard let water else { return WayTable.Leg(metres: straight, wait: 0) }
    let index = Int(number)
    let count = base.groups.count
    let (ways, group) = index < count ? (water.base, index) : (water.extra, index - count)
    let face = ways.faces[group]
    if face < 0 || face == water.cells[slot].face { return WayTable.Leg(metres: straight, wait: 0) }
    return ways.leg(from: group, to: water.cells[slot], at: cellBlocks.points[slot], straight: straight)
  }

  /// Whether one arrival goes before another: the earlier, of equal ones that of the unit with the first id.
  func isBefore(_ one: Arrival, _ other: Arrival) -> Bool {
    if one.time != other.time { return one.time < other.time }
    return state.unit(Int(group(one.group).unit)).id < state.unit(Int(group(other.group).unit)).id
  }
}
