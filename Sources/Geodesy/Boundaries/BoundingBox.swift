/// A box between two parallels and two meridians, in degrees.
///
/// It never crosses the antimeridian: what does is two boxes.
package struct BoundingBox: Hashable, Sendable {
  /// Southern edge, degrees north.
  package let south: Double
  /// Western edge, degrees east.
  package let west: Double
  /// Northern edge, degrees north.
  package let north: Double
  /// Eastern edge, degrees east.
  package let east: Double

  /// Makes a box from its edges, in degrees.
  package init(south: Double, west: Double, north: Double, east: Double) {
    self.south = south
    self.west = west
    self.north = north
    self.east = east
  }

  /// Holds one place alone.
  package init(around place: Coordinate) {
    self.init(south: place.latitude, west: place.longitude, north: place.latitude, east: place.longitude)
  }

  /// Whether a place lies in the box or on its edge.
  package func contains(_ place: Coordinate) -> Bool {
    (south...north).contains(place.latitude) && (west...east).contains(place.longitude)
  }

  /// Whether two boxes share a place, edges included.
  package func intersects(_ other: BoundingBox) -> Bool {
    south <= other.north && north >= other.south && west <= other.east && east >= other.west
  }

  /// The smallest box that holds both.
  package func union(_ other: BoundingBox) -> BoundingBox {
    BoundingBox(
      south: min(south, other.south), west: min(west, other.west), north: max(north, other.north),
      east: max(east, other.east))
  }

  /// The boxes that together hold every place within `radius` metres of `centre`, and somewhat more.
  ///
  /// One degree of latitude is at least 110,574 m on WGS84 (at the equator) and at most 111,694 m (at the poles);
  /// the box uses the smaller figure, so that it is never too small. The width in longitude follows from the
  /// parallel nearest to a pole that the circle reaches; near a pole, the boxes go all the way round.
  ///
  /// - Returns: one box, or two where the circle crosses the antimeridian.
  package static func around(_ centre: Coordinate, radius: Double) -> [BoundingBox] {
    let halfHeight = radius / 110_500 + 1e-9
    let south = max(-90, centre.latitude - halfHeight)
    let north = min(90, centre.latitude + halfHeight)
    let highest = max(abs(south), abs(north))
    guard highest < 89.9, halfHeight < 60 else {
      return [BoundingBox(south: south, west: -180, north: north, east: 180)]
    }
    // A degree of longitude on a parallel is longest per cosine at the equator: 111,320 m; 110,500 keeps a margin for the
    // bulge of the circle, whose widest point lies off the centre's parallel but never beyond the `highest` one.
    let halfWidth = radius / (110_500 * cosine(degrees: highest)) + 1e-9
    guard halfWidth < 180 else { return [BoundingBox(south: south, west: -180, north: north, east: 180)] }
    let west = centre.longitude - halfWidth
    let east = centre.longitude + halfWidth
    if west < -180 {
      return [
        BoundingBox(south: south, west: -180, north: north, east: east),
        BoundingBox(south: south, west: west + 360, north: north, east: 180),
      ]
    }
    if east > 180 {
      return [
        BoundingBox(south: south, west: west, north: north, east: 180),
        BoundingBox(south: south, west: -180, north: north, east: east - 360),
      ]
    }
    return [BoundingBox(south: south, west: west, north: north, east: east)]
  }

  /// Metres that a place is away from the box at least.
  ///
  /// A degree of latitude is at least 110,574 m and one of longitude at least that times the cosine of the higher
  /// latitude. In the plane of both, 3 % are taken off for the curvature, which over 300 km and up to 80 degrees takes
  /// less than 1 %; nearer to a pole nothing is said.
  package func leastDistance(to place: Coordinate) -> Double {
    let highest = max(abs(south), abs(north), abs(place.latitude))
    guard highest < 80 else { return 0 }
    let up = max(0, south - place.latitude, place.latitude - north)
    let across = max(0, west - place.longitude, place.longitude - east) * cosine(degrees: highest)
    return 0.97 * 110_574 * (up * up + across * across).squareRoot()
  }
}
