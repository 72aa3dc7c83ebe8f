internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives
internal import Siting

extension ActionPlanner {
  /// Where stations that begin with units of several services would help most, existing stations fixed.
  ///
  /// Each service has the cells that a place brings within its norm; a place brings those of all services together, so that
  /// the choice among places is the same problem with so many times the cells.
  ///
  /// - Parameter situations: of the services.
  /// - Returns: the places; `nil` where no place brings anyone within a norm.
  /// - Throws: `SitingError` when the solver gives up, and what the agreements' look-ups throw.
  func sharedSites(_ situations: [ServiceSituation]) throws -> SharedSiting? {
    let situations = situations.filter { options.standardUnits[$0.service] != nil }
    guard situations.count > 1, let first = situations.first else { return nil }
    let places = try sharedPlaces(situations)
    let byService = try situations.map { try sites($0, at: places) }
    // Places that bring nobody are no candidates.
    let helpful = places.indices.filter { place in byService.contains { !$0[place].brought.isEmpty } }
    guard !helpful.isEmpty else { return nil }
    var people: [Double] = []
    var brought = [[Int32]](repeating: [], count: helpful.count)
    for sites in byService {
      let offset = Int32(people.count)
      var here = [Double](repeating: 0, count: cells.count)
      for (number, place) in helpful.enumerated() {
        for cell in sites[place].brought {
          here[Int(cell)] = Double(cells[Int(cell)].people)
          brought[number].append(cell + offset)
        }
      }
      people += here
    }
    var starts = [0]
    for covered in brought { starts.append(starts[starts.count - 1] + covered.count) }
    let instance = try CoveringInstance(
      people: people, starts: starts, coveredCells: brought.flatMap { $0 },
      costs: helpful.map { places[$0].cost })
    let choice = try choose(instance, among: helpful.count)
    var taken = Set(units.map(\.station.rawValue))
    let edits = places.indices.map { place in
      sharedEdit(byService.map { $0[place] }, at: places[place], taken: &taken)
    }
    var coverages = situations.map(\.coverage)
    var cumulative = 0
    var made: [ScenarioEdit] = []
    let chosen = choice.greedy.sites.map { number -> SharedSiting.Site in
      let place = helpful[number]
      var gained: [Service: Int] = [:]
      for (index, situation) in situations.enumerated() {
        gained[situation.service] = coverages[index].people(by: byService[index][place].changes)
        coverages[index].apply(byService[index][place].changes)
      }
      made.append(edits[place])
      cumulative += gained.values.reduce(0, +)
      return SharedSiting.Site(
        place: places[place].place, label: places[place].label, country: places[place].country,
        region: places[place].region, people: gained, cumulative: cumulative, edits: made)
    }
    let best = choice.exact?.sites.map { helpful[$0] } ?? []
    return SharedSiting(
      services: situations.map(\.service), sites: chosen,
      comparison: SitingComparison(
        service: first.service, candidates: helpful.count, sites: choice.count,
        greedy: Int(bounded: choice.greedy.value), bound: Int(bounded: choice.greedy.upperBound),
        exact: choice.exact.map { Int(bounded: $0.value) }, exactEdits: best.map { edits[$0] },
        exactPlaces: best.map { byService[0][$0].kind }, budget: options.budget, cost: choice.greedy.cost))
  }

  /// The planner's list, of places at which all services could stand, or the places where most people of any service are
  /// outside the norm.
  private func sharedPlaces(_ situations: [ServiceSituation]) throws -> [SitePlace] {
    if let list = options.candidates {
      return try places(list.filter { candidate in situations.allSatisfy { candidate.serves($0.service) } })
    }
    var outside: [Int: Int] = [:]
    for situation in situations {
      for cell in candidates(situation) {
        outside[cell, default: 0] += situation.coverage.isCovered(cell) ? 0 : cells[cell].people
      }
    }
    let order = outside.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(max(1, options.mostCandidates))
    return order.map(\.key).sorted().map(place)
  }

  /// One station with the units of all services.
  ///
  /// `taken` are the ids of stations that there are, to which its own is added.
  private func sharedEdit(_ sites: [Site], at place: SitePlace, taken: inout Set<String>) -> ScenarioEdit {
    var station = "new-site-\(place.country)-\(place.label)"
    while !taken.insert(station).inserted { station += "-new" }
    let new = sites.flatMap { site -> [ScenarioEdit.NewUnits] in
      guard case .openStation(_, _, _, let units) = site.edit.change else { return [] }
      return units.map { unit in
        var unit = unit
        unit.id = UnitID("\(station).\(unit.service.rawValue)")
        return unit
      }
    }
    return ScenarioEdit(.openStation(StationID(station), place: place.place, country: place.country, units: new))
  }
}
