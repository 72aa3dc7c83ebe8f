/// Finds the points of a fixed set that are near a place: runs of neighbours lie in balls, and balls in balls; those that
/// are near are opened.
///
/// Three others find places near a place, each for what this one cannot do: the unit index (`UnitIndex`) filters by
/// capability and changes while it is searched; `CellCode` is for a B-tree on disk; and `StationCells` takes a place while it
/// asks for its neighbours, for registries of any length.
package struct PointFinder: Sendable {
  @usableFromInline struct Ball {
    @usableFromInline var x: Double
    @usableFromInline var y: Double
    @usableFromInline var z: Double
    @usableFromInline var radius: Double

    init(x: Double, y: Double, z: Double, radius: Double) {
      (self.x, self.y, self.z, self.radius) = (x, y, z, radius)
    }
  }

  /// Points in a ball, and balls in the next larger one.
  @inlinable static var fan: Int { 16 }

  /// Indices of points, neighbours together.
  @usableFromInline let order: [Int32]
  /// In that order.
  @usableFromInline let points: [SurfacePoint]
  /// The smallest balls first, up to no more than a fan of the largest.
  @usableFromInline private(set) var levels: [[Ball]] = []

  /// Prepares points.
  ///
  /// - Complexity: O(n).
  package init(_ points: [SurfacePoint]) {
    order = MortonOrder.indices(of: points)
    let ordered = order.map { points[Int($0)] }
    self.points = ordered
    var balls = PointFinder.balls(around: ordered.map { Ball(x: $0.x, y: $0.y, z: $0.z, radius: 0) })
    levels = [balls]
    while balls.count > PointFinder.fan {
      balls = PointFinder.balls(around: balls)
      levels.append(balls)
    }
  }

  private static func balls(around parts: [Ball]) -> [Ball] {
    stride(from: 0, to: parts.count, by: fan).map { start in
      let run = parts[start..<min(start + fan, parts.count)]
      let share = 1 / Double(run.count)
      var ball = Ball(x: 0, y: 0, z: 0, radius: 0)
      for part in run {
        ball.x += part.x * share
        ball.y += part.y * share
        ball.z += part.z * share
      }
      for part in run {
        let (dx, dy, dz) = (part.x - ball.x, part.y - ball.y, part.z - ball.z)
        // A tenth of a millimetre more than it is, so that rounding leaves nothing outside.
        ball.radius = max(ball.radius, (dx * dx + dy * dy + dz * dz).squareRoot() + part.radius + 1e-4)
      }
      return ball
    }
  }

  /// Calls `body` for every point within a radius, with its distance in metres; in an order that depends on the points alone.
  @inlinable
  package func forEach(within radius: Double, of centre: SurfacePoint, _ body: (Int, Double) -> Void) {
    // A chord is never longer than its geodesic.
    forEach(chord: radius, x: centre.x, y: centre.y, z: centre.z) { index, position, _ in
      let distance = centre.distance(to: points[position])
      if distance <= radius { body(index, distance) }
    }
  }

  /// Calls `body` for every point within a radius whose distance does not matter otherwise.
  @inlinable
  package func forEachInside(_ radius: Double, of centre: SurfacePoint, _ body: (Int) -> Void) {
    let surely = PointFinder.surelyWithin(radius)
    let surelySquared = surely > 0 ? surely * surely : -1
    forEach(chord: radius, x: centre.x, y: centre.y, z: centre.z) { index, position, square in
      if square <= surelySquared || centre.distance(to: points[position]) <= radius { body(index) }
    }
  }

  /// Calls `body` for every point within a straight line of a place in space: its index, its position, the square of the line.
  @inlinable
  package func forEach(chord radius: Double, x: Double, y: Double, z: Double, _ body: (Int, Int, Double) -> Void) {
    guard radius >= 0, let top = levels.last else { return }
    visit(levels.count - 1, 0..<top.count, radius, x, y, z, body)
  }

  /// Sums of a number of each point, from the first in the order of the finder to each.
  package func sums(of value: (Int) -> Int) -> [Int] {
    var sum = 0
    return [0]
      + order.map { index in
        sum += value(Int(index))
        return sum
      }
  }

  /// The sum of the numbers of all points within a radius, or a part of it that reaches a limit.
  ///
  /// Balls that lie inside count as a whole.
  ///
  /// - Parameters:
  ///   - sums: what `sums(of:)` gives of numbers that are 0 or more.
  ///   - radius: metres along the ellipsoid.
  ///   - centre: the middle of the circle.
  ///   - limit: a sum that is enough.
  /// - Returns: the sum, or one of the limit or more where the sum is no less than that.
  package func sum(of sums: [Int], within radius: Double, of centre: SurfacePoint, upTo limit: Int) -> Int {
    guard radius >= 0, let top = levels.last else { return 0 }
    let surely = PointFinder.surelyWithin(radius)
    var found = 0
    var width = PointFinder.fan
    for _ in 1..<levels.count { width *= PointFinder.fan }
    func visit(_ level: Int, _ range: Range<Int>, width: Int) {
      for index in range where found < limit {
        let ball = levels[level][index]
        let (dx, dy, dz) = (ball.x - centre.x, ball.y - centre.y, ball.z - centre.z)
        let square = dx * dx + dy * dy + dz * dz
        let (near, far) = (surely - ball.radius, radius + ball.radius)
        guard square <= far * far else { continue }
        if near > 0, square <= near * near {
          found += sums[min((index + 1) * width, points.count)] - sums[index * width]
          continue
        }
        let start = index * PointFinder.fan
        guard level == 0 else {
          let end = min(start + PointFinder.fan, levels[level - 1].count)
          visit(level - 1, start..<end, width: width / PointFinder.fan)
          continue
        }
        for position in start..<min(start + PointFinder.fan, points.count) where sums[position + 1] > sums[position] {
          // The way along the ellipsoid is worked out only where the straight line does not decide.
          let point = points[position]
          let (dx, dy, dz) = (point.x - centre.x, point.y - centre.y, point.z - centre.z)
          let square = dx * dx + dy * dy + dz * dz
          guard square <= radius * radius,
            surely > 0 && square <= surely * surely || centre.distance(to: point) <= radius
          else { continue }
          found += sums[position + 1] - sums[position]
        }
      }
    }
    visit(levels.count - 1, 0..<top.count, width: width)
    return found
  }

  /// The length of a straight line whose arc is surely no longer than a radius; negative where that cannot be said.
  @inlinable
  static func surelyWithin(_ radius: Double) -> Double {
    // What an arc is longer than its chord, for the smallest radius that the Earth has anywhere, and some more.
    radius < 400_000 ? radius / (1 + radius * radius / (23 * 6.33e6 * 6.33e6)) - 1e-6 : -1
  }

  @inlinable
  func visit(
    _ level: Int, _ range: Range<Int>, _ radius: Double, _ x: Double, _ y: Double, _ z: Double,
    _ body: (Int, Int, Double) -> Void
  ) {
    for index in range {
      let ball = levels[level][index]
      let (dx, dy, dz) = (ball.x - x, ball.y - y, ball.z - z)
      let sum = radius + ball.radius
      guard dx * dx + dy * dy + dz * dz <= sum * sum else { continue }
      let start = index * PointFinder.fan
      guard level == 0 else {
        visit(level - 1, start..<min(start + PointFinder.fan, levels[level - 1].count), radius, x, y, z, body)
        continue
      }
      for position in start..<min(start + PointFinder.fan, points.count) {
        let (dx, dy, dz) = (points[position].x - x, points[position].y - y, points[position].z - z)
        let square = dx * dx + dy * dy + dz * dz
        if square <= radius * radius { body(Int(order[position]), position, square) }
      }
    }
  }
}
