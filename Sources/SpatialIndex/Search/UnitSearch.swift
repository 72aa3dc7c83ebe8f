internal import CIndexKernels
internal import Geodesy
internal import Synchronization

/// Searches in a `UnitIndex`, one at a time, on one thread at a time.
///
/// It keeps the memory that a search needs, so that after the first few none allocates.
package final class UnitSearch {
  let index: UnitIndex
  let slot: ReaderSlots.Slot
  var view: UnsafePointer<TreeView>
  var filters: [CompiledFilter]

  // Of the search under way.
  var place: Coordinate?
  /// The place in the frame, and as Floats.
  var centre = SIMD3<Double>()
  var centreX: Float = 0
  var centreY: Float = 0
  var centreZ: Float = 0
  /// How far, in metres, a distance between Floats can be off from rounding places; beside it comes `relativeError`.
  var roundingError = 0.0
  var travels: [TravelTable] = []
  var travelCount = 0
  var limit = 0.0
  var nodes = Heap<PendingNode>(capacity: 1_024)
  var approximate = Heap<PendingUnit>(capacity: 256)
  var exact = Heap<PendingUnit>(capacity: 256)
  var lastExact: (place: Coordinate, distance: Double)?

  /// Up to as many are found by keeping the best so far; more, one after the other.
  static let mostKept = 64
  var candidates = Candidates(capacity: 256)
  var ranking = Ranking(capacity: 256)
  /// The groups from the root to where a search is.
  let path = UnsafeMutablePointer<PathStep>.allocate(capacity: PathStep.deepest)
  private let pathKeys = UnsafeMutableRawPointer.allocate(byteCount: 32 * PathStep.deepest, alignment: 32)
  let distances = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64).assumingMemoryBound(to: Float.self)

  /// A multiple of the rounding error of Float, 2^-24, that covers those of a difference, squares, their sum and a root.
  static let relativeError = 0x1p-22

  init(_ index: UnitIndex) {
    self.index = index
    slot = index.slots.take()
    filters = (0..<8).map { _ in CompiledFilter() }
    view = UnsafePointer(bitPattern: index.current.load(ordering: .acquiring)).unsafelyUnwrapped
    let keys = pathKeys.bindMemory(to: UInt32.self, capacity: 8 * PathStep.deepest)
    for depth in 0..<PathStep.deepest {
      (path + depth).initialize(to: PathStep(group: pathKeys, keys: keys + 8 * depth))
    }
  }

  deinit {
    finish()
    index.slots.giveBack(slot)
    for filter in filters { filter.deallocate() }
    nodes.deallocate()
    approximate.deallocate()
    exact.deallocate()
    candidates.deallocate()
    ranking.deallocate()
    path.deallocate()
    pathKeys.deallocate()
    distances.deallocate()
  }

  /// Ends the search under way.
  ///
  /// Until then, or until `next` has given `nil`, blocks that changes have replaced are kept for
  /// it: a search left open for long makes changes of places more expensive.
  package func finish() {
    place = nil
    slot.word.pointee.store(ReaderSlots.idle, ordering: .releasing)
  }

  /// Announces that blocks are being read, and finds the present tree.
  func begin(at place: Coordinate) {
    nodes.removeAll()
    approximate.removeAll()
    exact.removeAll()
    lastExact = nil
    travelCount = 0
    self.place = place
    slot.word.pointee.store(index.slots.epoch.load(ordering: .acquiring), ordering: .relaxed)
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    // The index keeps a view until no reader can hold it, so that its address is never that of freed memory.
    view = UnsafePointer(bitPattern: index.current.load(ordering: .acquiring)).unsafelyUnwrapped
    centre = view.pointee.frame.local(EarthFrame.earthCentred(place))
    centreX = Float(centre.x)
    centreY = Float(centre.y)
    centreZ = Float(centre.z)
    // Each coordinate of either is off by at most 2^-24 of itself, on three axes.
    let largest = max(abs(centre.x), max(abs(centre.y), abs(centre.z)))
    roundingError = (Double(view.pointee.extent) + largest) * (1.7321 * 0x1p-24 * 1.001) + 1e-6
  }

  /// The squared chord between Floats up to which places may have this chord.
  @inline(__always) func searchLimit(chord: Double) -> Float {
    let widened = (chord + roundingError) * (1 + 2 * Self.relativeError)
    let squared = widened * widened
    return squared < Double(Float.greatestFiniteMagnitude) ? Float(squared).nextUp : .greatestFiniteMagnitude
  }

  /// The place of a unit in the frame.
  @inline(__always) func local(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> SIMD3<Double> {
    let (place, rest) = (Block.floats(leaf), Block.floats(leaf + Block.residuals))
    return SIMD3(
      Double(place[slot]) + Double(rest[slot]), Double(place[16 + slot]) + Double(rest[16 + slot]),
      Double(place[32 + slot]) + Double(rest[32 + slot]))
  }

  /// The geodesic itself; units of one station come one after the other and have it once.
  func geodesic(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> Double {
    let there = UnitTree.coordinate(leaf, slot)
    if let lastExact, lastExact.place == there { return lastExact.distance }
    guard let place else { return .infinity }
    let distance = Geodesic.distance(from: place, to: there)
    lastExact = (there, distance)
    return distance
  }

  func found(_ unit: PendingUnit, value: Double) -> FoundUnit {
    FoundUnit(
      unit: Int(unit.number), distance: unit.distance, value: value,
      coordinate: UnitTree.coordinate(unit.leaf, Int(unit.slot)), kind: UInt8(unit.state.kind),
      owner: UInt8(unit.state.owner), turnout: unit.state.turnout, readiness: unit.state.readiness)
  }
}

/// A group on the way down, and its children that have not been looked into.
struct PathStep {
  /// Eight children to a group and 2^28 leaves: no tree is deeper.
  static let deepest = 16

  var group: UnsafeMutableRawPointer
  /// See `index_box_keys`; the largest number for a child that has been looked into.
  let keys: UnsafeMutablePointer<UInt32>
}
