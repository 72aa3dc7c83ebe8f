import Foundation
import TestSupport
import Testing

/// No text of a file, a feed or the command line does anything on a screen or in a spreadsheet but be seen.
struct HostileTextTests {
  private let folder: TemporaryFolder

  /// Colours, erases the screen, sets its title, turns the direction of writing, hides a letter, and begins a line.
  private static let hostile =
    "a\u{1B}[31mb\u{9B}2Jc\u{1B}]0;pwned\u{7}d\u{202E}e\u{2066}f\u{200B}g\u{FEFF}h\nmutualaid: i"

  init() throws { folder = try TemporaryFolder() }

  /// What of a text a screen would not draw, line feeds and those of tables apart.
  private func hidden(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: !["\n", "\r"].contains(scalar)
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  private func scenario(named name: String) throws -> String {
    // YAML takes no control characters but as escapes.
    let escaped = name.utf16.map { String(format: "\\u%04x", Int($0)) }.joined()
    return try folder.write(
      "{\"scenarios\": [{\"name\": \"\(escaped)\", \"edits\": [{\"weather\": 1.5}]}]}", to: "what-if.json")
  }

  @Test(arguments: [
    ["coverage", "--service", "fire", "--region", "NL-VR24", "--time", "2026-11-25T12:00"],
    ["nearest", "--at", "50.77,6.02"], ["nearest", "--at", "50.77,6.02", "--format", "json"],
    ["nearest", "--at", "50.77,6.02", "--explain", "nl-fire-vaals-f2e0bb79.ts1"],
    ["match", "--at", "50.77,6.02", "--need", "pumping:1"],
  ])
  func namesOfScenariosReachTheScreenAsEscapes(arguments: [String]) throws {
    let file = try scenario(named: HostileTextTests.hostile)
    let run = try MutualAid.run(arguments + ["--scenario", file], directory: MutualAid.filledDirectory())
    #expect(run.status <= 1, "\(run.errors)")
    #expect(hidden(in: run.output + run.errors).isEmpty)
    #expect(run.output.contains(arguments.contains("json") ? "a\\u001b[31mb\\u009b2J" : "a\\u{1B}[31mb\\u{9B}2J"))
    // No line can be made to look like one of ours.
    #expect(!run.output.contains("\nmutualaid:"))
  }

  @Test(arguments: ["csv", "geojson"]) func tablesHoldNoControlCharacters(format: String) throws {
    let file = try scenario(named: "a\u{1B}[31m\u{9B}b")
    let run = try MutualAid.run(
      [
        "coverage", "--service", "fire", "--region", "NL-VR24", "--time", "2026-11-25T12:00", "--format", format,
        "--scenario", file,
      ], directory: MutualAid.filledDirectory())
    #expect(run.status == 0, "\(run.errors)")
    #expect(hidden(in: run.output).isEmpty)
  }

  @Test(arguments: [
    ["import", hostile], ["validate", hostile], ["nearest", "--at", "50,6", "--need", hostile],
    ["nearest", "--at", "50,6", "--scenario", hostile], ["coverage", "--scenario", hostile],
    ["coverage", "--standard", hostile], ["coverage", "--population", hostile], ["coverage", "--region", hostile],
    ["match", "--at", "50,6", "--package", hostile], ["status", hostile, "available"],
    ["status", "nl-fire-vaals-f2e0bb79.ts1", hostile], ["status", "--from-file", hostile],
    ["export", "--registry", hostile], ["history", "--unit", hostile], ["rollback", hostile, "1"],
    ["profiles", "show", hostile], ["profiles", "check", hostile], ["nearest", "--at", hostile],
    ["coverage", "--format", hostile], [hostile],
  ])
  func whatIsWrongOnTheCommandLineIsShownAsEscapes(arguments: [String]) throws {
    // Of the verbs that write, none gets as far as that.
    let run = try MutualAid.run(arguments, directory: MutualAid.filledDirectory())
    #expect(run.status > 1)
    #expect(hidden(in: run.output + run.errors).isEmpty)
    #expect(run.errors.contains("\\u{1B}") || run.errors.contains("\u{FFFD}"))
  }

  @Test func namesOfFilesAndWhatIsInThemAreShownAsEscapes() throws {
    let good = try folder.write(Sample.registry(Sample.stations(1)), to: "a\u{1B}[2J\u{202E}\n.xml")
    let bad = try folder.write(
      Sample.registry(id: "b", Sample.station(id: "b") + "<station id='a\u{202E}\u{200B}b'><name>x</name></station>"),
      to: "b\u{9B}31m.xml")
    let run = try MutualAid.run(["import", good, bad, "--verbose"], directory: folder.file("d.sqlite"))
    #expect(run.status == 1, "\(run.errors)")
    #expect(hidden(in: run.output + run.errors).isEmpty)
    #expect(!run.output.contains("\n.xml"), "\(run.output)")
    let history = try MutualAid.run(["history"], directory: folder.file("d.sqlite"))
    #expect(hidden(in: history.output).isEmpty && history.output.contains("\\u{202E}"))
  }

  @Test func whatAReportSaysIsShownAsEscapes() throws {
    let directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(1)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    let report = try MutualAid.run(
      [
        "status", "st-1-u", "on-scene", "--source", "room\u{202E}\u{200B}1", "--note", "x\u{2066}y", "--format", "json",
      ],
      directory: directory)
    #expect(report.status == 0, "\(report.errors)")
    #expect(try report.object()["source"] as? String == "room\u{202E}\u{200B}1")
    let history = try MutualAid.run(["history", "--unit", "st-1-u"], directory: directory)
    #expect(history.output.contains("room\\u{202E}\\u{200B}1") && history.output.contains("x\\u{2066}y"))
    for run in [report, history] { #expect(hidden(in: run.output).isEmpty) }
  }

  @Test(arguments: [
    (
      "people.csv",
      "population,lat,lon,code,region,source\n5,50.77,6.01,a\u{1B}[31m,,\n7,50.77,6.02,b,,s\u{9B}\n9,50.7,6,c,,d\n"
    ),
    ("people.csv", "population,lat,lon,code\n5,50.77,6.01,a\u{0}b\n7,50.77,6.02,\"a\u{7F}\"\n9,50.7,6,c\n"),
    (
      "people.geojson",
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "geometry": {"type": "Point", "coordinates": [6, 50.7]},
       "properties": {"population": 5, "code": "\\u001b[31mred\\u0000"}},
      {"type": "Feature", "geometry": {"type": "Point", "coordinates": [6, 50.7]},
       "properties": {"population": 7, "code": "b", "source": "\\u0085"}},
      {"type": "Feature", "geometry": {"type": "Point", "coordinates": [6, 50.7]},
       "properties": {"population": 9, "code": "c"}}]}
      """
    ),
  ])
  func tablesOfPeopleAreCheckedAsXMLIs(name: String, text: String) throws {
    let file = try folder.write(text, to: name)
    let run = try MutualAid.run(
      ["import", file, "--country", "NL", "--format", "json"], directory: folder.file("d.sqlite"))
    #expect(run.status == 1)
    let report = try #require((try run.json() as? [[String: Any]])?.first)
    #expect(report["added"] as? Int == 1 && report["rejected"] as? Int == 2)
    let problems = try #require(report["problems"] as? [[String: Any]])
    #expect(problems.map { $0["code"] as? String } == ["control-characters", "control-characters"])
    #expect(hidden(in: run.output + run.errors).isEmpty)
    let coverage = try MutualAid.run(["coverage", "--population", file], directory: MutualAid.filledDirectory())
    #expect(coverage.status == 3)
    #expect(hidden(in: coverage.output + coverage.errors).isEmpty)
  }

  // MARK: Spreadsheets

  private static let formula = "=HYPERLINK(\"http://example.org\",\"x\")"

  private func formulaDirectory() throws -> String {
    let name = HostileTextTests.formula.replacing("\"", with: "&quot;")
    let file = try folder.write(
      Sample.registry(
        "<station id='s1'><name>\(name)</name><position lat='50.85' lon='5.69' quality='building'/>"
          + "<unit id='u1' type='+TS'/><unit id='u2' type='-3.5'/></station>"), to: "a.xml")
    let directory = folder.file("d.sqlite")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    return directory
  }

  @Test(arguments: [["export"], ["nearest", "--at", "50.85,5.69", "--scope", "all"]])
  func formulasAreDefusedUnlessTheyAreToBeKept(arguments: [String]) throws {
    let directory = try formulaDirectory()
    let quoted = HostileTextTests.formula.replacing("\"", with: "\"\"")
    let defused = try MutualAid.run(arguments + ["--format", "csv"], directory: directory)
    #expect(defused.status == 0, "\(defused.errors)")
    #expect(defused.output.contains(",\"'\(quoted)\",") && defused.output.contains(",'+TS,"))
    #expect(defused.output.contains(",-3.5,"))
    let kept = try MutualAid.run(arguments + ["--format", "csv", "--csv-formulas", "keep"], directory: directory)
    #expect(kept.output.contains(",\"\(quoted)\",") && kept.output.contains(",+TS,"))
  }

  @Test func aTableOfCoverageIsDefusedAndWhatItDefusesIsReadAsItWas() throws {
    let people = try folder.write("population,lat,lon,country,code\n900,50.7703,6.0155,NL,=1+1\n", to: "people.csv")
    let arguments = [
      "coverage", "--population", people, "--service", "fire", "--time", "2026-11-25T12:00", "--format", "csv",
      "--scenario", try scenario(named: "@SUM(1)"),
    ]
    let areas = try MutualAid.run(arguments, directory: MutualAid.filledDirectory())
    #expect(areas.output.contains("\n'@SUM(1),fire") && !areas.output.contains("\n@SUM"))
    let cells = try MutualAid.run(arguments.dropLast(2) + ["--rows", "cells"], directory: MutualAid.filledDirectory())
    #expect(cells.output.contains(",'=1+1,"))
    let again = folder.file("again.sqlite")
    let file = try folder.write(cells.output, to: "cells.csv")
    #expect(try MutualAid.run(["import", file], directory: again).status == 0)
    #expect(try MutualAid.run(["export"], directory: again).output.contains("code=\"=1+1\""))
    let kept = try MutualAid.run(arguments + ["--csv-formulas", "keep"], directory: MutualAid.filledDirectory())
    #expect(kept.output.contains("\n@SUM(1),fire"))
  }
}
