internal import Primitives

/// A place prepared for measuring many distances.
///
/// The length of a geodesic is had from the chord between two points: the arc over that chord in the normal section
/// through both, whose radius follows Euler's formula 1/R = cos²α/M + sin²α/N at the middle latitude. Up to 500 km that
/// is within a millimetre of Karney's geodesic (`SurfacePointTests` measures it); beyond, the geodesic itself is asked.
///
/// Beside `Geodesic` this is the one fast geodesic; the unit index has the same idea for four places at once in a frame of
/// its own (`index_geodesics`), where a distance takes 5 ns instead of 23.
package struct SurfacePoint: Sendable {
  @inlinable static var squaredEccentricity: Double { Geodesic.flattening * (2 - Geodesic.flattening) }
  /// Metres of chord up to which the arc is used.
  @inlinable static var nearness: Double { 500_000 }

  /// The place.
  package let place: Coordinate
  /// Earth-centred metres towards 0° N 0° E, towards 0° N 90° E and north.
  package let x: Double
  package let y: Double
  package let z: Double
  /// Radians.
  @usableFromInline let latitude: Double
  @usableFromInline let longitude: Double
  /// Of the latitude.
  @usableFromInline let sine: Double
  @usableFromInline let cosine: Double

  /// Prepares a place.
  package init(_ place: Coordinate) {
    self.place = place
    latitude = place.latitude * .pi / 180
    longitude = place.longitude * .pi / 180
    sine = sin(latitude)
    cosine = cos(latitude)
    let normal =
      Geodesic.equatorialRadius / (1 - SurfacePoint.squaredEccentricity * sine * sine).squareRoot()
    x = normal * cosine * cos(longitude)
    y = normal * cosine * sin(longitude)
    z = normal * (1 - SurfacePoint.squaredEccentricity) * sine
  }

  /// Metres along the ellipsoid.
  @inlinable
  package func distance(to other: SurfacePoint) -> Double {
    let (dx, dy, dz) = (other.x - x, other.y - y, other.z - z)
    let square = dx * dx + dy * dy + dz * dz
    guard square > 0 else { return 0 }
    let chord = square.squareRoot()
    guard chord < SurfacePoint.nearness else { return Geodesic.distance(from: place, to: other.place) }
    let cosineOfSum = cosine * other.cosine - sine * other.sine
    let squaredSine = (1 - cosineOfSum) / 2
    let factor = 1 - SurfacePoint.squaredEccentricity * squaredSine
    let normal = Geodesic.equatorialRadius / factor.squareRoot()
    let meridian = normal * (1 - SurfacePoint.squaredEccentricity) / factor
    var turn = abs(other.longitude - longitude)
    if turn > .pi { turn = 2 * .pi - turn }
    let north = meridian * (other.latitude - latitude)
    let east = normal * max(0, (1 + cosineOfSum) / 2).squareRoot() * turn
    let length = north * north + east * east
    let share = length > 0 ? north * north / length : 0
    let radius = 1 / (share / meridian + (1 - share) / normal)
    let half = chord / (2 * radius)
    let h = half * half
    return chord * (1 + h * (1 / 6 + h * (3 / 40 + h * 15 / 336)))
  }
}
