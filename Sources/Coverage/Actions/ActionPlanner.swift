public import DirectoryModel
public import Matching

/// Looks for what would help most people: missing agreements, places of stations, career crew, units that stand elsewhere.
///
/// Every kind is gone through step by step: the step that brings most people within the norm is taken, and the next one is
/// looked for on top of it. What a step claims is what `CoverageModel` counts when its edits are made. The same inputs give
/// the same points.
public struct ActionPlanner: Sendable {
  let units: [CoverageUnit]
  let cells: [DemandCell]
  let services: [Service]
  let norms: NormBook
  let travel: any TravelTime
  let times: CoverageTimes
  let law: (any AgreementLaw)?
  let areBordersOpen: Bool
  let options: ActionOptions

  /// Takes what a `CoverageModel` takes, and what holds in its baseline.
  ///
  /// - Parameters:
  ///   - units: those that are ready count.
  ///   - cells: the people.
  ///   - norms: the norms of the day.
  ///   - travel: the travel-time model.
  ///   - times: what comes beside turnout and travel.
  ///   - services: for what, in this order.
  ///   - areBordersOpen: whether units cross borders.
  ///   - law: the agreements that let them; `nil` where none is required.
  ///   - options: what to look for.
  public init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormBook, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), services: [Service] = Service.allCases, areBordersOpen: Bool = true,
    requiring law: (any AgreementLaw)? = nil, options: ActionOptions = ActionOptions()
  ) {
    self.units = units.filter(\.isReady)
    self.cells = cells
    self.norms = norms
    self.travel = travel
    self.times = times
    self.services = services
    self.areBordersOpen = areBordersOpen
    self.law = law
    self.options = options
  }

  /// Looks for everything that the options name.
  ///
  /// - Throws: `SitingError` when the solver gives up, and what the agreements' look-ups throw.
  public func plan() throws -> ActionPlan {
    var plan = ActionPlan()
    let settings = AreaSetting.settings(of: cells)
    let points = cells.map { SurfacePoint($0.place) }
    let finder = PointFinder(points)
    // Borders that are closed are closed to agreements too.
    let rights = areBordersOpen ? try law?.rights(of: units, to: cells, after: []) : nil
    for service in services {
      let ledger = CoverLedger(
        cells: cells, settings: settings, points: points, finder: finder, norms: norms, service: service,
        travel: travel, times: times)
      guard ledger.goals.contains(where: { $0 != nil }) else { continue }
      var ground = ActionGround(ledger: ledger, service: service, rights: rights, planner: self)
      ground.arriveAll()
      if options.topics.contains(.agreements) { plan.points += try agreementPoints(ground) }
      if options.topics.contains(.stations) {
        let (points, comparison) = try stationPoints(ground)
        plan.points += points
        if let comparison { plan.siting.append(comparison) }
      }
      if options.topics.contains(.staffing) { plan.points += staffingPoints(ground) }
      if options.topics.contains(.moveUps) { plan.points += try moveUpPoints(ground) }
    }
    let order = plan.points.indices.sorted { left, right in
      let (one, other) = (plan.points[left], plan.points[right])
      return (-one.people, one.step, left) < (-other.people, other.step, right)
    }
    plan.points = order.map { plan.points[$0] }
    return plan
  }

  /// Makes points of steps, with the edits of those before.
  func points(
    _ service: Service, _ steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)]
  ) -> [ActionPoint] {
    var edits: [ScenarioEdit] = []
    var people = 0
    return steps.enumerated().map { index, step in
      edits.append(step.edit)
      people += step.people
      return ActionPoint(
        kind: step.kind, service: service, step: index + 1, people: step.people, cumulative: people, edits: edits)
    }
  }
}

/// What the search for one service's points begins with.
struct ActionGround {
  var ledger: CoverLedger
  let service: Service
  /// Positions of the service's units.
  let chosen: [Int]
  let rights: CrossingRights?
  private let planner: ActionPlanner

  init(ledger: CoverLedger, service: Service, rights: CrossingRights?, planner: ActionPlanner) {
    self.ledger = ledger
    self.service = service
    self.rights = rights
    self.planner = planner
    chosen = planner.units.indices.filter { planner.units[$0].service == service }
  }

  /// Whether a unit may go to a cell as things are.
  func mayGo(_ unit: Int, _ cell: Int) -> Bool {
    if planner.units[unit].country == planner.cells[cell].country { return true }
    return planner.areBordersOpen && rights?.allows(unit: unit, cell: cell) != false
  }

  /// Every unit's arrivals, as things are.
  mutating func arriveAll() {
    for unit in chosen { ledger.make(changes(of: unit)) }
  }

  func changes(of unit: Int, sign: Int32 = 1) -> [CoverLedger.Change] {
    ledger.changes(of: planner.units[unit], sign: sign) { mayGo(unit, $0) }
  }

  /// Says for units that are not there yet to which cells they may go.
  ///
  /// - Throws: what the law throws.
  func rights(ofNew units: [CoverageUnit]) throws -> (Int, Int) -> Bool {
    let (cells, isOpen) = (planner.cells, planner.areBordersOpen)
    let rights = isOpen ? try planner.law?.rights(of: units, to: cells, after: []) : nil
    return { unit, cell in
      units[unit].country == cells[cell].country || isOpen && rights?.allows(unit: unit, cell: cell) != false
    }
  }
}
