/// Points and surfaces as a document writes them, two numbers each, in the document's order of axes.
struct Shape {
  /// A place or a step, in the document's numbers.
  typealias Pair = (first: Double, second: Double)

  /// A surface: its outline and its holes.
  struct Polygon {
    var outline: [Pair]
    var holes: [[Pair]] = []
  }

  /// What is written as points, not as corners.
  var places: [Pair] = []
  /// The corners of lines.
  var points: [Pair] = []
  var polygons: [Polygon] = []
  /// The name of the reference system nearest to the numbers of lines and surfaces.
  var systemName: String?
  /// That of `places`, where it is another.
  var placeSystemName: String?

  var isEmpty: Bool { places.isEmpty && points.isEmpty && polygons.isEmpty }

  /// What stands for the whole, and in which system its numbers are.
  ///
  /// A point before an area, which may be the one served or seen rather than the building: unless areas are asked for.
  func representative(prefersArea: Bool) -> (place: Pair, systemName: String?)? {
    let ofPlaces = Shape.middle(places).map { (place: $0, systemName: placeSystemName ?? systemName) }
    let ofRest = representative.map { (place: $0, systemName: systemName) }
    return prefersArea ? ofRest ?? ofPlaces : ofPlaces ?? ofRest
  }

  /// A point that stands for lines and surfaces: of surfaces, the centroid, or where that lies outside of them, a point
  /// inside the largest; of corners, their middle.
  var representative: Pair? {
    let surfaces = polygons.filter { $0.area > 0 }
    guard !surfaces.isEmpty else { return Shape.middle(points + polygons.flatMap(\.outline)) }
    // Numbers far from the origin lose digits in the products below: they are taken from a point of the shape.
    let total = surfaces.reduce(0) { $0 + $1.area }
    var centre: Pair = (0, 0)
    for surface in surfaces {
      let own = surface.centroid
      centre.first += own.first * surface.area / total
      centre.second += own.second * surface.area / total
    }
    if surfaces.contains(where: { $0.contains(centre) }) { return centre }
    return surfaces.max { $0.area < $1.area }?.inside
  }

  private static func middle(_ points: [Pair]) -> Pair? {
    guard !points.isEmpty else { return nil }
    // A closed line would count its first point twice.
    let isClosed = points.count > 2 && points.first.map { $0 == points[points.count - 1] } == true
    let points = isClosed ? points.dropLast() : points[...]
    let count = Double(points.count)
    return (points.reduce(0) { $0 + $1.first / count }, points.reduce(0) { $0 + $1.second / count })
  }
}

extension Shape.Polygon {
  /// The area without the holes, whichever way round the rings go.
  var area: Double {
    abs(Shape.Polygon.moments(outline).area) - holes.reduce(0) { $0 + abs(Shape.Polygon.moments($1).area) }
  }

  var centroid: Shape.Pair {
    var sum: (area: Double, first: Double, second: Double) = (0, 0, 0)
    for (ring, sign) in [(outline, 1.0)] + holes.map({ ($0, -1.0) }) {
      let (area, centre) = Shape.Polygon.moments(ring)
      sum.area += sign * abs(area)
      sum.first += sign * abs(area) * centre.first
      sum.second += sign * abs(area) * centre.second
    }
    guard sum.area != 0 else { return outline.first ?? (0, 0) }
    return (sum.first / sum.area, sum.second / sum.area)
  }

  /// Signed area and centroid of a ring, by the shoelace formula, from its first point for precision.
  private static func moments(_ ring: [Shape.Pair]) -> (area: Double, centre: Shape.Pair) {
    guard let origin = ring.first, ring.count > 2 else { return (0, ring.first ?? (0, 0)) }
    var (area, first, second) = (0.0, 0.0, 0.0)
    for index in ring.indices {
      let a = ring[index]
      let b = ring[index + 1 < ring.count ? index + 1 : 0]
      let (ax, ay, bx, by) = (
        a.first - origin.first, a.second - origin.second, b.first - origin.first, b.second - origin.second
      )
      let cross = ax * by - bx * ay
      area += cross / 2
      first += (ax + bx) * cross / 6
      second += (ay + by) * cross / 6
    }
    guard area != 0 else { return (0, origin) }
    return (area, (origin.first + first / area, origin.second + second / area))
  }

  /// Whether a point is inside, by the crossings of a line from it.
  func contains(_ point: Shape.Pair) -> Bool { crossings(at: point.second).filter { $0 < point.first }.count % 2 == 1 }

  /// Where the rings cross a line of constant second number, in ascending order.
  private func crossings(at second: Double) -> [Double] {
    var found: [Double] = []
    for ring in [outline] + holes {
      for index in ring.indices {
        let a = ring[index]
        let b = ring[index + 1 < ring.count ? index + 1 : 0]
        guard (a.second > second) != (b.second > second) else { continue }
        found.append(a.first + (second - a.second) / (b.second - a.second) * (b.first - a.first))
      }
    }
    return found.sorted()
  }

  /// A point inside: the middle of the longest stretch of the line through the centroid that lies inside.
  var inside: Shape.Pair {
    let centre = centroid
    let crossings = crossings(at: centre.second)
    var best: (length: Double, middle: Double)?
    for index in stride(from: 0, to: crossings.count - 1, by: 2) {
      let length = crossings[index + 1] - crossings[index]
      if length > best?.length ?? 0 { best = (length, (crossings[index + 1] + crossings[index]) / 2) }
    }
    return best.map { ($0.middle, centre.second) } ?? outline.first ?? centre
  }
}
