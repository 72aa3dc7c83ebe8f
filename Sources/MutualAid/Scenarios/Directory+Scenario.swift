internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import LocalTime
internal import Matching
internal import Primitives

/// A directory as a scenario has it, for one question.
struct ScenarioContents {
  var contents: DirectoryContents
  var outcome: ScenarioOutcome
  var units: AlteredUnits
  var note: ScenarioNote

  /// The question as the scenario has it.
  ///
  /// What the question says itself goes before what the scenario says of requests between control rooms.
  func query(_ query: NearestQuery) -> NearestQuery {
    var query = query
    if let delay = outcome.requestDelay, query.requestDelay == nil { query.requestDelay = delay }
    if outcome.requiresAgreements { query.agreement = .required }
    return query
  }
}

extension Directory {
  /// Makes the edits of a scenario for a question.
  ///
  /// - Parameters:
  ///   - scenario: the edits.
  ///   - contents: the directory as it is.
  ///   - query: the question.
  ///   - site: where its incident is.
  /// - Returns: the directory as the scenario has it, and what became of the edits.
  /// - Throws: `MutualAidError` for an edit that cannot be made, and for trouble with the store.
  func supposing(
    _ scenario: Scenario, in contents: DirectoryContents, for query: NearestQuery, at site: IncidentSite
  ) throws -> ScenarioContents {
    let vocabulary = contents.vocabulary
    let all = try contents.inMemory?.units ?? store.matchableUnits(vocabulary: vocabulary)
    let outcome = try ScenarioOutcome(
      scenario, units: roster(of: all, in: contents, for: scenario, at: query), agreements: contents.agreements,
      at: query.place, country: site.country,
      waters: try contents.waters.land().map { ScenarioWaters($0.barriers, network: $0.network) },
      understandsHours: { [duty = contents.matcher.duty] in duty.hours($0) != nil },
      at: LocalClock(vocabulary: vocabulary).moment(of: query.time, in: ""))
    let known = Dictionary(all.map { ($0.summary.id, $0) }) { first, _ in first }
    let others =
      outcome.changed.map { changed in
        let before = known[changed.unit.id]
        return MatchableUnit(
          UnitSummary(changed.unit, hasOtherTurnout: changed.hasOtherTurnout, before: before?.summary),
          mobility: changed.unit.mobility, vocabulary: vocabulary)
      }
      + outcome.added.map { unit in
        MatchableUnit(
          UnitSummary(unit, hasOtherTurnout: true, before: nil), mobility: unit.mobility,
          vocabulary: vocabulary)
      }
    var neighbours: [StationID: UnitID] = [:]
    for unit in all where neighbours[unit.summary.station] == nil {
      neighbours[unit.summary.station] = unit.summary.id
    }
    let edits = others.map {
      ($0.summary.id, RecordLookup.Edit(unit: $0, neighbour: neighbours[$0.summary.station]))
    }
    let units = AlteredUnits(contents.source, gone: outcome.gone, others: others, hours: outcome.hours)
    return ScenarioContents(
      contents: DirectoryContents(
        contents, source: units, records: contents.records.with(Dictionary(edits) { first, _ in first }),
        agreements: outcome.agreements, network: outcome.waters?.changedNetwork(), conditions: outcome.conditions),
      outcome: outcome, units: units, note: ScenarioNote(scenario, outcome: outcome))
  }

  /// All units as scenarios see them; turnout times are looked up where an edit asks for them.
  private func roster(
    of units: [MatchableUnit], in contents: DirectoryContents, for scenario: Scenario, at query: NearestQuery
  ) throws -> [CoverageUnit] {
    let asksTurnout = scenario.edits.contains { edit in
      switch edit.change {
      case .staff, .addUnits, .openStation: true
      default: false
      }
    }
    let turnouts = TurnoutFinder(vocabulary: contents.vocabulary, at: query.time)
    return try units.map { unit in
      let summary = unit.summary
      var found = CoverageUnit(
        id: summary.id, station: summary.station, place: summary.coordinate, country: summary.country,
        organisation: summary.organisation, service: summary.service, type: summary.type,
        crew: summary.crew ?? 0, staffing: summary.staffing, mobility: unit.mobility)
      guard asksTurnout else { return found }
      let region = { try contents.source.region(of: unit) }
      found.turnout = Double(try turnouts.turnout(of: unit, region: region)?.seconds ?? 0)
      found.turnouts = try turnouts.usual(for: unit, region: region)
      return found
    }
  }
}

extension UnitSummary {
  /// A unit as a scenario has it; `before` is what its registry says, `nil` for a new one.
  fileprivate init(_ unit: CoverageUnit, hasOtherTurnout: Bool, before: UnitSummary?) {
    self.init(
      id: unit.id, station: unit.station, service: unit.service, type: unit.type, country: unit.country,
      coordinate: unit.place, capabilities: before?.capabilities ?? [], staffing: unit.staffing,
      turnouts: hasOtherTurnout
        ? [TurnoutTime(seconds: Int(bounded: unit.turnout), basis: .assumed)] : before?.turnouts ?? [],
      organisation: unit.organisation, crew: before == nil ? (unit.crew > 0 ? unit.crew : nil) : before?.crew)
  }
}
