public import Geodesy

/// Thrown where a test names a place that is not on Earth.
public struct NoSuchPlace: Error {
  /// The latitude given.
  public let latitude: Double
  /// The longitude given.
  public let longitude: Double
}

/// The place at a latitude and longitude that a test knows to be valid.
///
/// - Throws: `NoSuchPlace` when it is not.
public func place(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
  guard let coordinate = Coordinate.valid(latitude: latitude, longitude: longitude) else {
    throw NoSuchPlace(latitude: latitude, longitude: longitude)
  }
  return coordinate
}

extension RandomNumberGenerator {
  /// Any place within a box of degrees.
  ///
  /// - Throws: `NoSuchPlace` when the box is not on Earth.
  public mutating func place(
    latitudes: ClosedRange<Double> = -90...90, longitudes: ClosedRange<Double> = -180...180
  ) throws -> Coordinate {
    try TestSupport.place(Double.random(in: latitudes, using: &self), Double.random(in: longitudes, using: &self))
  }

  /// True as often as one in `count` times.
  public mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
