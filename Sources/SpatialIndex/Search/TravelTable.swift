/// How long a unit travels, as a function of the distance.
///
/// It must never give less time for a longer distance, nor less than zero: the search relies on it.
package protocol TravelFunction: Sendable {
  /// Seconds for a distance along the geodesic in metres.
  func seconds(distance: Double) -> Double
}

/// A way of travelling prepared for searches: the function for single units, and a table below it for whole nodes.
///
/// The table has 64 steps for each doubling of the distance; a step holds the function at its beginning, which no distance
/// within it can fall below. Making one calls the function about 1,600 times: keep it.
package struct TravelTable: Sendable {
  /// The kinds of units that travel so, one bit each.
  package let kinds: UInt64
  /// The function itself.
  package let function: any TravelFunction
  let floors: [Float]

  /// Prepares a function.
  ///
  /// - Parameters:
  ///   - kinds: the kinds of units that travel so, one bit each.
  ///   - function: the time for a distance.
  package init(kinds: UInt64 = .max, function: some TravelFunction) {
    self.kinds = kinds
    self.function = function
    var floors = [Float(function.seconds(distance: 0)).nextDown]
    for step in 0..<(25 * 64) {
      let beginning = Float(bitPattern: UInt32((127 << 6) + step) << 17)
      floors.append(Float(function.seconds(distance: Double(beginning))).nextDown)
    }
    self.floors = floors
  }

  /// The place in the table for a distance.
  @inline(__always) static func step(_ distance: Float) -> Int {
    // The exponent and the first six bits of the fraction, from 1 m upwards.
    distance < 1 ? 0 : min(25 * 64, Int(distance.bitPattern >> 17) - (127 << 6) + 1)
  }
}
