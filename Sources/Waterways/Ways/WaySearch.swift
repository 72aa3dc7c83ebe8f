package import DirectoryModel
package import Geodesy

/// The shortest ways between one place and any others, found as far as they are asked for.
///
/// Dijkstra's algorithm from the one place over the ends of crossings goes on only until no further crossing can make a way
/// shorter that is asked about; what it has found it keeps. Legs in a face are measured when they are come to.
///
/// - Complexity: for a way of which *k* ends of crossings are nearer than its length, O(*k* · *m*) in the greatest number *m*
///   of ends in a face, and O(*k*) where another way was as long.
package final class WaySearch {
  /// Which way round units go.
  package enum Direction: Hashable, Sendable {
    /// From the others to the one place.
    case toPlace
    /// From the one place to the others.
    case fromPlace
  }

  /// Metres per second of driving that a second of waiting is weighed as, when the shortest way is chosen: 54 km/h.
  package static let metresPerSecondOfWaiting = 15.0

  private let network: WayNetwork
  private let place: SurfacePoint
  private let point: PlanePoint
  private let isDescribed: Bool
  private let direction: Direction
  /// Crossings that are closed at the moment that is asked about.
  private let isShut: (Crossing) -> Bool
  /// The face in which the place lies.
  package let face: Int32

  // What is found, by the numbers of ends.
  private var lengths: [Double] = []
  private var before: [Int32] = []
  private var isSettled: [Bool] = []
  /// Ends in the order of their lengths.
  private var settled: [Int32] = []
  /// Ends to which some way is known, and perhaps not the shortest.
  private var reached: [Int32] = []
  /// Ends of other faces to which no water may lie in the straight line from the place.
  private var unproven: [(node: Int32, metres: Double)] = []
  private var openLegs: [[Int32]] = []

  /// Begins at a place.
  ///
  /// - Parameters:
  ///   - network: the land.
  ///   - direction: which way round units go.
  ///   - place: the one place.
  ///   - isShut: whether a crossing is closed at the moment that is asked about; asked of those with hours only.
  package init(
    _ network: WayNetwork, _ direction: Direction, _ place: Coordinate,
    isShut: @escaping (Crossing) -> Bool = { _ in false }
  ) {
    self.network = network
    self.direction = direction
    self.isShut = isShut
    self.place = SurfacePoint(place)
    point = network.ground.plane.point(place)
    isDescribed = network.isDescribed(point)
    face = network.ground.faces.face(of: point)
  }

  /// Whether a way is straight because both its places lie in one face: asked first, since it is most of the time.
  package func isStraight(face other: Int32) -> Bool { other == face }

  /// The way between the place and another.
  ///
  /// - Parameters:
  ///   - other: the other place.
  ///   - faces: the faces in which it may lie, of which the one with the shortest way is taken; empty for the one in which it
  ///     does.
  ///   - straight: metres between the two along the ellipsoid.
  /// - Returns: the shortest way; `nil` where there is none by road.
  package func way(between other: Coordinate, in faces: Set<Int32> = [], straight: Double) -> Way? {
    let otherPoint = network.ground.plane.point(other)
    let own = network.ground.faces.face(of: otherPoint)
    guard own != face, !faces.contains(face) else { return Way(metres: straight) }
    guard isDescribed == network.isDescribed(otherPoint) else {
      return network.isStraightOverFrame(face, own) ? Way(metres: straight) : nil
    }
    guard network.meetsWater(point, otherPoint) else { return Way(metres: straight) }
    let possible = faces.isEmpty ? [own] : faces
    guard possible.contains(where: { network.isConnected(face, $0) }) else { return nil }
    guard let last = nearestEnd(to: SurfacePoint(other), otherPoint, in: possible, own: own) else { return nil }
    return way(from: last, to: SurfacePoint(other), straight: straight)
  }

  /// The end at which the shortest way to another place leaves the ends of crossings.
  private func nearestEnd(
    to other: SurfacePoint, _ otherPoint: PlanePoint, in faces: Set<Int32>, own: Int32
  ) -> Int32? {
    if lengths.isEmpty { begin() }
    var best: (length: Double, node: Int32)?
    var index = 0
    while true {
      if index == settled.count, !settle(before: best?.length ?? .infinity) { break }
      let node = settled[index]
      index += 1
      let length = lengths[Int(node)]
      if let best, length >= best.length { break }
      let metres = WaySearch.metres(network.nodes.places[Int(node)], other)
      if let best, length + metres >= best.length { continue }
      let nodeFace = network.nodes.faces[Int(node)]
      guard
        faces.contains(nodeFace)
          || network.isOpen(nodeFace, own) && metres < WayNetwork.reach
            && !network.meetsWater(network.nodes.points[Int(node)], otherPoint)
      else { continue }
      best = (length + metres, node)
    }
    return best?.node
  }

  /// The way from the place over ends of crossings to one of them, and on to another place.
  private func way(from last: Int32, to other: SurfacePoint, straight: Double) -> Way {
    var metres = other.distance(to: network.nodes.places[Int(last)])
    var wait = 0.0
    var crossings: [Crossing] = []
    var node = last
    // Round an end it goes as well where it crosses the line without water beside it.
    func note(_ node: Int32, isCrossed: Bool) {
      let crossing = network.links[Int(node / 2)].crossing
      if isCrossed { wait += crossing.wait ?? 0 }
      if isCrossed || crossing.kind == .end, crossings.last?.id != crossing.id { crossings.append(crossing) }
    }
    while before[Int(node)] >= 0 {
      let next = before[Int(node)]
      metres += network.nodes.places[Int(node)].distance(to: network.nodes.places[Int(next)])
      note(node, isCrossed: next == node ^ 1)
      node = next
    }
    note(node, isCrossed: false)
    metres += network.nodes.places[Int(node)].distance(to: place)
    if direction == .fromPlace { crossings.reverse() }
    return Way(metres: max(straight, metres), wait: wait, crossings: crossings)
  }

  // MARK: The search

  private func begin() {
    let count = network.nodes.places.count
    lengths = Array(repeating: .infinity, count: count)
    before = Array(repeating: -1, count: count)
    isSettled = Array(repeating: false, count: count)
    openLegs = network.legsOverOpenLines()
    for (node, other) in network.nodes.faces.enumerated() where network.isOpen(face, other) {
      let metres = WaySearch.metres(place, network.nodes.places[node])
      if other == face {
        reach(Int32(node), metres, from: -1)
      } else if metres < WayNetwork.reach {
        unproven.append((Int32(node), metres))
      }
    }
    unproven.sort { $0.metres > $1.metres }
  }

  /// Settles the next end; `false` when there is none left, or none nearer than a length.
  private func settle(before limit: Double) -> Bool {
    while true {
      var best: (length: Double, index: Int)?
      for (index, node) in reached.enumerated() {
        let length = lengths[Int(node)]
        if best.map({ length < $0.length }) ?? true { best = (length, index) }
      }
      // Straight lines from the place are looked at for water when their turn comes.
      if let next = unproven.last, next.metres <= best?.length ?? .infinity {
        guard next.metres < limit else { return false }
        unproven.removeLast()
        if !isSettled[Int(next.node)], next.metres < lengths[Int(next.node)],
          !network.meetsWater(point, network.nodes.points[Int(next.node)])
        {
          reach(next.node, next.metres, from: -1)
        }
        continue
      }
      guard let best, best.length < limit else { return false }
      let node = reached[best.index]
      reached[best.index] = reached[reached.count - 1]
      reached.removeLast()
      isSettled[Int(node)] = true
      settled.append(node)
      goOn(from: node)
      return true
    }
  }

  private func goOn(from node: Int32) {
    let length = lengths[Int(node)]
    let here = network.nodes.places[Int(node)]
    let link = network.links[Int(node / 2)]
    // Towards the place, one comes to this end from the other.
    let isForward = (node & 1 == 0) == (direction == .fromPlace)
    if !link.closure.contains(isForward ? .forward : .backward), link.crossing.hours == nil || !isShut(link.crossing) {
      let other = node ^ 1
      let wait = (link.crossing.wait ?? 0) * WaySearch.metresPerSecondOfWaiting
      reach(other, length + WaySearch.metres(here, network.nodes.places[Int(other)]) + wait, from: node)
    }
    for other in network.nodes.byFace[Int(network.nodes.faces[Int(node)])] where !isSettled[Int(other)] {
      reach(other, length + WaySearch.metres(here, network.nodes.places[Int(other)]), from: node)
    }
    for other in openLegs[Int(node)] where !isSettled[Int(other)] {
      reach(other, length + WaySearch.metres(here, network.nodes.places[Int(other)]), from: node)
    }
  }

  private func reach(_ node: Int32, _ length: Double, from last: Int32) {
    guard length < lengths[Int(node)], !isSettled[Int(node)] else { return }
    if lengths[Int(node)] == .infinity { reached.append(node) }
    lengths[Int(node)] = length
    before[Int(node)] = last
  }

  /// Metres of a leg, from the chord: to a centimetre up to 100 km, which decides between ways; the one that is taken is
  /// measured along the ellipsoid.
  static func metres(_ one: SurfacePoint, _ other: SurfacePoint) -> Double {
    let chord = one.chord(to: other)
    return chord * (1 + chord * chord * 1.025e-15)
  }
}
