import Foundation
import TestSupport
import Testing

/// The journal on the command line: what the command line writes is an entry too.
struct AuditCommandTests {
  private let folder: TemporaryFolder
  private let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(3)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    for status in ["on-scene", "available"] {
      try #require(MutualAid.run(["status", "st-1-u", status], directory: directory).status == 0)
    }
  }

  private func audit(_ arguments: [String]) throws -> Run {
    try MutualAid.run(["audit"] + arguments, directory: directory)
  }

  @Test func entriesAreShownByKind() throws {
    let all = try audit(["show"])
    #expect(all.status == 0 && all.output.split(separator: "\n").count == 3, "\(all.output)\(all.errors)")
    let some = try audit(["show", "--kind", "status", "--limit", "1"])
    #expect(some.output.split(separator: "\n").count == 1 && some.output.contains("available"))
    let unknown = try audit(["show", "--kind", "stauts"])
    #expect(unknown.status == 2 && unknown.errors.contains("status"))
  }

  @Test func aCheckpointShowsThatTheWholeDirectoryWasMadeAnew() throws {
    let checkpoint = try audit(["checkpoint"])
    let heads = try folder.write(checkpoint.output, to: "heads.jsonl")
    #expect(try audit(["verify", "--against", heads]).status == 0)
    let facts = try FileManager.default.attributesOfItem(atPath: directory + ".checkpoint-key")
    #expect((facts[.posixPermissions] as? Int).map { $0 & 0o777 } == 0o600)
    let other = folder.file("other.sqlite")
    let file = folder.file("a.xml")
    try #require(MutualAid.run(["import", file], directory: other).status == 0)
    let report = try MutualAid.run(["audit", "verify", "--against", heads, "--format", "json"], directory: other)
    #expect(report.status == 1 && report.output.contains("other-journal"), "\(report.output)")
  }

  @Test func whatIsErasedIsSaidAndTheChainStaysWhole() throws {
    let purge = try audit(["purge", "--kind", "status", "--older-than", "0d", "--format", "json"])
    // The latest report still counts.
    #expect(try purge.object()["erased"] as? Int == 1, "\(purge.errors)")
    #expect(try audit(["verify"]).status == 0)
    let lines = try audit(["export"]).output.split(separator: "\n")
    #expect(lines.count == 4 && lines.last?.contains("\"purge\"") == true)
    #expect(try audit(["purge", "--kind", "status", "--older-than", "tomorrow"]).status == 64)
  }
}
