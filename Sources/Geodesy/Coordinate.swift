/// A place on the WGS84 ellipsoid, in degrees.
///
/// A coordinate is always valid: latitude within ±90, longitude within ±180, both finite.
public struct Coordinate: Hashable, Sendable {
  /// Degrees north, from -90 to 90.
  public let latitude: Double
  /// Degrees east, from -180 to 180.
  public let longitude: Double

  /// Makes a coordinate of degrees north and east.
  ///
  /// - Throws: `CoordinateError` when either value is outside its range or not a number.
  public init(latitude: Double, longitude: Double) throws(CoordinateError) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else {
      throw CoordinateError(latitude: latitude, longitude: longitude)
    }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// A coordinate; `nil` when either value is outside its range or not a number.
  package static func valid(latitude: Double, longitude: Double) -> Coordinate? {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    return Coordinate(uncheckedLatitude: latitude, longitude: longitude)
  }

  /// A coordinate of numbers that were checked before, such as those of a coordinate that was stored.
  @inlinable
  package init(uncheckedLatitude latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

extension Coordinate: CustomStringConvertible {
  /// Latitude and longitude with a comma between, as `--at` takes them.
  public var description: String { "\(latitude),\(longitude)" }
}

extension Coordinate {
  /// Latitude and longitude as `--at` takes them, to a tenth of a metre: for people.
  package var shortText: String {
    let text = { (degrees: Double) in "\((degrees * 1e6).rounded() / 1e6)" }
    return "\(text(latitude)),\(text(longitude))"
  }

  /// Reads `LAT,LON` in decimal degrees, for example `50.7746,6.0208`.
  ///
  /// - Returns: `nil` when the text is not two numbers with a comma between, or they are out of range.
  public init?(latitudeLongitude text: some StringProtocol) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Double(String(part.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed()))
    }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1] else { return nil }
    guard let place = Coordinate.valid(latitude: latitude, longitude: longitude) else { return nil }
    self = place
  }
}

/// Two numbers that are no place on Earth.
public struct CoordinateError: Error, Hashable, Sendable {
  /// The number given as degrees north.
  package let latitude: Double
  /// The number given as degrees east.
  package let longitude: Double
}

extension CoordinateError: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    "\(latitude),\(longitude) is no place: latitude is -90 to 90 and longitude -180 to 180 degrees"
  }
}
