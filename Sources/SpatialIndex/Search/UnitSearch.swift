internal import Geodesy

/// Searches in a `UnitIndex`, one at a time, on one thread at a time.
///
/// It keeps the memory that a search needs, so that after the first few none allocates.
package final class UnitSearch {
  let index: UnitIndex
  let view: UnsafePointer<TreeView>
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

  /// Squared distances between Floats of what is looked into.
  let distances = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64).assumingMemoryBound(to: Float.self)
  /// Units of a leaf that pass, with their places in the frame and their distances.
  let passing = UnsafeMutablePointer<(slot: Int32, state: UnitState)>.allocate(capacity: NodeLayout.unitsPerLeaf)
  let xs = UnsafeMutablePointer<Double>.allocate(capacity: 4 * NodeLayout.unitsPerLeaf)
  var ys: UnsafeMutablePointer<Double> { xs + NodeLayout.unitsPerLeaf }
  var zs: UnsafeMutablePointer<Double> { xs + 2 * NodeLayout.unitsPerLeaf }
  var geodesics: UnsafeMutablePointer<Double> { xs + 3 * NodeLayout.unitsPerLeaf }

  /// A multiple of the rounding error of Float, 2^-24, that covers those of a difference, squares, their sum and a root.
  static let relativeError = 0x1p-22

  init(_ index: UnitIndex) {
    self.index = index
    view = index.view
    filters = (0..<8).map { _ in CompiledFilter() }
    xs.initialize(repeating: 0, count: 4 * NodeLayout.unitsPerLeaf)
  }

  deinit {
    for filter in filters { filter.deallocate() }
    nodes.deallocate()
    approximate.deallocate()
    exact.deallocate()
    distances.deallocate()
    passing.deallocate()
    xs.deallocate()
  }

  /// Ends the search under way; `next` then gives `nil`.
  package func finish() { place = nil }

  func begin(at place: Coordinate) {
    nodes.removeAll()
    approximate.removeAll()
    exact.removeAll()
    lastExact = nil
    travelCount = 0
    self.place = place
    centre = view.pointee.frame.local(EarthFrame.earthCentred(place))
    centreX = Float(centre.x)
    centreY = Float(centre.y)
    centreZ = Float(centre.z)
    // Each coordinate of either is off by at most 2^-24 of itself, on three axes.
    let largest = max(abs(centre.x), max(abs(centre.y), abs(centre.z)))
    roundingError = (Double(view.pointee.extent) + largest) * (1.7321 * 0x1p-24 * 1.001) + 1e-6
  }

  /// The place of a unit in the frame.
  @inline(__always) func local(_ leaf: UnsafeMutableRawPointer, _ slot: Int) -> SIMD3<Double> {
    let (place, rest) = (NodeLayout.floats(leaf), NodeLayout.floats(leaf + NodeLayout.residuals))
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
    FoundUnit(unit: Int(unit.number), distance: unit.distance, value: value)
  }
}
