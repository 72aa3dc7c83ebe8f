internal import CIndexKernels

/// Units among which are the nearest so far, in memory that is kept from one search to the next.
///
/// They come in any order, a leaf at a time; now and then those are dropped that cannot be among the nearest any more.
struct Candidates {
  /// Squared distances between Floats.
  private(set) var squared: UnsafeMutablePointer<Float>
  /// Where a unit is: the reference of its leaf × 16 + slot.
  private(set) var places: UnsafeMutablePointer<UInt32>
  private(set) var states: UnsafeMutablePointer<UInt64>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    (squared, places, states) = Self.allocate(capacity)
  }

  private static func allocate(
    _ capacity: Int
  ) -> (UnsafeMutablePointer<Float>, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt64>) {
    // Eight more for what works on eight at a time.
    let floats = UnsafeMutableRawPointer.allocate(byteCount: (capacity + 8) * 4, alignment: 64)
    return (floats.assumingMemoryBound(to: Float.self), .allocate(capacity: capacity), .allocate(capacity: capacity))
  }

  func deallocate() {
    squared.deallocate()
    places.deallocate()
    states.deallocate()
  }

  @inline(__always) mutating func removeAll() { count = 0 }

  /// Makes sure that the units of a leaf can be added.
  @inline(__always) mutating func reserveLeaf() {
    if count + Block.unitsPerLeaf > capacity { grow() }
  }

  @inline(__always) mutating func append(_ squared: Float, _ leaf: UInt32, _ slot: Int, _ state: UInt64) {
    (self.squared + count).initialize(to: squared)
    (places + count).initialize(to: leaf << 4 | UInt32(truncatingIfNeeded: slot))
    (states + count).initialize(to: state)
    count &+= 1
  }

  /// The squared distance of the `number`-th nearest; there must be as many.
  @inline(__always) func squared(ofNearest number: Int) -> Float {
    index_kth(squared, Int32(truncatingIfNeeded: count), Int32(truncatingIfNeeded: number))
  }

  /// Drops what is not below the limit.
  @inline(__always) mutating func drop(notBelow limit: Float) {
    var kept = 0
    for number in 0..<count {
      squared[kept] = squared[number]
      places[kept] = places[number]
      states[kept] = states[number]
      kept &+= squared[number] < limit ? 1 : 0
    }
    count = kept
  }

  @inline(never) private mutating func grow() {
    let old = self
    capacity *= 2
    (squared, places, states) = Self.allocate(capacity)
    squared.moveInitialize(from: old.squared, count: count)
    places.moveInitialize(from: old.places, count: count)
    states.moveInitialize(from: old.states, count: count)
    old.deallocate()
  }
}
