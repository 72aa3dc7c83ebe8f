package import Foundation
package import Geodesy

/// Sunrise and sunset at a place.
///
/// The equations are those of the solar calculator of the National Oceanic and Atmospheric Administration of the United
/// States (gml.noaa.gov/grad/solcalc/calcdetails.html), after J. Meeus, Astronomical Algorithms, 2nd edition 1998: within a
/// minute between 72° of latitude north and south.
package struct Daylight: Hashable, Sendable {
  /// What the sun does on a day.
  package enum Day: Hashable, Sendable {
    /// It rises and sets at these moments.
    case from(Date, to: Date)
    /// It does not set.
    case polarDay
    /// It does not rise.
    case polarNight
  }

  /// How far below the horizon the middle of the sun stands, in degrees.
  package enum Edge: Double, Sendable {
    /// Sunrise and sunset: refraction of 34′ and the sun's radius of 16′.
    case sun = 0.833
    /// The begin and end of civil twilight.
    case civilTwilight = 6
  }

  /// The place.
  package let place: Coordinate

  /// Daylight at a place.
  package init(at place: Coordinate) { self.place = place }

  /// What the sun does on the day around a local noon.
  ///
  /// - Parameters:
  ///   - noon: a moment near the middle of the day that is asked about.
  ///   - edge: what counts as rising and setting.
  /// - Returns: the two moments, or that there are none.
  package func day(around noon: Date, edge: Edge = .sun) -> Day {
    // The sun's position changes during the day: each moment is worked out again with the position it has then.
    guard let rise = crossing(of: noon, isRising: true, edge), let set = crossing(of: noon, isRising: false, edge)
    else {
      return isUp(at: noon, edge) ? .polarDay : .polarNight
    }
    return .from(rise, to: set)
  }

  private func crossing(of noon: Date, isRising: Bool, _ edge: Edge) -> Date? {
    let midnight = (noon.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400
    var moment = noon
    for _ in 0..<3 {
      let sun = Sun(at: moment)
      guard let angle = sun.hourAngle(latitude: place.latitude, below: edge.rawValue) else { return nil }
      // Minutes of universal time since midnight.
      let minutes = 720 - 4 * (place.longitude + (isRising ? angle : -angle)) - sun.equationOfTime
      moment = Date(timeIntervalSince1970: midnight + minutes * 60)
    }
    return moment
  }

  private func isUp(at moment: Date, _ edge: Edge) -> Bool {
    let declination = Sun(at: moment).declination
    // At its highest, the sun stands this far from the zenith.
    return abs(place.latitude - declination) < 90 + edge.rawValue
  }
}

/// Where the sun stands, as far as sunrise and sunset need it.
private struct Sun {
  /// Degrees north of the celestial equator.
  let declination: Double
  /// Minutes by which a sundial is ahead of the clock.
  let equationOfTime: Double

  init(at moment: Date) {
    let radians = Double.pi / 180
    // Julian centuries since noon of 1 January 2000.
    let t = (moment.timeIntervalSince1970 / 86_400 + 2_440_587.5 - 2_451_545) / 36_525
    let meanLongitude = (280.46646 + t * (36_000.76983 + t * 0.0003032)).truncatingRemainder(dividingBy: 360)
    let meanAnomaly = 357.52911 + t * (35_999.05029 - 0.0001537 * t)
    let eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    let anomaly = meanAnomaly * radians
    let centre =
      sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
      + sin(3 * anomaly) * 0.000289
    let node = (125.04 - 1934.136 * t) * radians
    let longitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(node)
    let seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))
    let obliquity = (23 + (26 + seconds / 60) / 60 + 0.00256 * cos(node)) * radians
    declination = asin(sin(obliquity) * sin(longitude * radians)) / radians
    let y = pow(tan(obliquity / 2), 2)
    let mean = meanLongitude * radians
    let equation =
      y * sin(2 * mean) - 2 * eccentricity * sin(anomaly) + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean)
      - 0.5 * y * y * sin(4 * mean) - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    equationOfTime = 4 * equation / radians
  }

  /// Degrees that the Earth turns between the sun's passage of an edge and noon; `nil` where it does not pass it.
  func hourAngle(latitude: Double, below degrees: Double) -> Double? {
    let radians = Double.pi / 180
    let cosine =
      (cos((90 + degrees) * radians) - sin(latitude * radians) * sin(declination * radians))
      / (cos(latitude * radians) * cos(declination * radians))
    guard cosine.isFinite, abs(cosine) <= 1 else { return nil }
    return acos(cosine) / radians
  }
}
