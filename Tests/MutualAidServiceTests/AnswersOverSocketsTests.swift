import Foundation
import Matching
import MutualAid
import Presentation
import Testing

@testable import MutualAidService

/// What comes back over a real socket.
struct AnswersOverSocketsTests {
  private static let question = "/v1/nearest?at=50.6,5.9&time=2026-11-24T12:00:00Z"

  /// An answer without the time that it took.
  private func comparable(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).replacing(/"elapsed_us" : \d+/, with: "")
  }

  @Test func nearestIsTheLibrarysAnswerToTheByte() async throws {
    try await RunningService.run { service in
      let directory = try Directory(at: service.directory)
      var query = NearestQuery(
        place: try Coordinate(latitude: 50.6, longitude: 5.9), service: nil,
        time: try Date("2026-11-24T12:00:00Z", strategy: .iso8601))
      query.count = 3
      let report = try directory.nearest(query)
      let asked = Self.question + "&count=3"
      #expect(
        comparable(try await service.probe.ask("GET", asked).body) == comparable(report.json(in: .english) + [0x0A]))
      let german = try await service.probe.ask("GET", asked, headers: ["Accept-Language": "de"])
      #expect(comparable(german.body) == comparable(report.json(in: .german) + [0x0A]))
      let table = try await service.probe.ask("GET", asked, headers: ["Accept": "text/csv"])
      #expect(table.text == report.csv(in: .english) && table.headers["content-type"]?.hasPrefix("text/csv") == true)
      #expect(report.units.count == 3)
    }
  }

  @Test func whatTheClientHasIsNotSentAgain() async throws {
    try await RunningService.run { service in
      let first = try await service.probe.ask("GET", Self.question)
      let tag = try #require(first.headers["etag"])
      let again = try await service.probe.ask("GET", Self.question, headers: ["If-None-Match": tag])
      #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
      let inFrench = try await service.probe.ask(
        "GET", Self.question, headers: ["If-None-Match": tag, "Accept-Language": "fr"])
      #expect(inFrench.status == 200)
    }
  }

  @Test(arguments: [
    ("/v1/nothing", 404, "not-found"), ("/v1/nearest", 400, "option-missing"),
    ("/v1/nearest?at=50.6,5.9&serivce=fire", 400, "option-unknown"),
    ("/v1/nearest?at=50.6,5.9&count=none", 400, "option-invalid"),
    ("/v1/nearest?at=50.6,5.9&at=50.7,5.9", 400, "option-repeated"), ("/v1/nearest?at=%ZZ", 400, "query-invalid"),
    ("/v1/nearest?at=50.6,5.9&need=wings", 400, "unknown-capability"), ("/v1/units/nobody", 404, "unknown-unit"),
    ("/v1/units?cursor=%21", 400, "cursor-invalid"),
    ("/v1/nearest?at=50.6,5.9&scenario=..%2Fsecret", 400, "unknown-scenario"), ("/../etc/passwd", 404, "not-found"),
    ("/v1/units/..%2F..", 404, "unknown-unit"),
  ])
  func problemsSayWhatIsWrongAndWhatToDo(path: String, status: Int, code: String) async throws {
    try await RunningService.run { service in
      let answer = try await service.probe.ask("GET", path)
      #expect(answer.status == status && answer.headers["content-type"] == "application/problem+json")
      let error = answer.object["error"] as? [String: Any]
      #expect(error?["code"] as? String == code, "\(answer.text)")
      #expect(answer.object["detail"] as? String == error?["message"] as? String)
      let type = try #require(answer.object["type"] as? String)
      let explained = try await service.probe.ask("GET", type, headers: ["Accept-Language": "nl"])
      #expect(explained.status == 200 && explained.text.contains("<html lang=\"nl\">"))
    }
  }

  @Test func methodsThatAnAddressHasNotAreNamed() async throws {
    try await RunningService.run { service in
      let answer = try await service.probe.ask("DELETE", "/v1/places")
      #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD, OPTIONS")
      let head = try await service.probe.ask("HEAD", "/healthz")
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] != nil)
      let options = try await service.probe.ask("OPTIONS", "/v1/matches", headers: ["Origin": "https://example.org"])
      #expect(options.status == 204 && options.headers["access-control-allow-origin"] == nil)
    }
  }

  @Test func pagesOfAnotherOriginMayAskOnlyWhereTheSettingsSay() async throws {
    try await RunningService.run {
      $0.origins = ["https://example.org"]
    } _: { (service: RunningService) async throws -> Void in
      let asked = { (origin: String) in
        try await service.probe.ask("GET", "/healthz", headers: ["Origin": origin]).headers[
          "access-control-allow-origin"]
      }
      #expect(try await asked("https://example.org") == "https://example.org")
      #expect(try await asked("https://elsewhere.org") == nil)
    }
  }

  @Test func matchesTakeOptionsOfTheBodyToo() async throws {
    try await RunningService.run { service in
      let body = #"{"at": "50.6,5.9", "need": ["pumping:2"], "time": "2026-11-24T12:00:00Z"}"#
      let answer = try await service.probe.ask(
        "POST", "/v1/matches?scope=all", headers: ["Content-Type": "application/json"], body: body)
      #expect(answer.status == 200 && answer.object["needs"] != nil, "\(answer.text)")
      for (body, code) in [
        ("{", "json-invalid"), (#"{"att": "x"}"#, "option-unknown"), (#"{"at": {}}"#, "option-invalid"),
      ] {
        let wrong = try await service.probe.ask(
          "POST", "/v1/matches", headers: ["Content-Type": "application/json"], body: body)
        #expect(wrong.status == 400 && (wrong.object["error"] as? [String: Any])?["code"] as? String == code)
      }
    }
  }

  @Test func unitsComeInPagesThatTogetherAreAll() async throws {
    try await RunningService.run { service in
      var found: [String] = []
      var path: String? = "/v1/units?all=true&limit=7"
      while let next = path {
        let answer = try await service.probe.ask("GET", next)
        found += answer.list.compactMap { ($0 as? [String: Any])?["id"] as? String }
        path = answer.headers["link"].flatMap { $0.split(separator: ">").first.map { String($0.dropFirst()) } }
      }
      #expect(found.count == 40 && Set(found).count == 40)
      let near = try await service.probe.ask("GET", "/v1/units?all=true&box=6.1,50.5,6.3,50.555&type=LF&text=DE")
      #expect(near.list.count == 5)
    }
  }

  @Test func slowAndLargeBodiesAreEnded() async throws {
    try await RunningService.run {
      $0.maxBody = 1000
    } _: { (service: RunningService) async throws -> Void in
      let head = "POST /v1/matches HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      #expect(try await service.probe.exchange(Array((head + "Content-Length: 100\r\n\r\n{").utf8)).status == 408)
      #expect(try await service.probe.exchange(Array((head + "Content-Length: 5000\r\n\r\n{").utf8)).status == 413)
    }
  }

  @Test func figuresAreThoseOfTheRequests() async throws {
    try await RunningService.run { service in
      _ = try await service.probe.ask("GET", Self.question)
      let text = try await service.probe.ask("GET", "/metrics").text
      #expect(text.contains(#"mutualaid_http_requests_total{route="/v1/nearest",method="GET",status="200"} 1"#))
      #expect(text.contains(#"mutualaid_questions_total{kind="nearest",outcome="found"} 1"#))
      #expect(text.contains("mutualaid_index_units 40"))
    }
  }
}
