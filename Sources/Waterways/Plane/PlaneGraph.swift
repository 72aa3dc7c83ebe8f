/// Points and the straight edges between them, none of which cross, and the cycles that run round their faces.
struct PlaneGraph {
  /// An edge from west to east, or on a meridian from south to north.
  struct Edge {
    /// The number of its western point.
    var start: Int32
    /// The number of its eastern point.
    var end: Int32
    /// The number of the line that it is a piece of.
    var line: Int32
  }

  /// A way along edges with one face always to its left.
  struct Cycle {
    /// Whether it runs round the outside of a face, rather than round a hole in one.
    var isAroundFace: Bool
    /// Its northernmost point.
    var top: GridPoint
  }

  private(set) var points: [GridPoint] = []
  private(set) var edges: [Edge] = []

  /// Joins pieces that share ends only.
  ///
  /// - Parameters:
  ///   - pieces: the pieces; of two between the same points one stays.
  ///   - isStronger: whether of two lines the first is the one that stays.
  init(_ pieces: [LineSplitting.Piece], isStronger: (Int32, Int32) -> Bool) {
    var numbers: [GridPoint: Int32] = [:]
    numbers.reserveCapacity(pieces.count)
    edges.reserveCapacity(pieces.count)
    func number(_ point: GridPoint) -> Int32 {
      if let known = numbers[point] { return known }
      let number = Int32(points.count)
      numbers[point] = number
      points.append(point)
      return number
    }
    for piece in pieces {
      let (west, east) = piece.start < piece.end ? (piece.start, piece.end) : (piece.end, piece.start)
      edges.append(Edge(start: number(west), end: number(east), line: piece.line))
    }
    edges.sort { left, right in
      (left.start, left.end) != (right.start, right.end)
        ? (left.start, left.end) < (right.start, right.end) : isStronger(left.line, right.line)
    }
    var last: (Int32, Int32)?
    edges.removeAll { edge in
      defer { last = (edge.start, edge.end) }
      return last.map { $0 == (edge.start, edge.end) } ?? false
    }
  }

  /// Takes away edges that end nowhere, one after the other: they are in one face.
  mutating func removeLooseEnds() {
    var degrees = Array(repeating: 0, count: points.count)
    var incident: [[Int32]] = Array(repeating: [], count: points.count)
    for (index, edge) in edges.enumerated() {
      for point in [edge.start, edge.end] {
        degrees[Int(point)] += 1
        incident[Int(point)].append(Int32(index))
      }
    }
    var isGone = Array(repeating: false, count: edges.count)
    var loose = points.indices.filter { degrees[$0] == 1 }
    while let point = loose.popLast() {
      guard degrees[point] == 1, let edge = incident[point].first(where: { !isGone[Int($0)] }) else { continue }
      isGone[Int(edge)] = true
      for end in [edges[Int(edge)].start, edges[Int(edge)].end] {
        degrees[Int(end)] -= 1
        if degrees[Int(end)] == 1 { loose.append(Int(end)) }
      }
    }
    edges = edges.indices.filter { !isGone[$0] }.map { edges[$0] }
  }

  /// Finds the cycles.
  ///
  /// - Returns: for each edge the number of the cycle to its left, seen from its start, at twice its number, and of that to its
  ///   right at the place after; and the cycles.
  func cycles() -> (sides: [Int32], cycles: [Cycle]) {
    // Half-edges: twice the edge's number from start to end, one more for the way back.
    var leaving: [[Int32]] = Array(repeating: [], count: points.count)
    for (index, edge) in edges.enumerated() {
      leaving[Int(edge.start)].append(Int32(2 * index))
      leaving[Int(edge.end)].append(Int32(2 * index + 1))
    }
    var next = Array(repeating: Int32(0), count: 2 * edges.count)
    for (point, half) in leaving.enumerated() where !half.isEmpty {
      let sorted = half.sorted { isBefore($0, $1, around: points[point]) }
      for (place, out) in sorted.enumerated() {
        // Who comes in against one that leaves goes on by the next one clockwise: so the face stays to the left.
        next[Int(out ^ 1)] = sorted[(place + sorted.count - 1) % sorted.count]
      }
    }
    var sides = Array(repeating: Int32(-1), count: 2 * edges.count)
    var cycles: [Cycle] = []
    for first in sides.indices where sides[first] < 0 {
      let origin = points[Int(source(Int32(first)))]
      var (area, top) = (0.0, origin)
      var half = Int32(first)
      repeat {
        sides[Int(half)] = Int32(cycles.count)
        let (from, to) = (points[Int(source(half))], points[Int(source(half ^ 1))])
        // Beside a point of the cycle, so that the area of a small one is exact.
        area +=
          Double(from.x - origin.x) * Double(to.y - origin.y) - Double(from.y - origin.y) * Double(to.x - origin.x)
        if to.y > top.y { top = to }
        half = next[Int(half)]
      } while half != first
      cycles.append(Cycle(isAroundFace: area > 0, top: top))
    }
    return (sides, cycles)
  }

  private func source(_ half: Int32) -> Int32 {
    let edge = edges[Int(half / 2)]
    return half & 1 == 0 ? edge.start : edge.end
  }

  /// Whether one half-edge comes before another, counter-clockwise from the east.
  private func isBefore(_ one: Int32, _ other: Int32, around centre: GridPoint) -> Bool {
    let (a, b) = (points[Int(source(one ^ 1))], points[Int(source(other ^ 1))])
    let (upperA, upperB) = (isUpper(a, centre), isUpper(b, centre))
    guard upperA == upperB else { return upperA }
    return GridPoint.side(centre, a, b) > 0
  }

  private func isUpper(_ point: GridPoint, _ centre: GridPoint) -> Bool {
    point.y > centre.y || point.y == centre.y && point.x > centre.x
  }
}
