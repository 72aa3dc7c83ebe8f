internal import DirectoryModel
internal import Geodesy
internal import HTTPTransfer
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
  var batchLimit: Int { max(1, options.batchLimit) }
  /// That of the engine that takes least, as long as it is not known which it is.
  var pairLimit: Int { (state.withLock { $0.engine } ?? .valhalla).pairLimit }

  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix {
    guard !sources.isEmpty, !destinations.isEmpty else { return RoadMatrix(sources: [], destinations: [], seconds: []) }
    return try asking { engine, deadline throws(MutualAidError) in
      let part = try ask(engine, from: sources, to: destinations, until: deadline)
      return RoadMatrix(
        sources: part.sources.map { end(moved: $0, limit: options.greatestPlaceSnap) },
        destinations: part.destinations.map { end(moved: $0, limit: options.greatestIncidentSnap) },
        seconds: part.seconds)
    }
  }

  func identity() throws(MutualAidError) -> RouterIdentity {
    try asking { engine, deadline throws(MutualAidError) in
      let place = Coordinate(uncheckedLatitude: 50.77, longitude: 6.09)
      let request = engine.identityRequest(near: place, base: base, options: options)
      return RouterIdentity(
        engine: engine.rawValue, profile: engine.profile(options),
        dataVersion: engine.dataVersion(try send(request, until: deadline)))
    }
  }

  /// Puts questions to the engine, unless it is left alone for a while.
  private func asking<Answer>(
    _ body: (RoutingEngine, ContinuousClock.Instant) throws(MutualAidError) -> Answer
  ) throws(MutualAidError) -> Answer {
    guard state.withLock({ $0.breaker.mayAsk(at: now()) }) else {
      throw MutualAidError(
        .routerPaused, "the router failed \(options.failuresToPause) times in a row and is left alone for a while")
    }
    do throws(MutualAidError) {
      // All parts of one question share its time.
      let deadline = now() + .seconds(options.timeout)
      let answer = try body(try engine(until: deadline), deadline)
      state.withLock { $0.breaker.succeed() }
      return answer
    } catch {
      // A question that the router understood and refused says nothing against it.
      let answered = error.code == .routerRefused
      state.withLock { answered ? $0.breaker.succeed() : $0.breaker.fail(at: now()) }
      throw error
    }
  }

  private func end(moved: Double?, limit: Double) -> RoadMatrix.End {
    guard let moved else { return .offMap }
    // What is no number of metres is no place on a road.
    guard moved >= 0, moved.isFinite else { return .offMap }
    return RoadMatrix.End(moved: moved, isOnMap: moved <= limit)
  }

  private func engine(until deadline: ContinuousClock.Instant) throws(MutualAidError) -> RoutingEngine {
    if let known = state.withLock({ $0.engine }) { return known }
    let found = try RoutingEngine.recognise(send(HTTPRequest(url: base + "/status"), until: deadline))
    state.withLock { $0.engine = found }
    return found
  }

  /// What is known of a part of a question: metres that its places were moved, `nil` for those that are on no road, and the
  /// seconds, source by source.
  private struct Part {
    var sources: [Double?]
    var destinations: [Double?]
    var seconds: [Double?]

    /// A part whose other sources or destinations another one holds.
    func joined(with other: Part, bySource: Bool) -> Part {
      if bySource {
        return Part(
          sources: sources + other.sources, destinations: zip(destinations, other.destinations).map { $0 ?? $1 },
          seconds: seconds + other.seconds)
      }
      var seconds: [Double?] = []
      for index in sources.indices {
        seconds += self.seconds[index * destinations.count..<(index + 1) * destinations.count]
        seconds += other.seconds[index * other.destinations.count..<(index + 1) * other.destinations.count]
      }
      return Part(
        sources: zip(sources, other.sources).map { $0 ?? $1 }, destinations: destinations + other.destinations,
        seconds: seconds)
    }
  }

  /// Asks; where the engine refuses the question because of some of its places, it is put in halves.
  private func ask(
    _ engine: RoutingEngine, from sources: [Coordinate], to destinations: [Coordinate],
    until deadline: ContinuousClock.Instant, isDestinationKnown: Bool = false
  ) throws(MutualAidError) -> Part {
    let none: [Double?] = Array(repeating: nil, count: sources.count * destinations.count)
    let request = engine.request(from: sources, to: destinations, base: base, options: options)
    let refusal: RoutingAnswer.Refusal
    switch try engine.answer(try send(request, until: deadline), from: sources, to: destinations) {
    case .ways(let seconds, let sourcesMoved, let destinationsMoved):
      return Part(sources: sourcesMoved, destinations: destinationsMoved, seconds: seconds)
    case .noWays:
      return Part(sources: sources.map { _ in 0 }, destinations: destinations.map { _ in 0 }, seconds: none)
    case .refused(let reason, _): refusal = reason
    }
    func half(_ places: [Coordinate]) -> ([Coordinate], [Coordinate]) {
      (Array(places[..<(places.count / 2)]), Array(places[(places.count / 2)...]))
    }
    if destinations.count > 1 {
      let (one, other) = half(destinations)
      return try ask(engine, from: sources, to: one, until: deadline)
        .joined(with: ask(engine, from: sources, to: other, until: deadline), bySource: false)
    }
    // One destination that is off the map spoils all questions: that is found out first, so that not all are put.
    if refusal == .offMap, !isDestinationKnown,
      case .refused(.offMap, _) = try answer(engine, at: destinations[0], until: deadline)
    {
      return Part(sources: sources.map { _ in nil }, destinations: [nil], seconds: none)
    }
    if sources.count > 1 {
      let (one, other) = half(sources)
      let isKnown = isDestinationKnown || refusal == .offMap
      return try ask(engine, from: one, to: destinations, until: deadline, isDestinationKnown: isKnown)
        .joined(
          with: ask(engine, from: other, to: destinations, until: deadline, isDestinationKnown: isKnown), bySource: true
        )
    }
    guard refusal == .noWay else { return Part(sources: [nil], destinations: [0], seconds: [nil]) }
    // Valhalla moves a place to its roads however far they are, and then may find no way: how far, it says of a way from the
    // place to itself.
    return Part(
      sources: [try moved(engine, sources[0], until: deadline)],
      destinations: [try moved(engine, destinations[0], until: deadline)], seconds: [nil])
  }

  /// Metres from a place to where an engine moves it; `nil` where that is off its map.
  private func moved(
    _ engine: RoutingEngine, _ place: Coordinate, until deadline: ContinuousClock.Instant
  ) throws(MutualAidError) -> Double? {
    switch try answer(engine, at: place, until: deadline) {
    case .ways(_, let moved, _): moved.first ?? 0
    case .refused(.offMap, _): nil
    case .noWays, .refused: 0
    }
  }

  /// What the engine says of a way from a place to itself.
  private func answer(
    _ engine: RoutingEngine, at place: Coordinate, until deadline: ContinuousClock.Instant
  ) throws(MutualAidError) -> RoutingAnswer {
    let request = engine.request(from: [place], to: [place], base: base, options: options)
    return try engine.answer(try send(request, until: deadline), from: [place], to: [place])
  }

  private func send(
    _ request: HTTPRequest, until deadline: ContinuousClock.Instant
  ) throws(MutualAidError) -> HTTPResponse {
    let left = now().duration(to: deadline)
    guard left > .zero else { throw MutualAidError(.routerTimedOut, "the router did not answer in time") }
    return try client.send(request, timeout: left)
  }
}
