/// Numbers whose bits are those of two or three coordinates in turn: points whose codes begin with the same bits lie in one
/// cell of the plane or of space.
///
/// G. M. Morton, "A computer oriented geodetic data base and a new technique in file sequencing", IBM, Ottawa 1966.
enum MortonCode {
  /// The code of two coordinates of at most 32 bits, the first one's bits before the second one's.
  static func interleave(_ x: UInt64, _ y: UInt64) -> UInt64 { spread(x) << 1 | spread(y) }

  /// The code of three coordinates of at most 16 bits.
  static func interleave(_ x: UInt64, _ y: UInt64, _ z: UInt64) -> UInt64 {
    widen(x) << 2 | widen(y) << 1 | widen(z)
  }

  /// Puts a zero between any two of the lowest 32 bits.
  private static func spread(_ value: UInt64) -> UInt64 {
    var bits = value & 0xFFFF_FFFF
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333
    return (bits | bits << 1) & 0x5555_5555_5555_5555
  }

  /// Puts two zeros between any two of the lowest 16 bits.
  private static func widen(_ value: UInt64) -> UInt64 {
    var bits = value & 0xFFFF
    bits = (bits | bits << 16) & 0x0000_FF00_00FF
    bits = (bits | bits << 8) & 0x00F0_0F00_F00F
    bits = (bits | bits << 4) & 0x0C30_C30C_30C3
    return (bits | bits << 2) & 0x2492_4924_9249
  }
}

/// An order of points in which those that follow each other lie near each other.
package enum MortonOrder {
  /// Bits along each axis: a hundred-thousandth of the widest extent can be distinguished.
  private static let bits = 16

  /// Indices of points along a Z-shaped curve through space; of points at one place the first goes first.
  ///
  /// - Complexity: O(n).
  package static func indices(of points: [SurfacePoint]) -> [Int32] {
    guard let first = points.first else { return [] }
    var low = (x: first.x, y: first.y, z: first.z)
    var high = low
    for point in points {
      low = (min(low.x, point.x), min(low.y, point.y), min(low.z, point.z))
      high = (max(high.x, point.x), max(high.y, point.y), max(high.z, point.z))
    }
    let extent = max(high.x - low.x, high.y - low.y, high.z - low.z, 1)
    let scale = Double((1 << bits) - 1) / extent
    return sorted(
      points.map { point in
        MortonCode.interleave(
          UInt64((point.x - low.x) * scale), UInt64((point.y - low.y) * scale), UInt64((point.z - low.z) * scale))
      })
  }

  /// Indices in the order of their 48-bit keys, equal keys in the order of indices.
  private static func sorted(_ keys: [UInt64]) -> [Int32] {
    var order = keys.indices.map { Int32($0) }
    var next = order
    for shift in stride(from: 0, to: 3 * bits, by: bits) {
      var starts = Array(repeating: 0, count: 1 << bits)
      for key in keys { starts[Int(key >> shift & 0xFFFF)] += 1 }
      var sum = 0
      for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
      for index in order {
        let digit = Int(keys[Int(index)] >> shift & 0xFFFF)
        next[starts[digit]] = index
        starts[digit] += 1
      }
      swap(&order, &next)
    }
    return order
  }
}
