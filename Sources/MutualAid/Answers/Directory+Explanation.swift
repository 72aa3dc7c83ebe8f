public import Coverage
internal import DirectoryModel
public import Matching

extension Directory {
  /// Says why a unit is, or is not, in the answer to a question, check by check.
  ///
  /// - Parameters:
  ///   - unit: its id.
  ///   - query: the question.
  ///   - scenario: what if; `nil` for things as they are.
  /// - Returns: the checks of the unit, with the answer and the unit's records.
  /// - Throws: `MutualAidError` for an unknown unit or capability, one that the scenario removes, or when the incident's
  ///   country is needed and unknown, for an edit that cannot be made, and for trouble with the store.
  public func explain(
    _ unit: UnitID, in query: NearestQuery, supposing scenario: Scenario? = nil
  ) throws -> ExplanationReport {
    try check(countriesOf: query)
    let (current, version) = try current()
    var contents = try current.withUnitsOnTheRoad(at: query.time)
    let start = ContinuousClock.now
    let site = try contents.matcher.site(of: query)
    var query = query
    var note: ScenarioNote?
    if let scenario {
      let supposed = try supposing(scenario, in: contents, for: query, at: site)
      if supposed.outcome.gone.contains(unit) {
        throw MutualAidError(
          .unknownUnit, "the scenario '\(scenario.name)' leaves no unit '\(unit)'",
          hint: .leaveOutScenario)
      }
      query = supposed.query(query)
      contents = supposed.contents
      note = supposed.note
    }
    var answer = try nearest(query, at: site, in: contents, version: version, since: start)
    answer.scenario = note
    guard let explanation = try contents.matcher.explain(unit, in: query, at: site) else {
      throw try unknownUnit(unit)
    }
    return ExplanationReport(
      answer: answer, explanation: explanation,
      entry: try contents.entry(for: explanation.match, at: query.time))
  }
}
