public import DirectoryModel
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
  /// - Throws: `ScenarioError` for an edit that cannot be made.
  public func report(
    _ scenarios: [Scenario] = [], areBordersOpen: Bool = true, requiresAgreements: Bool = false,
    countsBorderPenalty: Bool = false,
    at moment: LocalMoment, momentText: String, population: String, directoryVersion: Int? = nil,
    regions: [String] = []
  ) throws -> CoverageReport {
    let table = GoalTable(cells: cells, norms: book, services: Set(services), times: times)
    let used = Set(table.norms.values.joined().compactMap { $0?.id })
    let inputs = CoverageReport.Inputs(
      directoryVersion: directoryVersion,
      population: .init(
        name: population, cells: cells.count, people: cells.map(\.people).reduce(0, +),
        years: Set(cells.compactMap(\.year)).sorted(), sources: Set(cells.compactMap(\.source)).sorted()),
      norms: book.norms.filter { used.contains($0.id) }, moment: momentText, travelModel: travel.name, times: times,
      stations: Set(units.map(\.station)).count, units: units.count, regions: regions)
    return CoverageReport(
      inputs: inputs, cells: cells, normIDs: table.norms.mapValues { $0.map { $0?.id } },
      scenarios: try evaluate(
        scenarios, areBordersOpen: areBordersOpen, requiresAgreements: requiresAgreements, at: moment),
      borderPenalties: countsBorderPenalty
        ? try services.map { try borderPenalty(of: $0, norms: table.norms[$0] ?? []) } : [])
  }

  /// What people lose because units do not cross borders, in both directions of every border.
  private func borderPenalty(of service: Service, norms: [Norm?]) throws -> CoverageReport.BorderPenalty {
    struct Key: Hashable {
      var host: String
      var lender: String
      var region: String?
      var norm: String?
    }
    func everyArrival(open: Bool) throws -> [CellArrival] {
      try arrivals(
        of: service, in: ScenarioState(units: units, cells: cells, times: times, areBordersOpen: open))
    }
    var losses: [CoverageReport.BorderPenalty.CellLoss] = []
    var sections: [Key: CoverageReport.BorderPenalty.Section] = [:]
    for (cell, pair) in try zip(everyArrival(open: true), everyArrival(open: false)).enumerated() {
      let (open, closed) = pair
      let losesCover = open.outcome.isCovered == true && closed.outcome.isCovered == false
      guard let soonest = open.outcome.first, closed.outcome.first != soonest || losesCover,
        let lender = open.lender(foreignTo: cells[cell].country)
      else { continue }
      let later = closed.outcome.first.map { $0 - soonest }
      losses.append(.init(cell: cell, lender: lender, seconds: later, losesCover: losesCover))
      let key = Key(
        host: cells[cell].country, lender: lender, region: cells[cell].region, norm: norms[cell]?.id)
      var section =
        sections[key]
        ?? .init(
          host: key.host, lender: lender, region: key.region, norm: key.norm, people: 0, uncovered: 0,
          personMinutes: 0, mostMinutes: 0)
      let people = cells[cell].people
      section.people += people
      if losesCover { section.uncovered += people }
      // Where nobody comes within the horizon, the horizon is what is lost at least.
      let minutes = Double(later ?? Float(CoverageModel.horizon) - soonest) / 60
      section.personMinutes += minutes * Double(people)
      section.mostMinutes = max(section.mostMinutes, minutes)
      sections[key] = section
    }
    let order = { (key: Key) in (key.host, key.lender, key.region ?? "", key.norm ?? "") }
    return .init(
      service: service, cells: losses,
      sections: sections.sorted { order($0.key) < order($1.key) }.map(\.value))
  }
}
