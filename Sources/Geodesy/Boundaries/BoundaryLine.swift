/// A run of consecutive vertices of one ring of a boundary polygon.
///
/// Boundaries have rings of tens of thousands of vertices. Cut into runs with a box around each, a question about one
/// place touches only the few runs that matter. Runs of a ring overlap in one vertex, so that together they hold
/// every edge exactly once; the last run repeats the ring's first vertex.
package struct BoundaryLine: Hashable, Sendable {
  /// The vertices in ring order; an edge joins each to the next.
  package let vertices: [Coordinate]
  /// The box around the vertices.
  package let box: BoundingBox

  /// Makes a run of at least two vertices.
  ///
  /// - Returns: `nil` for fewer.
  package init?(vertices: [Coordinate]) {
    guard vertices.count > 1, var south = vertices.first?.latitude, var west = vertices.first?.longitude else {
      return nil
    }
    var north = south
    var east = west
    for vertex in vertices {
      south = min(south, vertex.latitude)
      north = max(north, vertex.latitude)
      west = min(west, vertex.longitude)
      east = max(east, vertex.longitude)
    }
    self.vertices = vertices
    self.box = BoundingBox(south: south, west: west, north: north, east: east)
  }

  /// Cuts a ring into runs of at most `length` edges.
  ///
  /// - Parameters:
  ///   - ring: the vertices, with or without the first repeated at the end.
  ///   - length: the greatest number of edges in a run, at least 1.
  /// - Returns: the runs in the order of the ring, each beginning with the vertex that ends the one before; none for
  ///   fewer than two vertices.
  package static func lines(ofRing ring: [Coordinate], length: Int = 64) -> [BoundaryLine] {
    guard let first = ring.first, let last = ring.last else { return [] }
    let closed = first == last ? ring : ring + [first]
    return stride(from: 0, to: closed.count - 1, by: length).compactMap { start in
      BoundaryLine(vertices: Array(closed[start...min(start + length, closed.count - 1)]))
    }
  }

  /// How many edges the ray from `place` to the east crosses, in the plane of latitude and longitude.
  ///
  /// An odd sum over all rings of an area means that the place is inside (the even-odd rule), holes and islands in
  /// holes included. An edge owns its southern end and not its northern one, so that a ray through a vertex counts once.
  package func crossingsEast(of place: Coordinate) -> Int {
    zip(vertices, vertices.dropFirst()).count { start, end in
      isCrossed(
        eastOf: (place.latitude, place.longitude), from: (start.latitude, start.longitude),
        to: (end.latitude, end.longitude))
    }
  }

  /// Whether a place lies inside the area of some rings, by the even-odd rule.
  ///
  /// - Parameters:
  ///   - place: the place, in the coordinates of the rings.
  ///   - lines: the runs of all rings, holes included.
  /// - Returns: whether a ray from the place to the east crosses an odd number of edges.
  package static func isInside(_ place: Coordinate, lines: some Sequence<BoundaryLine>) -> Bool {
    var crossings = 0
    for line in lines
    where line.box.south <= place.latitude && place.latitude <= line.box.north && place.longitude <= line.box.east {
      crossings += line.crossingsEast(of: place)
    }
    return !crossings.isMultiple(of: 2)
  }

  /// The distance in metres from `place` to the nearest point of the run's edges.
  ///
  /// The nearest point is found in a local plane, with both axes in metres at the place's latitude, and its distance is
  /// the geodesic: within one part in a thousand for distances under 100 km.
  package func distance(to place: Coordinate) -> Double {
    let scale = cosine(degrees: place.latitude)
    var least = Double.infinity
    for index in vertices.indices.dropLast() { least = min(least, nearest(of: index, to: place, scale: scale).square) }
    // The plane is off by up to two parts in a hundred in one direction against another, so that all edges about as
    // near as the nearest are looked at more closely.
    let start = SurfacePoint(place)
    var points: [(metres: Double, place: Coordinate)] = []
    for index in vertices.indices.dropLast() {
      let point = nearest(of: index, to: place, scale: scale)
      guard point.square <= least * 1.05,
        let there = Coordinate.valid(latitude: point.latitude, longitude: point.longitude)
      else { continue }
      points.append((start.distance(to: SurfacePoint(there)), there))
    }
    // Those that differ by less than twice the error of a `SurfacePoint`, and some more, are measured.
    let limit = (points.map(\.metres).min() ?? 0) + 0.01
    return points.lazy.filter { $0.metres <= limit }.map { Geodesic.distance(from: place, to: $0.place) }.min()
      ?? .infinity
  }

  /// The point of an edge that is nearest in the plane.
  private func nearest(
    of edge: Int, to place: Coordinate, scale: Double
  ) -> (square: Double, latitude: Double, longitude: Double) {
    let (start, end) = (vertices[edge], vertices[edge + 1])
    let x0 = (start.longitude - place.longitude) * scale
    let y0 = start.latitude - place.latitude
    let dx = (end.longitude - start.longitude) * scale
    let dy = end.latitude - start.latitude
    let length = dx * dx + dy * dy
    let along = length > 0 ? min(1, max(0, -(x0 * dx + y0 * dy) / length)) : 0
    let x = x0 + along * dx
    let y = y0 + along * dy
    return (
      x * x + y * y, start.latitude + along * dy, start.longitude + along * (end.longitude - start.longitude)
    )
  }
}

/// Whether the ray from a place to the east crosses an edge, in the plane of latitude and longitude: the one test by which
/// a place is inside an area, for boundaries on disk (`BoundaryLine.crossingsEast`) and in memory (`LatitudeBands`).
@inline(__always)
func isCrossed(
  eastOf place: (latitude: Double, longitude: Double), from start: (latitude: Double, longitude: Double),
  to end: (latitude: Double, longitude: Double)
) -> Bool {
  guard (start.latitude > place.latitude) != (end.latitude > place.latitude) else { return false }
  let share = (place.latitude - start.latitude) / (end.latitude - start.latitude)
  return place.longitude < start.longitude + share * (end.longitude - start.longitude)
}
