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
  ///   - mobility: how the unit travels.
  /// - Returns: the seconds, 0 or more.
  func seconds(distance: Double, mobility: Mobility) -> Double
}

/// The built-in model: a unit gains speed over the first part of its way and keeps it from then on.
///
/// The form is the square-root–linear law of P. Kolesar, W. Walker and J. Hausner, "Determining the relation between
/// fire engine travel times and travel distances in New York City", Operations Research 23 (1975) 614–627,
/// https://doi.org/10.1287/opre.23.4.614:
///
///     t = 2 √(d / a)      up to the distance v² / a at which the cruising speed v is reached
///     t = v / a + d / v   beyond it
///
/// On roads, `v` and `a` are set so that the linear part is the relation t = 154 s + 68 s/km of straight line found in
/// modelled travel times of Dutch ambulances; detours are part of it. Below 2.26 km the model is faster than the relation,
/// which gives 154 s even for no way at all: by 5.4 s on average over the ways from Dutch ambulance posts to people, and by
/// 17.8 s from fire stations, which are nearer (`Scripts/travel-model-error` measures it). The figures for helicopters
/// (220 km/h, two minutes for take-off and landing) and boats (25 km/h) are assumed.
///
/// Nothing is added where the way crosses a river or a border: no road data at hand goes across a border, so nothing shows
/// that a penalty would help. A router knows bridges; `--request-delay` is what asking across the border takes.
///
/// In the town of Aachen a car by OSRM's profile, which has no siren, takes longer: by 34 s on average from 500 to 1000 m of
/// straight line, 87 s from 1500 to 2260 m, 162 s from 3 to 4 km, 291 s from 5 to 7 km (`Scripts/road-model-error`).
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
  public func seconds(distance: Double, mobility: Mobility) -> Double {
    switch mobility {
    case .road: road.seconds(distance: distance)
    case .air: air.seconds(distance: distance)
    case .water: water.seconds(distance: distance)
    }
  }
}
