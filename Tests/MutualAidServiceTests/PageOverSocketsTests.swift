import Foundation
import Matching
import MutualAid
import Presentation
import TestSupport
import Testing

@testable import MutualAidService

/// The page as a browser gets it.
struct PageOverSocketsTests {
  @Test(arguments: ["/", "/wall", "/report", "/admin", "/help"])
  func screensComeUnderAPolicyThatLetsNothingElseIn(path: String) async throws {
    try await RunningService.run { service in
      let page = try await service.probe.ask("GET", path + "?lang=fr", headers: ["Accept": "text/html,*/*;q=0.8"])
      let policy = try #require(page.headers["content-security-policy"])
      #expect(page.status == 200 && page.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"))
      #expect(page.text.contains("<html lang=\"fr\">") && !page.text.contains("{lang}"))
      let tag = try #require(page.headers["etag"])
      let again = try await service.probe.ask("GET", path + "?lang=fr", headers: ["If-None-Match": tag])
      #expect(again.status == 304 && again.body.isEmpty)
    }
  }

  @Test func everyFileThatAScreenNamesIsServed() async throws {
    try await RunningService.run { service in
      for screen in ["ask", "wall", "report", "admin", "help"] {
        let page = try #require(PageFiles.screen(screen, in: .english))
        let text = String(decoding: page.bytes, as: UTF8.self)
        for match in text.matches(of: /(?:href|src)="(\/page\/[^"]+)"/) {
          let file = try await service.probe.ask("GET", String(match.1))
          #expect(file.status == 200 && !file.body.isEmpty, "\(match.1)")
        }
      }
      for path in ["/page/nothing.js", "/page/..%2Fask.html", "/leaflet/leaflet.js.map", "/tiles/1/1/1"] {
        #expect(try await service.probe.ask("GET", path).status == 404, "\(path)")
      }
    }
  }

  @Test func modulesImportOnlyModulesThatAreThere() {
    for (name, file) in PageFiles.assets where name.hasSuffix(".js") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for match in text.matches(of: /(?:from|import) "\.\/([a-z]+\.js)"/) {
        #expect(PageFiles.assets[String(match.1)] != nil, "\(name) imports \(match.1)")
      }
    }
  }

  @Test func aMapWithoutLeafletIsSaidToBeMissing() async throws {
    try await RunningService.run {
      $0.leaflet = "/nowhere"
    } _: { (service: RunningService) async throws -> Void in
      #expect(try await service.probe.ask("GET", "/leaflet/leaflet.min.js").status == 404)
    }
  }

  @Test func wordsHaveTheSameKeysInAllLanguages() throws {
    func keys(_ language: Language) throws -> [String] {
      let data = Data(PageFiles.words(in: language).bytes)
      let words = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let names = try #require(words["names"] as? [String: [String: String]])
      let own = try #require(words["own"] as? [String: String])
      #expect(own.count > 200 && names["status"]?.isEmpty == false)
      return own.keys.sorted()
    }
    let english = try keys(.english)
    for language in [Language.french, .dutch, .german] { #expect(try keys(language) == english) }
  }

  @Test func groundIsDrawnOfTheDirectorysBoundaries() async throws {
    try await RunningService.run { service in
      for detail in ["coarse", "fine"] {
        let ground = try await service.probe.ask("GET", "/ground/\(detail).json")
        let features = try #require(ground.object["features"] as? [[String: Any]])
        let levels = features.compactMap { ($0["properties"] as? [String: Any])?["level"] as? String }
        #expect(levels.filter { $0 == "country" }.count == 2 && levels.contains("place"))
      }
      let stations = try await service.probe.ask("GET", "/ground/stations.json")
      #expect((stations.object["rows"] as? [Any])?.count ?? 0 > 20)
    }
  }

  @Test func aQuestionSentWithAScenarioSupposesIt() async throws {
    try await RunningService.run { service in
      let plain = try await service.probe.ask("GET", "/v1/nearest?at=50.6,5.9&scope=all&count=1")
      let first = try #require((plain.object["units"] as? [[String: Any]])?.first)
      let station = try #require((first["station"] as? [String: Any])?["id"] as? String)
      let text = #"{\"scenarios\":[{\"name\":\"x\",\"edits\":[{\"close-station\":\"\#(station)\"}]}]}"#
      let body = #"{"at":"50.6,5.9","scope":"all","count":1,"scenario-text":"\#(text)"}"#
      let supposed = try await service.probe.ask(
        "POST", "/v1/nearest", headers: ["Content-Type": "application/json"], body: body)
      let other = try #require((supposed.object["units"] as? [[String: Any]])?.first)
      #expect((other["station"] as? [String: Any])?["id"] as? String != station)
    }
  }
}

/// Lines of the ground with fewer points.
struct LineSimplifierTests {
  @Test func noPointThatIsLeftOutLiesFartherThanTheTolerance() throws {
    let ring = try (0...400).map { step in
      let angle = Double(step) / 400 * 2 * .pi
      return try Coordinate(latitude: 51 + sin(angle) + 0.01 * sin(20 * angle), longitude: 6 + cos(angle))
    }
    let line = LineSimplifier.simplified(ring, tolerance: 0.005)
    #expect(line.count < ring.count / 2 && line.first == ring.first && line.last == ring.last)
    for point in ring {
      let nearest =
        zip(line, line.dropFirst()).map { from, to -> Double in
          let (dx, dy) = ((to.longitude - from.longitude) * 0.63, to.latitude - from.latitude)
          let (x, y) = ((point.longitude - from.longitude) * 0.63, point.latitude - from.latitude)
          let part = min(1, max(0, (x * dx + y * dy) / (dx * dx + dy * dy)))
          return hypot(x - part * dx, y - part * dy)
        }.min() ?? .infinity
      #expect(nearest <= 0.005_001)
    }
  }
}
