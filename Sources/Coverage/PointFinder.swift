/// Finds the points near another one: they lie in the cubes of a grid in space, and those in the cubes around are measured.
struct PointFinder {
  /// Metres along the side of a cube.
  private static let side = 4000.0

  private struct Cube: Hashable {
    var x: Int32
    var y: Int32
    var z: Int32

    init(_ x: Double, _ y: Double, _ z: Double) {
      self.x = Int32((x / PointFinder.side).rounded(.down))
      self.y = Int32((y / PointFinder.side).rounded(.down))
      self.z = Int32((z / PointFinder.side).rounded(.down))
    }
  }

  private let points: [SurfacePoint]
  /// Indices of points, those of one cube together.
  private var order: [Int32] = []
  private var ranges: [Cube: Range<Int32>] = [:]

  init(_ points: [SurfacePoint]) {
    self.points = points
    let cubes = points.map { Cube($0.x, $0.y, $0.z) }
    order = points.indices.map { Int32($0) }.sorted { left, right in
      let (a, b) = (cubes[Int(left)], cubes[Int(right)])
      return (a.x, a.y, a.z, left) < (b.x, b.y, b.z, right)
    }
    var start = 0
    while start < order.count {
      let cube = cubes[Int(order[start])]
      var end = start + 1
      while end < order.count, cubes[Int(order[end])] == cube { end += 1 }
      ranges[cube] = Int32(start)..<Int32(end)
      start = end
    }
  }

  /// Gives every point within a radius, with its distance in metres; in an order that depends on the points alone.
  func forEach(within radius: Double, of centre: SurfacePoint, _ body: (Int, Double) -> Void) {
    guard radius >= 0 else { return }
    // A chord is never longer than its geodesic, so a cube beyond the radius in any axis holds no point within it.
    let low = Cube(centre.x - radius, centre.y - radius, centre.z - radius)
    let high = Cube(centre.x + radius, centre.y + radius, centre.z + radius)
    func visit(_ range: Range<Int32>) {
      for position in range {
        let index = Int(order[Int(position)])
        let point = points[index]
        let (dx, dy, dz) = (point.x - centre.x, point.y - centre.y, point.z - centre.z)
        guard dx * dx + dy * dy + dz * dz <= radius * radius else { continue }
        let distance = centre.distance(to: point)
        if distance <= radius { body(index, distance) }
      }
    }
    let cubes = (Int(high.x) - Int(low.x) + 1) * (Int(high.y) - Int(low.y) + 1) * (Int(high.z) - Int(low.z) + 1)
    guard cubes <= max(64, ranges.count) else { return visit(0..<Int32(order.count)) }
    for x in low.x...high.x {
      for y in low.y...high.y {
        for z in low.z...high.z {
          var cube = Cube(0, 0, 0)
          (cube.x, cube.y, cube.z) = (x, y, z)
          if let range = ranges[cube] { visit(range) }
        }
      }
    }
  }
}
