internal import DirectoryModel
internal import Geodesy

extension ActionPlanner {
  /// A station for units that travel alike: a helicopter does not stand in for an ambulance, nor at its post.
  private struct Post: Hashable {
    var station: StationID
    var mobility: Mobility
  }

  /// Which unit should stand at another station of its country.
  ///
  /// What a unit would bring there can be no more than what the best unit of the service would bring, so stations are gone
  /// through by that, and the search ends when no station left can be better than the best move found.
  func moveUpPoints(_ ground: ActionGround) throws -> [ActionPoint] {
    var ledger = ground.ledger
    // Where the service's units stand; moved ones are not moved again, but others may come to where they stand.
    var posts: [Post: Int] = [:]
    for unit in ground.chosen where posts[post(of: unit)] == nil { posts[post(of: unit)] = unit }
    let finder = PointFinder(ground.chosen.map { SurfacePoint(units[$0].place) })
    var isMoved: Set<Int> = []
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, unit: Int, station: StationID, changes: [IncrementalCoverage.Change])?
      for (bound, station, host) in bounds(posts, ground, ledger) {
        guard bound > best?.people ?? 0 else { break }
        var near: [Int] = []
        finder.forEach(within: options.moveUpDistance, of: SurfacePoint(units[host].place)) { index, _ in
          let unit = ground.chosen[index]
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
        let arrivals = try ground.changes(ofNew: moved)
        for (index, unit) in near.enumerated() {
          let changes = ground.changes(of: unit, sign: -1) + arrivals[index]
          let people = ledger.people(by: changes)
          if people > best?.people ?? 0 { best = (people, unit, station, changes) }
        }
      }
      guard let best else { break }
      ledger.make(best.changes)
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
      if !ground.chosen.contains(where: { post(of: $0) == left && !isMoved.contains($0) }) { posts[left] = nil }
    }
    return points(ground.service, steps)
  }

  private func post(of unit: Int) -> Post { Post(station: units[unit].station, mobility: units[unit].mobility) }

  /// Posts by what the best unit would bring there, most first, with a unit that stands there.
  private func bounds(
    _ posts: [Post: Int], _ ground: ActionGround, _ ledger: IncrementalCoverage
  ) -> [(people: Int, station: StationID, host: Int)] {
    let own = ground.chosen.map { units[$0] }
    let turnout = own.map(\.turnout).min() ?? 0
    let crew = own.map(\.crew).max() ?? 0
    return posts.values.compactMap { host in
      var unit = units[host]
      (unit.turnout, unit.crew) = (turnout, crew)
      let people = ledger.people(by: ledger.changes(of: unit) { _ in true })
      return people > 0 ? (people, unit.station, host) : nil
    }.sorted { ($1.people, $0.station, $0.host) < ($0.people, $1.station, $1.host) }
  }
}
