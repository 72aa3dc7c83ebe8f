import Foundation
import TestSupport
import Testing

/// `mutualaid history`, `rollback` and `import --dry-run` as a user meets them.
struct HistoryCommandTests {
  private let folder: TemporaryFolder
  private var directory: String { folder.file("directory.sqlite") }

  init() throws {
    folder = try TemporaryFolder()
    for month in 1...2 {
      #expect(try MutualAid.run(["import", file(month), "--quiet"], directory: directory).status == 0)
    }
  }

  /// Version 1 and 2 of a registry: in the second a unit has another type, and a station has moved.
  private func file(_ month: Int) throws -> String {
    let stations = Sample.station(
      id: "s", at: (50.85, month == 1 ? 5.691 : 5.692), "<unit id='s-u' type='T\(month)'/>")
    return try folder.write(
      Sample.registry(issued: "2026-0\(month)-01T00:00:00Z", stations + Sample.stations(4)), to: "v\(month).xml")
  }

  private func run(_ arguments: String...) throws -> Run { try MutualAid.run(arguments, directory: directory) }

  @Test func historyListsVersionsNewestFirst() throws {
    let text = try run("history", "--registry", "test")
    #expect(text.status == 0)
    let lines = text.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("test  version 2"))
    #expect(lines[0].contains("1 changed, 4 unchanged"))
    #expect(lines[1].contains("5 added"))
    let json = try #require(try run("history", "--limit", "1", "--format", "json").json() as? [[String: Any]])
    #expect(json.count == 1)
    #expect(json.first?["version"] as? Int == 2)
    #expect(json.first?["action"] as? String == "import")
  }

  @Test func historyOfAUnitTellsWhereEachFieldComesFrom() throws {
    _ = try run("status", "s-u", "on-scene", "--source", "FMS")
    let run = try run("history", "--unit", "s-u", "--format", "json")
    let report = try run.object()
    let fields = try #require(report["fields"] as? [[String: Any]])
    let type = try #require(fields.first { $0["field"] as? String == "type" })
    #expect(type["value"] as? String == "T2")
    #expect(type["registry"] as? String == "test")
    #expect(type["authority"] as? String == "derived")
    #expect(type["version"] as? Int == 2)
    let versions = try #require(report["versions"] as? [[String: Any]])
    #expect(versions.map { $0["event"] as? String } == ["changed", "added"])
    #expect((report["availability"] as? [[String: Any]])?.first?["status"] as? String == "on-scene")
    let text = try self.run("history", "--unit", "s-u").output
    #expect(text.contains("type T1 → T2"))
    #expect(text.contains("on-scene, by FMS"))
    #expect(try self.run("history", "--station", "s").output.contains("position 50.85,5.691"))
  }

  @Test func aRollbackIsShownDoneAndUndone() throws {
    let dry = try run("rollback", "test", "1", "--dry-run")
    #expect(dry.status == 0)
    #expect(dry.output.contains("would restore version 1 of test: 1 changed, 4 unchanged"))
    #expect(dry.output.contains("~ unit s-u: type T2 → T1; moved by 70 m"))
    let report = try run("rollback", "test", "1", "--format", "json").object()
    #expect(report["applied"] as? Bool == true)
    #expect(report["changed"] as? Int == 1)
    #expect(try run("rollback", "test", "1").output.contains("already"))
    #expect(try run("history").output.contains("rollback to version 1"))
    #expect(try run("rollback", "test", "2").status == 0)
    #expect(try run("export", "--format", "csv").output.contains("T2"))
  }

  @Test func aDryRunListsRecords() throws {
    let text = try run("import", file(1), "--dry-run", "--allow-older").output
    #expect(text.contains("  ~ station s (s): position 50.85,5.692 (building) → 50.85,5.691 (building); moved by 70 m"))
    let run = try run("import", file(1), "--dry-run", "--allow-older", "--format", "json")
    let report = try #require((run.json() as? [[String: Any]])?.first)
    let difference = try #require(report["difference"] as? [String: Any])
    #expect(difference["total"] as? Int == 2)
    #expect(difference["listed"] as? Int == 2)
    let changed = try #require((difference["changed"] as? [[String: Any]])?.first)
    #expect(changed["id"] as? String == "s")
    #expect(changed["moved_m"] as? Double == 70.4)
    let field = try #require((changed["fields"] as? [[String: Any]])?.first)
    #expect(field["old"] as? String == "50.85,5.692 (building)")
    #expect(report["conflicts"] as? Int == 0)
  }

  @Test(arguments: [
    ["history", "--registry", "tset"], ["history", "--unit", "s-v"], ["history", "--station", "t"],
    ["rollback", "tset", "1"], ["rollback", "test", "3"],
  ])
  func whatIsNotThereIsWrongUsage(arguments: [String]) throws {
    let run = try MutualAid.run(arguments, directory: directory)
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no"))
    let json = try MutualAid.run(arguments + ["--format", "json"], directory: directory)
    #expect(json.status == 2)
    #expect(json.errors.contains("\"hint\""))
  }

  @Test func onlyOneThingIsAskedAtATime() throws {
    #expect(try run("history", "--unit", "a", "--station", "b").status == 64)
    #expect(try run("history", "--limit", "0").status == 64)
    #expect(try MutualAid.run(["rollback", "a", "1"], directory: folder.file("missing.sqlite")).status == 4)
  }
}
