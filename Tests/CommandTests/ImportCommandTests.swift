import Foundation
import TestSupport
import Testing

/// `mutualaid import` and `validate` as a user meets them.
struct ImportCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var directory: String { folder.file("directory.sqlite") }

  /// A registry with stations at the given positions, one unit each.
  private func registry(_ stations: [(id: String, latitude: String, longitude: String)], issued: String = "2026-01-01")
    -> String
  {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <registry xmlns="urn:mutual-aid:1.0" id="test" country="NL" service="fire" issued="\(issued)T00:00:00Z">
    <title>Test</title><publisher>Test</publisher><source id="s" title="made for this test" licence="CC0"/>

    """
      + stations.map {
        "<station id=\"\($0.id)\"><name>\($0.id)</name><position lat=\"\($0.latitude)\" lon=\"\($0.longitude)\" quality=\"address\"/><unit id=\"\($0.id).1\" type=\"TS\"/></station>\n"
      }.joined() + "</registry>\n"
  }

  private func write(_ text: String, _ name: String = "registry.xml") throws -> String {
    try folder.write(text, to: name)
  }

  private func report(_ run: Run) throws -> [String: Any] { try #require((run.json() as? [[String: Any]])?.first) }

  private func units() throws -> Int {
    try #require(MutualAid.run(["info", "--format", "json"], directory: directory).object()["units"] as? Int)
  }

  @Test func peopleAreRecognisedOnStandardInputToo() throws {
    let table = "code,population,lat,lon,country\na,7,52.1,5.1,NL\nb,\"100\"junk,52.2,5.2,NL\n"
    let run = try MutualAid.run(["import", "-", "--format", "json"], directory: directory, input: table)
    #expect(run.status == 1)
    let report = try report(run)
    #expect(report["profile"] as? String == "population-csv")
    #expect(report["applied"] as? Bool == true)
    #expect(report["added"] as? Int == 1)
    let problems = try #require(report["problems"] as? [[String: Any]])
    #expect(problems.map { $0["line"] as? Int } == [3])
  }

  @Test func reportHasTheKeysOfTheContract() throws {
    let path = try write(registry([("a", "52.1", "5.1"), ("b", "0", "0"), ("c", "52.3", "5.3")]))
    let run = try MutualAid.run(["import", path, "--format", "json"], directory: directory)
    #expect(run.status == 1, "something was rejected")
    let report = try report(run)
    #expect(report["registry"] as? String == "test")
    #expect(report["profile"] as? String == "native")
    #expect(report["applied"] as? Bool == true)
    for (key, count) in ["read": 3, "added": 2, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 1] {
      #expect(report[key] as? Int == count, "\(key)")
    }
    let problem = try #require((report["problems"] as? [[String: Any]])?.first)
    #expect(problem["line"] as? Int == 5)
    #expect(problem["code"] as? String == "position-zero")
    #expect(problem["record"] as? String == "b")
    #expect(report["bytes"] as? Int ?? 0 > 500)
  }

  @Test func aRejectedControlRoomIsSomethingRejected() throws {
    let text = registry([("a", "52.1", "5.1")]).replacing(
      "</registry>", with: "<control-room id=\"r\" services=\"fire flying\"><name>R</name></control-room></registry>")
    let run = try MutualAid.run(["import", write(text)], directory: directory)
    #expect(run.status == 1)
    #expect(run.errors.contains("flying"))
    #expect(try units() == 1)
  }

  @Test func aRuleWithAnErrorRefusesItsDocument() throws {
    let text = """
      <agreements xmlns="urn:mutual-aid:1.0" id="a" issued="2026-01-01T00:00:00Z"><title>t</title>
      <agreement id="x" verification="sure"><title>t</title><citation>c</citation></agreement></agreements>
      """
    for path in try [write(text), "-"] {
      let run = try MutualAid.run(["import", path], directory: directory, input: text)
      #expect(run.status == 3)
      #expect(run.errors.contains(":2: error: verification is 'sure'"))
    }
  }

  @Test func sameFileTwiceChangesNothing() throws {
    let path = try write(registry([("a", "52.1", "5.1"), ("b", "52.2", "5.2")]))
    _ = try MutualAid.run(["import", path], directory: directory)
    let second = try report(MutualAid.run(["import", path, "--format", "json"], directory: directory))
    #expect(second["unchanged"] as? Int == 2)
    #expect(second["added"] as? Int == 0)
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory).object()
    #expect(info["version"] as? Int == 1)
  }

  @Test func standardInputAndGzipAreRead() throws {
    let text = registry([("a", "52.1", "5.1")])
    let run = try MutualAid.run(["import", "-"], directory: directory, input: text)
    #expect(run.status == 0)
    #expect(try units() == 1)
    let path = try write(registry([("a", "52.1", "5.1"), ("b", "52.2", "5.2")]))
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", path]
    try gzip.run()
    gzip.waitUntilExit()
    #expect(try MutualAid.run(["import", path + ".gz"], directory: directory).status == 0)
    #expect(try units() == 2)
  }

  /// Ways in which a file can be spoiled.
  enum Damage: CaseIterable {
    case cutOff, notWellFormed, documentType, empty, otherKind

    func spoil(_ text: String) -> String {
      switch self {
      case .cutOff: String(text.dropLast(40))
      case .notWellFormed: text.replacing("</station>\n</registry>", with: "</registry>")
      case .documentType:
        text.replacing("<registry ", with: "<!DOCTYPE registry [<!ENTITY x 'y'>]>\n<registry ")
      case .empty: ""
      case .otherKind: text.replacing("urn:mutual-aid:1.0", with: "urn:other")
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func badFileExitsWithThreeAndLeavesTheDirectoryAsItWas(damage: Damage) throws {
    let good = registry([("a", "52.1", "5.1")])
    _ = try MutualAid.run(["import", write(good)], directory: directory)
    let text = registry([("a", "52.15", "5.1"), ("b", "52.2", "5.2")], issued: "2026-02-01")
    let run = try MutualAid.run(["import", write(damage.spoil(text), "bad.xml")], directory: directory)
    #expect(run.status == 3)
    #expect(run.errors.contains("bad.xml"))
    #expect(try units() == 1)
    let csv = try MutualAid.run(["export", "--format", "csv"], directory: directory).output
    #expect(csv.contains("52.1,5.1"))
  }

  @Test func shrinkingAndOlderFilesAreRefusedUnlessAllowed() throws {
    let ten = (0..<10).map { ("s\($0)", "52.\($0)", "5.1") }
    _ = try MutualAid.run(["import", write(registry(ten, issued: "2026-02-01"))], directory: directory)
    let seven = try write(registry(Array(ten.prefix(7)), issued: "2026-03-01"), "seven.xml")
    let refused = try MutualAid.run(["import", seven], directory: directory)
    #expect(refused.status == 3)
    #expect(refused.errors.contains("--allow-shrink"))
    #expect(try units() == 10)
    #expect(try MutualAid.run(["import", seven, "--allow-shrink"], directory: directory).status == 0)
    #expect(try units() == 7)
    let older = try write(registry(ten, issued: "2026-01-01"), "older.xml")
    let old = try MutualAid.run(["import", older], directory: directory)
    #expect(old.status == 3)
    #expect(old.errors.contains("--allow-older"))
    #expect(try MutualAid.run(["import", older, "--allow-older"], directory: directory).status == 0)
    #expect(try units() == 10)
  }

  @Test func dryRunReportsAndWritesNothing() throws {
    let path = try write(registry([("a", "52.1", "5.1")]))
    _ = try MutualAid.run(["import", path], directory: directory)
    let more = try write(registry([("a", "52.1", "5.1"), ("b", "52.2", "5.2")]), "more.xml")
    let report = try report(MutualAid.run(["import", more, "--dry-run", "--format", "json"], directory: directory))
    #expect(report["added"] as? Int == 1)
    #expect(try units() == 1)
  }

  @Test func strictTakesAllOrNothing() throws {
    let path = try write(registry([("a", "52.1", "5.1"), ("b", "95", "5")]))
    let run = try MutualAid.run(["import", path, "--strict"], directory: directory)
    #expect(run.status == 3)
    #expect(try units() == 0)
  }

  @Test func validateTouchesNoDirectoryAndFindsWhatTheSchemaFinds() throws {
    let path = try write(registry([("a", "52.1", "5.1")]).replacing("quality=\"address\"", with: "quality=\"superb\""))
    let run = try MutualAid.run(["validate", path, "--schema", "--format", "json"], directory: directory)
    #expect(run.status == 1)
    let codes = try #require(report(run)["problems"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(Set(codes) == ["schema", "value-invalid"])
    #expect(!FileManager.default.fileExists(atPath: directory))
  }

  @Test func everyShippedFileValidates() throws {
    let run = try MutualAid.run(["validate", MutualAid.root + "/Datasets", "--format", "json"])
    #expect(run.status == 0)
    let reports = try #require(run.json() as? [[String: Any]])
    #expect(reports.count > 30)
    for report in reports {
      let errors = (report["problems"] as? [[String: Any]])?.filter { $0["severity"] as? String == "error" } ?? []
      #expect(errors.isEmpty, "\(report["file"] ?? ""): \(errors)")
    }
  }

  @Test func moreRecordsThanAllowedAreRefusedWithAWordOnWhatToDo() throws {
    let path = try write(registry((1...5).map { ("s\($0)", "52.\($0)", "5.1") }))
    for verb in ["import", "validate"] {
      let refused = try MutualAid.run([verb, path, "--max-records", "7"], directory: directory)
      #expect(refused.status == 3)
      #expect(refused.errors.contains("8: error: the document has more than 7 records [limit-exceeded]"))
      #expect(refused.errors.contains("--max-records"))
    }
    #expect(try units() == 0)
    #expect(try MutualAid.run(["import", path, "--max-records", "8"], directory: directory).status == 0)
    #expect(try MutualAid.run(["import", path, "--max-records", "0"], directory: directory).status == 64)
  }

  @Test func aRegistryOfWhichNothingCouldBeTakenIsRefusedAndNotThere() throws {
    let path = try write(registry([("a", "0", "0"), ("b", "95", "5"), ("c", "0", "0")]))
    let run = try MutualAid.run(["import", path, "--format", "json"], directory: directory)
    #expect(run.status == 3)
    let report = try report(run)
    #expect(report["applied"] as? Bool == false)
    #expect(report["read"] as? Int == 3)
    #expect(report["rejected"] as? Int == 3)
    let codes = try #require(report["problems"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes == ["position-zero", "position-out-of-range", "position-zero", "all-rejected"])
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory).object()
    #expect((info["registries"] as? [Any])?.isEmpty == true)
    #expect(info["version"] as? Int == 0)
    // Nor does an update of which nothing is left take away what is there, whatever is allowed.
    _ = try MutualAid.run(["import", write(registry([("a", "52.1", "5.1")]))], directory: directory)
    let update = try write(registry([("a", "0", "0")], issued: "2026-02-01"))
    #expect(try MutualAid.run(["import", update, "--allow-shrink"], directory: directory).status == 3)
    #expect(try units() == 1)
    // What is only checked is told what is wrong.
    #expect(try MutualAid.run(["validate", path]).status == 1)
  }

  @Test func aUnitOutsideAnyStationIsReadAndRejected() throws {
    let text = registry([("a", "52.1", "5.1")]).replacing(
      "</registry>", with: "<unit id=\"u\" type=\"TS\"/>\n</registry>")
    let run = try MutualAid.run(["import", write(text), "--format", "json"], directory: directory)
    #expect(run.status == 1)
    let report = try report(run)
    #expect(report["read"] as? Int == 2)
    #expect(report["added"] as? Int == 1)
    #expect(report["rejected"] as? Int == 1)
    let problem = try #require((report["problems"] as? [[String: Any]])?.first)
    #expect(problem["code"] as? String == "unit-without-station")
    #expect(problem["line"] as? Int == 5)
  }

  @Test(arguments: [
    ("fr", "position 0,0\u{202F}: non remplie – "), ("nl", "positie 0,0: niet ingevuld – "),
    ("de", "Position 0,0: nicht ausgefüllt – "),
  ])
  func problemsAreExplainedInTheLanguage(language: String, meaning: String) throws {
    let path = try write(registry([("a", "52.1", "5.1"), ("b", "0", "0")]))
    for verb in ["import", "validate"] {
      let run = try MutualAid.run([verb, path, "--lang", language], directory: directory)
      #expect(run.errors.contains("registry.xml:5: error: \(meaning)the position is 0,0"))
    }
  }
}
