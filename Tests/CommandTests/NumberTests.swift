import Foundation
import TestSupport
import Testing

/// Numbers that users, files and routers give: what is beyond their range is refused and the range named, and what is at its
/// ends is answered.
struct NumberTests {
  private static let place = ["--at", "50.7703,6.0050", "--time", "2026-11-25T12:00:00Z"]
  /// Numbers that are none, and such as no whole number holds.
  private static let impossible = ["1e19", "1e400", "inf", "nan", "-1", "9223372036854775808", "0x1p70"]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: [String]) throws -> Run {
    try MutualAid.run(arguments, directory: MutualAid.smallDirectory())
  }

  // MARK: Options

  /// Every option that takes a number, with a command that has all else.
  private static let options: [(option: String, command: [String])] = [
    ("--request-delay", ["nearest"] + place), ("--count", ["nearest"] + place), ("--within", ["nearest"] + place),
    ("--request-delay", ["match", "--need", "pumping"] + place), ("--within", ["match", "--need", "pumping"] + place),
    ("--max-per-station", ["match", "--need", "pumping"] + place),
    ("--max-per-organisation", ["match", "--need", "pumping"] + place),
    ("--max-per-country", ["match", "--need", "pumping"] + place),
    ("--alternatives", ["match", "--need", "pumping"] + place), ("--actions", ["coverage"]),
    ("--grid", ["coverage"]), ("--call-handling", ["coverage"]), ("--request-delay", ["coverage"]),
    ("--limit", ["history"]), ("--max-records", ["validate", "none.xml"]), ("--max-records", ["import", "none.xml"]),
  ]

  @Test(arguments: options.indices)
  func anOptionBeyondItsRangeIsRefusedAndTheRangeNamed(index: Int) throws {
    let (option, command) = NumberTests.options[index]
    let help = try MutualAid.run([command[0], "--help"]).output
    for number in NumberTests.impossible {
      let run = try MutualAid.run(command + ["\(option)=\(number)"])
      #expect(run.status == 64, "\(option)=\(number): \(run.errors)")
      #expect(run.errors.contains(option) && run.errors.contains("expected"), "\(run.errors)")
      // What the error expects is what the help tells.
      let range = run.errors.split(separator: "expected ").last?.prefix { $0 != "\n" }.split(separator: ", ").last
      if number == "1e19", option != "--within", option != "--grid" {
        #expect(help.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(try #require(range)))
      }
    }
  }

  @Test(arguments: ["99999999999999999999km", "40000.1km", "10000.1min", "0km", "600001s"])
  func aLimitBeyondTheEarthOrAWeekIsRefused(limit: String) throws {
    for more in [[], ["--explain", "be-clairval.ap1"]] {
      let run = try run(["nearest"] + NumberTests.place + more + ["--within", limit])
      #expect(run.status == 64)
      #expect(run.errors.contains("40000km") && run.errors.contains("10000min"))
    }
  }

  @Test(arguments: ["table", "json"], ["40000km", "10000min", "0.001km", "1s"])
  func theEndsOfAllRangesAreAnswered(format: String, limit: String) throws {
    let ends = NumberTests.place + ["--request-delay", "86400", "--within", limit, "--format", format]
    let nearest = try run(["nearest", "--count", "1000000", "--scope", "all"] + ends)
    #expect([0, 1].contains(nearest.status), "\(nearest.errors)")
    let units = try run(["export", "--format", "csv"]).output.split(whereSeparator: \.isNewline).dropFirst()
    let unit = try #require(units.first?.split(separator: ",").first.map(String.init))
    let explained = try run(["nearest", "--explain", unit, "--count", "1000000", "--scope", "all"] + ends)
    #expect([0, 1].contains(explained.status), "\(explained.errors)")
    let match = try run(
      [
        "match", "--need", "pumping:100", "--max-per-station", "10000", "--max-per-organisation", "10000",
        "--max-per-country", "10000", "--alternatives", "100", "--scope", "all",
      ] + ends)
    #expect([0, 1].contains(match.status), "\(match.errors)")
  }

  @Test(arguments: ["text", "json", "html", "csv"])
  func coverageIsCountedAtTheEndsOfItsRanges(format: String) throws {
    let run = try run([
      "coverage", "--call-handling", "3600", "--request-delay", "3600", "--time", "2026-11-25T12:00:00Z",
      "--border-penalty", "--format", format, "--grid", "10km",
    ])
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Midnight of the first day of the year 1 lies in the year before by UTC, which no time can say.
  @Test(arguments: ["0001-01-01T00:00:00Z", "0001-01-04", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59Z"])
  func everyTimeThatCanBeWrittenIsAnswered(time: String) throws {
    for command in [["nearest", "--scope", "all"], ["match", "--need", "pumping"]] {
      let run = try run(command + ["--at", "50.7703,6.0050", "--time", time])
      #expect([0, 1].contains(run.status), "\(run.errors)")
    }
    #expect([0, 2].contains(try run(["coverage", "--time", time]).status))
  }

  @Test(arguments: ["0001-01-01", "0000-06-01T12:00:00Z", "9999-12-31T23:59:59-01:00"])
  func aTimeThatCannotBeWrittenIsRefused(time: String) throws {
    for command in [["nearest", "--at", "50.7703,6.0050"], ["coverage"]] {
      let run = try run(command + ["--time", time])
      #expect(run.status == 64)
      #expect(run.errors.contains("--time") && run.errors.contains("expected"), "\(run.errors)")
    }
  }

  @Test func aCommandOfTooManyWordsIsRefusedAndTheLimitNamed() throws {
    let run = try run(["validate"] + Array(repeating: "none.xml", count: 10_000))
    #expect(run.status == 64)
    #expect(run.errors.contains("at most 10000"), "\(run.errors.prefix(300))")
  }

  @Test func aPackageAsksForNoMoreUnitsThanTheLimit() throws {
    let needs = (0..<11).flatMap { _ in ["--need", "pumping:100"] }
    let run = try run(["match"] + NumberTests.place + needs)
    #expect(run.status == 2)
    #expect(run.errors.contains("1100 units, expected at most 1000"), "\(run.errors)")
  }

  // MARK: Scenarios

  @Test(arguments: ["[", "{a: ", "- "])
  func valuesWithinValuesHaveADepth(open: String) throws {
    let path = try folder.write("scenarios: " + String(repeating: open, count: 100_000), to: "deep.yaml")
    let run = try run(["nearest"] + NumberTests.place + ["--scenario", path])
    #expect(run.status == 3, "\(run.errors.prefix(300))")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  private func hazards(_ count: Int, demand: Double, apart: Double = 0) throws -> String {
    let edits = (0..<count).map { number in
      let west = 5 + Double(number) * apart
      let corners = [(west, 50), (west + 2, 50), (west + 2, 52), (west, 52), (west, 50)].map { "[\($0.0),\($0.1)]" }
      return """
            - hazard: H\(number)
              footprint: {type: Polygon, coordinates: [[\(corners.joined(separator: ","))]]}
              demand: \(demand)
              disables-stations: false
        """
    }
    return try folder.write(
      "scenarios:\n  - name: flood\n    edits:\n\(edits.joined(separator: "\n"))\n", to: "hazards.yaml")
  }

  @Test(arguments: [(2, 1000), (5, 1000), (100, 1.1), (400, 999)])
  func demandThatOverlapsBeyondTheLimitIsRefusedAndTheLimitNamed(count: Int, demand: Double) throws {
    let run = try run(["coverage", "--service", "fire", "--scenario", hazards(count, demand: demand)])
    #expect(run.status == 3)
    #expect(run.errors.contains("expected at most 1000") && run.errors.contains("edit "), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [(3, 10.0, 0.0), (40, 1000, 3), (5, 0, 0)])
  func demandWithinTheLimitIsCounted(count: Int, demand: Double, apart: Double) throws {
    let run = try run(["coverage", "--service", "fire", "--scenario", hazards(count, demand: demand, apart: apart)])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func aScenarioAddsNoMoreUnitsThanTheLimit() throws {
    let edits = (0..<101).map {
      "      - {add-units: be-clairval, id: new-\($0), count: 1000, service: fire, turnout: 60}"
    }
    let path = try folder.write(
      "scenarios:\n  - name: many\n    edits:\n\(edits.joined(separator: "\n"))\n", to: "many.yaml")
    let run = try run(["nearest"] + NumberTests.place + ["--scenario", path])
    #expect(run.status == 3)
    #expect(run.errors.contains("100000"), "\(run.errors)")
  }

  @Test(arguments: ["ABC", "n", "nl", "N1"])
  func aCountryOfANewStationIsTwoCapitalLetters(country: String) throws {
    let path = try folder.write(
      """
      scenarios:
        - name: one
          edits:
            - {open-station: new, at: "50.8,6.0", country: \(country), units: [{id: u, service: fire, turnout: 60}]}
      """, to: "country.yaml")
    let run = try run(["nearest"] + NumberTests.place + ["--scenario", path])
    #expect(run.status == 3)
    #expect(run.errors.contains("two capital letters"), "\(run.errors)")
  }

  // MARK: Routers

  @Test(arguments: ["1e300", "1e18", "9223372036854775807", "-1e300", "-5", "1e-300", "86400.1", "null"])
  func noTimeOfARouterEndsTheProgram(seconds: String) throws {
    let server = try LoopbackServer { _, request in
      let places = request.prefix { $0 != "?" }.split(separator: ";").count - 1
      let rows = Array(repeating: "[\(seconds)]", count: places).joined(separator: ",")
      let sources = Array(repeating: "{\"distance\":1}", count: places).joined(separator: ",")
      return .body(
        "{\"code\":\"Ok\",\"durations\":[\(rows)],\"sources\":[\(sources)],\"destinations\":[{\"distance\":1}]}")
    }
    for format in ["table", "json"] {
      for command in [["nearest", "--scope", "all"], ["match", "--need", "pumping:2"]] {
        let run = try run(
          command + NumberTests.place + ["--routing", "osrm+" + server.url, "--format", format])
        #expect([0, 1].contains(run.status), "\(run.errors)")
      }
    }
    #expect(server.requests > 0)
  }

  // MARK: Profiles

  private func profile(path: String) throws -> String {
    try folder.write(
      """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="deep" content="registry" srs="CRS84">
       <title>deep</title><description>x</description><recognise root="r"/>
       <registry><publisher value="x"/><authority value="derived"/></registry>
       <station element="s"><id path="@id"/><name path="\(path)"/><service value="fire"/><country value="NL"/>
        <position form="lat-lon" lat="@lat" lon="@lon"/><implied-unit><type value="TS"/></implied-unit>
       </station>
      </profile>
      """, to: "deep.xml")
  }

  @Test(arguments: [
    (17, "a[", "]", "16 deep"), (17, "a[not(", ")]", "16 deep"), (2_000, "a[", "]", "16 deep"),
    (20_000, "a[", "]", "16384"), (20_000, "a/", "", "16384"), (256, "a/", "", "256 steps"),
  ])
  func aPathOfAProfileHasALengthAndADepth(times: Int, open: String, close: String, limit: String) throws {
    let path = String(repeating: open, count: times) + "b" + String(repeating: close, count: times)
    let run = try MutualAid.run(["profiles", "check", profile(path: path)])
    #expect(run.status == 3 || run.status == 1)
    #expect((run.output + run.errors).contains(limit), "\(run.output)\(run.errors)")
  }

  @Test func aPathWithinTheLimitsIsTaken() throws {
    let path = String(repeating: "a[", count: 16) + "b" + String(repeating: "]", count: 16)
    #expect(try MutualAid.run(["profiles", "check", profile(path: path)]).status == 0)
  }
}
