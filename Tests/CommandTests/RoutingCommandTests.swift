import Foundation
import TestSupport
import Testing

/// The program beside a router that a test makes up.
struct RoutingCommandTests {
  /// An OSRM with one time for all ways, but no way from places west of a meridian.
  private static func router(seconds: Double = 300, withoutWayWestOf meridian: Double = -180) throws -> LoopbackServer {
    try LoopbackServer { _, request in
      let url = request.split(separator: " ")[1]
      guard url.hasPrefix("/table/") else { return .body(#"{"code":"Ok","data_version":"2026-11-01"}"#) }
      let places = url.split(separator: "?")[0].split(separator: "/").last?.split(separator: ";") ?? []
      func numbers(_ name: String) -> [Int] {
        guard let start = url.firstRange(of: "\(name)=")?.upperBound else { return [] }
        return url[start...].prefix { $0 != "&" }.split(separator: ";").compactMap { Int($0) }
      }
      let (sources, destinations) = (numbers("sources"), numbers("destinations"))
      let rows = sources.map { source in
        let isWest = Double(places[source].split(separator: ",")[0]).map { $0 < meridian } ?? true
        return "[\(destinations.map { _ in isWest ? "null" : "\(seconds)" }.joined(separator: ","))]"
      }
      func ends(_ count: Int) -> String { Array(repeating: #"{"distance":0}"#, count: count).joined(separator: ",") }
      return .body(
        #"{"code":"Ok","durations":[\#(rows.joined(separator: ","))],"sources":[\#(ends(sources.count))],"#
          + #""destinations":[\#(ends(destinations.count))]}"#)
    }
  }

  private func coverage(_ server: LoopbackServer, cache: String, _ more: [String] = []) throws -> Run {
    try MutualAid.run(
      [
        "coverage", "--time", "2026-11-23T12:00:00Z", "--service", "fire", "--region", "LU", "--routing",
        "osrm+" + server.url, "--routing-cache", cache,
      ] + more, directory: MutualAid.filledDirectory())
  }

  @Test func coverageByRoadAsksOnceAndComparesWithTheModel() throws {
    let folder = try TemporaryFolder()
    let server = try Self.router(seconds: 3000)
    let first = try coverage(server, cache: folder.file("roads/times"), ["--format", "json"])
    #expect(first.status == 0, "\(first.errors)")
    let inputs = try #require(try first.object()["inputs"] as? [String: Any])
    #expect(inputs["travel_model"] as? String == "osrm")
    let roads = try #require(inputs["roads"] as? [String: Any])
    #expect(roads["engine"] as? String == "osrm" && roads["data_version"] as? String == "2026-11-01")
    let asked = try #require(roads["pairs_asked"] as? Int)
    #expect(asked > 0 && asked == roads["pairs"] as? Int)
    let scenarios = try #require(try first.object()["scenarios"] as? [[String: Any]])
    #expect(scenarios.map { $0["name"] as? String } == ["baseline", "speed-model"])
    let change = try #require((roads["changes"] as? [[String: Any]])?.first)
    // 3,000 seconds are far too many, and some more than the model says.
    #expect(try #require(change["lost"] as? Int) > 100_000 && change["gained"] as? Int == 0)

    let requests = server.requests
    let text = try coverage(server, cache: folder.file("roads/times"))
    #expect(text.output.contains("By road: osrm, profile driving, data 2026-11-01"), "\(text.output.prefix(600))")
    #expect(server.requests == requests + 1, "only which version the data is of is asked again")
    let html = try coverage(server, cache: folder.file("roads/times"), ["--format", "html", "--lang", "de"])
    #expect(html.output.contains("Auf Straßen"))
  }

  @Test func aRouterThatIsNotThereEndsCoverageWithAnError() throws {
    let folder = try TemporaryFolder()
    let run = try MutualAid.run(
      [
        "coverage", "--service", "fire", "--region", "LU", "--routing", "osrm+http://127.0.0.1:1", "--routing-cache",
        folder.file("times"),
      ], directory: MutualAid.filledDirectory())
    #expect(run.status != 0 && run.output.isEmpty)
    #expect(run.errors.contains("the router cannot be reached"))
  }

  @Test func aUnitWithoutAWayIsInNoAnswerAndCounted() throws {
    let place = ["--at", "50.7703,6.0050", "--service", "fire", "--time", "2026-11-23T12:00:00Z", "--format", "json"]
    // From west of Vaals no way leads to it: nobody comes from the Netherlands, and that decides nothing.
    let server = try Self.router(withoutWayWestOf: 6.03)
    let answer = try MutualAid.run(
      ["nearest", "--scope", "all", "--count", "8", "--routing", "osrm+" + server.url] + place,
      directory: MutualAid.filledDirectory()
    ).object()
    let units = try #require(answer["units"] as? [[String: Any]])
    #expect(!units.isEmpty)
    for unit in units {
      let station = try #require(unit["station"] as? [String: Any])
      #expect(try #require(station["lon"] as? Double) >= 6.03)
      #expect(unit["travel_fallback"] as? Bool == false && unit["off_road_m"] as? Double == 0)
    }
    let routing = try #require(answer["routing"] as? [String: Any])
    let away = try #require(routing["units_without_way"] as? [String])
    #expect(away.contains { $0.contains("vaals") })
    let explained = try MutualAid.run(
      ["nearest", "--scope", "all", "--explain", away[0], "--routing", "osrm+" + server.url] + place,
      directory: MutualAid.filledDirectory()
    ).object()
    let checks = try #require(explained["checks"] as? [[String: Any]])
    #expect(checks.contains { $0["check"] as? String == "way" && $0["holds"] as? Bool == false }, "\(checks)")
  }

  @Test func autoIsTheRouterOfThisMachineOrAnError() throws {
    let folder = try TemporaryFolder()
    let question = ["nearest", "--at", "50.7703,6.0050", "--routing", "auto", "--format", "json"]
    func ask(_ environment: [String: String]) throws -> Run {
      try MutualAid.run(question, directory: MutualAid.filledDirectory(), environment: environment)
    }
    let none = try ask(["XDG_DATA_HOME": folder.path])
    #expect(none.status != 0)
    #expect(none.errors.contains("routing-address") && none.errors.contains("Scripts/roads"))
    let server = try Self.router()
    let address = "osrm+" + server.url
    #expect(try ask(["MUTUALAID_ROUTING": address]).status == 0)
    try FileManager.default.createDirectory(atPath: folder.file("mutualaid"), withIntermediateDirectories: true)
    try (address + "\n").write(toFile: folder.file("mutualaid/router"), atomically: true, encoding: .utf8)
    let found = try ask(["XDG_DATA_HOME": folder.path]).object()
    #expect((found["routing"] as? [String: Any])?["router"] as? String == "osrm")
  }
}
