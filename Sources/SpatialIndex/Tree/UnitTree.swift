internal import Geodesy
internal import Primitives
internal import Synchronization

/// The tree over the units as its one writer sees it: a packed k-d order cut into leaves of 16 and groups of 8.
final class UnitTree {
  let count: Int
  let leafCount: Int
  let view: UnsafeMutablePointer<TreeView>
  /// Where a unit is: leaf × 16 + slot.
  let positions: UnsafeMutablePointer<UInt32>
  /// How many groups each level has, the lowest first, and the number of the first one.
  let groupCounts: [Int]
  private let groupStarts: [Int]

  init(_ units: UnsafeBufferPointer<IndexedUnit>) {
    count = units.count
    leafCount = (count + NodeLayout.unitsPerLeaf - 1) / NodeLayout.unitsPerLeaf
    positions = allocatePages(UInt32.self, count)
    view = .allocate(capacity: 1)

    let draft = TreeDraft(units)
    defer { draft.deallocate() }
    var counts: [Int] = []
    var starts: [Int] = []
    var groups = 0
    var nodes = leafCount
    while nodes > 1 || (counts.isEmpty && nodes > 0) {
      nodes = (nodes + NodeLayout.fanOut - 1) / NodeLayout.fanOut
      counts.append(nodes)
      starts.append(groups)
      groups += nodes
    }
    (groupCounts, groupStarts) = (counts, starts)
    let stride = NodeLayout.groupStride(words: draft.rows.words)
    view.initialize(
      to: TreeView(
        leaves: allocatePages(max(1, leafCount) * NodeLayout.leafStride),
        groups: allocatePages(max(1, groups) * stride),
        groupStride: stride, root: starts.last.map { UInt32($0) } ?? NodeLayout.none, frame: draft.frame,
        extent: draft.extent, rows: draft.rows, capabilitySets: draft.capabilitySets))
    ParallelLoop.forEachRun(leafCount) { _, indices in fillLeaves(draft, indices) }
    for level in counts.indices {
      ParallelLoop.forEachRun(counts[level]) { _, indices in
        for index in indices { fillGroup(level, index) }
      }
    }
  }

  deinit {
    view.pointee.leaves.deallocate()
    view.pointee.groups.deallocate()
    view.pointee.rows.deallocate()
    CapabilitySets.deallocate(view.pointee.capabilitySets)
    view.deallocate()
    positions.deallocate()
  }

  var levels: Int { groupCounts.count }

  // MARK: - Reading

  @inline(__always) func leafReference(_ index: Int) -> UInt32 { UInt32(index) | NodeLayout.leafFlag }

  @inline(__always) func groupReference(_ level: Int, _ index: Int) -> UInt32 { UInt32(groupStarts[level] + index) }

  @inline(__always) func leaf(_ index: Int) -> UnsafeMutableRawPointer { view.pointee.leaf(UInt32(index)) }

  @inline(__always) func group(_ level: Int, _ index: Int) -> UnsafeMutableRawPointer {
    view.pointee.group(groupReference(level, index))
  }

  @inline(__always) func state(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> UnitState {
    UnitState(word: NodeLayout.word64(leaf + NodeLayout.states)[slot].load(ordering: .relaxed))
  }

  /// A place that came from a valid coordinate and is valid therefore.
  @inline(__always) static func coordinate(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> Coordinate {
    Coordinate(
      uncheckedLatitude: (leaf + NodeLayout.latitudes).load(fromByteOffset: slot * 8, as: Double.self),
      longitude: (leaf + NodeLayout.longitudes).load(fromByteOffset: slot * 8, as: Double.self))
  }

  /// What a unit marks in a summary.
  @inline(__always) func bits(_ state: UnitState) -> SIMD8<UInt64> {
    view.pointee.rows.bits(
      kind: Int(state.kind), owner: Int(state.owner), capabilities: view.pointee.capabilities(state).mask)
  }

  typealias Box = (low: SIMD3<Float>, high: SIMD3<Float>)
  static let emptyBox: Box = (SIMD3(repeating: .infinity), SIMD3(repeating: .infinity))

  static func leafBox(_ leaf: UnsafeMutableRawPointer) -> Box {
    let floats = NodeLayout.floats(leaf)
    var box: Box = emptyBox
    for slot in 0..<NodeLayout.unitsPerLeaf where floats[slot] != .infinity {
      let place = SIMD3(floats[slot], floats[16 + slot], floats[32 + slot])
      box = box.low.x == .infinity ? (place, place) : (pointwiseMin(box.low, place), pointwiseMax(box.high, place))
    }
    return box
  }

  static func box(_ group: UnsafeMutableRawPointer, _ child: Int) -> Box {
    let floats = NodeLayout.floats(group)
    return (
      SIMD3(floats[child], floats[8 + child], floats[16 + child]),
      SIMD3(floats[24 + child], floats[32 + child], floats[40 + child])
    )
  }

  static func groupBox(_ group: UnsafeMutableRawPointer) -> Box {
    var whole = emptyBox
    for child in 0..<NodeLayout.fanOut {
      let box = box(group, child)
      guard box.low.x != .infinity else { continue }
      whole =
        whole.low.x == .infinity ? box : (pointwiseMin(whole.low, box.low), pointwiseMax(whole.high, box.high))
    }
    return whole
  }

  static func setBox(_ group: UnsafeMutableRawPointer, _ child: Int, _ box: Box) {
    let floats = NodeLayout.floats(group)
    for axis in 0..<3 {
      floats[axis * 8 + child] = box.low[axis]
      floats[24 + axis * 8 + child] = box.high[axis]
    }
  }
}
