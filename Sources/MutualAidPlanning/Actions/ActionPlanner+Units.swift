internal import Coverage
internal import DirectoryModel
internal import Geodesy

extension ActionPlanner {
  /// At which stations career crew instead of volunteers would help.
  func staffingPoints(_ situation: ServiceSituation) -> [ActionPoint] {
    let byStation = Dictionary(grouping: units.indices) { units[$0].station }
    // All units of a station have the crew; where the turnout of any is not known, the gain cannot be counted.
    var open = byStation.keys.sorted().compactMap {
      station -> (station: StationID, changes: [IncrementalCoverage.Change])? in
      let members = byStation[station] ?? []
      let own = members.filter { units[$0].service == situation.service }
      guard own.contains(where: { units[$0].staffing == .volunteer }),
        members.allSatisfy({ units[$0].turnouts[.career] != nil })
      else { return nil }
      let changes = own.flatMap { unit -> [IncrementalCoverage.Change] in
        var career = units[unit]
        career.turnout = career.turnouts[.career] ?? career.turnout
        guard career.turnout != units[unit].turnout else { return [] }
        return situation.changes(of: unit, sign: -1)
          + situation.coverage.changes(of: career) { situation.mayGo(unit, $0) }
      }
      return changes.isEmpty ? nil : (station, changes)
    }
    var coverage = situation.coverage
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, place: Int)?
      for (place, candidate) in open.enumerated() {
        let people = coverage.people(by: candidate.changes)
        if people > best?.people ?? 0 { best = (people, place) }
      }
      guard let best else { break }
      let (station, changes) = open.remove(at: best.place)
      coverage.apply(changes)
      steps.append((.staffing(station: station), best.people, ScenarioEdit(.staff(station, .career))))
    }
    return points(situation.service, steps)
  }
}

extension ActionPlanner {
  /// A station for units that travel alike: a helicopter does not stand in for an ambulance, nor at its post.
  private struct Post: Hashable {
    var station: StationID
    var mobility: Mobility
  }

  /// What arrivals of a unit depend on.
  private struct Kind: Hashable {
    var place: Coordinate
    var country: CountryCode
    var mobility: Mobility
    var turnout: Double
    var crew: Int
    var needs: NeedSet
    var reach: Double
    /// The unit itself where agreements may treat units differently.
    var unit: Int?

    init(_ unit: CoverageUnit, self position: Int?) {
      (place, country, mobility) = (unit.place, unit.country, unit.mobility)
      (turnout, crew, needs, reach) = (unit.turnout, unit.crew, unit.needs, unit.positionReach)
      self.unit = position
    }
  }

  /// Which unit should stand at another station of its country.
  ///
  /// What a unit would bring there can be no more than what the best unit of the service would bring, so stations are gone
  /// through by that, and the search ends when no station left can be better than the best move found.
  func moveUpPoints(_ situation: ServiceSituation) throws -> [ActionPoint] {
    var coverage = situation.coverage
    // Where the service's units stand; moved ones are not moved again, but others may come to where they stand.
    var posts: [Post: Int] = [:]
    for unit in situation.chosen where posts[post(of: unit)] == nil { posts[post(of: unit)] = unit }
    let finder = PointFinder(situation.chosen.map { SurfacePoint(units[$0].place) })
    var isMoved: Set<Int> = []
    /// What units take with them that leave where they stand.
    var leaving: [Kind: [IncrementalCoverage.Change]] = [:]
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, unit: Int, station: StationID, changes: [IncrementalCoverage.Change])?
      for (bound, station, host) in bounds(posts, situation, coverage) {
        guard bound > best?.people ?? 0 else { break }
        var near: [Int] = []
        finder.forEach(within: options.moveUpDistance, of: SurfacePoint(units[host].place)) { index, _ in
          let unit = situation.chosen[index]
          if !isMoved.contains(unit), units[unit].station != station, units[unit].country == units[host].country,
            units[unit].mobility == units[host].mobility
          {
            near.append(unit)
          }
        }
        near.sort()
        let moved = near.map { unit in
          var moved = units[unit]
          (moved.station, moved.place, moved.region) = (station, units[host].place, units[host].region)
          return moved
        }
        // Units of one kind arrive alike, wherever they come from.
        var kinds: [Kind: Int] = [:]
        var firsts: [CoverageUnit] = []
        let kindOf = moved.indices.map { index -> Int in
          let kind = Kind(moved[index], self: situation.rights == nil ? nil : near[index])
          let number = kinds[kind] ?? firsts.count
          if number == firsts.count {
            kinds[kind] = number
            firsts.append(moved[index])
          }
          return number
        }
        let arrivals = try situation.changes(ofNew: firsts)
        for (index, unit) in near.enumerated() {
          let kind = Kind(units[unit], self: situation.rights == nil ? nil : unit)
          let leaves = leaving[kind] ?? situation.changes(of: unit, sign: -1)
          leaving[kind] = leaves
          let changes = leaves + arrivals[kindOf[index]]
          let people = coverage.people(by: changes)
          if people > best?.people ?? 0 { best = (people, unit, station, changes) }
        }
      }
      guard let best else { break }
      coverage.apply(best.changes)
      isMoved.insert(best.unit)
      let from = units[best.unit].station
      let id = units[best.unit].id
      steps.append(
        (
          .moveUp(unit: id, from: from, to: best.station), best.people,
          ScenarioEdit(.moveUnit(id, toStation: best.station))
        ))
      // A post that all have left is none to move to.
      let left = post(of: best.unit)
      if !situation.chosen.contains(where: { post(of: $0) == left && !isMoved.contains($0) }) { posts[left] = nil }
    }
    return points(situation.service, steps)
  }

  private func post(of unit: Int) -> Post { Post(station: units[unit].station, mobility: units[unit].mobility) }

  /// Posts by what the best unit would bring there, most first, with a unit that stands there.
  private func bounds(
    _ posts: [Post: Int], _ situation: ServiceSituation, _ coverage: IncrementalCoverage
  ) -> [(people: Int, station: StationID, host: Int)] {
    let own = situation.chosen.map { units[$0] }
    let turnout = own.map(\.turnout).min() ?? 0
    let crew = own.map(\.crew).max() ?? 0
    return posts.values.compactMap { host in
      var unit = units[host]
      (unit.turnout, unit.crew) = (turnout, crew)
      let people = coverage.people(by: coverage.changes(of: unit) { _ in true })
      return people > 0 ? (people, unit.station, host) : nil
    }.sorted { ($1.people, $0.station, $0.host) < ($0.people, $1.station, $1.host) }
  }
}
