internal import Primitives

/// Sorts points so that any run of 16, 128, 1,024 … that begins at a multiple of its length lies close together.
///
/// The runs are those of a k-d tree (J. L. Bentley, "Multidimensional binary search trees used for associative searching",
/// CACM 18 (1975), https://doi.org/10.1145/361002.361007) that is split along the longest side of its box.
enum KDOrder {
  /// The fourth number of a point is carried along.
  typealias Point = SIMD4<Float>

  static func sort(_ points: UnsafeMutablePointer<Point>, count: Int, leaf: Int) {
    guard count > leaf else { return }
    var lowest = points[0]
    var highest = points[0]
    for position in 1..<count {
      let point = points[position]
      lowest.replace(with: point, where: point .< lowest)
      highest.replace(with: point, where: point .> highest)
    }
    let size = highest - lowest
    let axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2
    var half = leaf
    while half * 2 < count { half *= 2 }
    switch axis {
    case 0: select(points, count, half) { $0.x }
    case 1: select(points, count, half) { $0.y }
    default: select(points, count, half) { $0.z }
    }
    ParallelLoop.both(count, { sort(points, count: half, leaf: leaf) }) {
      sort(points + half, count: count - half, leaf: leaf)
    }
  }

  /// Puts the `wanted` smallest points first.
  ///
  /// Where no point is below the pivot, those equal to it are set apart, so that many at the same place do no harm. The
  /// passes exchange without a branch, which the processor could not foretell.
  @inline(__always) private static func select(
    _ points: UnsafeMutablePointer<Point>, _ count: Int, _ wanted: Int, key: (Point) -> Float
  ) {
    var from = 0
    var to = count
    while to - from > 1, from < wanted, wanted < to {
      let pivot = pivot(points, from, to, wanted, key)
      let less = partition(points, from, to) { key($0) < pivot }
      if wanted <= less {
        to = less
      } else if less > from {
        from = less
      } else {
        let notMore = partition(points, from, to) { key($0) <= pivot }
        if wanted <= notMore { return }
        from = notMore
      }
    }
  }

  @inline(__always) private static func partition(
    _ points: UnsafeMutablePointer<Point>, _ from: Int, _ to: Int, isFirst: (Point) -> Bool
  ) -> Int {
    var next = from
    for position in from..<to {
      let point = points[position]
      points[position] = points[next]
      points[next] = point
      next &+= isFirst(point) ? 1 : 0
    }
    return next
  }

  /// About the value that will stand at the wanted place, from a sample.
  @inline(__always) private static func pivot(
    _ points: UnsafeMutablePointer<Point>, _ from: Int, _ to: Int, _ wanted: Int, _ key: (Point) -> Float
  ) -> Float {
    let size = to - from > 2_000 ? 31 : 7
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { sample in
      for position in 0..<size {
        let value = key(points[from + (to - from - 1) * position / (size - 1)])
        var place = position
        while place > 0, sample[place - 1] > value {
          sample[place] = sample[place - 1]
          place -= 1
        }
        sample[place] = value
      }
      return sample[(wanted - from) * (size - 1) / (to - from)]
    }
  }
}
