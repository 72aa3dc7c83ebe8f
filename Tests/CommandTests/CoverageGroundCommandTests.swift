import Foundation
import TestSupport
import Testing

/// `mutualaid coverage` where something that it usually has is missing, or where it may not write as usual.
struct CoverageGroundCommandTests {
  private func datasets(_ names: String...) -> [String] { names.map { MutualAid.root + "/Datasets/" + $0 } }

  private let moment = ["--time", "2026-11-23T12:00:00Z"]

  @Test func withoutBoundariesARegistrySaysInWhichCountryItCounts() throws {
    let folder = try TemporaryFolder()
    let directory = folder.file("directory.sqlite")
    let documents = datasets("vocabulary", "norms", "population", "registries/lu-cgdis.xml")
    #expect(try MutualAid.run(["import", "--quiet"] + documents, directory: directory).status == 0)
    let run = try MutualAid.run(["coverage", "--service", "fire", "--format", "json"] + moment, directory: directory)
    #expect(run.status == 0)
    let scenarios = try #require(try run.object()["scenarios"] as? [[String: Any]])
    let services = try #require(scenarios[0]["services"] as? [[String: Any]])
    let areas = try #require(services[0]["areas"] as? [[String: Any]])
    let judged = areas.filter { $0["code"] as? String == $0["country"] as? String && $0["judged"] as? Int != 0 }
    #expect(judged.compactMap { $0["code"] as? String } == ["LU"])
    #expect(judged.first?["judged"] as? Int == 642_040)
    #expect(try #require(judged.first?["covered"] as? Int) > 600_000)
  }

  @Test func withoutStationsItSaysThatThereIsNothingToCount() throws {
    let folder = try TemporaryFolder()
    let directory = folder.file("directory.sqlite")
    #expect(
      try MutualAid.run(
        ["import", "--quiet"] + datasets("vocabulary", "norms", "population"), directory: directory
      ).status == 0)
    let run = try MutualAid.run(["coverage", "--service", "fire"] + moment, directory: directory)
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no unit of fire in the directory"))
  }

  @Test func aPipeIsWrittenIntoAndNotReplaced() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    // Held open for reading and writing, so that neither side waits for the other; the report fits into the pipe.
    let reader = try #require(FileHandle(forUpdatingAtPath: pipe))
    let run = try MutualAid.run(
      ["coverage", "--service", "fire", "--region", "LU", "--format", "csv", "--output", pipe] + moment,
      directory: MutualAid.filledDirectory())
    #expect(run.status == 0)
    let text = String(decoding: reader.availableData, as: UTF8.self)
    #expect(text.hasPrefix("scenario,service,area"))
    let type = try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType
    #expect(type != .typeRegular)
  }

  @Test func aFileThatIsReplacedKeepsItsRightsAndIsAlone() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("report.csv")
    #expect(
      FileManager.default.createFile(atPath: file, contents: Data("old".utf8), attributes: [.posixPermissions: 0o640]))
    let run = try MutualAid.run(
      ["coverage", "--service", "fire", "--region", "LU", "--format", "csv", "--output", file] + moment,
      directory: MutualAid.filledDirectory())
    #expect(run.status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("scenario,service,area"))
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (file as NSString).deletingLastPathComponent) == [
        "report.csv"
      ])
  }
}
