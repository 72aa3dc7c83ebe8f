/// An order of points in which those that follow each other lie near each other.
enum MortonOrder {
  /// Bits along each axis: a hundred-thousandth of the widest extent is told apart.
  private static let bits = 16

  /// Indices of points along a Z-shaped curve through space; of points at one place the first goes first.
  ///
  /// G. M. Morton, "A computer oriented geodetic data base and a new technique in file sequencing", IBM, Ottawa 1966.
  ///
  /// - Complexity: O(n).
  static func indices(of points: [SurfacePoint]) -> [Int32] {
    guard let first = points.first else { return [] }
    var low = (x: first.x, y: first.y, z: first.z)
    var high = low
    for point in points {
      low = (min(low.x, point.x), min(low.y, point.y), min(low.z, point.z))
      high = (max(high.x, point.x), max(high.y, point.y), max(high.z, point.z))
    }
    let extent = max(high.x - low.x, high.y - low.y, high.z - low.z, 1)
    let scale = Double((1 << bits) - 1) / extent
    let keys = points.map { point in
      spread(UInt64((point.x - low.x) * scale)) << 2 | spread(UInt64((point.y - low.y) * scale)) << 1
        | spread(UInt64((point.z - low.z) * scale))
    }
    return sorted(keys)
  }

  /// Puts two zero bits between the lowest 16 bits.
  private static func spread(_ value: UInt64) -> UInt64 {
    var bits = value & 0xFFFF
    bits = (bits | bits << 16) & 0x0000_FF00_00FF
    bits = (bits | bits << 8) & 0x00F0_0F00_F00F
    bits = (bits | bits << 4) & 0x0C30_C30C_30C3
    return (bits | bits << 2) & 0x2492_4924_9249
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
