public import Coverage
public import MutualAid

extension Directory {
  /// Counts the people who are reached within the norm, and looks for the actions that would bring most people within it.
  ///
  /// - Parameters:
  ///   - query: for whom, when, by which norms, in which scenarios.
  ///   - actions: which actions to look for; they are found for the baseline.
  ///   - progress: called before each stage.
  /// - Returns: the report, with its `actions`.
  /// - Throws: as `coverage(_:progress:)`, and an error with a code, a message and a hint when the solver fails.
  public func coverage(
    _ query: CoverageQuery, actions: ActionOptions, progress: (CoverageStage) throws -> Void = { _ in }
  ) throws -> CoverageReport {
    var (report, model) = try coverageWithModel(query, opensStations: true, progress: progress)
    try progress(.actions)
    report.actions = try ActionPlanner(
      model, areBordersOpen: query.areBordersOpen, requiresAgreements: query.requiresAgreements, options: actions
    ).plan { try? progress(.roads(answered: $0, total: $1)) }
    report.noteRoadsAsked(of: model)
    return report
  }
}
