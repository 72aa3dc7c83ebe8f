internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Logging
internal import MutualAid
internal import ServiceLifecycle
internal import Synchronization
internal import TextFormats

/// Reads the journal once for all listeners, and gives each what happens.
final class EventHub: ServiceLifecycle.Service {
  private struct State {
    /// Up to where listeners have been told.
    var place: EventID
    var listeners: [ObjectIdentifier: Listener] = [:]
    var isStopped = false
    /// What came to the rooms that it is for since that was last asked.
    var deliveries = RequestDeliveries()
  }

  /// Entries that are read at one time.
  private static let page = 1000

  private let desk: ServiceDesk
  private let state: Mutex<State>

  /// Begins at what the directory is now.
  init(_ desk: ServiceDesk) {
    self.desk = desk
    let position = desk.directory.view().moment?.position ?? JournalPosition(journal: .random())
    state = Mutex(State(place: EventID(position: position, told: Date())))
  }

  /// Where listeners have come to.
  var place: EventID { state.withLock { $0.place } }

  /// How many listen, and for how many events the slowest of them waits.
  var listening: (count: Int, lag: Int) {
    let listeners = state.withLock { Array($0.listeners.values) }
    return (listeners.count, listeners.map(\.waiting).max() ?? 0)
  }

  /// Opens a stream, which is given everything that happens from now on.
  ///
  /// - Returns: the stream, and up to where it is not given what happened: the client has to be told of that first.
  func listen(filter: EventFilter, caller: Caller) -> (listener: Listener, from: EventID) {
    state.withLock { state in
      let listener = Listener(
        filter: filter, caller: caller, most: desk.settings.maxWaitingEvents, place: state.place)
      state.listeners[ObjectIdentifier(listener)] = listener
      if let owner = filter.owner { state.deliveries.owners.insert(owner) }
      if state.isStopped { listener.end("stopping") }
      return (listener, state.place)
    }
  }

  /// What came to the rooms that it is for since this was last asked.
  func takeDeliveries() -> RequestDeliveries {
    state.withLock { state in
      defer { state.deliveries = RequestDeliveries() }
      return state.deliveries
    }
  }

  /// Whether somebody listens in a name.
  func isListening(owner: String) -> Bool {
    state.withLock { $0.listeners.values.contains { $0.filter.owner == owner } }
  }

  /// Tells listeners of something that is no entry of the journal; whoever comes later is not told.
  func announce(_ name: String, _ data: JSONValue) {
    state.withLock { state in
      let event = LiveEvent(name: name, id: state.place, data: Array(data.text(isPretty: false).utf8))
      for listener in state.listeners.values { listener.take(event) }
    }
  }

  /// Closes a stream.
  func close(_ listener: Listener) {
    state.withLock { _ = $0.listeners.removeValue(forKey: ObjectIdentifier(listener)) }
  }

  /// Ends all streams, each with a last event.
  func stop() {
    let listeners = state.withLock { state in
      state.isStopped = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.end("stopping") }
  }

  /// Gives listeners what happens, until the service stops.
  func run() async throws {
    await cancelWhenGracefulShutdown { await self.follow() }
  }

  private func follow() async {
    await withTaskGroup(of: Void.self) { group in
      let signals = AsyncStream<Signal>.makeStream()
      group.addTask { [desk] in
        for await _ in desk.follower.positions() { signals.continuation.yield(.position) }
        signals.continuation.finish()
      }
      group.addTask { [desk] in
        for await expiry in desk.follower.expiries() { signals.continuation.yield(.expiry(expiry)) }
      }
      group.addTask { [self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          beat()
        }
      }
      var writer = EventWriter()
      for await signal in signals.stream {
        switch signal {
        case .position: await tell(&writer)
        case .expiry(let expiry):
          // What was written before it comes first.
          await tell(&writer)
          await tell(expiry, &writer)
        }
      }
      group.cancelAll()
    }
  }

  private enum Signal: Sendable {
    case position
    case expiry(ReportExpiry)
  }

  private func beat() {
    let silence = Duration.seconds(desk.settings.heartbeat)
    let now = Date()
    for listener in state.withLock({ Array($0.listeners.values) }) {
      if let token = listener.caller.token, !desk.rights.isAllowed(token, at: now) {
        listener.end("token-revoked")
      } else {
        listener.beat(after: silence)
      }
    }
  }

  /// Tells what the journal has beyond what was told.
  private func tell(_ writer: inout EventWriter) async {
    while true {
      let place = place
      let directory = desk.directory
      let known = writer
      do {
        let (events, last, next, count) = try await desk.pool.run {
          var writer = known
          let records = try directory.journalRecords(after: place.position, limit: EventHub.page)
          let view = directory.view()
          // What is not in the answers yet is told when it is.
          let ready = records.prefix { view.moment?.position.includes($0.position) ?? true }
          return (
            ready.compactMap { writer.event($0, in: view, told: place.told) }, ready.last?.position, writer, ready.count
          )
        }
        writer = next
        guard let last else { return }
        if events.contains(where: \.isConfidential) {
          let rights = desk.rights
          rights.forget()
          // Read anew at once, on a thread that may wait.
          _ = try await desk.pool.run { rights.isAllowed("", at: Date()) }
        }
        give(events, place: EventID(position: last, told: place.told))
        if count < EventHub.page { return }
      } catch {
        desk.logger.error("events", metadata: ["kind": "\(type(of: error))"])
        return
      }
    }
  }

  private func tell(_ expiry: ReportExpiry, _ writer: inout EventWriter) async {
    let place = place
    guard expiry.moment > place.told else { return }
    let directory = desk.directory
    let known = writer
    let told = try? await desk.pool.run {
      var writer = known
      return (writer.events(expiry, in: directory.view(), position: place.position), writer)
    }
    guard let (events, next) = told else { return }
    writer = next
    give(events, place: EventID(position: place.position, told: expiry.moment))
  }

  private func give(_ events: [LiveEvent], place: EventID) {
    let listeners = state.withLock { state in
      state.place = place
      for event in events where event.request != nil {
        state.deliveries.calls.append((rooms: event.rooms ?? [], data: event.data))
      }
      // Within the lock, so that who comes now is given all that follows and nothing that went before.
      for listener in state.listeners.values {
        for event in events {
          listener.take(event)
          if let request = event.request, listener.filter.owner == request.asked, listener.filter.wants(event) {
            state.deliveries.requests.insert(request.id)
          }
        }
      }
      return state.listeners.values.filter { $0.caller.token != nil }
    }
    guard events.contains(where: \.isConfidential) else { return }
    let now = Date()
    for listener in listeners {
      if let token = listener.caller.token, !desk.rights.isAllowed(token, at: now) { listener.end("token-revoked") }
    }
  }
}
