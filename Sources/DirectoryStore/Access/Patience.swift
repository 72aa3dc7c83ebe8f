internal import GRDB
internal import Primitives
internal import Synchronization

/// How long a connection waits for others that are writing.
///
/// It looks again every millisecond: an import lets others in for a few of them, again and again, and SQLite's own way of
/// waiting longer each time would miss them.
final class Patience: Sendable {
  private struct State {
    var seconds: Double
    var end: ContinuousClock.Instant?
  }

  private static let pause: UInt32 = 1_000

  private let state: Mutex<State>

  /// Waits for some seconds.
  init(seconds: Double) { state = Mutex(State(seconds: seconds)) }

  /// How connections are told to wait.
  var busyMode: Database.BusyMode { .callback { self.goesOn(tries: $0) } }

  /// Runs something with another patience.
  func with<Result>(seconds: Double?, _ body: () throws -> Result) rethrows -> Result {
    guard let seconds else { return try body() }
    let usual = state.withLock { state in
      defer { state.seconds = seconds }
      return state.seconds
    }
    defer { state.withLock { $0.seconds = usual } }
    return try body()
  }

  private func goesOn(tries: Int) -> Bool {
    let goesOn = state.withLock { state in
      let now = ContinuousClock.now
      if tries == 0 { state.end = now + .seconds(state.seconds) }
      return state.end.map { now < $0 } ?? false
    }
    if goesOn { usleep(Patience.pause) }
    return goesOn
  }
}
