internal import FoundationEssentials
internal import HTTPTypes
internal import MutualAid
internal import TextFormats

/// Whether the service lives, can answer, and what it has done.
enum HealthRoutes {
  static let all = [
    Route(
      method: .get, path: "/healthz", name: "health", heading: "Operation", text: "Whether the service lives.",
      answers: [Route.Answer(status: 200, text: "It does.", forms: [(.json, AnswerSchemas.reference("Health"))])],
      scope: nil
    ) { ask in ask.json(["status": "alive"]) },
    Route(
      method: .get, path: "/readyz", name: "readiness", heading: "Operation",
      text: "Whether the service can answer: its directory is open, and it is not about to stop.",
      answers: [
        Route.Answer(status: 200, text: "It can.", forms: [(.json, AnswerSchemas.reference("Readiness"))]),
        Route.Answer(
          status: 503, text: "It cannot, for the reasons told.", forms: [(.json, AnswerSchemas.reference("Readiness"))]),
      ], scope: nil, answer: readiness),
    Route(
      method: .get, path: "/metrics", name: "metrics", heading: "Operation",
      text: "Figures of the service in Prometheus' text format.",
      answers: [Route.Answer(status: 200, text: "The figures.", forms: [(.prometheus, ["type": "string"])])],
      scope: .read
    ) { ask in
      try await ask.desk.refreshMetrics(ask.hub)
      return Reply(
        bytes: Array(ask.desk.metrics.registry.text().utf8), type: MediaType.prometheus.rawValue)
    },
  ]

  private static func readiness(_ ask: Ask) async throws -> Reply {
    var reasons: [JSONValue] = []
    if ask.desk.isStopping { reasons.append("stopping") }
    let moment = ask.desk.directory.view().moment
    if moment == nil { reasons.append("index") }
    if ask.desk.follower.trouble != nil { reasons.append("directory") }
    let clock = KernelClock.state()
    if ask.desk.settings.demandsClock, clock != .synchronised { reasons.append("clock") }
    let record = ask.desk.record.standing
    // A record that does not hold is no reason to answer nobody: it is told, for somebody to look.
    let warnings: [JSONValue] = record.holds ? [] : ["record"]
    return ask.json(
      [
        "record": record.checked == nil ? .null : .string(record.holds ? "holds" : "broken"),
        "warnings": .array(warnings), "ready": .bool(reasons.isEmpty), "reasons": .array(reasons),
        "directory_version": JSONValue(moment?.version),
        "journal_position": JSONValue(moment?.position.text),
        "clock": .string(clock.rawValue),
        "uptime_s": .integer(Int(Date().timeIntervalSince(ask.desk.started))),
      ], status: reasons.isEmpty ? .ok : .serviceUnavailable)
  }
}
