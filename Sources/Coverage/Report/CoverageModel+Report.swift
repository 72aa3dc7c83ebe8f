package import DirectoryModel
internal import Matching

extension CoverageModel {
  /// Makes the whole report.
  ///
  /// - Parameters:
  ///   - scenarios: what if.
  ///   - areBordersOpen: whether units cross borders in the baseline.
  ///   - requiresAgreements: whether they do so only where an agreement lets them.
  ///   - countsBorderPenalty: whether to compare all borders open with all borders closed.
  ///   - moment: for edits that hold in a part of the week.
  ///   - momentText: the moment as ISO 8601, for the inputs.
  ///   - population: where the people were taken from, in words.
  ///   - directoryVersion: the version of the directory; `nil` where the units came from elsewhere.
  ///   - regions: the region codes that the cells were narrowed to.
  ///   - progress: called before each stage.
  /// - Returns: the baseline, and each scenario compared with it.
  /// - Throws: `MutualAidError` for an edit that cannot be made.
  package func report(
    _ scenarios: [Scenario] = [], areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    countsBorderPenalty: Bool = false,
    at moment: LocalMoment, momentText: String, population: String, directoryVersion: Int? = nil,
    regions: [RegionCode] = [], progress: (CoverageStage) throws -> Void = { _ in }
  ) throws -> CoverageReport {
    try knowingRoads {
      try madeReport(
        scenarios, areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements,
        countsBorderPenalty: countsBorderPenalty, at: moment, momentText: momentText, population: population,
        directoryVersion: directoryVersion, regions: regions, progress: progress)
    }
  }

  /// The report by what is known of roads.
  private func madeReport(
    _ scenarios: [Scenario], areBordersOpen: Bool, requiresAgreements: Bool, countsBorderPenalty: Bool,
    at moment: LocalMoment, momentText: String, population: String, directoryVersion: Int?, regions: [RegionCode],
    progress: (CoverageStage) throws -> Void
  ) throws -> CoverageReport {
    try progress(.baseline)
    let baseline = try baseline(areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements, at: moment)
    let used = Set(norms.norms.values.joined().map(\.id))
    let inputs = CoverageReport.Inputs(
      directoryVersion: directoryVersion,
      population: .init(
        name: population, cells: cells.count, people: cells.lazy.map(\.people).reduce(0, +),
        years: Set(cells.lazy.compactMap(\.year)).sorted(), sources: Set(cells.lazy.compactMap(\.source)).sorted()),
      norms: normSelection.norms.filter { used.contains($0.id) }, moment: momentText,
      travelModel: roads?.table.router.engine ?? travel.name,
      times: times,
      stations: roster.stations.count, units: units.count, regions: regions)
    var results = try scenarios.enumerated().map { index, scenario in
      try progress(.scenario(name: scenario.name, number: index + 1, count: scenarios.count))
      return try baseline.evaluate(scenario)
    }
    var roadSummary = roadSummary
    if roads != nil {
      try progress(.withoutRoads)
      let compared = try baseline.withoutRoads()
      roadSummary?.changes = compared.services.map(\.changeByRoad)
      results.append(compared)
    }
    var penalties: [CoverageReport.BorderPenalty] = []
    if countsBorderPenalty {
      try progress(.borderPenalty)
      let isOpenAlready = areBordersOpen && !requiresAgreements
      penalties = try (isOpenAlready ? baseline : self.baseline(at: moment)).borderPenalties()
    }
    try progress(.criticality)
    var report = CoverageReport(
      inputs: inputs, cells: cells, normIDs: normIDs(), stations: stations(),
      scenarios: [baseline.result] + results, borderPenalties: penalties,
      criticality: baseline.criticality())
    report.roads = roadSummary
    report.judgements = .init(norms)
    return report
  }

  private func normIDs() -> [Service: [String?]] {
    norms.indices.reduce(into: [:]) { table, entry in
      let ids: [String?] = (norms.norms[entry.key] ?? []).map(\.id)
      table[entry.key] = entry.value.map { $0 < 0 ? nil : ids[Int($0)] }
    }
  }

  private func stations() -> [CoverageReport.StationSummary] {
    roster.stations.sorted { $0.key < $1.key }.compactMap { id, positions in
      guard let first = positions.first.map({ units[Int($0)] }) else { return nil }
      let present = Set(positions.map { units[Int($0)].service })
      return .init(
        id: id, place: first.place, country: first.country, services: Service.allCases.filter(present.contains),
        units: positions.count)
    }
  }
}

/// A stage of a long report, for showing progress.
public enum CoverageStage: Hashable, Sendable {
  /// Asks a router for travel times: so many pairs of a place and a cell have been answered, of those to ask about.
  case roads(answered: Int, total: Int)
  /// Evaluates coverage as things are.
  case baseline
  /// Evaluates what it would be by the travel-time model, to compare the roads with.
  case withoutRoads
  /// Evaluates a scenario; `number` counts from 1 to `count`.
  case scenario(name: String, number: Int, count: Int)
  /// Compares open borders with closed ones.
  case borderPenalty
  /// Works out what the loss of each station alone costs.
  case criticality
  /// Counts the week: so many states of it are counted, of all in which its hours differ.
  case week(counted: Int, states: Int)
  /// Looks for the actions that help most people.
  case actions
}

extension CoverageReport {
  /// Takes over how many pairs a router has been asked about by now: sites ask for ways of their own.
  package mutating func noteRoadsAsked(of model: CoverageModel) {
    guard let now = model.roadSummary else { return }
    roads?.pairs = now.pairs
    roads?.pairsAsked = now.pairsAsked
  }
}
