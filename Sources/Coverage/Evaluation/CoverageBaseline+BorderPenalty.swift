internal import DirectoryModel

extension CoverageBaseline {
  private struct Key: Hashable {
    var host: CountryCode
    var lender: CountryCode
    var region: RegionCode?
    var norm: String?

    var order: (CountryCode, CountryCode, String, String) {
      (host, lender, region?.rawValue ?? "", norm ?? "")
    }
  }

  /// What people lose when units do not cross borders, in both directions of every border, by service.
  ///
  /// Borders are to be open in this baseline.
  func borderPenalties() throws -> [CoverageReport.BorderPenalty] {
    let closed = ScenarioState(
      roster: state.roster, countries: state.countries, times: state.times, areBordersOpen: false,
      crossingRights: state.crossingRights, waters: state.waters)
    return zip(evaluations, try outcomes(in: closed)).map { penalty(of: $0, closed: $1.outcomes) }
  }

  private func penalty(of evaluation: ServiceEvaluation, closed: [BlockOutcomes]) -> CoverageReport.BorderPenalty {
    let names = evaluation.inputs.lenders.sorted { $0.value < $1.value }.map(\.key)
    var losses: [CoverageReport.BorderPenalty.CellLoss] = []
    var sections: [Key: CoverageReport.BorderPenalty.Section] = [:]
    for cell in model.cells.indices {
      let slot = Int(model.cellBlocks.slots[cell])
      let (block, index) = (slot / CellBlocks.size, slot % CellBlocks.size)
      guard evaluation.outcomes[block] !== closed[block] else { continue }
      let (before, after) = (evaluation.outcomes[block].cells[index], closed[block].cells[index])
      let (soonest, later) = (before.first, after.first)
      let losesCover = before.cover == .within && after.cover == .outside
      // The arrival that is missing is among those that the outcome depends on.
      let host = model.cellBlocks.hosts[slot]
      // Where no norm applies, nothing is lost that the report counts.
      let known = evaluation.arrivals[block]
      let head = known.heads[index]
      guard before.cover != .noNorm, soonest.isFinite, later != soonest || losesCover,
        let lender = later != soonest && head.lender != host
          ? head.lender : known.arrivals(at: index).first(where: { $0.lender != host })?.lender
      else { continue }
      let name = names[Int(lender)]
      losses.append(
        .init(cell: cell, lender: name, seconds: later.isFinite ? later - soonest : nil, losesCover: losesCover))
      let place = model.cells[cell]
      let key = Key(
        host: place.host, lender: name, region: place.region,
        norm: model.norms.norm(of: cell, for: evaluation.service)?.id)
      var section =
        sections[key]
        ?? .init(
          host: key.host, lender: name, region: key.region, norm: key.norm, people: 0, uncovered: 0, personMinutes: 0,
          mostMinutes: 0)
      section.people += place.people
      if losesCover { section.uncovered += place.people }
      // Where no unit comes within the horizon, at least the time up to the horizon is lost.
      let goal = evaluation.inputs.goals.goals[Int(evaluation.inputs.goals.indices[slot])]
      let horizon = Float(CoverageTimes.horizon + goal.handling)
      let minutes = Double((later.isFinite ? later : horizon) - soonest) / 60
      section.personMinutes += minutes * Double(place.people)
      section.mostMinutes = max(section.mostMinutes, minutes)
      sections[key] = section
    }
    return .init(
      service: evaluation.service, cells: losses,
      sections: sections.sorted { $0.key.order < $1.key.order }.map(\.value))
  }
}
