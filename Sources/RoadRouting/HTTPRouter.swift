internal import Geodesy
internal import Matching
internal import Synchronization

/// A router over HTTP, for many threads at once.
///
/// The lock holds only the breaker and which engine it is, never during a question, so that one slow answer does not
/// hold up others.
final class HTTPRouter: RoadRouter {
  private struct State {
    var engine: RoutingEngine?
    var breaker: CircuitBreaker
  }

  private let base: String
  private let options: RoutingOptions
  private let client: HTTPClient
  private let state: Mutex<State>
  private let now: @Sendable () -> ContinuousClock.Instant

  init(
    engine: RoutingEngine?, base: String, options: RoutingOptions,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.base = base
    self.options = options
    self.now = now
    client = HTTPClient(options: options)
    let breaker = CircuitBreaker(threshold: options.failuresToPause, pause: .seconds(options.pause))
    state = Mutex(State(engine: engine, breaker: breaker))
  }

  /// The engine's name; `router` as long as nobody knows it.
  var name: String { state.withLock { $0.engine }?.rawValue ?? "router" }
  var greatestSpeed: Double { options.greatestSpeed }
  var greatestSnap: Double { options.greatestSnap }
  var batchLimit: Int { max(1, options.batchLimit) }

  func seconds(from places: [Coordinate], to destination: Coordinate) throws(RoutingError) -> [Double?] {
    guard !places.isEmpty else { return [] }
    guard state.withLock({ $0.breaker.mayAsk(at: now()) }) else {
      throw RoutingError(
        .paused, "the router failed \(options.failuresToPause) times in a row and is left alone for a while")
    }
    do throws(RoutingError) {
      // All parts of one question share its time.
      let deadline = now() + .seconds(options.timeout)
      let seconds = try ask(try engine(until: deadline), from: places, to: destination, until: deadline)
      state.withLock { $0.breaker.succeed() }
      return seconds
    } catch {
      // A question that the router understood and refused says nothing against it.
      let answered = error.code == .offMap || error.code == .refused
      state.withLock { answered ? $0.breaker.succeed() : $0.breaker.fail(at: now()) }
      throw error
    }
  }

  private func engine(until deadline: ContinuousClock.Instant) throws(RoutingError) -> RoutingEngine {
    if let known = state.withLock({ $0.engine }) { return known }
    let found = try RoutingEngine.recognise(send(HTTPRequest(url: base + "/status"), until: deadline))
    state.withLock { $0.engine = found }
    return found
  }

  /// Asks, in halves where the engine refuses because of some of the places.
  private func ask(
    _ engine: RoutingEngine, from places: [Coordinate], to destination: Coordinate,
    until deadline: ContinuousClock.Instant
  ) throws(RoutingError) -> [Double?] {
    let request = engine.request(from: places, to: destination, base: base, options: options)
    switch try engine.answer(try send(request, until: deadline), from: places, to: destination) {
    case .times(let times, let snap):
      guard snap <= options.greatestSnap else {
        throw RoutingError(
          .offMap, "the incident is \(Int(min(snap, 1e9).rounded())) m from the next road that the router knows")
      }
      return times.map { $0.snap <= options.greatestSnap ? $0.seconds : nil }
    case .divisible where places.count == 1: return [nil]
    case .divisible:
      let middle = places.count / 2
      return try ask(engine, from: Array(places[..<middle]), to: destination, until: deadline)
        + ask(engine, from: Array(places[middle...]), to: destination, until: deadline)
    }
  }

  private func send(
    _ request: HTTPRequest, until deadline: ContinuousClock.Instant
  ) throws(RoutingError) -> HTTPResponse {
    let left = now().duration(to: deadline)
    guard left > .zero else { throw RoutingError(.timedOut, "the router did not answer in time") }
    return try client.send(request, timeout: left)
  }
}
