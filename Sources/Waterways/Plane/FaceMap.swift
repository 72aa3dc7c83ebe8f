/// The faces into which lines cut the plane.
///
/// Edges that lie in one face on both sides, such as those of a line that ends in the middle of the land, cut nothing. What
/// lies outside all lines is a face too.
struct FaceMap {
  /// A line that takes part.
  struct Line {
    /// Its points.
    var points: [GridPoint]
    /// What it does to the land beside it.
    var effect: Effect
    /// What the caller calls it.
    var number: Int32
  }

  /// What a line does to the land beside it.
  enum Effect: UInt8, Comparable {
    /// It is where the description of the land ends: what lies inside of two such lines is not cut by them.
    case frame
    /// It is crossed freely.
    case open
    /// It is water.
    case water

    static func < (left: Effect, right: Effect) -> Bool { left.rawValue < right.rawValue }
  }

  /// A piece of a line with the faces on its sides.
  struct Edge {
    var start: GridPoint
    var end: GridPoint
    /// The line's number.
    var line: Int32
    var effect: Effect
    /// The face to the left of the way from its start to its end.
    var left: Int32
    /// The face to its right.
    var right: Int32
  }

  /// Pieces of lines between two faces; they start in the west.
  let edges: [Edge]
  /// How many faces there are, from 0.
  let count: Int
  /// The face outside all lines.
  let outside: Int32
  /// For each face the first of those that are reached from it over lines that are crossed freely.
  let groups: [Int32]
  private let columns: LineColumns

  /// Finds the faces.
  ///
  /// - Complexity: O(*n* log *n*) in the number of points.
  init(_ lines: [Line]) {
    let pieces = lines.enumerated().flatMap { number, line in
      zip(line.points, line.points.dropFirst())
        .map { LineSplitting.Piece(start: $0, end: $1, line: Int32(number)) }
    }
    var graph = PlaneGraph(LineSplitting.split(pieces)) { lines[Int($0)].effect > lines[Int($1)].effect }
    graph.removeLooseEnds()
    let (sides, cycles) = graph.cycles()
    var merged = DisjointSets(cycles.count + 1)
    let unbounded = Int32(cycles.count)
    // A cycle that runs round a hole belongs to the face in which the hole lies.
    let rays = LineColumns(
      graph.edges.indices.map { edge in
        .init(graph.points[Int(graph.edges[edge].start)], graph.points[Int(graph.edges[edge].end)], number: Int32(edge))
      })
    for (number, cycle) in cycles.enumerated() where !cycle.isAroundFace {
      let top = PlanePoint(x: Double(cycle.top.x), y: Double(cycle.top.y))
      let above = rays.first(northOf: top, gap: 1e-3).map { sides[2 * Int($0) + 1] } ?? unbounded
      merged.unite(Int32(number), above)
    }
    let isOutside = { (cycle: Int32, sets: inout DisjointSets) in sets.root(cycle) == sets.root(unbounded) }
    for (index, edge) in graph.edges.enumerated() where lines[Int(edge.line)].effect == .frame {
      let (left, right) = (sides[2 * index], sides[2 * index + 1])
      if !isOutside(left, &merged), !isOutside(right, &merged) { merged.unite(left, right) }
    }
    var numbers: [Int32: Int32] = [:]
    func face(_ cycle: Int32) -> Int32 {
      let root = merged.root(cycle)
      if let known = numbers[root] { return known }
      let number = Int32(numbers.count)
      numbers[root] = number
      return number
    }
    var edges: [Edge] = []
    for (index, edge) in graph.edges.enumerated() {
      let (left, right) = (face(sides[2 * index]), face(sides[2 * index + 1]))
      guard left != right else { continue }
      edges.append(
        Edge(
          start: graph.points[Int(edge.start)], end: graph.points[Int(edge.end)], line: lines[Int(edge.line)].number,
          effect: lines[Int(edge.line)].effect, left: left, right: right))
    }
    outside = face(unbounded)
    count = numbers.count
    var united = DisjointSets(count)
    for edge in edges where edge.effect == .open { united.unite(edge.left, edge.right) }
    groups = (0..<Int32(count)).map { united.root($0) }
    self.edges = edges
    columns = LineColumns(edges.indices.map { .init(edges[$0].start, edges[$0].end, number: Int32($0)) })
  }

  /// The face in which a point lies.
  ///
  /// One on a line belongs to one of the faces beside it.
  ///
  /// - Complexity: O(1) where lines lie about as close everywhere.
  func face(of point: PlanePoint) -> Int32 {
    columns.first(northOf: point).map { edges[Int($0)].right } ?? outside
  }

  /// The faces of which some point lies within a distance of a point, beside water; its own may be among them.
  ///
  /// - Parameters:
  ///   - distance: in units of latitude.
  ///   - point: the point.
  ///   - stretch: how many units of longitude are as long as one of latitude there.
  /// - Returns: the faces on both sides of all water that is as near.
  func faces(within distance: Double, of point: PlanePoint, stretch: Double) -> Set<Int32> {
    var found: Set<Int32> = []
    columns.forEach(near: point, within: distance, stretch: stretch) { segment, _, _ in
      let edge = edges[Int(segment.number)]
      guard edge.effect == .water else { return }
      found.insert(edge.left)
      found.insert(edge.right)
    }
    return found
  }
}

/// Numbers from 0 that are put together into sets.
struct DisjointSets {
  private var parents: [Int32]

  init(_ count: Int) { parents = Array(0..<Int32(count)) }

  /// The number that stands for a number's set: the least in it.
  mutating func root(_ number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      parents[Int(number)] = parents[Int(parents[Int(number)])]
      number = parents[Int(number)]
    }
    return number
  }

  /// Puts the sets of two numbers together.
  mutating func unite(_ one: Int32, _ other: Int32) {
    let (left, right) = (root(one), root(other))
    guard left != right else { return }
    parents[Int(max(left, right))] = min(left, right)
  }
}
