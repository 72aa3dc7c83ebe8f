public import Coverage
internal import DirectoryModel

/// The scenario in which a question is answered, for those who read the answer.
public struct ScenarioNote: Hashable, Sendable {
  /// What became of an edit.
  public enum Effect: String, Hashable, Sendable {
    /// It has been made.
    case made
    /// It does not hold at the moment asked about.
    case dormant
    /// It says nothing about who is nearest to one incident.
    case idle
  }

  /// An edit of the scenario, and what became of it.
  public struct Edit: Hashable, Sendable {
    /// The edit in the words of the scenario file.
    public var text: String
    /// Whether the edit was made, and if not, why it had no effect.
    public var effect: Effect
  }

  /// The name under which reports show the scenario.
  public var name: String
  /// The file; `nil` where it did not come from one.
  package var file: String?
  /// The scenario's edits, in the order in which they are made.
  public var edits: [Edit]
  /// Crossings that the scenario closes and opens, by id.
  public var crossings: [CrossingChange]

  /// Says what became of a scenario's edits.
  init(_ scenario: Scenario, outcome: ScenarioOutcome) {
    name = scenario.name
    file = scenario.file
    crossings = outcome.waters?.changes ?? []
    edits = scenario.edits.enumerated().map { index, edit in
      Edit(
        text: edit.summary,
        effect: outcome.dormant.contains(index) ? .dormant : outcome.idle.contains(index) ? .idle : .made)
    }
  }
}
