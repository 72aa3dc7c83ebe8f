internal import DirectoryModel

extension ActionPlanner {
  /// Which unit should stand at another station of its country.
  ///
  /// What a unit would bring there can be no more than what the best unit of the service would bring, so stations are gone
  /// through by that, and the search ends when no station left can be better than the best move found.
  func moveUpPoints(_ ground: ActionGround) throws -> [ActionPoint] {
    var ledger = ground.ledger
    // Where the service's units stand; moved ones are not moved again, but others may come to where they stand.
    var stations: [String: Int] = [:]
    for unit in ground.chosen where stations[units[unit].station] == nil { stations[units[unit].station] = unit }
    let finder = PointFinder(ground.chosen.map { SurfacePoint(units[$0].place) })
    var isMoved: Set<Int> = []
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, unit: Int, station: String, changes: [CoverLedger.Change])?
      for (bound, station, host) in bounds(stations, ground, ledger) {
        guard bound > best?.people ?? 0 else { break }
        var near: [Int] = []
        finder.forEach(within: options.moveUpDistance, of: SurfacePoint(units[host].place)) { index, _ in
          let unit = ground.chosen[index]
          if !isMoved.contains(unit), units[unit].station != station, units[unit].country == units[host].country {
            near.append(unit)
          }
        }
        near.sort()
        let moved = near.map { unit in
          var moved = units[unit]
          (moved.station, moved.place, moved.region) = (station, units[host].place, units[host].region)
          return moved
        }
        let mayGo = try ground.rights(ofNew: moved)
        for (index, unit) in near.enumerated() {
          let changes =
            ground.changes(of: unit, sign: -1) + ledger.changes(of: moved[index]) { mayGo(index, $0) }
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
      // A station that all have left is none to move to.
      if !ground.chosen.contains(where: { units[$0].station == from && !isMoved.contains($0) }) { stations[from] = nil }
    }
    return points(ground.service, steps)
  }

  /// Stations by what the best unit would bring there, most first, with a unit that stands there.
  private func bounds(
    _ stations: [String: Int], _ ground: ActionGround, _ ledger: CoverLedger
  ) -> [(people: Int, station: String, host: Int)] {
    let own = ground.chosen.map { units[$0] }
    let turnout = own.map(\.turnout).min() ?? 0
    let crew = own.map(\.crew).max() ?? 0
    let mobilities = Set(own.map(\.mobility)).sorted { $0.rawValue < $1.rawValue }
    return stations.compactMap { station, host in
      let people =
        mobilities.map { mobility in
          var unit = units[host]
          (unit.turnout, unit.crew, unit.mobility) = (turnout, crew, mobility)
          return ledger.people(by: ledger.changes(of: unit) { _ in true })
        }.max() ?? 0
      return people > 0 ? (people, station, host) : nil
    }.sorted { ($1.people, $0.station) < ($0.people, $1.station) }
  }
}
