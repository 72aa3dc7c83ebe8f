internal import DirectoryModel

extension ActionPlanner {
  /// At which stations career crew instead of volunteers would help.
  func staffingPoints(_ ground: ActionGround) -> [ActionPoint] {
    let byStation = Dictionary(grouping: units.indices) { units[$0].station }
    // All units of a station have the crew; where the turnout of any is not known, nobody can say what that brings.
    var open = byStation.keys.sorted().compactMap {
      station -> (station: StationID, changes: [IncrementalCoverage.Change])? in
      let members = byStation[station] ?? []
      let own = members.filter { units[$0].service == ground.service }
      guard own.contains(where: { units[$0].staffing == .volunteer }),
        members.allSatisfy({ units[$0].turnouts[.career] != nil })
      else { return nil }
      let changes = own.flatMap { unit -> [IncrementalCoverage.Change] in
        var career = units[unit]
        career.turnout = career.turnouts[.career] ?? career.turnout
        guard career.turnout != units[unit].turnout else { return [] }
        return ground.changes(of: unit, sign: -1) + ground.ledger.changes(of: career) { ground.mayGo(unit, $0) }
      }
      return changes.isEmpty ? nil : (station, changes)
    }
    var ledger = ground.ledger
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, place: Int)?
      for (place, candidate) in open.enumerated() {
        let people = ledger.people(by: candidate.changes)
        if people > best?.people ?? 0 { best = (people, place) }
      }
      guard let best else { break }
      let (station, changes) = open.remove(at: best.place)
      ledger.make(changes)
      steps.append((.staffing(station: station), best.people, ScenarioEdit(.staff(station, .career))))
    }
    return points(ground.service, steps)
  }
}
