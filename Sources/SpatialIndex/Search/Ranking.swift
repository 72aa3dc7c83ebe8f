internal import CIndexKernels

/// Puts candidates into the order of their geodesics, in memory that is kept from one search to the next.
struct Ranking {
  /// A candidate with bounds of its distance.
  struct Unit: BitwiseCopyable {
    var low: Double
    var high: Double
    /// The distance as far as it is known.
    var distance: Double
    var state: UnitState
    var place: UInt32
    var number: UInt32

    @inline(__always) func isBefore(_ other: Self) -> Bool {
      low < other.low || (low == other.low && number < other.number)
    }
  }

  /// More than this many are sorted by the library.
  static let few = 96

  private(set) var units: UnsafeMutableBufferPointer<Unit>
  /// Places in the frame and their distances, for what works on four at a time.
  private(set) var xs: UnsafeMutablePointer<Double>
  private(set) var ys: UnsafeMutablePointer<Double>
  private(set) var zs: UnsafeMutablePointer<Double>
  private(set) var distances: UnsafeMutablePointer<Double>
  let ranks = UnsafeMutablePointer<UInt32>.allocate(capacity: Ranking.few + 8)
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    (units, xs) = Self.allocate(capacity)
    (ys, zs, distances) = (xs + capacity, xs + 2 * capacity, xs + 3 * capacity)
  }

  private static func allocate(
    _ capacity: Int
  ) -> (UnsafeMutableBufferPointer<Unit>, UnsafeMutablePointer<Double>) {
    let doubles = UnsafeMutablePointer<Double>.allocate(capacity: 4 * capacity)
    doubles.initialize(repeating: 0, count: 4 * capacity)
    return (.allocate(capacity: capacity), doubles)
  }

  func deallocate() {
    units.deallocate()
    xs.deallocate()
    ranks.deallocate()
  }

  /// Makes sure that so many have room, and those that fill up the last four.
  @inline(__always) mutating func reserve(_ count: Int) {
    if count + 3 > capacity { grow(count + 3) }
  }

  @inline(never) private mutating func grow(_ least: Int) {
    units.deallocate()
    xs.deallocate()
    while capacity < least { capacity *= 2 }
    (units, xs) = Self.allocate(capacity)
    (ys, zs, distances) = (xs + capacity, xs + 2 * capacity, xs + 3 * capacity)
  }

  /// By lower bound, then number.
  ///
  /// Few are nearly in order already, and inserting allocates nothing; many are sorted by the library.
  @inline(__always) func sort(from: Int, to: Int) {
    guard to - from <= Self.few else { return units[from..<to].sort { $0.isBefore($1) } }
    var next = from + 1
    while next < to {
      if units[next].isBefore(units[next - 1]) {
        let unit = units[next]
        var place = next
        repeat {
          units[place] = units[place - 1]
          place -= 1
        } while place > from && unit.isBefore(units[place - 1])
        units[place] = unit
      }
      next += 1
    }
  }
}
