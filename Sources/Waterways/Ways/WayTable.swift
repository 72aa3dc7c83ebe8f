package import DirectoryModel
package import Geodesy
internal import Primitives
internal import Synchronization

/// Ways from many places to many others, for those who ask about thousands: what `WaySearch` finds for one place, in tables.
///
/// The shortest ways between the ends of crossings are found once, those from a place to all ends once for the place; a way to
/// another place is then the least of a few sums. Ways are those that `WaySearch` finds; where two are as long to a
/// centimetre, it may be the other one.
///
/// - Complexity: for *n* ends of crossings within the longest way, at most *m* in one face: O(*n* · *m*) for each end of a face
///   in which a place lies, once; O(*n* · *m*) for a place to start from; O(*m*) for a way.
package final class WayTable: Sendable {
  /// A place to which ways are asked.
  package struct Place: Sendable {
    /// The face in which it lies; two places of one face have a straight way.
    package let face: Int32
    fileprivate let isDescribed: Bool
    fileprivate let point: PlanePoint
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
    /// Whether it is straight within a face: two such steps are never better than one.
    var isInFace: Bool
    /// What it is weighed as, metres.
    var weight: Double
    var metres: Double
    var wait: Double
  }

  /// How far an end of a crossing is from somewhere.
  fileprivate struct Entry: Sendable {
    var end: Int32
    /// What the way is weighed as, metres.
    var weight: Double
    var metres: Double
    var wait: Double
  }

  fileprivate let network: WayNetwork
  /// Metres beyond which ways are not looked for.
  package let longest: Double
  /// By end of a crossing: where its steps begin, and behind the last where all end.
  private let firstSteps: [Int32]
  private let steps: [Step]
  /// By face: others from which only lines that are no water part it.
  fileprivate let neighbours: [[Int32]]
  private let rows: Mutex<[[Entry]?]>

  /// Prepares tables.
  ///
  /// - Parameters:
  ///   - network: the land.
  ///   - longest: metres beyond which no way is of interest: there may be none then.
  ///   - isShut: whether a crossing is closed at the moment that is asked about; asked of those with hours only.
  package init(
    _ network: WayNetwork, within longest: Double = .infinity, isShut: (Crossing) -> Bool = { _ in false }
  ) {
    self.network = network
    self.longest = longest
    let nodes = network.nodes
    let free = network.legsOverOpenLines()
    var firstSteps: [Int32] = [0]
    var steps: [Step] = []
    for (node, here) in nodes.places.enumerated() {
      func add(_ other: Int32, isInFace: Bool = false, wait: Double = 0) {
        let there = nodes.places[Int(other)]
        let weight = WaySearch.metres(here, there) + wait * WaySearch.metresPerSecondOfWaiting
        guard weight <= longest else { return }
        steps.append(
          Step(end: other, isInFace: isInFace, weight: weight, metres: here.distance(to: there), wait: wait))
      }
      let link = network.links[node / 2]
      let isClosed = link.closure.contains(node & 1 == 0 ? .forward : .backward)
      if !isClosed, link.crossing.hours == nil || !isShut(link.crossing) {
        add(Int32(node ^ 1), wait: link.crossing.wait ?? 0)
      }
      for other in free[node] { add(other) }
      for other in nodes.byFace[Int(nodes.faces[node])] where Int(other) != node { add(other, isInFace: true) }
      firstSteps.append(Int32(steps.count))
    }
    self.firstSteps = firstSteps
    self.steps = steps
    let groups = network.ground.faces.groups
    let members = Dictionary(grouping: groups.indices, by: { groups[$0] })
    neighbours = groups.indices.map { face in
      (members[groups[face]] ?? []).filter { $0 != face }.map { Int32($0) }
    }
    rows = Mutex(Array(repeating: nil, count: nodes.places.count))
  }

  /// Prepares a place to which ways are asked.
  package func place(_ place: Coordinate) -> Place {
    let point = network.ground.plane.point(place)
    return Place(
      face: network.ground.faces.face(of: point), isDescribed: network.isDescribed(point), point: point)
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

  /// The ways from an end of a crossing to others, the shortest first; only such as another way may begin with.
  fileprivate func row(_ node: Int32) -> [Entry] {
    if let known = rows.withLock({ $0[Int(node)] }) { return known }
    let row = makeRow(node)
    rows.withLock { $0[Int(node)] = row }
    return row
  }

  private func makeRow(_ start: Int32) -> [Entry] {
    let count = firstSteps.count - 1
    var row: [Entry] = []
    var best = Array(
      repeating: Entry(end: -1, weight: .infinity, metres: 0, wait: 0), count: count)
    // Whether the last step to an end was straight within its face.
    var isWithin = Array(repeating: false, count: count)
    var isSettled = isWithin
    var queue = LengthQueue()
    best[Int(start)] = Entry(end: start, weight: 0, metres: 0, wait: 0)
    queue.insert(0, start)
    while let next = queue.popFirst() {
      let node = Int(next.number)
      if isSettled[node] { continue }
      isSettled[node] = true
      let here = best[node]
      let wasWithin = isWithin[node]
      // Whoever came within the face could have gone straight on to where this end leads within it.
      if !wasWithin || !neighbours[Int(network.nodes.faces[node])].isEmpty { row.append(here) }
      for index in Int(firstSteps[node])..<Int(firstSteps[node + 1]) {
        let step = steps[index]
        if step.isInFace, wasWithin { break }
        let end = Int(step.end)
        let weight = here.weight + step.weight
        guard weight < best[end].weight, weight <= longest, !isSettled[end] else { continue }
        best[end] = Entry(
          end: step.end, weight: weight, metres: here.metres + step.metres, wait: here.wait + step.wait)
        isWithin[end] = step.isInFace
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
  /// Others in which it may lie.
  private let otherFaces: [Int32]
  private let isDescribed: Bool
  private let point: PlanePoint
  /// Face by face the ends of crossings to which ways lead, those of a face by length.
  private let entries: [WayTable.Entry]
  /// By face where its entries begin, and behind the last where all end.
  private let firstEntries: [Int32]

  fileprivate init(_ table: WayTable, at place: Coordinate, in faces: Set<Int32>) {
    let network = table.network
    let nodes = network.nodes
    let here = SurfacePoint(place)
    let point = network.ground.plane.point(place)
    let face = network.ground.faces.face(of: point)
    self.table = table
    self.point = point
    self.face = face
    let own = faces.isEmpty ? [face] : Array(faces)
    otherFaces = own.filter { $0 != face }
    isDescribed = network.isDescribed(point)
    var best = Array(
      repeating: WayTable.Entry(end: -1, weight: .infinity, metres: 0, wait: 0), count: nodes.places.count)
    func goOn(from node: Int32, _ weight: Double) {
      let metres = here.distance(to: nodes.places[Int(node)])
      for onward in table.row(node) {
        let sum = weight + onward.weight
        if sum > table.longest { break }
        guard sum < best[Int(onward.end)].weight else { continue }
        best[Int(onward.end)] = WayTable.Entry(
          end: onward.end, weight: sum, metres: metres + onward.metres, wait: onward.wait)
      }
    }
    for own in own {
      for node in nodes.byFace[Int(own)] {
        let weight = WaySearch.metres(here, nodes.places[Int(node)])
        if weight <= table.longest { goOn(from: node, weight) }
      }
    }
    for other in table.neighbours[Int(face)] where !own.contains(other) {
      for node in nodes.byFace[Int(other)] {
        let weight = WaySearch.metres(here, nodes.places[Int(node)])
        guard weight < min(WayNetwork.reach, best[Int(node)].weight), weight <= table.longest,
          !network.meetsWater(point, nodes.points[Int(node)])
        else { continue }
        goOn(from: node, weight)
      }
    }
    var entries: [WayTable.Entry] = []
    var firstEntries: [Int32] = [0]
    for ends in nodes.byFace {
      let start = entries.count
      for end in ends where best[Int(end)].end >= 0 { entries.append(best[Int(end)]) }
      entries[start...].sort { $0.weight < $1.weight }
      firstEntries.append(Int32(entries.count))
    }
    self.entries = entries
    self.firstEntries = firstEntries
  }

  /// The way to another place.
  ///
  /// - Parameters:
  ///   - place: the place, prepared by the same table.
  ///   - point: the same place.
  ///   - straight: metres between the two along the ellipsoid.
  /// - Returns: how far it is; `nil` where there is no way by road, or only one that is longer than is of interest.
  package func leg(to place: WayTable.Place, at point: SurfacePoint, straight: Double) -> WayTable.Leg? {
    if place.face == face || otherFaces.contains(place.face) { return WayTable.Leg(metres: straight, wait: 0) }
    let network = table.network
    if isDescribed != place.isDescribed {
      return network.isStraightOverFrame(face, place.face) ? WayTable.Leg(metres: straight, wait: 0) : nil
    }
    // Where only water parts the two, a straight line meets some.
    if network.isOpen(face, place.face) || !isDescribed, !network.meetsWater(self.point, place.point) {
      return WayTable.Leg(metres: straight, wait: 0)
    }
    var best = Double.infinity
    var last = -1
    func look(in face: Int32, isOwn: Bool) {
      for index in Int(firstEntries[Int(face)])..<Int(firstEntries[Int(face) + 1]) {
        let before = entries[index].weight
        if before >= best { return }
        let node = Int(entries[index].end)
        let metres = WaySearch.metres(network.nodes.places[node], point)
        guard before + metres < best else { continue }
        guard
          isOwn || metres < WayNetwork.reach && !network.meetsWater(network.nodes.points[node], place.point)
        else { continue }
        best = before + metres
        last = index
      }
    }
    look(in: place.face, isOwn: true)
    for other in table.neighbours[Int(place.face)] { look(in: other, isOwn: false) }
    guard last >= 0 else { return nil }
    let entry = entries[last]
    let metres = entry.metres + point.distance(to: network.nodes.places[Int(entry.end)])
    return WayTable.Leg(metres: max(straight, metres), wait: entry.wait)
  }
}

/// Numbers by length, the shortest first: a binary heap.
struct LengthQueue {
  private struct Item {
    var length: Double
    var number: Int32
  }

  private var items: [Item] = []

  /// Adds a number.
  mutating func insert(_ length: Double, _ number: Int32) {
    let item = Item(length: length, number: number)
    var hole = items.count
    items.append(item)
    items.withUnsafeMutableBufferPointer { items in
      while hole > 0 {
        let parent = (hole - 1) / 2
        guard length < items[parent].length else { break }
        items[hole] = items[parent]
        hole = parent
      }
      items[hole] = item
    }
  }

  /// Takes out the one with the least length.
  mutating func popFirst() -> (length: Double, number: Int32)? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    let count = items.count
    guard count > 0 else { return (first.length, first.number) }
    items.withUnsafeMutableBufferPointer { items in
      var hole = 0
      while true {
        var child = 2 * hole + 1
        guard child < count else { break }
        if child + 1 < count, items[child + 1].length < items[child].length { child += 1 }
        guard items[child].length < last.length else { break }
        items[hole] = items[child]
        hole = child
      }
      items[hole] = last
    }
    return (first.length, first.number)
  }
}
