internal import CPROJ
internal import Primitives

/// Distances along the WGS84 ellipsoid.
///
/// After Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), https://doi.org/10.1007/s00190-012-0578-z, by his own
/// implementation (`geodesic.h`).
package enum Geodesic {
  /// Equatorial radius of WGS84 in metres.
  @inlinable package static var equatorialRadius: Double { 6_378_137 }
  /// Flattening of WGS84.
  @inlinable package static var flattening: Double { 1 / 298.257_223_563 }
  /// No two points on the ellipsoid are farther apart than this, in metres (half a meridian is the longest geodesic).
  package static let longestDistance = 20_003_932.0

  private static let ellipsoid = {
    var ellipsoid = geod_geodesic()
    geod_init(&ellipsoid, equatorialRadius, flattening)
    return ellipsoid
  }()

  /// The length in metres of the shortest line on the ellipsoid between two places; right to some nanometres.
  package static func distance(from start: Coordinate, to end: Coordinate) -> Double {
    var distance = 0.0
    // The series are set up once; `geod_inverse` only reads them.
    withUnsafePointer(to: ellipsoid) {
      geod_inverse($0, start.latitude, start.longitude, end.latitude, end.longitude, &distance, nil, nil)
    }
    return distance
  }

  /// The direction, in degrees east of north, in which the shortest line from one place to another begins.
  package static func azimuth(from start: Coordinate, to end: Coordinate) -> Double {
    var azimuth = 0.0
    withUnsafePointer(to: ellipsoid) {
      geod_inverse($0, start.latitude, start.longitude, end.latitude, end.longitude, nil, &azimuth, nil)
    }
    return azimuth
  }

  /// The place reached from `start` after `distance` metres, leaving it towards `azimuth` degrees east of north.
  package static func destination(from start: Coordinate, azimuth: Double, distance: Double) -> Coordinate {
    var latitude = 0.0
    var longitude = 0.0
    withUnsafePointer(to: ellipsoid) {
      geod_direct($0, start.latitude, start.longitude, azimuth, distance, &latitude, &longitude, nil)
    }
    return Coordinate.valid(latitude: latitude, longitude: longitude) ?? start
  }
}

/// The cosine of an angle in degrees.
func cosine(degrees: Double) -> Double { cos(degrees * .pi / 180) }

extension Geodesic {
  /// A lower bound of the length of a degree of longitude, in metres: along the parallel it is longer by a hundredth.
  package static func leastDegreeOfLongitude(atLatitude latitude: Double) -> Double {
    abs(latitude) < 90 ? 110_000 * cosine(degrees: latitude) : 0
  }
}
