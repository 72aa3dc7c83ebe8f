internal import Geodesy
internal import Primitives

/// What the straight line through the Earth between two places on the ellipsoid says of the geodesic between them.
///
/// Along a geodesic the curvature lies between b/a² … a/b² (its extremes at the equator and along the meridian there, and
/// at the poles). By Schur's comparison theorem a curve nowhere more curved than a circle has at least the circle's chord,
/// which bounds the geodesic from above. Below, the same holds up to the geodesic's slight torsion (at most 0.5 % of its
/// curvature), for which the radius is rounded up. `ChordLengthTests` looks for exceptions.
package enum ChordLength {
  /// b²/a, the least radius of curvature, in metres, rounded down.
  static let leastRadius = 6_335_439.0
  /// a²/b = 6,399,594 m, the largest radius of curvature, rounded up for the torsion.
  static let largestRadius = 6_400_000.0
  /// Up to this chord the approximation is used; beyond, the geodesic itself.
  static let longestApproximated = 400_000.0
  /// The largest error of a distance that a search reports, in metres.
  package static let largestError = 0.000_5

  /// No geodesic with this chord or a longer one is shorter than this.
  @inline(__always) static func leastGeodesic(_ chord: Double) -> Double {
    // The series of 2R asin(c / 2R) has positive terms only.
    chord + chord * chord * chord * (1 / (24 * largestRadius * largestRadius))
  }

  /// No geodesic with this chord or a shorter one is longer than this.
  static func mostGeodesic(_ chord: Double) -> Double {
    let half = chord / (2 * leastRadius)
    return half < 1 ? 2 * leastRadius * asin(half) : Geodesic.longestDistance
  }

  /// The largest error of `geodesic` for a distance, in metres.
  ///
  /// The approximation leaves out how the curvature changes along the line, which grows with the fifth power of the
  /// distance; the constant is for rounding.
  @inline(__always) static func error(_ distance: Double) -> Double {
    let share = distance / longestApproximated
    let square = share * share
    return 0.000_001 + largestError * 0.99 * square * share
  }
}
