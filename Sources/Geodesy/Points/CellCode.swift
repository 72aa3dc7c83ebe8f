internal import Primitives

/// A place's cell as one integer, so that an ordinary B-tree finds what is near a place.
///
/// The world in degrees is halved again and again, east-west and north-south in turn; each halving adds a bit. The bits
/// of longitude and latitude thus interleave (`MortonCode`). Cells whose codes share the first bits lie in one larger cell,
/// whose codes form one range.
package enum CellCode {
  /// Bits per axis.
  ///
  /// A cell is 0.3 m high at 2^-26 of 180 degrees.
  static let bits = 26

  /// The code of the cell that holds a place.
  package static func code(of place: Coordinate) -> Int64 {
    interleave(column(of: place.longitude), row(of: place.latitude))
  }

  /// Ranges of codes that together hold the cells of every place in a box.
  ///
  /// They may hold cells outside the box as well: the places that are read must be checked one by one.
  ///
  /// - Parameters:
  ///   - box: any box.
  ///   - limit: about how many ranges at most; more ranges hold less that is outside.
  /// - Returns: the ranges in ascending order, none touching the next.
  /// - Complexity: O(`limit` log `limit`).
  package static func ranges(covering box: BoundingBox, limit: Int = 16) -> [ClosedRange<Int64>] {
    let columns = column(of: box.west)...column(of: box.east)
    let rows = row(of: box.south)...row(of: box.north)
    // The level at which the box is at most about sqrt(limit) cells wide and high.
    let extent = max(columns.upperBound - columns.lowerBound, rows.upperBound - rows.lowerBound)
    var shift = 0
    while (extent >> shift) + 2 > side(forLimit: limit) { shift += 1 }
    var ranges: [ClosedRange<Int64>] = []
    for row in (rows.lowerBound >> shift)...(rows.upperBound >> shift) {
      for column in (columns.lowerBound >> shift)...(columns.upperBound >> shift) {
        let first = interleave(column, row) << Int64(2 * shift)
        ranges.append(first...(first + (1 << Int64(2 * shift)) - 1))
      }
    }
    return merged(ranges)
  }

  private static func side(forLimit limit: Int) -> Int64 {
    var side: Int64 = 2
    while (side + 1) * (side + 1) <= limit { side += 1 }
    return side
  }

  /// Ranges of codes that together hold the cells of every place in several boxes.
  package static func ranges(covering boxes: [BoundingBox], limit: Int = 16) -> [ClosedRange<Int64>] {
    merged(boxes.flatMap { ranges(covering: $0, limit: limit) })
  }

  private static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
    var result: [ClosedRange<Int64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, last.upperBound + 1 >= range.lowerBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  private static func column(of longitude: Double) -> Int64 { step((longitude + 180) / 360) }

  private static func row(of latitude: Double) -> Int64 { step((latitude + 90) / 180) }

  private static func step(_ share: Double) -> Int64 {
    let cells = Int64(1) << bits
    return Int64(bounded: share * Double(cells), rounding: .towardZero, in: 0...cells - 1)
  }

  private static func interleave(_ column: Int64, _ row: Int64) -> Int64 {
    Int64(bitPattern: MortonCode.interleave(UInt64(column), UInt64(row)))
  }
}
