package import MutualAid
package import TextFormats

/// What the removal of a registry did, for people and programs.
extension RemovalReport {
  private var counts: [(name: String, count: Int)] {
    [("removed", units), ("stepped_back", steppedBack), ("came_back", cameBack)]
  }

  /// One line.
  package func text(isDryRun: Bool, in language: Language) -> String {
    let phrases = Words<ImportPhrase>(language)
    let shown = ImportReport.text(of: counts.filter { $0.name == "removed" || $0.count > 0 }, in: language)
    return ScreenText.line("\(phrases(isDryRun ? .wouldRemove : .removed, registry))\(phrases.colon)\(shown)")
  }

  /// The removal as JSON.
  package func json(isDryRun: Bool) -> JSONValue {
    var members: [String: JSONValue] = [
      "registry": JSONValue(registry), "applied": .bool(!isDryRun), "difference": DifferenceReport(difference).json,
    ]
    for count in counts { members[count.name] = .integer(count.count) }
    return .object(members)
  }
}
