internal import DirectoryModel
internal import Geodesy

/// Reads the units of a growing circle around a place, for sources that find what stands within a radius.
///
/// The candidates of one circle come together, nearest first; outside are only units that are farther away than the
/// radius, hence not sooner than the fastest kind of unit at that distance.
struct CircleStream<Source: UnitSource>: CandidateStream {
  private let source: Source
  private let request: CandidateRequest
  private let vocabulary: Vocabulary
  private let mobilities: [Mobility]

  private var radius = 0.0
  /// Farthest first.
  private var pending: [Candidate] = []

  init(source: Source, request: CandidateRequest, vocabulary: Vocabulary) {
    self.source = source
    self.request = request
    self.vocabulary = vocabulary
    mobilities = Array(vocabulary.mobilities)
    setBound()
  }

  private var holdsTheWorld: Bool { radius >= Geodesic.longestDistance }

  private var isExhausted: Bool { holdsTheWorld || radius > 0 && value(at: radius) > request.limit }

  private(set) var bound = 0.0

  private mutating func setBound() {
    // A unit of the circle that is read may come before the circle's edge.
    bound = pending.last.map { value(at: $0.distance) } ?? (isExhausted ? .infinity : value(at: radius))
  }

  mutating func next() throws -> Candidate? {
    defer { setBound() }
    while true {
      if let next = pending.popLast() { return next }
      if isExhausted { return nil }
      try grow()
    }
  }

  /// The least value that a unit at a distance may have.
  private func value(at distance: Double) -> Double {
    switch request.order {
    case .distance: distance
    case .time(let travel): travel.least(distance: distance, of: request.service, mobilities)
    }
  }

  /// The radius of the first circle: some units stand in it, and no more is read than is of interest.
  private var first: Double {
    if case .distance = request.order { return min(5_000, request.limit * 1.01 + 1) }
    return 5_000
  }

  private mutating func grow() throws {
    let inner = radius
    radius = radius == 0 ? first : min(radius * 2, Geodesic.longestDistance)
    let found = try source.candidates(
      around: request.place, radius: radius, service: request.service, vocabulary: vocabulary,
      where: request.countries.holds)
    for candidate in found where request.countries.holds(candidate.unit.summary.country) {
      // Units up to the inner radius are known already; the first circle has no inner one.
      guard candidate.distance <= radius || holdsTheWorld, candidate.distance > inner || inner == 0 else { continue }
      pending.append(candidate)
    }
    pending.sort { $0.distance > $1.distance }
  }
}
