internal import DirectoryModel

extension CoverageBaseline {
  private struct Key: Hashable {
    var host: CountryCode
    var lender: CountryCode
    var region: RegionCode?
    var norm: String?

    var order: (String, String, String, String) { (host, lender, region ?? "", norm ?? "") }
  }

  /// What people lose when units do not cross borders, in both directions of every border, by service.
  ///
  /// Borders are to be open in this baseline.
  func borderPenalties() throws -> [CoverageReport.BorderPenalty] {
    let closed = ScenarioState(
      roster: state.roster, field: state.field, times: state.times, areBordersOpen: false, law: state.law)
    return zip(lanes, try pages(in: closed)).map { penalty(of: $0, closed: $1.pages) }
  }

  private func penalty(of lane: ServiceEvaluation, closed: [BlockOutcomes]) -> CoverageReport.BorderPenalty {
    let names = lane.ground.lenders.sorted { $0.value < $1.value }.map(\.key)
    var losses: [CoverageReport.BorderPenalty.CellLoss] = []
    var sections: [Key: CoverageReport.BorderPenalty.Section] = [:]
    for cell in model.cells.indices {
      let slot = Int(model.field.slots[cell])
      let (block, index) = (slot / CellBlocks.size, slot % CellBlocks.size)
      guard lane.pages[block] !== closed[block] else { continue }
      let (before, after) = (lane.pages[block].cells[index], closed[block].cells[index])
      let (soonest, later) = (before.first, after.first)
      let losesCover = before.cover == .within && after.cover == .outside
      // Whoever is missing is among the arrivals that the outcome rests on.
      let host = model.field.hosts[slot]
      // Where no norm judges, nobody need know who would come.
      guard before.cover != .unjudged, soonest.isFinite, later != soonest || losesCover,
        let lender = lane.arrivals[block].arrivals(at: index).first(where: { $0.lender != host })?.lender
      else { continue }
      let name = names[Int(lender)]
      losses.append(
        .init(cell: cell, lender: name, seconds: later.isFinite ? later - soonest : nil, losesCover: losesCover))
      let place = model.cells[cell]
      let key = Key(
        host: place.country, lender: name, region: place.region,
        norm: model.norms.norm(of: cell, for: lane.service)?.id)
      var section =
        sections[key]
        ?? .init(
          host: key.host, lender: name, region: key.region, norm: key.norm, people: 0, uncovered: 0, personMinutes: 0,
          mostMinutes: 0)
      section.people += place.people
      if losesCover { section.uncovered += place.people }
      // Where nobody comes within the horizon, the horizon is what is lost at least.
      let minutes = Double(later.isFinite ? later - soonest : Float(CoverageModel.horizon) - soonest) / 60
      section.personMinutes += minutes * Double(place.people)
      section.mostMinutes = max(section.mostMinutes, minutes)
      sections[key] = section
    }
    return .init(
      service: lane.service, cells: losses,
      sections: sections.sorted { $0.key.order < $1.key.order }.map(\.value))
  }
}
