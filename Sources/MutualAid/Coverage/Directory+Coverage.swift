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
  ///   - progress: called before each stage.
  /// - Returns: the report and its model.
  /// - Throws: as `coverage(_:progress:)`.
  package func coverageWithModel(
    _ query: CoverageQuery, progress: (CoverageStage) throws -> Void
  ) throws -> (report: CoverageReport, model: CoverageModel) {
    let atlas = try store.boundaryIndex(withMunicipalities: false)
    let contents = try current().contents
    let waters = contents.waters
    let inputs = try CoverageInputs(
      store: store, vocabulary: vocabulary, at: query.time, norms: norms(of: query),
      territory: { atlas.territory(of: $0) }, positionReach: waters.positionReaches(forAll: true))
    let judged = Set(inputs.norms.norms.map(\.service))
    let services = query.services.isEmpty ? Service.allCases.filter(judged.contains) : query.services
    let all = try store.matchableUnits(vocabulary: vocabulary)
    var population = try people(of: query)
    var spreadCodes: Set<String> = []
    if let side = query.gridSide {
      population.cells = RegularGrid(side: side).spread(population.cells)
      population.name += ", \(Int(bounded: side, rounding: .towardZero)) m"
    } else {
      let points = try SharedPoints(
        of: store,
        units: all.filter { services.contains($0.summary.service) && $0.mobility == .road }.map {
          ($0.summary.station, $0.summary.id, $0.summary.coordinate)
        })
      (population.cells, spreadCodes) = points.spread(population.cells)
    }
    let everybody = try inputs.cells(population.cells)
    let chosen = try counted(everybody, regions: query.regions)
    let cells = chosen.map { everybody[$0] }
    var busy = query.leavesOutBusyUnits ? try store.busyUnits(at: query.time, limits: vocabulary.reportLimits) : []
    let hours = try store.publishedHours()
    let clock = LocalClock(vocabulary: vocabulary)
    busy.formUnion(
      try UnitsOffDuty(all, hours: { hours[$0] }, duty: DutyFinder(vocabulary: vocabulary, clock: clock))
        .units(at: query.time, of: store))
    let units = try all.filter { services.contains($0.summary.service) }
      .compactMap { try inputs.unit($0, isReady: !busy.contains($0.summary.id)) }
    let ids = Set(all.map { RecordID($0.summary.station) } + all.map { RecordID($0.summary.id) })
    let asksSetting = inputs.norms.norms.contains { inputs.norms.dependsOnSetting($0.service, country: $0.country) }
    let settings = asksSetting ? AreaSetting.settings(at: cells, among: everybody) : nil
    let withCrew = Set(all.lazy.filter { $0.summary.crew != nil }.map(\.summary.id))
    var known = try KnownGround(
      of: store, atlas: atlas, units: units, hasCrew: withCrew.contains, services: services, norms: inputs.norms,
      vocabulary: vocabulary,
      options: .init(
        countsTypicalCrews: query.countsTypicalCrews, judgesIncompleteLists: query.judgesIncompleteLists))
    guard services.contains(where: judged.contains) else {
      let asked = query.services.map(\.rawValue).joined(separator: " or ")
      throw MutualAidError(
        .nothingToCount,
        asked.isEmpty ? "no norm holds on \(inputs.norms.day)" : "no norm of \(asked) holds on \(inputs.norms.day)",
        hint: .importFirst(.norms))
    }
    guard all.contains(where: { services.contains($0.summary.service) }) else {
      throw MutualAidError(
        .nothingToCount, "there is no unit of \(services.map(\.rawValue).joined(separator: " or ")) in the directory",
        hint: .importFirst(.registries))
    }
    let crossingRights = AgreementsOnFile(
      contents.agreements, clock: clock, time: query.time,
      facts: DirectoryCrossingFacts(atlas: atlas, records: contents.records, units: all))
    let travel = contents.matcher.travel
    let collector = try roadCollector(for: query)
    // A router may find ways faster than the model does.
    let longest =
      CoverageWaters.longestWay(inputs.norms.norms, travel: travel, slowness: query.times.travelSlowness)
      * (collector == nil ? 1 : 2)
    var model = CoverageModel(
      units: units, cells: cells, norms: inputs.norms, travel: travel, times: query.times,
      services: services, crossingRights: crossingRights, settings: settings,
      uncounted: ids,
      ground: known.ground(of: cells),
      waters: try waters.coverage(at: query.time, within: longest))
    let moment = LocalClock(vocabulary: vocabulary).moment(of: query.time, in: "")
    if let collector {
      model = try model.byRoad(collector, query.scenarios, at: moment) {
        try? progress(.roads(answered: $0.answered, total: $0.total))
      }
    }
    var report = try model.report(
      query.scenarios, areBordersOpen: query.areBordersOpen, requiresAgreements: query.requiresAgreements,
      countsBorderPenalty: query.countsBorderPenalty,
      at: moment, momentText: Timestamp.text(query.time),
      population: population.name, directoryVersion: store.version(), regions: query.regions, progress: progress)
    for service in services {
      report.leftOut[service] = cells.reduce(into: [:]) { people, cell in
        guard !known.holds(service, country: cell.host, region: cell.region) else { return }
        people[CountryPart(country: cell.host, region: cell.region).code, default: 0] += cell.people
      }
    }
    report.inputs.countsTypicalCrews = query.countsTypicalCrews
    report.inputs.judgesIncompleteLists = query.judgesIncompleteLists
    report.inputs.population.spread = SharedPoints.people(of: cells, from: spreadCodes)
    report.areaNames = try names(of: Set(cells.compactMap(\.country?.rawValue) + cells.compactMap(\.region?.rawValue)))
    report.stationNames = try store.stationNames()
    let moving = Set(units.map(\.mobility))
    report.travelTimes = TravelStatement.all(in: vocabulary).filter { statement in
      services.contains(statement.curve.service) && moving.contains(statement.curve.mobility)
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

  private func norms(of query: CoverageQuery) throws -> [Norm]? {
    guard !query.normFiles.isEmpty else { return nil }
    return try query.normFiles.flatMap { file in
      try contents(of: file, asked: "norms") { if case .norms(let norms) = $0 { norms } else { nil } }
    }
  }

  private func people(of query: CoverageQuery) throws -> (name: String, cells: [DemandCell]) {
    switch query.population {
    case .directory(let asked):
      if let asked, case let known = try store.populations().map(\.id), !known.contains(asked) {
        let guess = EditDistance.nearest(to: asked, among: known)
        throw MutualAidError(
          .unknownPopulation, "there is no population '\(asked)' in the directory, nor such a file",
          hint: guess.map { .didYouMean($0) } ?? .known(known))
      }
      guard let id = try asked ?? store.defaultPopulation() else {
        throw MutualAidError(
          .nothingToCount, "there are no people in the directory",
          hint: .importFirst(.population))
      }
      return (id, try store.demandCells(of: id))
    case .file(let path):
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let document = try DocumentFile(path: path)
      if document.rootName == ReferenceDocument.Kind.population.rawValue {
        let cells = try contents(of: path, asked: "population") {
          if case .population(let people) = $0 { people.cells } else { nil }
        }
        return (name, cells)
      }
      let file = try PopulationFile(document)
      let wrong = file.problems.filter { $0.severity == .error }
      if let problem = wrong.first {
        throw MutualAidError(
          .headerInvalid, "\(path): \(problem.message)", line: problem.line,
          hint: "\(wrong.count) rows are wrong: correct them, or import the file, which leaves them out.")
      }
      return (name, file.cells)
    }
  }

  /// What documents of a kind in a file say.
  private func contents<Value>(
    of file: String, asked kind: String, _ values: (ReferenceContent) -> [Value]?
  ) throws -> [Value] {
    var found: [Value] = []
    var hasFound = false
    var problems: [Problem] = []
    let receive = { (record: DirectoryRecord) in
      switch record {
      case .reference(_, let content, _):
        if let values = values(content) {
          hasFound = true
          found += values
        }
      case .problem(let problem) where problem.severity == .error: problems.append(problem)
      default: break
      }
    }
    do {
      _ = try DirectoryReader().read(path: file, receive: receive)
    } catch let error as MutualAidError {
      throw MutualAidError(error.code, "\(file): \(error.text)", place: error.place.with(file: file), hint: error.hint)
    }
    if let problem = problems.first {
      throw MutualAidError(.headerInvalid, "\(file): \(problem.message)", line: problem.line, hint: "Correct the file.")
    }
    guard hasFound else {
      throw MutualAidError(
        .unknownFormat, "\(file) is no document of \(kind)", hint: "Expected one that starts with <\(kind)>.")
    }
    return found
  }

  /// The positions of the cells of some regions.
  private func counted(_ cells: [DemandCell], regions: [RegionCode]) throws -> [Int] {
    guard !cells.isEmpty else {
      throw MutualAidError(
        .nothingToCount, "nobody lives where the boundaries in the directory reach",
        hint: .importFirst(.boundaries))
    }
    guard !regions.isEmpty else { return Array(cells.indices) }
    var regions = regions
    var municipalities: Set<String> = []
    let codes = Set(cells.compactMap(\.country?.rawValue) + cells.compactMap(\.region?.rawValue))
    // By their beginnings, so that each place is looked up by its own few and not by all that are asked for.
    var beginnings: Set<Substring> = []
    for code in codes { for length in 0...code.count { beginnings.insert(code.prefix(length)) } }
    for region in regions where !beginnings.contains(region.rawValue[...]) {
      // Not the beginning of a code of people: a name, or a municipality.
      let named = try store.areas(named: region.rawValue)
      let known = named.isEmpty ? try store.municipality(code: region.rawValue).map { [$0] } ?? [] : named
      municipalities.formUnion(known.lazy.filter { $0.level == .municipality }.map(\.code))
      regions += known.lazy.filter { $0.level == .region && codes.contains($0.code) }.map { RegionCode($0.code) }
      guard known.isEmpty else { continue }
      let guess = EditDistance.nearest(to: region.rawValue, among: codes)
      throw MutualAidError(
        .unknownRegion, "nobody lives in a region or municipality of that name, or whose code begins with '\(region)'",
        hint: guess.map { .didYouMean($0) } ?? "Codes are those of the boundaries document.")
    }
    let asked = Set(regions.map { $0.rawValue[...] })
    let isAsked = { (code: String) in (0...code.count).contains { asked.contains(code.prefix($0)) } }
    let counted = codes.filter(isAsked)
    let outlines = LatitudeBands(municipalities.isEmpty ? [] : try store.municipalityOutlines(municipalities))
    return cells.indices.filter { index in
      [cells[index].country?.rawValue, cells[index].region?.rawValue].contains { $0.map(counted.contains) == true }
        || !municipalities.isEmpty && !outlines.outlines(holding: cells[index].place).isEmpty
    }
  }

  func names(of codes: Set<String>) throws -> [String: String] {
    var names: [String: String] = [:]
    for code in codes {
      names[code] = try store.areaName(code.utf8.count == 2 ? .country : .region, code: code)
    }
    return names
  }
}
