internal import HeapModule

/// A network with whole capacities and costs, in which flow of least cost is found.
///
/// Every arc has a twin in the other direction, at its index with the last bit turned, that holds what can be taken back.
struct FlowNetwork {
  /// Where each arc leads.
  private(set) var heads: [Int32] = []
  /// How much more each arc can carry.
  var room: [Int32] = []
  /// What a unit of flow costs; the twin's is the negative.
  private(set) var costs: [Int] = []
  private var following: [Int32] = []
  private var first: [Int32] = []
  /// Potentials: with them, no arc with room has a negative reduced cost.
  private var potentials: [Int] = []

  /// How many nodes there are.
  var nodeCount: Int { first.count }

  /// Adds a node.
  mutating func addNode() -> Int {
    first.append(-1)
    potentials.append(0)
    return first.count - 1
  }

  /// Adds an arc with its twin.
  ///
  /// - Parameters:
  ///   - tail: the node that it leaves.
  ///   - head: the node that it leads to.
  ///   - capacity: the most that it carries, 0 or more.
  ///   - cost: of a unit of flow, 0 or more.
  /// - Returns: its index, which is even.
  @discardableResult
  mutating func addArc(from tail: Int, to head: Int, capacity: Int, cost: Int = 0) -> Int {
    let arc = heads.count
    for (from, to, room, cost) in [(tail, head, capacity, cost), (head, tail, 0, -cost)] {
      following.append(first[from])
      first[from] = Int32(heads.count)
      heads.append(Int32(to))
      self.room.append(Int32(room))
      costs.append(cost)
    }
    return arc
  }

  /// How much an arc carries.
  func flow(_ arc: Int) -> Int { Int(room[arc ^ 1]) }

  /// Gives an arc no more room in either direction.
  mutating func freeze(_ arc: Int) {
    room[arc] = 0
    room[arc ^ 1] = 0
  }

  /// Sends one unit of flow from one node to another along any path; `false` where there is none.
  ///
  /// - Complexity: O(arcs), by breadth-first search.
  mutating func augment(from start: Int, to end: Int) -> Bool {
    var arrivals = [Int32](repeating: -1, count: nodeCount)
    var isVisited = [Bool](repeating: false, count: nodeCount)
    var queue = [Int32(start)]
    isVisited[start] = true
    var position = 0
    search: while position < queue.count {
      let node = Int(queue[position])
      position += 1
      var arc = first[node]
      while arc >= 0 {
        let head = Int(heads[Int(arc)])
        if room[Int(arc)] > 0, !isVisited[head] {
          isVisited[head] = true
          arrivals[head] = arc
          if head == end { break search }
          queue.append(Int32(head))
        }
        arc = following[Int(arc)]
      }
    }
    guard isVisited[end] else { return false }
    push(along: arrivals, from: start, to: end)
    return true
  }

  /// Sends one unit of flow along a cheapest path; `false` where there is none.
  ///
  /// Dijkstra's algorithm on reduced costs, ended as soon as the end is reached (R. K. Ahuja, T. L. Magnanti and
  /// J. B. Orlin, Network Flows, Prentice Hall 1993, section 9.7).
  ///
  /// - Complexity: O(arcs log nodes).
  mutating func augmentCheaply(from start: Int, to end: Int) -> Bool {
    var distances = [Int](repeating: .max, count: nodeCount)
    var arrivals = [Int32](repeating: -1, count: nodeCount)
    var isSettled = [Bool](repeating: false, count: nodeCount)
    var heap = Heap<NodeDistance>()
    distances[start] = 0
    heap.insert(NodeDistance(distance: 0, node: start))
    while let next = heap.popMin() {
      let (distance, node) = (next.distance, next.node)
      if isSettled[node] { continue }
      isSettled[node] = true
      if node == end { break }
      var arc = first[node]
      while arc >= 0 {
        let head = Int(heads[Int(arc)])
        if room[Int(arc)] > 0, !isSettled[head] {
          let next = distance + costs[Int(arc)] + potentials[node] - potentials[head]
          if next < distances[head] {
            distances[head] = next
            arrivals[head] = arc
            heap.insert(NodeDistance(distance: next, node: head))
          }
        }
        arc = following[Int(arc)]
      }
    }
    guard isSettled[end] else { return false }
    let reached = distances[end]
    for node in potentials.indices { potentials[node] += min(isSettled[node] ? distances[node] : reached, reached) }
    push(along: arrivals, from: start, to: end)
    return true
  }

  /// For every node the arc that begins a way to `end` on which flow can be moved at no cost, or −1.
  ///
  /// - Complexity: O(arcs).
  func freeWays(to end: Int) -> [Int32] {
    var departures = [Int32](repeating: -1, count: nodeCount)
    var isVisited = [Bool](repeating: false, count: nodeCount)
    var queue = [Int32(end)]
    isVisited[end] = true
    var position = 0
    while position < queue.count {
      let node = Int(queue[position])
      position += 1
      var arc = first[node]
      while arc >= 0 {
        let tail = Int(heads[Int(arc)])
        let twin = Int(arc) ^ 1
        if !isVisited[tail], isFree(twin, from: tail, to: node) {
          isVisited[tail] = true
          departures[tail] = Int32(twin)
          queue.append(Int32(tail))
        }
        arc = following[Int(arc)]
      }
    }
    return departures
  }

  /// Whether an arc has room, and using it costs nothing beside what is carried.
  func isFree(_ arc: Int, from tail: Int, to head: Int) -> Bool {
    room[arc] > 0 && costs[arc] + potentials[tail] - potentials[head] == 0
  }

  /// Moves one unit of flow along an arc and from its head along free ways to `end`.
  mutating func turn(_ arc: Int, departures: [Int32], end: Int) {
    carry(arc)
    var node = Int(heads[arc])
    while node != end {
      let next = Int(departures[node])
      carry(next)
      node = Int(heads[next])
    }
  }

  private mutating func push(along arrivals: [Int32], from start: Int, to end: Int) {
    var node = end
    while node != start {
      let arc = Int(arrivals[node])
      carry(arc)
      node = Int(heads[arc ^ 1])
    }
  }

  private mutating func carry(_ arc: Int) {
    room[arc] -= 1
    room[arc ^ 1] += 1
  }
}

/// A node with its distance; of equal distances the lower number goes first.
private struct NodeDistance: Comparable {
  var distance: Int
  var node: Int

  static func < (left: NodeDistance, right: NodeDistance) -> Bool {
    left.distance != right.distance ? left.distance < right.distance : left.node < right.node
  }
}
