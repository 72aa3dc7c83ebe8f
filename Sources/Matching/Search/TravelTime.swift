public import DirectoryModel

/// How long a unit travels, as a function of the distance along the ellipsoid.
///
/// A model must never give less time for a longer distance: the search relies on it.
public protocol TravelTime: Sendable {
  /// What answers call the model.
  var name: String { get }

  /// Seconds from wheels rolling to arrival.
  ///
  /// - Parameters:
  ///   - distance: metres along the geodesic, not along roads.
  ///   - service: whose unit it is.
  ///   - mobility: how it travels.
  /// - Returns: the seconds, 0 or more.
  func seconds(distance: Double, service: Service, mobility: Mobility) -> Double
}

extension TravelTime {
  /// The seconds of the fastest of some ways of travelling, of a service, or of all for `nil`.
  func least(distance: Double, of service: Service?, _ mobilities: [Mobility]) -> Double {
    var least = Double.infinity
    for asked in Service.allCases where service == nil || asked == service {
      for mobility in mobilities { least = min(least, seconds(distance: distance, service: asked, mobility: mobility)) }
    }
    return least.isFinite ? least : 0
  }

  /// The seconds of the slowest.
  func most(distance: Double, of service: Service?, _ mobilities: [Mobility]) -> Double {
    var most = 0.0
    for asked in Service.allCases where service == nil || asked == service {
      for mobility in mobilities { most = max(most, seconds(distance: distance, service: asked, mobility: mobility)) }
    }
    return most
  }

}

/// The built-in model: what vocabularies state for a service and its way of travelling, and ``SpeedModel`` for the rest.
public struct TravelModel: TravelTime, Hashable {
  /// The points of all curves, one curve after the other.
  private var points: [TravelCurve.Point] = []
  /// Which of them are a way's, by service and way of travelling in the order of their cases; empty where nothing is stated.
  private var ranges: [Range<Int>]
  private let rest = SpeedModel()
  /// How many ways of travelling there are.
  private let mobilities = Mobility.allCases.count

  /// Makes the model of a vocabulary.
  package init(_ vocabulary: Vocabulary) {
    ranges = Array(repeating: 0..<0, count: Service.allCases.count * mobilities)
    for curve in vocabulary.travelCurves {
      ranges[curve.service.order * mobilities + curve.mobility.order] =
        points.count..<points.count + curve.points.count
      points += curve.points
    }
  }

  /// What answers call the model.
  public var name: String { rest.name }

  /// Seconds from wheels rolling to arrival.
  public func seconds(distance: Double, service: Service, mobility: Mobility) -> Double {
    let range = ranges[service.order * mobilities + mobility.order]
    guard !range.isEmpty else { return rest.seconds(distance: distance, service: service, mobility: mobility) }
    // Asked millions of times: the loop of `TravelCurve` over memory that nobody has to hold on to.
    return points.withUnsafeBufferPointer { points in
      var next = range.lowerBound + 1
      while next < range.upperBound - 1, points[next].metres < distance { next += 1 }
      let (from, to) = (points[next - 1], points[next])
      return from.seconds + (max(0, distance) - from.metres) / (to.metres - from.metres) * (to.seconds - from.seconds)
    }
  }
}

/// What is told where no vocabulary states travel times: a unit gains speed over the first part of its way and keeps it
/// from then on.
///
/// The form is the square-root–linear law of P. Kolesar, W. Walker and J. Hausner, "Determining the relation between
/// fire engine travel times and travel distances in New York City", Operations Research 23 (1975) 614–627,
/// https://doi.org/10.1287/opre.23.4.614:
///
///     t = 2 √(d / a)      up to the distance v² / a at which the cruising speed v is reached
///     t = v / a + d / v   beyond it
///
/// On roads, `v` and `a` are set so that the linear part is t = 154 s + 68 s/km of straight line, a relation found in
/// modelled arrivals of Dutch fire engines. The figures for helicopters (220 km/h, two minutes for take-off and landing) and
/// boats (25 km/h) are assumed.
public struct SpeedModel: TravelTime, Hashable {
  /// One way of travelling.
  package struct Profile: Hashable, Sendable {
    /// Speed along the straight line once on the way, in metres per second.
    package var cruisingSpeed: Double
    /// Seconds that starting and arriving cost beside the way at cruising speed.
    package var overhead: Double

    /// Makes a profile.
    package init(cruisingSpeed: Double, overhead: Double) {
      self.cruisingSpeed = cruisingSpeed
      self.overhead = overhead
    }

    func seconds(distance: Double) -> Double {
      guard overhead > 0 else { return distance / cruisingSpeed }
      let acceleration = cruisingSpeed / overhead
      let reached = cruisingSpeed * overhead
      return distance <= reached
        ? 2 * (distance / acceleration).squareRoot() : overhead + distance / cruisingSpeed
    }
  }

  /// By road.
  package var road = Profile(cruisingSpeed: 1000.0 / 68, overhead: 154)
  /// By air.
  package var air = Profile(cruisingSpeed: 220 / 3.6, overhead: 120)
  /// On water.
  package var water = Profile(cruisingSpeed: 25 / 3.6, overhead: 120)

  /// Makes the model with its calibrated speeds by road, assumed ones by air and on water.
  public init() {}

  /// What answers call the model.
  public let name = "speed-model"

  /// Seconds from wheels rolling to arrival.
  public func seconds(distance: Double, service: Service, mobility: Mobility) -> Double {
    switch mobility {
    case .road: road.seconds(distance: distance)
    case .air: air.seconds(distance: distance)
    case .water: water.seconds(distance: distance)
    }
  }
}

extension Service {
  /// Its place among the cases.
  fileprivate var order: Int {
    switch self {
    case .fire: 0
    case .ambulance: 1
    case .civilProtection: 2
    }
  }
}

extension Mobility {
  /// Its place among the cases.
  fileprivate var order: Int {
    switch self {
    case .road: 0
    case .air: 1
    case .water: 2
    }
  }
}
