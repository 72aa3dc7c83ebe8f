import Foundation
import TestSupport
import Testing

/// `mutualaid coverage` on the real registries and people.
struct CoverageCommandTests {
  private func coverage(_ more: [String]) throws -> Run {
    try MutualAid.run(
      ["coverage", "--time", "2026-11-23T12:00:00Z"] + more, directory: MutualAid.filledDirectory())
  }

  private func areas(_ report: [String: Any], scenario: Int, service: Int = 0) throws -> [[String: Any]] {
    let scenarios = try #require(report["scenarios"] as? [[String: Any]])
    let services = try #require(scenarios[scenario]["services"] as? [[String: Any]])
    return try #require(services[service]["areas"] as? [[String: Any]])
  }

  @Test func jsonHasPersonsBesideEverySharePlusItsInputs() throws {
    let run = try coverage(["--service", "fire", "--region", "LU", "--region", "BE34", "--format", "json"])
    #expect(run.status == 0)
    let report = try run.object()
    let inputs = try #require(report["inputs"] as? [String: Any])
    #expect(inputs["time"] as? String == "2026-11-23T12:00:00Z")
    #expect(inputs["travel_model"] as? String == "speed-model")
    let population = try #require(inputs["population"] as? [String: Any])
    let areas = try areas(report, scenario: 0)
    #expect(areas.first?["code"] as? String == "*")
    #expect(areas.first?["people"] as? Int == population["people"] as? Int)
    for area in areas {
      let judged = try #require(area["judged"] as? Int)
      let covered = try #require(area["covered"] as? Int)
      guard judged > 0 else {
        #expect(area["share"] is NSNull && covered == 0)
        continue
      }
      let share = try #require(area["share"] as? Double)
      #expect((share * Double(judged)).rounded() == Double(covered))
    }
    let countries = areas.filter { $0["code"] as? String == $0["country"] as? String }
    #expect(Set(countries.compactMap { $0["code"] as? String }) == ["BE", "LU"])
    #expect(countries.compactMap { $0["people"] as? Int }.reduce(0, +) == areas.first?["people"] as? Int)
    let check = try #require((population["checks"] as? [[String: Any]])?.first { $0["code"] as? String == "LU" })
    #expect(check["official"] as? Int == 643_941)
    #expect(check["counted"] as? Int == 642_040)
  }

  @Test func regionsOfWhichListsAreIncompleteAreJudgedOnlyWhereThatIsAskedFor() throws {
    let usual = try areas(
      coverage(["--service", "fire", "--region", "BE34", "--format", "json"]).object(), scenario: 0)
    let total = try #require(usual.first)
    #expect(total["judged"] as? Int == 0)
    #expect(total["share"] is NSNull)
    #expect((total["not_judged"] as? [String: Int])?["incomplete-list"] == total["people"] as? Int)
    let lists = ["--service", "fire", "--region", "BE34", "--format", "json", "--incomplete-lists"]
    let crews = try areas(coverage(lists).object(), scenario: 0).first
    #expect((crews?["not_judged"] as? [String: Int])?["crews-not-listed"] == total["people"] as? Int)
    let both = try #require(areas(coverage(lists + ["--typical-crews"]).object(), scenario: 0).first)
    #expect(both["judged"] as? Int == both["people"] as? Int)
    #expect(both["marks"] as? [String] == ["yardstick", "typical-crews", "incomplete-list"])
    let legal = try #require(both["legal"] as? [String: Any])
    #expect(legal["judged"] as? Int == 0)
  }

  @Test func peopleAtThePointAtWhichTheirStationIsTakenToBeAreSpreadAroundIt() throws {
    let folder = try TemporaryFolder()
    let table = try MutualAid.run(
      ["export", "--format", "csv", "--registry", "be-fire"], directory: MutualAid.filledDirectory()
    ).output
    let stations = table.split(separator: "\r\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = try #require(stations.first)
    let columns = try ["lat", "lon", "position_quality"].map { try #require(head.firstIndex(of: $0)) }
    let station = try #require(stations.first { $0[columns[2]] == "municipality-centroid" })
    let people = try folder.write(
      "country,code,lat,lon,population\nBE,town,\(station[columns[0]]),\(station[columns[1]]),5003\n",
      to: "people.csv")
    let report = try coverage([
      "--service", "fire", "--population", people, "--incomplete-lists", "--typical-crews", "--cells", "--format",
      "json",
    ]).object()
    let population = try #require((report["inputs"] as? [String: Any])?["population"] as? [String: Any])
    #expect(population["spread_people"] as? Int == 5003)
    #expect(population["people"] as? Int == 5003)
    let cells = try #require(report["cells"] as? [[String: Any]])
    #expect(cells.count > 5)
    #expect(cells.allSatisfy { ($0["code"] as? String)?.hasPrefix("town/") == true })
  }

  @Test func closedBordersNeverHelpAndThePenaltySaysWhom() throws {
    let report = try coverage([
      "--service", "fire", "--region", "BE", "--border-penalty", "--incomplete-lists", "--typical-crews", "--format",
      "json", "--scenario", MutualAid.root + "/Datasets/scenarios/closed-borders.yaml",
    ]).object()
    let before = try #require(areas(report, scenario: 0).first)
    let closed = try #require(areas(report, scenario: 1).first)
    #expect(closed["gained"] as? Int == 0)
    let lost = try #require(closed["lost"] as? Int)
    #expect(lost > 0)
    #expect(try #require(before["covered"] as? Int) - lost == closed["covered"] as? Int)
    let penalty = try #require((report["border_penalties"] as? [[String: Any]])?.first)
    let uncovered = try #require(penalty["people_uncovered"] as? Int)
    #expect(uncovered >= lost)
    let sections = try #require(penalty["sections"] as? [[String: Any]])
    #expect(sections.allSatisfy { $0["host"] as? String == "BE" && $0["lender"] as? String != "BE" })
  }

  @Test func theSameQuestionGivesTheSameBytes() throws {
    for format in ["json", "geojson", "csv", "text", "html"] {
      let arguments = ["--region", "LU", "--format", format, "--border-penalty"]
      #expect(try coverage(arguments).output == coverage(arguments).output)
    }
  }

  @Test func tablesHaveARowForEachAreaOrPlace() throws {
    let areas = try coverage(["--service", "fire", "--region", "LU", "--format", "csv"]).output
    #expect(areas.hasPrefix("scenario,service,area,name,country,cells,people,"))
    #expect(areas.split(separator: "\r\n").count == 4)
    let cells = try coverage(["--service", "fire", "--region", "LU", "--format", "csv", "--rows", "cells"]).output
    #expect(cells.split(separator: "\r\n").count == 1_602)
    let collection = try coverage(["--service", "fire", "--region", "LU", "--format", "geojson"]).object()
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 1_601)
    let covered = features.compactMap { $0["properties"] as? [String: Any] }
      .filter { $0["fire_covered"] as? Bool == true }
    let total = try coverage(["--service", "fire", "--region", "LU", "--format", "json"]).object()
    #expect(
      covered.compactMap { $0["people"] as? Int }.reduce(0, +)
        == (try self.areas(total, scenario: 0).first?["covered"] as? Int))
  }

  @Test func aFileIsWholeOrNotThere() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("report.json")
    let run = try coverage(["--region", "LU", "--format", "json", "--output", path])
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) is [String: Any])
    let nowhere = try coverage(["--region", "LU", "--output", folder.file("no/such/folder.txt")])
    #expect(nowhere.status == 4)
    #expect(nowhere.errors.contains("cannot write"))
  }

  @Test(arguments: [
    (["--region", "ZZ"], Int32(2), "nobody lives in a region"), (["--region", "NL-VR99"], 2, "Did you mean 'NL-VR"),
    (["--population", "nowhere"], 2, "there is no population 'nowhere'"),
    (["--scenario", "/no/such.yaml"], 3, "such.yaml"), (["--standard", "/no/such.xml"], 3, "such.xml"),
    (["--call-handling", "-1"], 64, "--call-handling"),
  ])
  func whatCannotBeCountedIsToldClearly(arguments: [String], status: Int32, message: String) throws {
    let run = try coverage(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func anEditThatNamesNothingIsToldWithFileAndLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("scenarios:\n  - name: x\n    edits:\n      - close-station: nowhere\n", to: "x.yaml")
    let run = try coverage(["--region", "LU", "--scenario", path])
    #expect(run.status == 3)
    #expect(run.errors.contains("x.yaml, line 4, edit 1: there is no station 'nowhere'"))
  }

  @Test func aDirectoryWithoutPeopleOrNormsSaysWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("directory.sqlite")
    #expect(
      try MutualAid.run(["import", MutualAid.root + "/Datasets/registries/lu-cgdis.xml"], directory: path).status == 0)
    let nobody = try MutualAid.run(["coverage"], directory: path)
    #expect(nobody.status == 2)
    #expect(nobody.errors.contains("no people in the directory"))
    let people = MutualAid.root + "/Datasets/population/population.csv.gz"
    let noNorm = try MutualAid.run(["coverage", "--population", people], directory: path)
    #expect(noNorm.status == 2)
    #expect(noNorm.errors.contains("no norm holds on"))
    let answer = try MutualAid.run(
      [
        "coverage", "--population", people, "--standard", MutualAid.root + "/Datasets/norms/lu.xml", "--region", "LU",
      ], directory: path)
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test func everythingClosedCoversNobody() throws {
    let folder = try TemporaryFolder()
    let stations = try MutualAid.run(
      ["export", "--format", "csv", "--registry", "lu-cgdis"], directory: MutualAid.filledDirectory()
    ).output
    let ids = Set(
      stations.split(separator: "\r\n").dropFirst().compactMap { line in
        line.split(separator: ",", omittingEmptySubsequences: false).first { $0.hasPrefix("lu-cgdis-") }?.split(
          separator: "."
        ).first.map(String.init)
      })
    let edits = ids.sorted().map { "      - close-station: \($0)" }.joined(separator: "\n")
    let path = try folder.write("scenarios:\n  - name: all gone\n    edits:\n\(edits)\n", to: "all.yaml")
    let run = try coverage([
      "--service", "fire", "--region", "LU", "--borders", "closed", "--scenario", path, "--format", "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let total = try #require(areas(run.object(), scenario: 1).first)
    #expect(total["covered"] as? Int == 0)
    let before = try #require(areas(run.object(), scenario: 0).first)
    #expect(try #require(before["covered"] as? Int) > 0)
    #expect(total["lost"] as? Int == before["covered"] as? Int)
    #expect(total["median_s"] is NSNull)
  }
}
