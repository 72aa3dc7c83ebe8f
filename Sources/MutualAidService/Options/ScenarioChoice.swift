internal import Coverage
internal import DirectoryModel
internal import FoundationEssentials
internal import MutualAidPlanning
internal import TextFormats

/// Scenarios that a question may name: those in the folder of the settings, or one that is sent with it.
///
/// A name is that of a file, without its ending, and never a path: nobody reads files of the server by asking.
enum ScenarioChoice {
  /// Reads one scenario: `closed-borders`, or `closed-borders#night` where the file has several.
  ///
  /// - Throws: `MutualAidError` where there is none, or it is not clear which is meant.
  static func read(_ name: String, in folder: String?) throws -> Scenario {
    let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
    let all = try scenarios(ofFile: parts.first ?? "", in: folder)
    let fitting = parts.count > 1 ? all.filter { $0.name == parts[1] } : all
    if fitting.count == 1 { return fitting[0] }
    let names = all.map(\.name).joined(separator: ", ")
    throw MutualAidError(
      .unknownScenario,
      parts.count > 1 ? "\(parts[0]) has no scenario '\(parts[1])'" : "\(name) has \(all.count) scenarios",
      hint: "Name one of them: \(names).")
  }

  /// All scenarios of a file of the folder.
  ///
  /// - Throws: `MutualAidError` where there is none.
  static func scenarios(ofFile name: String, in folder: String?) throws -> [Scenario] {
    let isName = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    if let folder, isName, !name.isEmpty, name.utf8.count <= 100 {
      for ending in ["yaml", "yml", "json"] {
        let path = folder + "/" + name + "." + ending
        if FileManager.default.fileExists(atPath: path) { return try ScenarioFile.read(path: path) }
      }
    }
    throw MutualAidError(
      .unknownScenario, "there is no scenario file '\(name)' on this server",
      hint: "Send the scenario with the question, or ask whoever runs the service.")
  }
}

extension Ask {
  /// The scenario that a question supposes; `nil` for things as they are.
  ///
  /// - Throws: `MutualAidError` for an unknown one, and for one that cannot be understood.
  func scenario() throws -> Scenario? {
    if let text = try text(.scenario) {
      let all = try ScenarioFile.scenarios(text: text)
      guard all.count == 1, let only = all.first else {
        throw MutualAidError(
          .unknownScenario, "\(SentText.scenario.rawValue) has \(all.count) scenarios", hint: "Send one.")
      }
      return only
    }
    return try value(QuestionOptions.scenario).map { try ScenarioChoice.read($0, in: desk.settings.scenarios) }
  }
}
