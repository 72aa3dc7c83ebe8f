internal import Agreements
package import Coverage
internal import DirectoryModel
internal import Geodesy

/// Looks for what would bring most people within the norm: missing agreements, places of stations, career crew, units that
/// stand elsewhere.
///
/// Every kind is gone through step by step: the step that brings most people within the norm is taken, and the next one is
/// looked for on top of it. What a step claims is what `CoverageModel` counts when its edits are made. The same inputs give
/// the same points.
package struct ActionPlanner: Sendable {
  let model: CoverageModel
  let units: [CoverageUnit]
  let cells: [DemandCell]
  let areBordersOpen: Bool
  /// Who may cross borders under agreements; `nil` where agreements are not required.
  let crossingRights: (any CrossingAgreements)?
  let options: ActionOptions

  /// Takes a model, and what holds in its baseline.
  ///
  /// - Parameters:
  ///   - model: the cells, the norms and the units.
  ///   - areBordersOpen: whether units cross borders.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; the model needs `crossingRights` for it.
  ///   - options: what to look for.
  package init(
    _ model: CoverageModel, areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    options: ActionOptions = ActionOptions()
  ) {
    self.model = model
    // Positions are asked again and again.
    units = model.units
    cells = model.cells
    self.areBordersOpen = areBordersOpen
    crossingRights = requiresAgreements ? model.crossingRights : nil
    self.options = options
  }

  /// Looks for everything that the options name.
  ///
  /// - Parameter roadProgress: called as a router answers for the sites, with the pairs answered and those to ask about.
  /// - Returns: the plan, its points by people.
  /// - Throws: `SitingError` when the solver gives up, and what the agreements' look-ups and the router throw.
  package func plan(roadProgress: (_ answered: Int, _ total: Int) -> Void = { _, _ in }) throws -> ActionPlan {
    var plan = ActionPlan()
    let finder = PointFinder(cells.map { SurfacePoint($0.place) })
    // Borders that are closed are closed to agreements too.
    let rights = areBordersOpen ? try crossingRights?.rights(of: units, to: cells, after: []) : nil
    var situations: [ServiceSituation] = []
    for service in model.services {
      let coverage = IncrementalCoverage(model, service: service, finder: finder)
      guard coverage.hasGoals else { continue }
      var situation = ServiceSituation(coverage: coverage, service: service, rights: rights, planner: self)
      situation.arriveAll()
      if options.sharesSites { situations.append(situation) }
      if options.topics.contains(.agreements) { plan.points += try agreementPoints(situation) }
      if options.topics.contains(.stations) {
        let (points, comparison) = try stationPoints(situation, roadProgress: roadProgress)
        plan.points += points
        if let comparison { plan.siting.append(comparison) }
      }
      if options.topics.contains(.staffing) { plan.points += staffingPoints(situation) }
      if options.topics.contains(.moveUps) { plan.points += try moveUpPoints(situation) }
    }
    if options.sharesSites { plan.shared = try sharedSites(situations) }
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

/// Coverage of one service as things are, from which its actions are looked for.
struct ServiceSituation {
  var coverage: IncrementalCoverage
  let service: Service
  /// Positions of the service's units.
  let chosen: [Int]
  let rights: CrossingPermissions?
  private let planner: ActionPlanner

  init(coverage: IncrementalCoverage, service: Service, rights: CrossingPermissions?, planner: ActionPlanner) {
    self.coverage = coverage
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
    for unit in chosen { coverage.apply(changes(of: unit)) }
  }

  func changes(of unit: Int, sign: Int32 = 1) -> [IncrementalCoverage.Change] {
    coverage.changes(of: planner.units[unit], sign: sign) { mayGo(unit, $0) }
  }

  /// Cells that a unit alone covers, as things are, in ascending order.
  func cellsCovered(by unit: Int) -> [Int32] { coverage.cellsBrought(by: changes(of: unit)) }

  /// Each unit's arrivals, for units that are not there yet.
  ///
  /// - Throws: what look-ups of agreements throw; agreements are looked up only where any of them could go abroad.
  func changes(ofNew new: [CoverageUnit]) throws -> [[IncrementalCoverage.Change]] {
    let cells = planner.cells
    var goesAbroad = false
    var changes = new.map { unit in
      coverage.changes(of: unit) { cell in
        if unit.country == cells[cell].country { return true }
        goesAbroad = true
        return planner.areBordersOpen
      }
    }
    if goesAbroad, planner.areBordersOpen,
      let rights = try planner.crossingRights?.rights(of: new, to: cells, after: [])
    {
      for unit in new.indices {
        changes[unit].removeAll {
          cells[Int($0.cell)].country != new[unit].country && !rights.allows(unit: unit, cell: Int($0.cell))
        }
      }
    }
    return changes
  }
}

extension IncrementalCoverage {
  /// Cells that come to be within the norm by some arrivals, in ascending order.
  func cellsBrought(by changes: [Change]) -> [Int32] {
    var brought: [Int32] = []
    forEachChangedCell(by: changes) { cell, isCovered in if isCovered { brought.append(Int32(cell)) } }
    return brought
  }
}
