internal import CIndexKernels
internal import Geodesy

/// Axes in which the units of an index are flat: their origin is amid the units, the third axis points up there.
///
/// Metres are those of Earth-centred WGS84 coordinates, turned and shifted, so that straight lines keep their length, and
/// numbers are small enough for `Float` to resolve centimetres where units lie within some hundred kilometres.
struct EarthFrame {
  private static var eccentricitySquared: Double { Geodesic.flattening * (2 - Geodesic.flattening) }

  let centre: SIMD3<Double>
  let axisX: SIMD3<Double>
  let axisY: SIMD3<Double>
  let axisZ: SIMD3<Double>
  /// The Earth's axis and the origin, both in the frame's own axes.
  let polar: SIMD3<Double>
  let origin: SIMD3<Double>

  /// Earth-centred coordinates in metres: x towards 0° E, y towards 90° E, z north.
  @inline(__always) static func earthCentred(_ place: Coordinate) -> SIMD3<Double> {
    let point = SurfacePoint(place)
    return SIMD3(point.x, point.y, point.z)
  }

  /// A frame at the middle of a box around all places, with its third axis along their mean direction.
  init(lowest: SIMD3<Double>, highest: SIMD3<Double>, sum: SIMD3<Double>) {
    centre = lowest.x <= highest.x ? (lowest + highest) / 2 : SIMD3()
    let length = (sum * sum).sum().squareRoot()
    // Units all around the Earth have no mean direction; then any will do.
    let up = length > 1 ? sum / length : SIMD3(0, 0, 1)
    let aside = abs(up.z) < 0.9 ? SIMD3(0, 0, 1.0) : SIMD3(1.0, 0, 0)
    let east = cross(aside, up)
    axisX = east / (east * east).sum().squareRoot()
    axisY = cross(up, axisX)
    axisZ = up
    polar = SIMD3(axisX.z, axisY.z, axisZ.z)
    origin = SIMD3((centre * axisX).sum(), (centre * axisY).sum(), (centre * axisZ).sum())
  }

  @inline(__always) func local(_ earthCentred: SIMD3<Double>) -> SIMD3<Double> {
    let moved = earthCentred - centre
    return SIMD3((moved * axisX).sum(), (moved * axisY).sum(), (moved * axisZ).sum())
  }

  /// What the kernel needs for geodesic distances from a place in this frame, which are right up to `ChordLength.error` for
  /// chords up to `ChordLength.longestApproximated`.
  @inline(__always) func kernelFrame(from place: SIMD3<Double>) -> index_frame {
    index_frame(
      from: (place.x, place.y, place.z), polar: (polar.x, polar.y, polar.z), origin: (origin.x, origin.y, origin.z),
      eccentricity_squared: Self.eccentricitySquared, equatorial_radius: Geodesic.equatorialRadius)
  }
}

@inline(__always) func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
