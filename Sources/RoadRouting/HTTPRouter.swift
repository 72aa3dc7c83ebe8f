internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import Primitives
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

  /// The engine's name; `router` as long as it is not known.
  var name: String { state.withLock { $0.engine }?.rawValue ?? "router" }
  var greatestSpeed: Double { options.greatestSpeed }
  var greatestSnap: Double { options.greatestPlaceSnap + options.greatestIncidentSnap }
  var batchLimit: Int { max(1, options.batchLimit) }

  func seconds(from places: [Coordinate], to destination: Coordinate) throws(MutualAidError) -> [Double?] {
    guard !places.isEmpty else { return [] }
    guard state.withLock({ $0.breaker.mayAsk(at: now()) }) else {
      throw MutualAidError(
        .routerPaused, "the router failed \(options.failuresToPause) times in a row and is left alone for a while")
    }
    do throws(MutualAidError) {
      // All parts of one question share its time.
      let deadline = now() + .seconds(options.timeout)
      let seconds = try ask(try engine(until: deadline), from: places, to: destination, until: deadline)
      state.withLock { $0.breaker.succeed() }
      return seconds
    } catch {
      // A question that the router understood and refused says nothing against it.
      let answered = error.code == .routerOffMap || error.code == .routerRefused
      state.withLock { answered ? $0.breaker.succeed() : $0.breaker.fail(at: now()) }
      throw error
    }
  }

  private func engine(until deadline: ContinuousClock.Instant) throws(MutualAidError) -> RoutingEngine {
    if let known = state.withLock({ $0.engine }) { return known }
    let found = try RoutingEngine.recognise(send(HTTPRequest(url: base + "/status"), until: deadline))
    state.withLock { $0.engine = found }
    return found
  }

  /// Asks; where the engine refuses because of the incident, that is the end, because of some places, in halves.
  private func ask(
    _ engine: RoutingEngine, from places: [Coordinate], to destination: Coordinate,
    until deadline: ContinuousClock.Instant, isPart: Bool = false
  ) throws(MutualAidError) -> [Double?] {
    switch try answer(engine, from: places, to: destination, until: deadline) {
    case .times(let times, let snap):
      try check(incidentSnap: snap)
      return times.map { $0.snap <= options.greatestPlaceSnap ? $0.seconds : nil }
    case .divisible(let refusal):
      if !isPart {
        guard case .times(_, let snap) = try answer(engine, from: [destination], to: destination, until: deadline)
        else {
          throw MutualAidError(
            .routerOffMap, "the incident is not on the roads that the router knows (\(refusal.text))")
        }
        try check(incidentSnap: snap)
      }
      if places.count == 1 { return [nil] }
      let middle = places.count / 2
      return try ask(engine, from: Array(places[..<middle]), to: destination, until: deadline, isPart: true)
        + ask(engine, from: Array(places[middle...]), to: destination, until: deadline, isPart: true)
    }
  }

  private func check(incidentSnap snap: Double) throws(MutualAidError) {
    guard snap > options.greatestIncidentSnap else { return }
    throw MutualAidError(
      .routerOffMap,
      "the incident is \(Int(bounded: snap, in: 0...1_000_000_000)) m from the next road that the router knows")
  }

  private func answer(
    _ engine: RoutingEngine, from places: [Coordinate], to destination: Coordinate,
    until deadline: ContinuousClock.Instant
  ) throws(MutualAidError) -> RoutingAnswer {
    let request = engine.request(from: places, to: destination, base: base, options: options)
    return try engine.answer(try send(request, until: deadline), from: places, to: destination)
  }

  private func send(
    _ request: HTTPRequest, until deadline: ContinuousClock.Instant
  ) throws(MutualAidError) -> HTTPResponse {
    let left = now().duration(to: deadline)
    guard left > .zero else { throw MutualAidError(.routerTimedOut, "the router did not answer in time") }
    return try client.send(request, timeout: left)
  }
}
