internal import DirectoryModel
internal import FoundationEssentials
internal import Synchronization

/// One open stream: the events that wait for it, and when it has to end.
final class Listener: Sendable {
  /// What a stream does next.
  enum Step: Sendable {
    /// Sends these, in their order.
    case events([LiveEvent])
    /// Says that it lives, and where it is.
    case beat(EventID)
    /// Says that events were left out, and goes on behind them.
    case reset(EventID, reason: String)
    /// Says why, and ends.
    case end(reason: String)
    /// Ends without a word: the client has gone.
    case gone
  }

  private struct State {
    var waiting: [LiveEvent] = []
    /// Where the stream is, whatever its filter lets through.
    var place: EventID
    var reset: String?
    var beatIsDue = false
    var ending: String?
    var isGone = false
    var sleeper: CheckedContinuation<Void, Never>?
    var lastStep = ContinuousClock.now
  }

  let filter: EventFilter
  let caller: Caller
  private let most: Int
  private let state: Mutex<State>

  init(filter: EventFilter, caller: Caller, most: Int, place: EventID) {
    self.filter = filter
    self.caller = caller
    self.most = most
    state = Mutex(State(place: place))
  }

  /// Takes what happened; what a reader is too slow for is not kept.
  func take(_ event: LiveEvent) {
    change { state in
      state.place = event.id
      guard filter.wants(event), state.reset == nil else { return false }
      guard state.waiting.count < most else {
        state.waiting.removeAll()
        state.reset = "too-slow"
        return true
      }
      state.waiting.append(event)
      return true
    }
  }

  /// Says that it lives where it has said nothing for so long.
  func beat(after silence: Duration) {
    change { state in
      guard state.waiting.isEmpty, ContinuousClock.now - state.lastStep >= silence else { return false }
      state.beatIsDue = true
      return true
    }
  }

  /// Ends the stream, and says why.
  func end(_ reason: String) {
    change { state in
      state.ending = state.ending ?? reason
      return true
    }
  }

  /// Ends the stream of a client that has gone.
  func leave() {
    change { state in
      state.isGone = true
      return true
    }
  }

  /// How many events wait.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Waits for what is to be done next.
  func next() async -> Step {
    while true {
      if let step = state.withLock({ Listener.step(&$0) }) { return step }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if Listener.isReady(state) { return true }
          state.sleeper = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }

  private static func isReady(_ state: State) -> Bool {
    state.isGone || state.ending != nil || state.reset != nil || state.beatIsDue || !state.waiting.isEmpty
  }

  private static func step(_ state: inout State) -> Step? {
    guard isReady(state) else { return nil }
    defer { state.lastStep = ContinuousClock.now }
    if state.isGone { return .gone }
    if let reason = state.ending, state.waiting.isEmpty || reason != "stopping" { return .end(reason: reason) }
    if let reason = state.reset {
      state.reset = nil
      return .reset(state.place, reason: reason)
    }
    if !state.waiting.isEmpty {
      defer { state.waiting.removeAll(keepingCapacity: true) }
      state.beatIsDue = false
      return .events(state.waiting)
    }
    state.beatIsDue = false
    return .beat(state.place)
  }

  /// Changes the state, and wakes the stream where there is something to do.
  private func change(_ body: (inout State) -> Bool) {
    let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard body(&state) else { return nil }
      defer { state.sleeper = nil }
      return state.sleeper
    }
    sleeper?.resume()
  }
}
