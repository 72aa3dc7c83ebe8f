internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives
internal import Siting

extension ActionPlanner {
  /// A place where a station could begin, with the units that it would have.
  private struct Site {
    var cell: Int
    var edit: ScenarioEdit
    var changes: [IncrementalCoverage.Change]
    /// Cells that it brings in alone.
    var brought: [Int32]
  }

  /// Which places for new stations, existing stations fixed.
  func stationPoints(
    _ situation: ServiceSituation, roadProgress: (_ answered: Int, _ total: Int) -> Void
  ) throws -> ([ActionPoint], SitingComparison?) {
    guard options.standardUnits[situation.service] != nil else { return ([], nil) }
    var situation = situation
    let candidates = candidates(situation)
    situation.coverage.takeRoads(
      of: try model.withRoads(from: candidates.map { (cells[$0].place, situation.service) }) {
        roadProgress($0.answered, $0.total)
      })
    let sites = try sites(situation, at: candidates).filter { !$0.brought.isEmpty }
    guard !sites.isEmpty else { return ([], nil) }
    // The best places of all that bring in anyone; cells that are within the norm already are not counted.
    var people = [Double](repeating: 0, count: cells.count)
    for cell in sites.flatMap(\.brought) { people[Int(cell)] = Double(cells[Int(cell)].people) }
    var starts = [0]
    for site in sites { starts.append(starts[starts.count - 1] + site.brought.count) }
    let instance = try CoveringInstance(people: people, starts: starts, coveredCells: sites.flatMap(\.brought))
    let count = min(options.steps, sites.count)
    let greedy = try instance.greedy(count: count)
    var exact =
      starts[sites.count] <= options.mostExactPairs
      ? try instance.exact(count: count, limits: .init(seconds: options.exactSeconds)) : nil
    // What a search that was broken off has found depends on the machine.
    if exact?.ending != .complete { exact = nil }
    var coverage = situation.coverage
    let steps = greedy.sites.map { number in
      let (site, cell) = (sites[number], cells[sites[number].cell])
      let people = coverage.people(by: site.changes)
      coverage.apply(site.changes)
      return (
        kind: ActionPoint.Kind.station(cell.place, cell: cell.code, country: cell.host, region: cell.region),
        people: people, edit: site.edit
      )
    }
    return (
      points(situation.service, steps),
      SitingComparison(
        service: situation.service, candidates: sites.count, sites: count, greedy: Int(bounded: greedy.value),
        bound: Int(bounded: greedy.upperBound), exact: exact.map { Int(bounded: $0.value) },
        exactEdits: exact?.sites.map { sites[$0].edit } ?? [])
    )
  }

  private func sites(_ situation: ServiceSituation, at candidates: [Int]) throws -> [Site] {
    guard let standard = options.standardUnits[situation.service] else { return [] }
    let stations = Set(units.map(\.station))
    let ids = Set(units.map(\.id))
    let new = candidates.map { number -> CoverageUnit in
      let cell = cells[number]
      let turnout =
        standard.turnout
        ?? units.first {
          $0.service == situation.service && $0.country == cell.host && $0.turnouts[.career] != nil
        }?.turnouts[.career] ?? 90
      // A code may be that of a station on file, and cells of two countries may have one code.
      var name = "new-\(situation.service.rawValue)-\(cell.host)-\(cell.code)"
      while stations.contains(StationID(name)) || ids.contains(UnitID(name + ".1")) { name += "-new" }
      return CoverageUnit(
        id: UnitID(name + ".1"), station: StationID(name), place: cell.place, country: cell.host,
        service: situation.service,
        crew: standard.crew, turnout: turnout, turnouts: [.career: turnout], staffing: .career)
    }
    let arrivals = try situation.changes(ofNew: new)
    return candidates.indices.map { index in
      let unit = new[index]
      let changes = (0..<standard.count).flatMap { _ in arrivals[index] }
      var brought: [Int32] = []
      situation.coverage.forEachChangedCell(by: changes) { cell, isCovered in
        if isCovered { brought.append(Int32(cell)) }
      }
      return Site(
        cell: candidates[index],
        edit: ScenarioEdit(
          .openStation(
            unit.station, place: unit.place, country: unit.country,
            units: [
              .init(
                id: unit.id, count: standard.count, service: unit.service, crew: unit.crew, turnout: unit.turnout)
            ])), changes: changes, brought: brought)
    }
  }

  /// Cells in which a station could stand: all with people; where these are too many, of each tile of the map the one with
  /// the most people outside the norm, then the most people, then the first.
  private func candidates(_ situation: ServiceSituation) -> [Int] {
    struct Tile: Hashable {
      var row: Int
      var column: Int
    }
    let inhabited = cells.indices.filter { cells[$0].people > 0 && situation.coverage.hasGoal($0) }
    var candidates = inhabited
    var degrees = 0.01
    while candidates.count > max(1, options.mostCandidates) {
      var best: [Tile: Int] = [:]
      func rank(_ cell: Int) -> (Int, Int, Int) {
        (situation.coverage.isCovered(cell) ? 0 : cells[cell].people, cells[cell].people, -cell)
      }
      for cell in inhabited {
        let place = cells[cell].place
        // A degree of longitude is about 0.64 of one of latitude here; elsewhere tiles are a little longer or wider.
        let tile = Tile(
          row: Int(bounded: place.latitude / degrees, rounding: .down),
          column: Int(bounded: place.longitude * 0.64 / degrees, rounding: .down))
        if best[tile].map({ rank($0) < rank(cell) }) ?? true { best[tile] = cell }
      }
      candidates = best.values.sorted()
      degrees *= 1.25
    }
    return candidates
  }
}
