public import DirectoryModel
internal import Geodesy
public import Matching

/// Counts who is reached within the norm, as things are and in scenarios.
///
/// For every cell the units that may come are put in order of arrival. A step of the norm is met when the units, or the
/// people on board, that have arrived by then are as many as it asks for; a cell is covered when all its steps are met.
/// Where units are busy with a probability, a cell counts with the probability that enough are free: for one unit out of
/// n that is 1 − pⁿ, the expected coverage of M. S. Daskin, "A maximum expected covering location model: formulation,
/// properties and heuristic solution", Transportation Science 17 (1983) 48–70, https://doi.org/10.1287/trsc.17.1.48. It takes
/// units to be busy independently of each other; for several units, people on board and several steps the distribution
/// of what is free is summed up unit by unit.
public struct CoverageModel: Sendable {
  /// Seconds from the alarm within which a first arrival is looked for.
  public static let horizon = 3600.0

  let units: [CoverageUnit]
  let cells: [DemandCell]
  let services: [Service]
  let book: NormBook
  let travel: any TravelTime
  let times: CoverageTimes
  let law: (any AgreementLaw)?
  private let points: [SurfacePoint]

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - units: those that are ready count.
  ///   - cells: the people.
  ///   - norms: the norms of the day.
  ///   - travel: the travel-time model.
  ///   - times: what comes beside turnout and travel.
  ///   - services: what to count, in this order.
  ///   - law: the agreements; `nil` where nobody asks for them.
  public init(
    units: [CoverageUnit], cells: [DemandCell], norms: NormBook, travel: any TravelTime,
    times: CoverageTimes = CoverageTimes(), services: [Service] = Service.allCases,
    law: (any AgreementLaw)? = nil
  ) {
    self.law = law
    self.units = units.filter(\.isReady)
    self.cells = cells
    self.services = services
    self.travel = travel
    self.times = times
    book = norms
    points = cells.map { SurfacePoint($0.place) }
  }

  /// Evaluates the baseline and scenarios; each scenario starts from the baseline.
  ///
  /// - Parameters:
  ///   - scenarios: what if.
  ///   - areBordersOpen: whether units cross borders where no edit says otherwise.
  ///   - requiresAgreements: whether they do so only where an agreement lets them; it needs a law.
  ///   - moment: for edits that hold in a part of the week; such edits lie dormant at all other times.
  /// - Returns: the baseline first.
  /// - Throws: `ScenarioError` for an edit that cannot be made.
  public func evaluate(
    _ scenarios: [Scenario] = [], areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    at moment: LocalMoment
  ) throws -> [CoverageReport.ScenarioResult] {
    let start = ScenarioState(
      units: units, cells: cells, times: times, areBordersOpen: areBordersOpen,
      requiresAgreements: requiresAgreements, law: law)
    let baseline = try services.map { try outcomes(of: $0, in: start) }
    var results = [result(Scenario(name: "baseline", edits: []), dormant: [], baseline, since: baseline)]
    for scenario in scenarios {
      var state = start
      var dormant: [Int] = []
      for (index, edit) in scenario.edits.enumerated() {
        if let window = edit.window, !window.contains(moment) {
          dormant.append(index)
        } else {
          try state.apply(edit, number: index + 1, file: scenario.file)
        }
      }
      results.append(
        result(scenario, dormant: dormant, try services.map { try outcomes(of: $0, in: state) }, since: baseline))
    }
    return results
  }

  // MARK: Cells

  private func outcomes(of service: Service, in state: ScenarioState) throws -> [CoverageReport.CellOutcome] {
    try arrivals(of: service, in: state).map(\.outcome)
  }

  /// What happens at each cell, and whose units come.
  func arrivals(of service: Service, in state: ScenarioState) throws -> [CellArrival] {
    let rights = try state.rights()
    let chosen = state.units.indices.filter { state.units[$0].service == service }
    let places = chosen.map { SurfacePoint(state.units[$0].place) }
    let finder = PointFinder(places)
    let table = GoalTable(cells: cells, norms: book, services: [service], times: state.times)
    let goals = table.goals[service] ?? []
    let mobilities = Set(chosen.map { state.units[$0].mobility })
    let leastTurnout = chosen.map { state.units[$0].turnout }.min() ?? 0
    return cells.indices.map { cell in
      let goal = goals[cell]
      let factor = state.times.slowness
      func arrivals(within seconds: Double) -> [Arrival] {
        let budget = (seconds - (goal?.countsTurnout == false ? 0 : leastTurnout)) / factor
        let radius = mobilities.map { travel.reach(seconds: budget, mobility: $0) }.max() ?? -1
        var found: [Arrival] = []
        finder.forEach(within: radius, of: points[cell]) { index, distance in
          let unit = state.units[chosen[index]]
          guard state.isOpen(from: unit.country, to: cells[cell].country, service) else { return }
          if let rights, unit.country != cells[cell].country, !rights.allows(unit: chosen[index], cell: cell) { return }
          let slowness = factor * max(state.cellSlowness[cell], state.unitSlowness[chosen[index]])
          let time =
            (unit.country == cells[cell].country ? 0 : state.times.requestDelay)
            + (goal?.countsTurnout == false ? 0 : unit.turnout)
            + travel.seconds(distance: distance, mobility: unit.mobility) * slowness
          if time <= seconds {
            found.append(
              Arrival(
                time: time, crew: Int32(clamping: unit.crew), busy: state.busy[chosen[index]], unit: unit.id,
                country: unit.country))
          }
        }
        return found.sorted { ($0.time, $0.unit) < ($1.time, $1.unit) }
      }
      let people = Int((Double(cells[cell].people) * state.demand[cell]).rounded())
      let inTime = arrivals(within: max(goal?.end ?? 0, 0))
      let soonest = inTime.first ?? soonest { arrivals(within: $0) }
      let first = soonest?.time
      guard let goal else {
        return CellArrival(
          outcome: .init(
            first: first.map { Float($0) }, complete: nil, isCovered: nil, people: people, probability: 0),
          countries: soonest.map { [$0.country] } ?? [])
      }
      let complete = CoverageModel.completion(of: goal, by: inTime)
      let probability =
        inTime.contains { $0.busy > 0 }
        ? ReadyDistribution.probability(of: goal, arrivals: inTime) : complete == nil ? 0 : 1
      return CellArrival(
        outcome: .init(
          first: first.map { Float($0) }, complete: complete.map { Float($0) }, isCovered: complete != nil,
          people: people, probability: probability),
        countries: inTime.isEmpty ? soonest.map { [$0.country] } ?? [] : inTime.map(\.country))
    }
  }

  /// The first arrival within the horizon, looked for in growing circles.
  private func soonest(_ arrivals: (Double) -> [Arrival]) -> Arrival? {
    for seconds in [1200, 2400, CoverageModel.horizon] {
      if let first = arrivals(seconds).first { return first }
    }
    return nil
  }

  /// When all that the steps ask for has arrived; `nil` when one is not met in time.
  static func completion(of goal: CoverageGoal, by arrivals: [Arrival]) -> Double? {
    var units: Int32 = 0
    var crew: Int32 = 0
    var next = 0
    var complete = 0.0
    for step in goal.steps {
      while units < step.units || crew < step.crew {
        guard next < arrivals.count, arrivals[next].time <= step.seconds else { return nil }
        units += 1
        crew += arrivals[next].crew
        complete = max(complete, arrivals[next].time)
        next += 1
      }
    }
    return complete
  }

  // MARK: Sums

  private func result(
    _ scenario: Scenario, dormant: [Int], _ outcomes: [[CoverageReport.CellOutcome]],
    since baseline: [[CoverageReport.CellOutcome]]
  ) -> CoverageReport.ScenarioResult {
    let sums = AreaSums(cells: cells)
    return CoverageReport.ScenarioResult(
      name: scenario.name, file: scenario.file, text: scenario.text, edits: scenario.edits.map(\.summary),
      dormant: dormant,
      services: services.indices.map { index in
        CoverageReport.ServiceResult(
          service: services[index], outcomes: outcomes[index],
          areas: sums.results(outcomes[index], since: baseline[index]), worst: sums.worst(outcomes[index]))
      })
  }
}

/// One unit's arrival at a cell.
struct Arrival {
  var time: Double
  var crew: Int32
  var busy: Double
  var unit: String
  var country: String
}

/// What happens at one cell, and whose units come.
struct CellArrival {
  var outcome: CoverageReport.CellOutcome
  /// Countries of the units that arrive in time, in order of arrival; of the first one where none does.
  var countries: [String]

  /// The first country other than the cell's own.
  func lender(foreignTo host: String) -> String? { countries.first { $0 != host } }
}
