import Coverage
import DirectoryModel
import MutualAidPlanning

/// Scenario files: YAML and JSON.
///
/// Reading ends with scenarios or a `MutualAidError`. An edit's own words, read again, are the same edit.
enum FuzzScenarios {
  static func run(_ bytes: [UInt8]) throws {
    let scenarios: [Scenario]
    do {
      scenarios = try ScenarioFile.scenarios(text: String(decoding: bytes, as: UTF8.self))
    } catch is MutualAidError {
      return
    }
    for edit in scenarios.flatMap(\.edits).prefix(20) { try check(edit) }
  }

  /// That an edit is the same when its summary is read again.
  static func check(_ edit: ScenarioEdit) throws {
    // Of large footprints only the number of corners is told.
    guard !edit.summary.contains(" positions}") else { return }
    let text = "scenarios: [{name: again, edits: [{\(edit.summary)}]}]"
    let again: [Scenario]
    do {
      again = try ScenarioFile.scenarios(text: text)
    } catch let error as MutualAidError {
      throw FuzzFinding(description: "\(error.text): of an edit's own words \(text)")
    }
    guard let found = again.first?.edits.first, again.count == 1, again.first?.edits.count == 1 else {
      throw FuzzFinding(description: "another number of edits than one in \(text)")
    }
    try require(
      found.change == edit.change && found.window == edit.window, "\(edit) is \(found) when read again: \(text)")
  }
}
