/// How far arrivals lie from what is told, as vocabularies state it.
///
/// Ratios and distances are those between which four of five cases lie.
package struct ArrivalErrors: Hashable, Sendable {
  /// The ratio of a true time to the time told: below `low` lies a tenth of all cases, above `high` another.
  package struct Ratio: Hashable, Sendable {
    /// At most 1.
    package var low: Double
    /// At least 1.
    package var high: Double

    /// Makes a ratio.
    package init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  /// How far travel times lie from the model's, for ways up to a distance.
  package struct Band: Hashable, Sendable {
    /// Whose travel.
    package var service: Service
    /// How it travels.
    package var mobility: Mobility
    /// Metres of way up to which it holds.
    package var farthest: Double
    /// The ratio to the model's seconds.
    package var ratio: Ratio
    /// How many ways were looked at; `nil` where it is assumed.
    package var rows: Int?
    /// Seconds by which ways take longer than the model says, on average; `nil` where not known.
    package var meanError: Double?
    /// The same without regard to the sign.
    package var meanAbsoluteError: Double?
    /// By how much the ways looked at are longer than straight lines because of water, as a share that was estimated and taken
    /// off; `nil` where it was not.
    package var detour: Double?
    /// How it is known.
    package var basis: Basis
    /// The id of its source.
    package var source: String?

    /// Makes a band.
    package init(
      service: Service, mobility: Mobility, farthest: Double, ratio: Ratio, rows: Int?,
      meanError: Double? = nil, meanAbsoluteError: Double? = nil, detour: Double? = nil, basis: Basis, source: String?
    ) {
      self.detour = detour
      self.meanError = meanError
      self.meanAbsoluteError = meanAbsoluteError
      self.service = service
      self.mobility = mobility
      self.farthest = farthest
      self.ratio = ratio
      self.rows = rows
      self.basis = basis
      self.source = source
    }
  }

  /// Of each way of travelling the bands, the nearest first.
  package private(set) var bands: [Band] = []
  /// Of turnout times, by how they are known.
  package private(set) var turnouts: [Basis: Ratio] = [:]
  /// Metres that a station may be from its point, by what the point is the point of.
  package private(set) var positions: [Position.Quality: Double] = [:]
  /// Metres per second that a unit on the road may have moved since it was last reported.
  package private(set) var drift = 0.0
  /// Of travel times of a router.
  package private(set) var router: Ratio?

  /// How many things it states.
  package var count: Int {
    bands.count + turnouts.count + positions.count + (drift > 0 ? 1 : 0) + (router == nil ? 0 : 1)
  }

  /// Nothing is known to be wrong.
  package init() {}

  /// Adds what another document says; of two that say the same the later counts.
  package mutating func add(_ other: ArrivalErrors) {
    let replaced = Set(other.bands.map { Way(service: $0.service, mobility: $0.mobility) })
    bands.removeAll { replaced.contains(Way(service: $0.service, mobility: $0.mobility)) }
    bands = (bands + other.bands).sorted { $0.farthest < $1.farthest }
    turnouts.merge(other.turnouts) { $1 }
    positions.merge(other.positions) { $1 }
    if other.drift > 0 { drift = other.drift }
    router = other.router ?? router
  }

  /// Adds a band.
  package mutating func add(_ band: Band) { bands.append(band) }
  /// States the ratio of turnout times of a basis.
  package mutating func set(turnout ratio: Ratio, of basis: Basis) { turnouts[basis] = ratio }
  /// States how far stations may be from points of a quality, in metres.
  package mutating func set(position metres: Double, of quality: Position.Quality) { positions[quality] = metres }
  /// States how fast a unit on the road may move on, in metres per second.
  package mutating func set(drift speed: Double) { drift = speed }
  /// States the ratio of a router's times.
  package mutating func set(router ratio: Ratio) { router = ratio }

  /// The band of a way; `nil` where nothing is stated.
  package func band(of service: Service, _ mobility: Mobility, distance: Double) -> Band? {
    let fitting = bands.lazy.filter { $0.service == service && $0.mobility == mobility }
    return fitting.first { distance <= $0.farthest } ?? fitting.last
  }

  private struct Way: Hashable {
    var service: Service
    var mobility: Mobility
  }
}
