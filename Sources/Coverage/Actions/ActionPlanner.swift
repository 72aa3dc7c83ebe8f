internal import Agreements
internal import DirectoryModel
internal import Geodesy

/// Looks for what would help most people: missing agreements, places of stations, career crew, units that stand elsewhere.
///
/// Every kind is gone through step by step: the step that brings most people within the norm is taken, and the next one is
/// looked for on top of it. What a step claims is what `CoverageModel` counts when its edits are made. The same inputs give
/// the same points.
package struct ActionPlanner: Sendable {
  let model: CoverageModel
  let units: [CoverageUnit]
  let cells: [DemandCell]
  let areBordersOpen: Bool
  /// The agreements, where they are required.
  let law: (any AgreementLaw)?
  let options: ActionOptions

  /// Takes a model, and what holds in its baseline.
  ///
  /// - Parameters:
  ///   - areBordersOpen: whether units cross borders.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs a law.
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
    law = requiresAgreements ? model.law : nil
    self.options = options
  }

  /// Looks for everything that the options name.
  ///
  /// - Throws: `SitingError` when the solver gives up, and what the agreements' look-ups throw.
  package func plan() throws -> ActionPlan {
    var plan = ActionPlan()
    let finder = PointFinder(cells.map { SurfacePoint($0.place) })
    // Borders that are closed are closed to agreements too.
    let rights = areBordersOpen ? try law?.rights(of: units, to: cells, after: []) : nil
    for service in model.services {
      let ledger = IncrementalCoverage(model, service: service, finder: finder)
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
  var ledger: IncrementalCoverage
  let service: Service
  /// Positions of the service's units.
  let chosen: [Int]
  let rights: CrossingPermissions?
  private let planner: ActionPlanner

  init(ledger: IncrementalCoverage, service: Service, rights: CrossingPermissions?, planner: ActionPlanner) {
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

  func changes(of unit: Int, sign: Int32 = 1) -> [IncrementalCoverage.Change] {
    ledger.changes(of: planner.units[unit], sign: sign) { mayGo(unit, $0) }
  }

  /// Each unit's arrivals, for units that are not there yet.
  ///
  /// - Throws: what the law throws; it is asked only where any of them could go abroad.
  func changes(ofNew new: [CoverageUnit]) throws -> [[IncrementalCoverage.Change]] {
    let cells = planner.cells
    var goesAbroad = false
    var changes = new.map { unit in
      ledger.changes(of: unit) { cell in
        if unit.country == cells[cell].country { return true }
        goesAbroad = true
        return planner.areBordersOpen
      }
    }
    if goesAbroad, planner.areBordersOpen, let rights = try planner.law?.rights(of: new, to: cells, after: []) {
      for unit in new.indices {
        changes[unit].removeAll {
          cells[Int($0.cell)].country != new[unit].country && !rights.allows(unit: unit, cell: Int($0.cell))
        }
      }
    }
    return changes
  }
}
