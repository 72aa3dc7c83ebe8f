import ArgumentParser
import Coverage
import DirectoryModel
import Foundation
import MutualAid
import MutualAidPlanning

/// A scenario on the command line: a file of one, or one of a file by its name.
struct ScenarioChoice: ExpressibleByArgument {
  let argument: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self.argument = argument
  }

  /// Reads it.
  ///
  /// - Throws: `MutualAidError` for a file that cannot be read, and where it has no such scenario, or does not say
  ///   which of several is meant.
  func read() throws -> Scenario {
    // A file of that name goes first, whatever signs the name has.
    let parts = argument.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isFile = parts.count == 1 || InputFile.isThere(argument)
    let (file, name) = isFile ? (argument, nil) : (parts[0], parts[1])
    let known = try ScenarioFile.read(path: file)
    let fitting = known.filter { name == nil || $0.name == name }
    if fitting.count == 1 { return fitting[0] }
    let names = known.map { Console.quoted("\(file)#\($0.name)") }.joined(separator: ", ")
    throw MutualAidError(
      .unknownScenario, name.map { "\(file) has no scenario '\($0)'" } ?? "\(file) has \(known.count) scenarios",
      hint: known.isEmpty ? "Add one, as in Datasets/scenarios." : "Name one of them: \(names).")
  }
}
