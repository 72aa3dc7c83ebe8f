internal import Coverage
internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
internal import Matching

extension CoverageBasis {
  /// What makes one hour of a week count differently from another, for one service.
  private struct Situation: Hashable {
    /// The day's norms of the service.
    var norms: [String]
    /// By unit, in the order of the directory: seconds of turnout, less than 0 for one that cannot be sent.
    var turnouts: [Double]
    /// With scenarios, the turnouts that units would have with another staffing.
    var usual: [[Station.Staffing.Kind: Double]]
    /// Crossings that are closed.
    var shut: Set<CrossingID>
    /// Where agreements are asked for, the moment by which they go; `nil` elsewhere.
    var agreements: LocalMoment?
    /// By scenario: the edits that hold.
    var holding: [[Bool]]
  }

  /// Counts each hour of the week around a moment: hours at which the same units are there under the same norms, once.
  ///
  /// - Parameters:
  ///   - time: the moment.
  ///   - model: the model of the moment.
  ///   - now: what it was made of.
  ///   - collector: asks a router; `nil` to go by the travel-time model.
  ///   - progress: called before each state of the week is counted.
  /// - Returns: the week in the baseline and in each scenario.
  /// - Throws: `MutualAidError` for an edit that cannot be made, and for trouble with the store or the router.
  func week(
    around time: Date, model: CoverageModel, of now: Hour, collector: RoadCollector?,
    progress: (CoverageStage) throws -> Void
  ) throws -> CoverageWeek {
    var model = model
    if let collector { model = try knowingAllRoads(now, collector, progress) }
    let dates = clock.week(around: time)
    let hours = try dates.map { try hour(at: $0, busy: false) }
    var positions: [Service: [Situation: Int]] = [:]
    var first: [Service: [Int]] = [:]
    var stateOf: [Service: [Int]] = [:]
    for (number, hour) in hours.enumerated() {
      let shut = try contents.waters.shut(at: hour.time)
      for service in services {
        let situation = situation(of: service, at: hour, shut: shut)
        let position = positions[service]?[situation] ?? first[service]?.count ?? 0
        if position == first[service]?.count ?? 0 {
          positions[service, default: [:]][situation] = position
          first[service, default: []].append(number)
        }
        stateOf[service, default: []].append(position)
      }
    }
    let scenarios: [Scenario?] = [nil] + query.scenarios
    let count = first.values.map(\.count).reduce(0, +) * scenarios.count
    var models: [Int: CoverageModel] = [:]
    // Ways that are known once serve all hours with the same ferries.
    var ways: [Set<CrossingID>: CoverageWaters?] = [try contents.waters.shut(at: now.time): model.waters]
    var counted = 0
    let results = try scenarios.map { scenario in
      CoverageWeek.ScenarioWeek(
        name: scenario?.name ?? "baseline",
        services: try services.map { service in
          let states = try (first[service] ?? []).map { number -> [CoverageReport.AreaResult] in
            try progress(.week(counted: counted, states: count))
            counted += 1
            let hour = hours[number]
            let there =
              try models[number] ?? self.model(at: hour, like: model, of: now, isByRoad: collector != nil, ways: &ways)
            models[number] = there
            return try there.areas(
              of: service, in: scenario, areBordersOpen: query.areBordersOpen,
              requiresAgreements: query.requiresAgreements, at: hour.moment)
          }
          return CoverageWeek.ServiceWeek(service: service, states: states, stateOf: stateOf[service] ?? [])
        })
    }
    return CoverageWeek(monday: clock.day(of: dates.first ?? time), scenarios: results)
  }

  private func situation(of service: Service, at hour: Hour, shut: Set<CrossingID>) -> Situation {
    let units = hour.units.filter { $0.service == service }
    let asksUsual = !query.scenarios.isEmpty
    let duty = scenarioDuty(of: hour)
    let requires =
      query.requiresAgreements
      || query.scenarios.contains { scenario in
        scenario.edits.contains { if case .requireAgreements(true) = $0.change { true } else { false } }
      }
    return Situation(
      norms: hour.norms.norms.filter { $0.service == service }.map(\.id),
      turnouts: units.map { $0.isReady ? $0.turnout : -1 }, usual: asksUsual ? units.map(\.turnouts) : [], shut: shut,
      agreements: requires ? hour.moment : nil,
      holding: query.scenarios.map { scenario in
        scenario.edits.map { edit in
          guard edit.window?.contains(hour.moment) ?? true else { return false }
          guard case .hours(let station, let text) = edit.change else { return true }
          return hour.units.first { $0.station == station }.map { duty.isOnDuty(text, $0) } ?? true
        }
      })
  }

  /// The model of an hour: of the same people, and of the same norms where the day has no others.
  private func model(
    at hour: Hour, like model: CoverageModel, of now: Hour, isByRoad: Bool,
    ways: inout [Set<CrossingID>: CoverageWaters?]
  ) throws -> CoverageModel {
    guard hour.norms.norms.map(\.id) == now.norms.norms.map(\.id) else {
      return try self.model(of: hour, isByRoad: isByRoad).model
    }
    let shut = try contents.waters.shut(at: hour.time)
    let waters = try ways[shut] ?? contents.waters.coverage(at: hour.time, within: model.waters?.longest ?? 0)
    ways[shut] = .some(waters)
    return model.supposing(
      units: hour.units, crossingRights: crossingRights(at: hour.time), waters: waters,
      duty: scenarioDuty(of: hour))
  }

  /// The ways of all units, whoever is on duty, and of all edits, whenever they hold.
  private func knowingAllRoads(
    _ now: Hour, _ collector: RoadCollector, _ progress: (CoverageStage) throws -> Void
  ) throws -> CoverageModel {
    var hour = now
    for index in hour.units.indices { hour.units[index].isReady = true }
    let scenarios = query.scenarios.map { scenario in
      var scenario = scenario
      for index in scenario.edits.indices { scenario.edits[index].window = nil }
      return scenario
    }
    return try model(of: hour, isByRoad: true).model.byRoad(collector, scenarios, at: hour.moment) {
      try? progress(.roads(answered: $0.answered, total: $0.total))
    }
  }
}
