public import Matching
public import Presentation

extension Directory {
  /// Says why a unit is, or is not, in the answer to a question, check by check.
  ///
  /// - Throws: `QuestionError` for an unknown unit or capability, or when the incident's country is needed and unknown;
  ///   `StoreError` for trouble with the store.
  public func explain(_ unit: String, in query: NearestQuery) throws -> ExplanationReport {
    let answer = try nearest(query)
    guard let explanation = try contents.matcher.explain(unit, in: query) else { throw try unknownUnit(unit) }
    return ExplanationReport(
      answer: answer, explanation: explanation,
      entry: try contents.records.entry(for: explanation.match))
  }
}
