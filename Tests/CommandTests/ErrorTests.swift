import Foundation
import TestSupport
import Testing

/// Errors are one clear line with a hint on standard error, and exit codes mean what the help says.
struct ErrorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [[], ["import"], ["validate"], ["nearest"], ["status"], ["export"], ["info"]])
  func helpOfEveryVerbHasExamples(verb: [String]) throws {
    let run = try MutualAid.run(verb + ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLES"))
    #expect(run.output.contains("mutualaid \(verb.first ?? "import")"))
  }

  @Test(arguments: [
    ["nearest"], ["nearest", "--at", "95,5"], ["nearest", "--at", "5"],
    ["nearest", "--at", "50,6", "--service", "fyre"],
    ["nearest", "--at", "50,6", "--within", "12parsec"], ["nearest", "--at", "50,6", "--count", "0"],
    ["nearest", "--at", "50,6", "--incident-country", "nld"], ["import"], ["frobnicate"],
    ["import", "x.xml", "--profile", "klingon"], ["status", "only-a-unit"],
  ])
  func wrongUsageExitsWith64(arguments: [String]) throws {
    let run = try MutualAid.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Error:"))
  }

  @Test(arguments: [["info"], ["nearest", "--at", "50.77,6.02"], ["export"], ["status", "a", "available"]])
  func missingDirectoryExitsWithFourAndSaysWhatToDo(arguments: [String]) throws {
    let path = folder.file("none.sqlite")
    let run = try MutualAid.run(arguments, directory: path)
    #expect(run.status == 4)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("mutualaid import"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func fileThatIsNoDirectoryExitsWithFour() throws {
    let path = try folder.write(String(repeating: "this is no database ", count: 100), to: "text.sqlite")
    let run = try MutualAid.run(["info"], directory: path)
    #expect(run.status == 4)
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (["nearest", "--at", "50.77,6.02", "--need", "puming"], "'pumping'"),
    (["nearest", "--at", "50.77,6.02", "--need", "medical-level>=docter"], "doctor"),
    (["export", "--registry", "nl-fir"], "'nl-fire'"),
  ])
  func unknownNamesGetTheNearestSpelling(arguments: [String], guess: String) throws {
    let run = try MutualAid.run(arguments, directory: MutualAid.filledDirectory())
    #expect(run.status == 2)
    #expect(run.errors.contains(guess))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func errorIsJSONWhereAProgramAsks() throws {
    let run = try MutualAid.run(
      ["nearest", "--at", "50.77,6.02", "--need", "puming", "--format", "json"],
      directory: MutualAid.filledDirectory())
    let json = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: [String: String]]
    #expect(json?["error"]?["code"] == "unknown-capability")
    #expect(json?["error"]?["hint"]?.contains("pumping") == true)
    #expect(run.output.isEmpty)
  }
}
