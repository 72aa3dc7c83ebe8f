internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Logging
internal import MutualAid
internal import Requests
internal import ServiceLifecycle

/// Keeps the limits of requests: looks at the clock, and does what is due; and says that a request has come in where the room
/// that is asked listens.
struct RequestKeeper: ServiceLifecycle.Service {
  let desk: ServiceDesk
  let hub: EventHub

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await keep()
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Calls rooms on their own ways, and tries those ways once a day; answers wait for none of it.
  private func wake(_ calls: [(rooms: Set<String>, data: [UInt8])]) async throws {
    let ways = desk.wakeWays
    try await desk.pool.run {
      let rooms = Set(ways.addresses().keys)
      guard !rooms.isEmpty else { return }
      for call in calls {
        for room in call.rooms.intersection(rooms).sorted() { ways.wake(room, "request", call.data) }
      }
      ways.test(at: Date())
    }
  }

  private func keep() async {
    let directory = desk.directory.acting(as: ChangeOrigin(actor: "service"))
    let come = hub.takeDeliveries()
    do {
      let told = try await desk.pool.run { () -> Int in
        let now = Date()
        // No limit runs where nothing is open.
        guard try directory.nextRequestLimit() != nil else { return 0 }
        for owner in come.owners {
          let room = ControlRoomID(owner)
          for request in try directory.requests(of: room, states: [.sent]) where request.asked == room {
            try directory.receive(request.id, at: now)
          }
        }
        for id in come.requests { try directory.receive(id, at: now) }
        return try directory.keepRequestLimits(at: now).count
      }
      if told > 0 { desk.metrics.count("mutualaid_request_limits_total", "outcome", "told", by: told) }
      try await wake(come.calls)
    } catch {
      desk.logger.error("requests", metadata: ["kind": "\(type(of: error))"])
    }
  }
}
