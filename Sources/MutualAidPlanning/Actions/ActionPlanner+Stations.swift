internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives
internal import Siting

extension ActionPlanner {
  /// Where a station could begin.
  struct SitePlace {
    var place: Coordinate
    /// The code of its cell, or the name that a planner's list gives it.
    var label: String
    var country: CountryCode
    var region: RegionCode?
    /// What a station there costs.
    var cost = 1.0
  }

  /// A place where a station could begin, with the units that it would have.
  struct Site {
    var place: SitePlace
    var edit: ScenarioEdit
    var changes: [IncrementalCoverage.Change]
    /// Cells that it brings in alone.
    var brought: [Int32]

    var kind: ActionPoint.Kind {
      .station(place.place, cell: place.label, country: place.country, region: place.region)
    }
  }

  /// Which places for new stations, existing stations fixed.
  func stationPoints(
    _ situation: ServiceSituation, roadProgress: (_ answered: Int, _ total: Int) -> Void
  ) throws -> ([ActionPoint], SitingComparison?) {
    guard options.standardUnits[situation.service] != nil else { return ([], nil) }
    var situation = situation
    let places = try places(situation)
    situation.coverage.takeRoads(
      of: try model.withRoads(from: places.map { ($0.place, situation.service) }) {
        roadProgress($0.answered, $0.total)
      })
    // Where it matters how many reach somebody, each place counts for all whom it reaches, and so do the units that there are.
    var counting = situation
    if options.objective != .once { counting.coverage = situation.coverage.withoutArrivals() }
    let sites = try sites(counting, at: places).filter { !$0.brought.isEmpty }
    guard !sites.isEmpty else { return ([], nil) }
    let existing = options.objective == .once ? [] : counting.chosen.map { counting.cellsCovered(by: $0) }
    let instance = try instance(sites, beside: existing)
    let choice = try choose(instance, among: sites.count)
    let greedy = choice.greedy
    var coverage = situation.coverage
    let steps = greedy.sites.map { number in
      let site = sites[number - existing.count]
      let people = coverage.people(by: site.changes)
      coverage.apply(site.changes)
      return (kind: site.kind, people: people, edit: site.edit)
    }
    var points = points(situation.service, steps)
    if options.objective != .once {
      for index in points.indices { points[index].worth = greedy.gains[index] }
    }
    let base = instance.valueOfExisting
    let best = choice.exact?.sites.map { sites[$0 - existing.count] } ?? []
    return (
      points,
      SitingComparison(
        service: situation.service, candidates: sites.count, sites: choice.count,
        greedy: Int(bounded: greedy.value - base), bound: Int(bounded: greedy.upperBound - base),
        exact: choice.exact.map { Int(bounded: $0.value - base) }, exactEdits: best.map(\.edit),
        exactPlaces: best.map(\.kind), objective: options.objective, budget: options.budget, cost: greedy.cost)
    )
  }

  /// The places that are chosen: one after the other, and the best, `nil` where they are too many or take too long to find.
  func choose(
    _ instance: CoveringInstance, among sites: Int
  ) throws -> (greedy: CoveringPlan, exact: CoveringPlan?, count: Int) {
    let count = min(options.steps, sites)
    let greedy = try options.budget.map { try instance.greedy(budget: $0) } ?? instance.greedy(count: count)
    var exact: CoveringPlan?
    if instance.coveredCells.count <= options.mostExactPairs {
      let limits = SolverLimits(seconds: options.exactSeconds)
      exact =
        try options.budget.map { try instance.exact(budget: $0, limits: limits) }
        ?? instance.exact(count: count, limits: limits)
    }
    // What a search that was broken off has found depends on the machine.
    if exact?.ending != .complete { exact = nil }
    return (greedy, exact, options.budget == nil ? count : greedy.sites.count)
  }

  /// Who could be reached from where.
  ///
  /// First come the units that there are, each with the cells that it covers alone, then the sites. People who gain nothing from any site are not counted.
  private func instance(_ sites: [Site], beside existing: [[Int32]]) throws -> CoveringInstance {
    var people = [Double](repeating: 0, count: cells.count)
    for cell in sites.flatMap(\.brought) { people[Int(cell)] = Double(cells[Int(cell)].people) }
    var starts = [0]
    for covered in existing + sites.map(\.brought) { starts.append(starts[starts.count - 1] + covered.count) }
    return try CoveringInstance(
      people: people, starts: starts, coveredCells: existing.flatMap { $0 } + sites.flatMap(\.brought),
      existing: Array(existing.indices), shares: try options.objective.shares,
      costs: existing.map { _ in 1 } + sites.map(\.place.cost))
  }

  func sites(_ situation: ServiceSituation, at places: [SitePlace]) throws -> [Site] {
    guard let standard = options.standardUnits[situation.service] else { return [] }
    let stations = Set(units.map(\.station))
    let ids = Set(units.map(\.id))
    var taken: Set<String> = []
    let new = places.map { place -> CoverageUnit in
      let turnout =
        standard.turnout
        ?? units.first {
          $0.service == situation.service && $0.country == place.country && $0.turnouts[.career] != nil
        }?.turnouts[.career] ?? 90
      // A code may be that of a station on file, cells of two countries may have one code, and places of a list one name.
      var name = "new-\(situation.service.rawValue)-\(place.country)-\(place.label)"
      while stations.contains(StationID(name)) || ids.contains(UnitID(name + ".1")) || !taken.insert(name).inserted {
        name += "-new"
      }
      return CoverageUnit(
        id: UnitID(name + ".1"), station: StationID(name), place: place.place, country: place.country,
        service: situation.service,
        crew: standard.crew, turnout: turnout, turnouts: [.career: turnout], staffing: .career)
    }
    let arrivals = try situation.changes(ofNew: new)
    return places.indices.map { index in
      let unit = new[index]
      let changes = (0..<standard.count).flatMap { _ in arrivals[index] }
      return Site(
        place: places[index],
        edit: ScenarioEdit(
          .openStation(
            unit.station, place: unit.place, country: unit.country,
            units: [
              .init(
                id: unit.id, count: standard.count, service: unit.service, crew: unit.crew, turnout: unit.turnout)
            ])), changes: changes, brought: situation.coverage.cellsBrought(by: changes))
    }
  }

  /// Where stations could stand: the places of the planner's list, or where people live.
  func places(_ situation: ServiceSituation) throws -> [SitePlace] {
    guard let list = options.candidates else { return candidates(situation).map(place) }
    return try places(list.filter { $0.serves(situation.service) })
  }

  /// A station that could stand in the middle of a cell.
  func place(_ number: Int) -> SitePlace {
    let cell = cells[number]
    return SitePlace(place: cell.place, label: cell.code, country: cell.host, region: cell.region)
  }

  /// The places of a planner's list.
  ///
  /// - Throws: `MutualAidError` for one near which nobody lives.
  func places(_ list: [SiteCandidate]) throws -> [SitePlace] {
    let finder = PointFinder(cells.map { SurfacePoint($0.place) })
    return try list.map { candidate in
      // Its region is that of the people around it.
      var nearest: (metres: Double, cell: Int)?
      finder.forEach(within: 20_000, of: SurfacePoint(candidate.place)) { cell, metres in
        if metres < nearest?.metres ?? .infinity { nearest = (metres, cell) }
      }
      guard let cell = nearest.map({ cells[$0.cell] }) else {
        var isExchanged = false
        if let other = Coordinate.valid(latitude: candidate.place.longitude, longitude: candidate.place.latitude) {
          finder.forEach(within: 20_000, of: SurfacePoint(other)) { _, _ in isExchanged = true }
        }
        throw MutualAidError(
          .scenarioInvalid, "nobody lives within 20 km of '\(candidate.name)'", line: candidate.line,
          hint: isExchanged ? "Exchange its latitude and longitude." : "Correct its place.")
      }
      return SitePlace(
        place: candidate.place, label: candidate.name, country: candidate.country ?? cell.host, region: cell.region,
        cost: candidate.cost)
    }
  }

  /// Cells in which a station could stand: all with people; where these are too many, of each tile of the map the one with
  /// the most people outside the norm, then the most people, then the first.
  func candidates(_ situation: ServiceSituation) -> [Int] {
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

extension SitingObjective {
  /// What being reached by one, two or more sites counts.
  var shares: CoverShares {
    get throws {
      switch self {
      case .once: .once
      case .backup(let share): try .backup(share)
      case .busy(let probability): try .expected(busy: probability)
      }
    }
  }
}
