internal import DirectoryModel
internal import Geodesy

/// Finds the two places, in two faces, between which a crossing leads.
struct CrossingPlacement {
  /// Metres from a barrier's line at which a crossing begins and ends, tried one after the other.
  ///
  /// The first is the one for most: half the breadth of a great river with its banks.
  private static let offsets = [120.0, 60, 30, 250, 500, 900]
  /// Millionths of a degree along its barrier's line, either way, over which a crossing's direction is taken.
  private static let reach = 1_500.0
  private static let metresPerDegree = (latitude: 110_574.0, longitude: 111_320.0)

  let plane: Plane
  let faces: FaceMap
  /// The pieces of water, numbered by their lines.
  let water: LineColumns

  /// The two sides of a crossing; `nil` where both are the same: then it leads over nothing.
  func sides(of crossing: Crossing, over line: [PlanePoint], number: Int32) -> (Coordinate, Coordinate)? {
    if let other = crossing.otherEnd {
      return faces.face(of: plane.point(crossing.coordinate)) == faces.face(of: plane.point(other))
        ? nil : (crossing.coordinate, other)
    }
    guard let (foot, direction) = foot(of: plane.point(crossing.coordinate), on: line) else { return nil }
    var second: (Coordinate, Coordinate)?
    for metres in CrossingPlacement.offsets {
      let north = direction.x * metres / CrossingPlacement.metresPerDegree.latitude * Plane.scale
      let east = -direction.y * metres / CrossingPlacement.metresPerDegree.longitude / direction.cosine * Plane.scale
      let left = PlanePoint(x: foot.x + east, y: foot.y + north)
      let right = PlanePoint(x: foot.x - east, y: foot.y - north)
      guard faces.face(of: left) != faces.face(of: right), let one = plane.place(left), let other = plane.place(right)
      else { continue }
      // Where another line runs close beside this one, it must not lead over both.
      if !water.meets(left, right, where: { $0 != number }) { return (one, other) }
      second = second ?? (one, other)
    }
    return second
  }

  /// The point of a line nearest to a point in the plane, and the line's direction there, in metres, of length 1.
  private func foot(
    of point: PlanePoint, on line: [PlanePoint]
  ) -> (foot: PlanePoint, direction: (x: Double, y: Double, cosine: Double))? {
    var lengths = [0.0]
    var best: (square: Double, along: Double)?
    for (start, end) in zip(line, line.dropFirst()) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let length = (dx * dx + dy * dy).squareRoot()
      let before = lengths[lengths.count - 1]
      lengths.append(before + length)
      guard length > 0 else { continue }
      let share = min(1, max(0, ((point.x - start.x) * dx + (point.y - start.y) * dy) / (length * length)))
      let (x, y) = (start.x + share * dx - point.x, start.y + share * dy - point.y)
      let square = x * x + y * y
      if best.map({ square < $0.square }) ?? true { best = (square, before + share * length) }
    }
    guard let best, let total = lengths.last else { return nil }
    func at(_ along: Double) -> PlanePoint {
      let along = min(total, max(0, along))
      let next = max(1, min(line.count - 1, lengths.firstIndex { $0 >= along } ?? line.count - 1))
      let length = lengths[next] - lengths[next - 1]
      let share = length > 0 ? (along - lengths[next - 1]) / length : 0
      return PlanePoint(
        x: line[next - 1].x + share * (line[next].x - line[next - 1].x),
        y: line[next - 1].y + share * (line[next].y - line[next - 1].y))
    }
    let foot = at(best.along)
    let (before, after) = (at(best.along - CrossingPlacement.reach), at(best.along + CrossingPlacement.reach))
    let cosine = max(0.01, Plane.cosine(of: foot))
    let (dx, dy) = ((after.x - before.x) * cosine, after.y - before.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return nil }
    return (foot, (dx / length, dy / length, cosine))
  }
}
