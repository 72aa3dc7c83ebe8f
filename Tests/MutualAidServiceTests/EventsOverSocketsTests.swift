import Foundation
import Testing

@testable import MutualAidService

/// Event streams over real sockets.
struct EventsOverSocketsTests {
  /// One event as it came.
  private struct Told: Equatable {
    var name: String
    var id: String
    var data: String
  }

  /// Reads events of a stream until `isEnough` says so, or the stream ends.
  private static func read(
    _ probe: HTTPProbe, _ path: String, headers: [String: String] = [:],
    until isEnough: @escaping @Sendable ([Told]) -> Bool
  ) async throws -> [Told] {
    var head = "GET \(path) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    let bytes = try await probe.exchange(Array((head + "\r\n").utf8)) {
      isEnough(told(String(decoding: $0, as: UTF8.self)))
    }
    return told(String(decoding: bytes, as: UTF8.self))
  }

  private static func told(_ text: String) -> [Told] {
    text.components(separatedBy: "event: ").dropFirst().compactMap { part in
      guard part.contains("\n\n") else { return nil }
      let lines = part.components(separatedBy: "\n")
      let value = { (name: String) in
        lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) } ?? ""
      }
      return Told(name: lines[0], id: value("id"), data: value("data"))
    }
  }

  private static func report(_ service: RunningService, _ unit: String, _ note: String) async throws {
    let answer = try await service.probe.ask(
      "PUT", "/v1/units/\(unit)/status", headers: ["Content-Type": "application/json"],
      body: #"{"status":"available","note":"\#(note)"}"#, token: "writer")
    #expect(answer.status == 200, "\(answer.text)")
  }

  @Test func whatWasMissedComesOnceAndInOrder() async throws {
    try await RunningService.run { service in
      let start = try await service.probe.ask("GET", "/v1/units").headers["journal-position"] ?? ""
      for number in 1...5 { try await Self.report(service, "nl-\(number)-u", "n\(number)") }
      let first = try await Self.read(service.probe, "/v1/events?after=\(start)") { $0.count >= 3 }
      let rest = try await Self.read(service.probe, "/v1/events", headers: ["Last-Event-ID": first[2].id]) {
        $0.count >= 2
      }
      let notes = (first.prefix(3) + rest.prefix(2)).map { told in
        (1...5).first { told.data.contains("\"n\($0)\"") } ?? 0
      }
      #expect(notes == [1, 2, 3, 4, 5])
      let germans = try await Self.read(service.probe, "/v1/events?country=NL&unit=nl-4-u&after=\(start)") {
        !$0.isEmpty
      }
      #expect(germans.first?.data.contains("n4") == true)
    }
  }

  @Test(arguments: [("nonsense", "malformed"), ("00000000000000000000000000000001:local.3", "other-journal")])
  func whatCannotBeResumedIsToldOnce(position: String, reason: String) async throws {
    try await RunningService.run { service in
      let told = try await Self.read(service.probe, "/v1/events", headers: ["Last-Event-ID": position]) { !$0.isEmpty }
      let first = try #require(told.first)
      #expect(told.count == 1 && first.name == "reset" && first.data.contains(reason))
      try await Self.report(service, "nl-1-u", "after")
      let more = try await Self.read(service.probe, "/v1/events", headers: ["Last-Event-ID": first.id]) { !$0.isEmpty }
      #expect(more.first?.name == "status")
    }
  }

  @Test func aReportThatEndsIsAnEventAtItsSecond() async throws {
    try await RunningService.run { service in
      let until = Date().timeIntervalSince1970 + 2
      let start = try await service.probe.ask("GET", "/v1/units").headers["journal-position"] ?? ""
      _ = try await service.probe.ask(
        "PUT", "/v1/units/nl-1-u/status", headers: ["Content-Type": "application/json"],
        body: #"{"status":"on-scene","until":\#(until)}"#, token: "writer")
      let told = try await Self.read(service.probe, "/v1/events?after=\(start)") { $0.contains { $0.name == "expiry" } }
      #expect(told.map(\.name) == ["status", "expiry"])
      #expect(abs(Date().timeIntervalSince1970 - until) < 1)
      let status = try await service.probe.ask("GET", "/v1/units/nl-1-u/status")
      #expect(status.text.contains("unknown"))
    }
  }

  @Test func theSameKeyGetsTheFirstAnswerAgain() async throws {
    try await RunningService.run { service in
      let ask = { (body: String) in
        try await service.probe.ask(
          "POST", "/v1/status", headers: ["Content-Type": "application/x-ndjson", "Idempotency-Key": "k1"], body: body,
          token: "writer")
      }
      let body = #"{"unit":"nl-1-u","status":"available"}"# + "\n" + #"{"unit":"nobody","status":"available"}"# + "\n"
      let first = try await ask(body)
      #expect(first.status == 200 && first.object["applied"] as? Int == 1 && first.object["rejected"] as? Int == 1)
      #expect(try await ask(body).body == first.body)
      #expect(try await ask(body + body).status == 422)
    }
  }

  @Test(arguments: [(nil, 401), ("reader", 403), ("forged", 401)])
  func nobodyWritesWithoutTheRight(token: String?, status: Int) async throws {
    try await RunningService.run { service in
      let answer = try await service.probe.ask(
        "PUT", "/v1/units/nl-1-u/status", headers: ["Content-Type": "application/json"],
        body: #"{"status":"available"}"#, token: token)
      #expect(answer.status == status && answer.headers["www-authenticate"] != nil)
    }
  }

  @Test func writesAreOfOwnUnitsAndRegistriesOnly() async throws {
    try await RunningService.run { service in
      let json = ["Content-Type": "application/json"]
      let body = #"{"status":"available"}"#
      let own = try await service.probe.ask(
        "PUT", "/v1/units/nl-1-u/status", headers: json, body: body, token: "one unit")
      let other = try await service.probe.ask(
        "PUT", "/v1/units/nl-2-u/status", headers: json, body: body, token: "one unit")
      let nobody = try await service.probe.ask(
        "PUT", "/v1/units/x/status", headers: json, body: body, token: "one unit")
      let statuses: [Int] = [own.status, other.status, nobody.status]
      #expect(statuses == [200, 403, 404])
      let removed = try await service.probe.ask("DELETE", "/v1/registries/de", token: "one unit")
      #expect(removed.status == 403 && removed.text.contains("not-own"))
      let kept = try await service.probe.ask("DELETE", "/v1/registries/nl?dry-run=true", token: "one unit")
      #expect(kept.status == 200, "\(kept.text)")
    }
  }
}
