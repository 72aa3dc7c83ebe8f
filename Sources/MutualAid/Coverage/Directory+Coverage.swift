public import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
internal import Matching
internal import PopulationData
internal import Primitives
internal import RegistryXML
internal import RoadRouting

extension Directory {
  /// Counts the people who are reached within the norm, as things are and in scenarios.
  ///
  /// - Parameters:
  ///   - query: the services, the area, the moment and the scenarios.
  ///   - progress: called before each stage.
  /// - Returns: the people reached, by service and area, in the baseline and in each scenario.
  /// - Throws: `MutualAidError` for an edit that cannot be made, for an unknown region or population, where there are
  ///   no people or norms, for a file that cannot be read, where a router fails, and for trouble with the store.
  public func coverage(
    _ query: CoverageQuery, progress: (CoverageStage) throws -> Void = { _ in }
  ) throws -> CoverageReport {
    try coverageWithModel(query, progress: progress).report
  }

  /// A coverage report with the model that it was counted from, for targets above this one that add to the report.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - opensStations: whether what is added opens stations, so that a service may begin with none.
  ///   - progress: called before each stage.
  /// - Returns: the report and its model.
  /// - Throws: as `coverage(_:progress:)`.
  package func coverageWithModel(
    _ query: CoverageQuery, opensStations: Bool = false, progress: (CoverageStage) throws -> Void
  ) throws -> (report: CoverageReport, model: CoverageModel) {
    let basis = try CoverageBasis(of: self, query, opensStations: opensStations)
    let hour = try basis.hour(at: query.time, busy: query.leavesOutBusyUnits)
    let collector = try roadCollector(for: query)
    var (model, known) = try basis.model(of: hour, isByRoad: collector != nil)
    if let collector {
      model = try model.byRoad(collector, query.scenarios, at: hour.moment) {
        try? progress(.roads(answered: $0.answered, total: $0.total))
      }
    }
    var report = try model.report(
      query.scenarios, areBordersOpen: query.areBordersOpen, requiresAgreements: query.requiresAgreements,
      countsBorderPenalty: query.countsBorderPenalty,
      at: hour.moment, momentText: Timestamp.text(query.time),
      population: basis.populationName, directoryVersion: store.version(), regions: query.regions, progress: progress)
    if query.countsWeek {
      report.week = try basis.week(
        around: query.time, model: model, of: hour, collector: collector, progress: progress)
    }
    let cells = basis.cells
    for service in basis.services {
      report.leftOut[service] = cells.reduce(into: [:]) { people, cell in
        guard !known.holds(service, country: cell.host, region: cell.region) else { return }
        people[CountryPart(country: cell.host, region: cell.region).code, default: 0] += cell.people
      }
    }
    report.inputs.countsTypicalCrews = query.countsTypicalCrews
    report.inputs.judgesIncompleteLists = query.judgesIncompleteLists
    report.inputs.population.spread = SharedPoints.people(of: cells, from: basis.spreadCodes)
    report.areaNames = try names(of: Set(cells.compactMap(\.country?.rawValue) + cells.compactMap(\.region?.rawValue)))
    report.stationNames = try store.stationNames()
    let moving = Set(hour.units.map(\.mobility))
    report.travelTimes = TravelStatement.all(in: vocabulary).filter { statement in
      basis.services.contains(statement.curve.service) && moving.contains(statement.curve.mobility)
    }
    report.officialTotals = try store.officialTotals()
    return (report, model)
  }

  /// What asks the router of a question; `nil` for a question without one.
  private func roadCollector(for query: CoverageQuery) throws -> RoadCollector? {
    guard let address = query.routing else { return nil }
    return RoadCollector(
      router: try RoadRouters.router(for: address, options: .forTables),
      archive: try query.routingCache.map { try RoadTimesFile(path: $0) })
  }

  func names(of codes: Set<String>) throws -> [String: String] {
    var names: [String: String] = [:]
    for code in codes {
      names[code] = try store.areaName(code.utf8.count == 2 ? .country : .region, code: code)
    }
    return names
  }
}
