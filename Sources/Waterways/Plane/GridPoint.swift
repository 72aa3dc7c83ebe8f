internal import Geodesy
internal import Primitives

/// A point of the plane of longitude and latitude, in whole millionths of a degree, which are 11 cm at most.
///
/// Between such points all questions of sides are answered in whole numbers, without rounding.
struct GridPoint: Hashable {
  /// East, from the meridian at which the plane is cut open.
  var x: Int64
  /// North of the equator.
  var y: Int64

  /// On which side of the way from one point to another a third lies: above 0 to the left, below 0 to the right, 0 ahead.
  static func side(_ start: GridPoint, _ end: GridPoint, _ point: GridPoint) -> Int64 {
    (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
  }

  /// Whether a point on the line through two others lies between them, either included.
  func isBetween(_ start: GridPoint, _ end: GridPoint) -> Bool {
    (min(start.x, end.x)...max(start.x, end.x)).contains(x) && (min(start.y, end.y)...max(start.y, end.y)).contains(y)
  }
}

extension GridPoint: Comparable {
  /// From west to east, and on a meridian from south to north.
  static func < (left: GridPoint, right: GridPoint) -> Bool { (left.x, left.y) < (right.x, right.y) }
}

/// A point of the same plane, in millionths of a degree, that need not be whole.
struct PlanePoint: Hashable {
  var x: Double
  var y: Double
}

/// Longitude and latitude as a plane, cut open at a meridian that no line crosses, where there is one.
struct Plane {
  /// Millionths of a degree in a degree.
  static let scale = 1e6
  static let fullTurn = 360 * scale

  /// The meridian of the cut, in degrees east.
  private let cut: Double

  /// Cuts the plane open where it is farthest from all lines.
  ///
  /// - Complexity: O(*n*) in the number of places.
  init(_ lines: some Sequence<[Coordinate]>) {
    var isCrossed = Array(repeating: false, count: 360)
    for line in lines {
      for (start, end) in zip(line, line.dropFirst()) {
        let (from, to) = (start.longitude + 180, end.longitude + 180)
        let isRound = abs(to - from) > 180
        let (west, east) = isRound ? (max(from, to), min(from, to) + 360) : (min(from, to), max(from, to))
        for degree in Int(west)...Int(east) { isCrossed[degree % 360] = true }
      }
    }
    var longest = (start: 0, length: 0)
    var length = 0
    for degree in 0..<720 {
      length = isCrossed[degree % 360] ? 0 : length + 1
      if length > longest.length { longest = (degree - length + 1, length) }
      if length >= 360 { break }
    }
    let middle = Double(longest.start) + Double(longest.length) / 2
    cut = (longest.length == 0 ? 0 : middle.truncatingRemainder(dividingBy: 360)) - 180
  }

  /// Where a place lies in the plane.
  func point(_ place: Coordinate) -> PlanePoint {
    let east = place.longitude - cut
    return PlanePoint(x: (east < 0 ? east + 360 : east) * Plane.scale, y: place.latitude * Plane.scale)
  }

  /// The same to the nearest whole number.
  func gridPoint(_ place: Coordinate) -> GridPoint {
    let point = point(place)
    return GridPoint(x: Int64(point.x.rounded()), y: Int64(point.y.rounded()))
  }

  /// The cosine of a point's latitude: how much shorter a degree of longitude is there than at the equator.
  static func cosine(of point: PlanePoint) -> Double { cos(point.y / scale * .pi / 180) }

  /// The place of a point; `nil` beyond the poles.
  func place(_ point: PlanePoint) -> Coordinate? {
    var longitude = point.x / Plane.scale + cut
    if longitude > 180 { longitude -= 360 }
    return Coordinate.valid(latitude: point.y / Plane.scale, longitude: longitude)
  }
}
