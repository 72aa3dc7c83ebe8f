public import DirectoryModel
public import Geodesy

/// What a search asks of whoever holds the units.
public protocol UnitSource {
  /// All units within a radius of a place, in metres, and perhaps some beyond it; of one service, or of all for `nil`.
  func units(around centre: Coordinate, radius: Double, service: Service?) throws -> [UnitSummary]
}

/// Gives units in exact order of rank, as far as somebody asks.
///
/// It reads the units of a growing circle around the place. A unit is given once nothing outside the circle can come
/// before it: outside are only units that are farther than the radius, hence not sooner than the fastest kind of unit
/// at that distance. Ties go by id.
struct UnitFrontier {
  struct Ranked {
    var unit: UnitSummary
    var distance: Double
    var value: Double
  }

  let source: any UnitSource
  let place: Coordinate
  let service: Service?
  /// The rank of a unit, smaller first; `nil` leaves it out.
  let value: (UnitSummary, Double) throws -> Double?
  /// No unit farther away than this distance has a smaller value than this.
  let bound: (Double) -> Double

  private var radius = 0.0
  private var pending: [Ranked] = []

  init(
    source: any UnitSource, place: Coordinate, service: Service?,
    value: @escaping (UnitSummary, Double) throws -> Double?, bound: @escaping (Double) -> Double
  ) {
    self.source = source
    self.place = place
    self.service = service
    self.value = value
    self.bound = bound
  }

  private var isExhausted: Bool { radius >= Geodesic.longestDistance }

  /// The next unit, unless its value is beyond the limit.
  mutating func next(limit: Double = .infinity) throws -> Ranked? {
    while true {
      if let best = pending.last, isExhausted || best.value < bound(radius) {
        guard best.value <= limit else { return nil }
        pending.removeLast()
        return best
      }
      if isExhausted || bound(radius) > limit { return nil }
      try grow()
    }
  }

  private mutating func grow() throws {
    let inner = radius
    radius = radius == 0 ? 5_000 : min(radius * 2, Geodesic.longestDistance)
    for unit in try source.units(around: place, radius: radius, service: service) {
      let distance = Geodesic.distance(from: place, to: unit.coordinate)
      // Units up to the inner radius are known already; the first circle has no inner one.
      guard distance <= radius || isExhausted, distance > inner || inner == 0,
        let value = try value(unit, distance)
      else { continue }
      pending.append(Ranked(unit: unit, distance: distance, value: value))
    }
    pending.sort { ($1.value, $1.unit.id) < ($0.value, $0.unit.id) }
  }
}
