package import DirectoryModel
package import Geodesy
internal import Primitives
internal import Synchronization

/// Ways from many places to many others, for those who ask about thousands: what `WaySearch` finds for one place, in tables.
///
/// The shortest ways between the ends of crossings are found once, those from a place to all ends once for the place; a way to
/// another place is then the least of a few sums. Ways are those that `WaySearch` finds; their lengths are the same but for
/// the rounding of sums.
///
/// - Complexity: for *n* ends of crossings, at most *m* in one face: O(*n* · *m* + *n* log *n*) for each end of a face in which a
///   place lies, once; O(*n* · *m*) for a place to start from; O(*m*) for a way.
package final class WayTable: Sendable {
  /// A place to which ways are asked.
  package struct Place: Sendable {
    /// The face in which it lies; two places of one face have a straight way.
    package let face: Int32
    fileprivate let point: PlanePoint
    fileprivate let isDescribed: Bool
  }

  /// How far it is from one place to another.
  package struct Leg: Hashable, Sendable {
    /// Metres, as those of a ``Way``.
    package var metres: Double
    /// Seconds that one waits at crossings.
    package var wait: Double

    /// Makes a leg.
    package init(metres: Double, wait: Double) {
      self.metres = metres
      self.wait = wait
    }
  }

  /// A step from one end of a crossing to another.
  fileprivate struct Step {
    var end: Int32
    /// What it is weighed as, metres.
    var weight: Double
    var metres: Double
    var wait: Double
  }

  /// By end of a crossing: how far it is from somewhere.
  fileprivate struct Row: Sendable {
    /// What the way is weighed as, metres; infinite where there is none.
    var weights: [Double]
    var metres: [Double]
    var wait: [Double]

    init(count: Int) {
      weights = Array(repeating: .infinity, count: count)
      metres = Array(repeating: 0, count: count)
      wait = Array(repeating: 0, count: count)
    }
  }

  fileprivate let network: WayNetwork
  /// By end of a crossing: where one gets from there.
  private let steps: [[Step]]
  /// By face: the ends in it, then those of faces from which only lines that are no water part it.
  fileprivate let ends: [[Int32]]
  private let rows: Mutex<[Row?]>

  /// Prepares tables.
  ///
  /// - Parameters:
  ///   - network: the land.
  ///   - isShut: whether a crossing is closed at the moment that is asked about; asked of those with hours only.
  package init(_ network: WayNetwork, isShut: (Crossing) -> Bool = { _ in false }) {
    self.network = network
    let nodes = network.nodes
    let free = network.legsOverOpenLines()
    steps = nodes.places.indices.map { node in
      let here = nodes.places[node]
      var steps: [Step] = []
      func add(_ other: Int32, wait: Double = 0) {
        let there = nodes.places[Int(other)]
        steps.append(
          Step(
            end: other,
            weight: WaySearch.metres(here, there) + wait * WaySearch.metresPerSecondOfWaiting,
            metres: here.distance(to: there), wait: wait))
      }
      let link = network.links[node / 2]
      let isClosed = link.closure.contains(node & 1 == 0 ? .forward : .backward)
      if !isClosed, link.crossing.hours == nil || !isShut(link.crossing) {
        add(Int32(node ^ 1), wait: link.crossing.wait ?? 0)
      }
      for other in nodes.byFace[Int(nodes.faces[node])] where Int(other) != node { add(other) }
      for other in free[node] { add(other) }
      return steps
    }
    let groups = network.ground.faces.groups
    var byGroup: [Int32: [Int32]] = [:]
    for (node, face) in nodes.faces.enumerated() { byGroup[groups[Int(face)], default: []].append(Int32(node)) }
    ends = nodes.byFace.enumerated().map { face, own in
      own + (byGroup[groups[face]] ?? []).filter { nodes.faces[Int($0)] != Int32(face) }
    }
    rows = Mutex(Array(repeating: nil, count: nodes.places.count))
  }

  /// Prepares a place to which ways are asked.
  package func place(_ place: Coordinate) -> Place {
    let point = network.ground.plane.point(place)
    return Place(
      face: network.ground.faces.face(of: point), point: point, isDescribed: network.isDescribed(point))
  }

  /// Prepares a place from which ways are asked.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - faces: the faces in which it may lie, of which the one with the shorter way is taken; empty for the one in which it
  ///     does.
  /// - Returns: the ways from there.
  package func start(at place: Coordinate, in faces: Set<Int32> = []) -> WayStart {
    WayStart(self, at: place, in: faces)
  }

  /// The ways from an end of a crossing to all others.
  fileprivate func row(_ node: Int32) -> Row {
    if let known = rows.withLock({ $0[Int(node)] }) { return known }
    let row = makeRow(node)
    rows.withLock { $0[Int(node)] = row }
    return row
  }

  private func makeRow(_ start: Int32) -> Row {
    var row = Row(count: steps.count)
    var isSettled = Array(repeating: false, count: steps.count)
    var queue = LengthQueue()
    row.weights[Int(start)] = 0
    queue.insert(0, start)
    while let next = queue.popFirst() {
      let node = Int(next.number)
      if isSettled[node] { continue }
      isSettled[node] = true
      for step in steps[node] where !isSettled[Int(step.end)] {
        let weight = next.length + step.weight
        guard weight < row.weights[Int(step.end)] else { continue }
        row.weights[Int(step.end)] = weight
        row.metres[Int(step.end)] = row.metres[node] + step.metres
        row.wait[Int(step.end)] = row.wait[node] + step.wait
        queue.insert(weight, step.end)
      }
    }
    return row
  }
}

/// The ways from one place.
package final class WayStart: Sendable {
  private let table: WayTable
  /// The face in which the place lies.
  package let face: Int32
  /// The faces in which it may lie.
  private let faces: Set<Int32>
  private let point: PlanePoint
  private let isDescribed: Bool
  /// To the ends of crossings.
  private let row: WayTable.Row

  fileprivate init(_ table: WayTable, at place: Coordinate, in faces: Set<Int32>) {
    let network = table.network
    let here = SurfacePoint(place)
    let point = network.ground.plane.point(place)
    let face = network.ground.faces.face(of: point)
    self.table = table
    self.point = point
    self.face = face
    self.faces = faces.isEmpty ? [face] : faces
    isDescribed = network.isDescribed(point)
    var row = WayTable.Row(count: network.nodes.places.count)
    for (node, other) in network.nodes.faces.enumerated() {
      let there = network.nodes.places[node]
      let weight = WaySearch.metres(here, there)
      guard
        self.faces.contains(other)
          || network.isOpen(face, other) && weight < WayNetwork.reach
            && !network.meetsWater(point, network.nodes.points[node])
      else { continue }
      let metres = here.distance(to: there)
      let onward = table.row(Int32(node))
      for end in row.weights.indices where weight + onward.weights[end] < row.weights[end] {
        row.weights[end] = weight + onward.weights[end]
        row.metres[end] = metres + onward.metres[end]
        row.wait[end] = onward.wait[end]
      }
    }
    self.row = row
  }

  /// The way to another place.
  ///
  /// - Parameters:
  ///   - place: the place, prepared by the same table.
  ///   - point: the same place.
  ///   - straight: metres between the two along the ellipsoid.
  /// - Returns: how far it is; `nil` where there is no way by road.
  package func leg(to place: WayTable.Place, at point: SurfacePoint, straight: Double) -> WayTable.Leg? {
    if faces.contains(place.face) { return WayTable.Leg(metres: straight, wait: 0) }
    let network = table.network
    if isDescribed != place.isDescribed {
      return network.isStraightOverFrame(face, place.face) ? WayTable.Leg(metres: straight, wait: 0) : nil
    }
    // Where only water parts the two, a straight line meets some.
    let isOpen = network.isOpen(face, place.face)
    if isOpen || !isDescribed, !network.meetsWater(self.point, place.point) {
      return WayTable.Leg(metres: straight, wait: 0)
    }
    var best = Double.infinity
    var last: Int32 = -1
    for node in table.ends[Int(place.face)] {
      let index = Int(node)
      let before = row.weights[index]
      guard before < best else { continue }
      let metres = WaySearch.metres(network.nodes.places[index], point)
      guard before + metres < best else { continue }
      guard
        network.nodes.faces[index] == place.face
          || metres < WayNetwork.reach && !network.meetsWater(network.nodes.points[index], place.point)
      else { continue }
      best = before + metres
      last = node
    }
    guard last >= 0 else { return nil }
    let metres = row.metres[Int(last)] + point.distance(to: network.nodes.places[Int(last)])
    return WayTable.Leg(metres: max(straight, metres), wait: row.wait[Int(last)])
  }
}

/// Numbers by length, the shortest first: a binary heap.
struct LengthQueue {
  private var items: [(length: Double, number: Int32)] = []

  /// Adds a number.
  mutating func insert(_ length: Double, _ number: Int32) {
    items.append((length, number))
    var index = items.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard items[index].length < items[parent].length else { break }
      items.swapAt(index, parent)
      index = parent
    }
  }

  /// Takes out the one with the least length.
  mutating func popFirst() -> (length: Double, number: Int32)? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return first }
    items[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < items.count {
        if items[child].length < items[least].length { least = child }
      }
      guard least != index else { return first }
      items.swapAt(index, least)
      index = least
    }
  }
}
