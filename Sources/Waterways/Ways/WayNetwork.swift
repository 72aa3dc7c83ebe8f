package import DirectoryModel
package import Geodesy
internal import Synchronization

/// The land as water cuts it into faces, and the crossings between them.
///
/// The lines of all barriers cut the plane of longitude and latitude into faces. Within a face a way is straight; so it is where
/// its straight line meets no water, but only lines that stand for none. All other ways go by crossings, straight between them.
/// A line without water that closes on itself is the frame of what is described: between its inside and its outside ways are
/// straight, but for islands in the sea to which no crossing leads.
///
/// A network does not change; one with crossings closed or added is another that shares what is the same.
///
/// - Complexity: building takes O(*n* log *n*) in the number of points of the lines: some milliseconds for five thousand.
package final class WayNetwork: Sendable {
  /// Why no way leads over a crossing.
  package enum Unused: Error, Hashable, Sendable {
    /// Cars may not use it, or nobody knows.
    case notByRoad
    /// It is a ferry that does not say when it goes, or for how long one waits.
    case withoutTimetable
    /// There is no barrier of that id.
    case withoutBarrier
    /// It leads from one face to the same: its barrier does not part the land there.
    case partsNothing
  }

  /// What does not change when crossings do.
  struct Ground: Sendable {
    let plane: Plane
    let faces: FaceMap
    /// The pieces of water, numbered by their barriers.
    let water: LineColumns
    let barriers: [Barrier]
    let lines: [[PlanePoint]]
    let numbers: [BarrierID: Int]
    let frames: [[PlanePoint]]

    /// The places on both sides of its barrier between which a crossing leads.
    fileprivate func sides(
      of crossing: Crossing, _ placement: CrossingPlacement
    ) -> Result<(Coordinate, Coordinate), Unused> {
      if let reason = crossing.reasonAgainst { return .failure(reason) }
      guard let number = numbers[crossing.barrier] else { return .failure(.withoutBarrier) }
      return placement.sides(of: crossing, over: lines[number], number: Int32(number)).map { .success($0) }
        ?? .failure(.partsNothing)
    }
  }

  /// A crossing with the two places at which it begins and ends; their numbers are twice its own, and the next one.
  struct Link: Sendable {
    var crossing: Crossing
    var closure: CrossingClosure
  }

  /// Places at the ends of crossings.
  struct Nodes: Sendable {
    var places: [SurfacePoint] = []
    var points: [PlanePoint] = []
    var faces: [Int32] = []
    /// The numbers of those in each face.
    var byFace: [[Int32]]
  }

  let ground: Ground
  let links: [Link]
  let nodes: Nodes
  /// Crossings over which no way leads, and why.
  package let unused: [CrossingID: Unused]
  /// For each face the first of those to which ways lead from it; between two with different ones there is none.
  private let lands: [Int32]
  /// For each face whether it is an island in the sea to which no crossing leads.
  private let isIsland: [Bool]
  /// For each node the nodes of other faces to which no water lies in the straight line; found when they are first needed.
  private let freeLegs = Mutex<[[Int32]]?>(nil)
  /// Whether crossings are open at certain hours only.
  package let hasHours: Bool

  /// Metres up to which straight legs from one face to another are looked for, over lines that are no water.
  static let reach = 60_000.0

  /// Builds a network.
  package convenience init(_ water: WaterBarriers) {
    let barriers = water.barriers
    let plane = Plane(barriers.lazy.map(\.line))
    let lines = barriers.map { $0.line.map(plane.point) }
    let drawn = DrawnLines(barriers, plane: plane)
    self.init(
      Ground(
        plane: plane, faces: FaceMap(drawn.lines), water: drawn.water, barriers: barriers, lines: lines,
        numbers: Dictionary(barriers.enumerated().map { ($1.id, $0) }) { first, _ in first },
        frames: drawn.frames.map { lines[$0] }),
      crossings: water.crossings, closures: [:])
  }

  private init(_ ground: Ground, crossings: [Crossing], closures: [CrossingID: CrossingClosure]) {
    var links: [Link] = []
    var unused: [CrossingID: Unused] = [:]
    var nodes = Nodes(byFace: Array(repeating: [], count: ground.faces.count))
    var lands = DisjointSets(ground.faces.count)
    for (face, group) in ground.faces.groups.enumerated() { lands.unite(Int32(face), group) }
    let placement = CrossingPlacement(plane: ground.plane, faces: ground.faces, water: ground.water)
    for crossing in crossings {
      let sides: (Coordinate, Coordinate)
      switch ground.sides(of: crossing, placement) {
      case .success(let found): sides = found
      case .failure(let reason):
        unused[crossing.id] = reason
        continue
      }
      links.append(Link(crossing: crossing, closure: closures[crossing.id] ?? []))
      for place in [sides.0, sides.1] {
        let point = ground.plane.point(place)
        let face = ground.faces.face(of: point)
        nodes.byFace[Int(face)].append(Int32(nodes.places.count))
        nodes.places.append(SurfacePoint(place))
        nodes.points.append(point)
        nodes.faces.append(face)
      }
      lands.unite(nodes.faces[nodes.faces.count - 2], nodes.faces[nodes.faces.count - 1])
    }
    self.ground = ground
    self.links = links
    self.nodes = nodes
    self.unused = unused
    let roots = (0..<Int32(ground.faces.count)).map { lands.root($0) }
    self.lands = roots
    var isBySea = Array(repeating: false, count: roots.count)
    for edge in ground.faces.edges where ground.barriers[Int(edge.line)].kind == .sea {
      for face in [edge.left, edge.right] { isBySea[Int(roots[Int(face)])] = true }
    }
    for face in nodes.faces { isBySea[Int(roots[Int(face)])] = false }
    isBySea[Int(roots[Int(ground.faces.outside)])] = false
    isIsland = roots.map { isBySea[Int($0)] }
    hasHours = links.contains { $0.crossing.hours != nil }
  }

  /// Why no way would lead over a crossing; `nil` where one would.
  package func reasonAgainst(_ crossing: Crossing) -> Unused? {
    let placement = CrossingPlacement(plane: ground.plane, faces: ground.faces, water: ground.water)
    guard case .failure(let reason) = ground.sides(of: crossing, placement) else { return nil }
    return reason
  }

  /// The same land with other crossings.
  ///
  /// - Parameters:
  ///   - closed: crossings that are closed, and in which directions.
  ///   - opened: crossings that are there beside, such as planned bridges; one of an id that there is takes its place.
  /// - Returns: the network.
  package func supposing(
    closed: [CrossingID: CrossingClosure] = [:], opened: [Crossing] = []
  ) -> WayNetwork {
    let others = Set(opened.map(\.id))
    let kept = crossings.filter { !others.contains($0.id) }
    return WayNetwork(ground, crossings: (kept + opened).sorted { $0.id < $1.id }, closures: closed)
  }

  /// The crossings over which ways lead, in the order in which they were given.
  package var crossings: [Crossing] { links.map(\.crossing) }

  /// The two ends of a crossing, the first as ``CrossingClosure/forward`` has it; `nil` where no way leads over it.
  package func ends(of id: CrossingID) -> (first: Coordinate, second: Coordinate)? {
    links.firstIndex { $0.crossing.id == id }.map {
      (nodes.places[2 * $0].place, nodes.places[2 * $0 + 1].place)
    }
  }

  /// Barriers that part no land, since they do not meet others at both ends: no way goes round them.
  package var partingNothing: [BarrierID] {
    let parting = Set(ground.faces.edges.map(\.line))
    return ground.barriers.indices.filter { !parting.contains(Int32($0)) }.map { ground.barriers[$0].id }
  }

  /// Whether there is no water: then all ways are straight.
  package var isEmpty: Bool { ground.faces.count < 2 }

  // MARK: Places

  /// The face in which a place lies, from 0.
  ///
  /// - Complexity: O(1) where lines lie about as close everywhere: about a tenth of a microsecond.
  package func face(of place: Coordinate) -> Int32 { ground.faces.face(of: ground.plane.point(place)) }

  /// The faces in which a place may lie that is known to some metres only, where water is as near; its own among them.
  ///
  /// - Parameters:
  ///   - radius: how many metres it may be from where it is said to be.
  ///   - place: the place.
  /// - Returns: more than one face where it may stand on either bank.
  package func faces(within radius: Double, of place: Coordinate) -> Set<Int32> {
    let point = ground.plane.point(place)
    var faces = ground.faces.faces(
      within: radius / 110_574 * Plane.scale, of: point, stretch: 1 / max(0.01, Plane.cosine(of: point)))
    faces.insert(ground.faces.face(of: point))
    return faces
  }

  /// Whether a place lies in the frame of what is described; everywhere where there is none.
  func isDescribed(_ point: PlanePoint) -> Bool {
    ground.frames.isEmpty
      || ground.frames.contains { frame in
        var isInside = false
        for (start, end) in zip(frame, frame.dropFirst()) where (start.y > point.y) != (end.y > point.y) {
          if point.x < start.x + (point.y - start.y) / (end.y - start.y) * (end.x - start.x) { isInside.toggle() }
        }
        return isInside
      }
  }

  /// Whether the straight line between two points meets water.
  func meetsWater(_ start: PlanePoint, _ end: PlanePoint) -> Bool {
    guard abs(start.x - end.x) > Plane.fullTurn / 2 else { return ground.water.meets(start, end) }
    // The shorter way leads over the cut: it comes into the plane from both sides.
    let turn = start.x < end.x ? Plane.fullTurn : -Plane.fullTurn
    return ground.water.meets(PlanePoint(x: start.x + turn, y: start.y), end)
      || ground.water.meets(start, PlanePoint(x: end.x - turn, y: end.y))
  }

  /// Whether ways lead from one face to another, while all crossings are open.
  func isConnected(_ one: Int32, _ other: Int32) -> Bool { lands[Int(one)] == lands[Int(other)] }

  /// Whether the way between a place in the frame and one outside is straight, as far as is known: one of two faces is an island
  /// otherwise.
  func isStraightOverFrame(_ one: Int32, _ other: Int32) -> Bool { !isIsland[Int(one)] && !isIsland[Int(other)] }

  /// Whether two faces are joined by lines that are no water.
  func isOpen(_ one: Int32, _ other: Int32) -> Bool {
    ground.faces.groups[Int(one)] == ground.faces.groups[Int(other)]
  }

  /// For each node those of other faces to which the straight line meets no water, only lines that stand for none.
  func legsOverOpenLines() -> [[Int32]] {
    freeLegs.withLock { known in
      if let known { return known }
      var legs: [[Int32]] = Array(repeating: [], count: nodes.places.count)
      var groups: [Int32: [Int32]] = [:]
      for (node, face) in nodes.faces.enumerated() {
        groups[ground.faces.groups[Int(face)], default: []].append(Int32(node))
      }
      for group in groups.values {
        for (place, one) in group.enumerated() {
          for other in group[(place + 1)...] where nodes.faces[Int(one)] != nodes.faces[Int(other)] {
            guard nodes.places[Int(one)].chord(to: nodes.places[Int(other)]) < WayNetwork.reach,
              !meetsWater(nodes.points[Int(one)], nodes.points[Int(other)])
            else { continue }
            legs[Int(one)].append(other)
            legs[Int(other)].append(one)
          }
        }
      }
      known = legs
      return legs
    }
  }
}

extension Crossing {
  /// Why no way leads over it, wherever it is; `nil` for nothing.
  fileprivate var reasonAgainst: WayNetwork.Unused? {
    if road != .yes { return .notByRoad }
    return kind == .ferry && (hours == nil || wait == nil) ? .withoutTimetable : nil
  }
}

extension SurfacePoint {
  /// Metres through the Earth.
  func chord(to other: SurfacePoint) -> Double {
    let (dx, dy, dz) = (other.x - x, other.y - y, other.z - z)
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }
}
