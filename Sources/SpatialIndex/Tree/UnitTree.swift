internal import Geodesy
internal import Primitives
internal import Synchronization

/// The tree over the units as its one writer sees it: a packed k-d order cut into leaves of 16 and groups of 8, with free
/// blocks beside for what moves.
///
/// A unit keeps its leaf for the life of the tree. When it moves, its leaf is written anew, and so are the groups above as
/// far as their boxes change; the last step stores one reference. All else is changed in place.
final class UnitTree {
  let count: Int
  let leafCount: Int
  let view: UnsafeMutablePointer<TreeView>
  let sets: CapabilitySets
  /// Where a unit is: leaf × 16 + slot.
  let positions: UnsafeMutablePointer<UInt32>
  /// The present block of each leaf, and of each group by level.
  let leafReferences: UnsafeMutablePointer<UInt32>
  let groupReferences: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>
  /// How many groups each level has, the lowest first.
  let groupCounts: [Int]
  let levels: Int
  var freeLeaves: [UInt32] = []
  var freeGroups: [UInt32] = []
  /// Blocks taken out, with the epoch in which they were.
  var retired: [(epoch: UInt64, reference: UInt32)] = []
  var retiredBegin = 0
  /// The sum of the sides of all leaves, in metres: after building and now.
  var builtSize = 0.0
  var size = 0.0

  init(_ units: UnsafeBufferPointer<IndexedUnit>) {
    count = units.count
    leafCount = (count + Block.unitsPerLeaf - 1) / Block.unitsPerLeaf
    sets = CapabilitySets()
    positions = allocatePages(UInt32.self, count)
    leafReferences = .allocate(capacity: max(1, leafCount))
    for leaf in 0..<leafCount { (leafReferences + leaf).initialize(to: UInt32(leaf) | Block.leafFlag) }
    view = .allocate(capacity: 1)

    let draft = TreeDraft(units, sets)
    defer { draft.deallocate() }
    var counts: [Int] = []
    var nodes = leafCount
    while nodes > 1 || (counts.isEmpty && nodes > 0) {
      nodes = (nodes + Block.fanOut - 1) / Block.fanOut
      counts.append(nodes)
    }
    groupCounts = counts
    levels = counts.count
    groupReferences = .allocate(capacity: max(1, levels))
    var groupCount = 0
    for (level, count) in counts.enumerated() {
      let references = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
      for group in 0..<count { (references + group).initialize(to: UInt32(groupCount + group)) }
      (groupReferences + level).initialize(to: references)
      groupCount += count
    }
    let spareLeaves = 1_024 + leafCount / 8
    let spareGroups = 2_048 + groupCount / 4
    freeLeaves = (0..<UInt32(spareLeaves)).map { UInt32(leafCount) + $0 | Block.leafFlag }
    freeGroups = (0..<UInt32(spareGroups)).map { UInt32(groupCount) + $0 }
    let stride = Block.groupStride(words: draft.rows.words)
    let atomics = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
    view.initialize(
      to: TreeView(
        leaves: allocatePages((leafCount + spareLeaves) * Block.leafStride),
        groups: allocatePages((groupCount + spareGroups) * stride), groupStride: stride, root: atomics,
        frame: draft.frame, extent: draft.extent, rows: draft.rows, capabilitySets: sets.chunks))
    Block.word32(atomics).initialize(to: Atomic(levels > 0 ? groupReferences[levels - 1][0] : Block.none))
    ParallelLoop.forEachRun(leafCount) { _, indices in fillLeaves(draft, indices) }
    for level in 0..<levels {
      ParallelLoop.forEachRun(groupCounts[level]) { _, indices in
        for index in indices { fillGroup(level, index) }
      }
    }
    builtSize = (0..<leafCount).reduce(0) { $0 + Self.size(leafBox($1)) }
    size = builtSize
  }

  deinit {
    view.pointee.leaves.deallocate()
    view.pointee.groups.deallocate()
    view.pointee.root.deallocate()
    view.pointee.rows.deallocate()
    view.deallocate()
    positions.deallocate()
    leafReferences.deallocate()
    for level in 0..<levels { groupReferences[level].deallocate() }
    groupReferences.deallocate()
  }

  // MARK: - Reading

  @inline(__always) func leaf(_ index: Int) -> UnsafeMutableRawPointer { view.pointee.leaf(leafReferences[index]) }

  @inline(__always) func group(_ level: Int, _ index: Int) -> UnsafeMutableRawPointer {
    view.pointee.group(groupReferences[level][index])
  }

  func state(_ unit: Int) -> UnitState {
    let position = Int(positions[unit])
    return state(leaf(position / Block.unitsPerLeaf), position % Block.unitsPerLeaf)
  }

  @inline(__always) func state(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> UnitState {
    UnitState(word: Block.word64(leaf + Block.states)[slot].load(ordering: .relaxed))
  }

  func coordinate(_ unit: Int) -> Coordinate {
    let position = Int(positions[unit])
    return Self.coordinate(leaf(position / Block.unitsPerLeaf), position % Block.unitsPerLeaf)
  }

  /// A place that came from a valid coordinate and is valid therefore.
  @inline(__always) static func coordinate(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> Coordinate {
    Coordinate(
      uncheckedLatitude: (leaf + Block.latitudes).load(fromByteOffset: slot * 8, as: Double.self),
      longitude: (leaf + Block.longitudes).load(fromByteOffset: slot * 8, as: Double.self))
  }

  func unit(_ unit: Int) -> IndexedUnit {
    let state = state(unit)
    return IndexedUnit(
      coordinate: coordinate(unit), kind: UInt8(state.kind), owner: UInt8(state.owner),
      capabilities: sets.set(state.capabilitySet), turnout: state.turnout, readiness: state.readiness)
  }

  /// What a unit marks in a summary.
  @inline(__always) func bits(_ state: UnitState) -> SIMD8<UInt64> {
    view.pointee.rows.bits(
      kind: Int(state.kind), owner: Int(state.owner),
      capabilities: CapabilitySets.record(state.capabilitySet, in: sets.chunks).mask)
  }

  typealias Box = (low: SIMD3<Float>, high: SIMD3<Float>)
  static let emptyBox: Box = (SIMD3(repeating: .infinity), SIMD3(repeating: .infinity))

  static func size(_ box: Box) -> Double {
    box.low.x == .infinity ? 0 : Double((box.high - box.low).sum())
  }

  func leafBox(_ index: Int) -> Box { Self.leafBox(leaf(index)) }

  static func leafBox(_ leaf: UnsafeMutableRawPointer) -> Box {
    let floats = Block.floats(leaf)
    var box: Box = emptyBox
    for slot in 0..<Block.unitsPerLeaf where floats[slot] != .infinity {
      let place = SIMD3(floats[slot], floats[16 + slot], floats[32 + slot])
      box = box.low.x == .infinity ? (place, place) : (pointwiseMin(box.low, place), pointwiseMax(box.high, place))
    }
    return box
  }

  static func box(_ group: UnsafeMutableRawPointer, _ child: Int) -> Box {
    let floats = Block.floats(group)
    return (
      SIMD3(floats[child], floats[8 + child], floats[16 + child]),
      SIMD3(floats[24 + child], floats[32 + child], floats[40 + child])
    )
  }

  static func groupBox(_ group: UnsafeMutableRawPointer) -> Box {
    var whole = emptyBox
    for child in 0..<Block.fanOut {
      let box = box(group, child)
      guard box.low.x != .infinity else { continue }
      whole =
        whole.low.x == .infinity ? box : (pointwiseMin(whole.low, box.low), pointwiseMax(whole.high, box.high))
    }
    return whole
  }

  static func setBox(_ group: UnsafeMutableRawPointer, _ child: Int, _ box: Box) {
    let floats = Block.floats(group)
    for axis in 0..<3 {
      floats[axis * 8 + child] = box.low[axis]
      floats[24 + axis * 8 + child] = box.high[axis]
    }
  }
}
