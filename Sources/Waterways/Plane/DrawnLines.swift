internal import DirectoryModel

/// The lines of barriers as they lie in the plane, joined where they should meet.
struct DrawnLines {
  /// Millionths of a degree by which lines are made longer at their ends, so that one that should end on another does:
  /// coordinates are rounded, as a rule to some metres.
  private static let overlap = 20.0

  /// The lines that cut the plane, numbered by their barriers.
  private(set) var lines: [FaceMap.Line] = []
  /// The pieces of those that are water, as they are drawn.
  let water: LineColumns
  /// The numbers of the barriers that are the frame of what is described.
  let frames: [Int]

  /// Draws barriers.
  ///
  /// A line's end that lies on no other, but within its accuracy of one, is led on to that one.
  init(_ barriers: [Barrier], plane: Plane) {
    var segments: [LineColumns.Segment] = []
    var isWater: [Bool] = []
    var runs: [(number: Int, points: [GridPoint])] = []
    for (number, barrier) in barriers.enumerated() {
      isWater.append(barrier.kind != .open)
      for run in DrawnLines.runs(barrier.line.map(plane.gridPoint)) {
        segments += zip(run, run.dropFirst()).map { LineColumns.Segment($0, $1, number: Int32(number)) }
        runs.append((number, run))
      }
    }
    water = LineColumns(segments.filter { isWater[Int($0.number)] })
    frames = barriers.indices.filter { barriers[$0].isFrame }
    let columns = LineColumns(segments)
    for (number, points) in runs {
      let barrier = barriers[number]
      var points = points
      if points.first != points.last {
        let reach = barrier.accuracy / 110_574 * Plane.scale
        points = DrawnLines.led(points, number, within: reach, columns).reversed()
        points = DrawnLines.led(points, number, within: reach, columns).reversed()
      }
      lines.append(
        FaceMap.Line(
          points: points, effect: barrier.isFrame ? .frame : barrier.kind == .open ? .open : .water,
          number: Int32(number)))
    }
  }

  /// A line without its repeated points, in pieces where it leads over the meridian of the cut, which is far from all others.
  private static func runs(_ line: [GridPoint]) -> [[GridPoint]] {
    var runs: [[GridPoint]] = []
    var run: [GridPoint] = []
    for point in line {
      if let last = run.last {
        if last == point { continue }
        if abs(last.x - point.x) > Int64(Plane.fullTurn / 2) {
          runs.append(run)
          run = []
        }
      }
      run.append(point)
    }
    return (runs + [run]).filter { $0.count > 1 }
  }

  /// A line whose last end reaches a little further, or as far as the nearest other line.
  private static func led(
    _ line: [GridPoint], _ number: Int, within reach: Double, _ columns: LineColumns
  ) -> [GridPoint] {
    let (end, before) = (line[line.count - 1], line[line.count - 2])
    let further = beyond(end, from: before)
    func point(_ grid: GridPoint) -> PlanePoint { PlanePoint(x: Double(grid.x), y: Double(grid.y)) }
    if reach <= overlap || columns.meets(point(end), point(further), where: { $0 != number }) {
      return line + [further]
    }
    let stretch = 1 / max(0.01, Plane.cosine(of: point(end)))
    var nearest: (away: Double, point: PlanePoint)?
    columns.forEach(near: point(end), within: reach, stretch: stretch) { segment, away, foot in
      if Int(segment.number) != number, nearest.map({ away < $0.away }) ?? true { nearest = (away, foot) }
    }
    guard let nearest else { return line + [further] }
    let foot = GridPoint(x: Int64(nearest.point.x.rounded()), y: Int64(nearest.point.y.rounded()))
    return foot == end ? line + [further] : line + [foot, beyond(foot, from: end)]
  }

  private static func beyond(_ end: GridPoint, from before: GridPoint) -> GridPoint {
    let (dx, dy) = (Double(end.x - before.x), Double(end.y - before.y))
    let share = overlap / (dx * dx + dy * dy).squareRoot()
    return GridPoint(x: end.x + Int64((dx * share).rounded()), y: end.y + Int64((dy * share).rounded()))
  }
}

extension Barrier {
  /// Whether it is the frame of what is described: a line without water that closes on itself.
  fileprivate var isFrame: Bool { kind == .open && line.count > 3 && line.first == line.last }
}
