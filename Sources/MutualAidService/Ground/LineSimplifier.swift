internal import Geodesy

/// Draws lines with fewer points, as Douglas and Peucker (1973) do.
enum LineSimplifier {
  /// The points that are kept, so that no other lies farther from the line than `tolerance` degrees of latitude.
  static func simplified(_ line: [Coordinate], tolerance: Double) -> [Coordinate] {
    guard line.count > 4 else { return line }
    var isKept = [Bool](repeating: false, count: line.count)
    isKept[0] = true
    isKept[line.count - 1] = true
    // A ring has no ends: its farthest point is one.
    let far = line.indices.max { square(line[0], line[$0]) < square(line[0], line[$1]) } ?? 0
    isKept[far] = true
    var open = [(0, far), (far, line.count - 1)]
    while let (from, to) = open.popLast() {
      guard to > from + 1 else { continue }
      var worst = (distance: tolerance * tolerance, index: -1)
      for index in (from + 1)..<to {
        let distance = square(line[index], from: line[from], to: line[to])
        if distance > worst.distance { worst = (distance, index) }
      }
      guard worst.index >= 0 else { continue }
      isKept[worst.index] = true
      open += [(from, worst.index), (worst.index, to)]
    }
    return line.indices.filter { isKept[$0] }.map { line[$0] }
  }

  /// How much shorter a degree of longitude is, near enough for drawing.
  private static let shortening = 0.63

  private static func square(_ one: Coordinate, _ other: Coordinate) -> Double {
    let (x, y) = ((one.longitude - other.longitude) * shortening, one.latitude - other.latitude)
    return x * x + y * y
  }

  /// The square of the distance of a point from a piece of line.
  private static func square(_ point: Coordinate, from: Coordinate, to: Coordinate) -> Double {
    let (x, y) = ((point.longitude - from.longitude) * shortening, point.latitude - from.latitude)
    let (dx, dy) = ((to.longitude - from.longitude) * shortening, to.latitude - from.latitude)
    let length = dx * dx + dy * dy
    let part = length > 0 ? min(1, max(0, (x * dx + y * dy) / length)) : 0
    let (ex, ey) = (x - part * dx, y - part * dy)
    return ex * ex + ey * ey
  }
}
