package import MutualAid
package import TextFormats

extension RollbackReport {
  /// What becomes of the records, by their JSON names.
  package var changes: [(name: String, count: Int)] {
    [
      ("added", counts.added), ("changed", counts.changed), ("unchanged", counts.unchanged),
      ("removed", counts.removed), ("conflicts", conflicts), ("stepped_back", steppedBack), ("came_back", cameBack),
    ]
  }

  /// The report as JSON.
  ///
  /// - Parameters:
  ///   - isDryRun: whether nothing was done.
  ///   - language: that of the difference.
  /// - Returns: the report.
  package func json(isDryRun: Bool, in language: Language = .english) -> JSONValue {
    var members: [String: JSONValue] = [
      "registry": .string(version.subject), "kind": .string(version.kind), "version": .integer(version.version),
      "applied": .bool(!isDryRun && hasChanged), "difference": DifferenceReport(difference, in: language).json,
    ]
    for change in changes { members[change.name] = .integer(change.count) }
    return .object(members)
  }
}
