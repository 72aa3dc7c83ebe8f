public import Geodesy

/// Where something stands, and how well that is known.
public struct Position: Hashable, Sendable {
  /// What a position is the position of.
  public enum Quality: String, CaseIterable, Codable, Hashable, Sendable {
    /// The building itself.
    case building
    /// The address, which may be some way from the building.
    case address
    /// Given by the source to some ten metres.
    case approximate
    /// The middle of the postcode area.
    case postcodeCentroid = "postcode-centroid"
    /// The municipality's or locality's point: may be kilometres off.
    case municipalityCentroid = "municipality-centroid"
  }

  /// The place in WGS84 degrees, as accurate as `quality` says.
  public var coordinate: Coordinate
  /// What the place is the place of.
  public var quality: Quality
  /// How the position is known.
  public var basis: Basis
  /// The id of the source, where it is not the registry's first.
  package var source: String?
  /// For example what was repaired, and how.
  package var note: String?

  /// Makes a position.
  package init(
    _ coordinate: Coordinate, quality: Quality, basis: Basis = .published, source: String? = nil, note: String? = nil
  ) {
    self.coordinate = coordinate
    self.quality = quality
    self.basis = basis
    self.source = source
    self.note = note
  }
}

extension Position: Codable {
  private enum Key: String, CodingKey { case latitude, longitude, quality, basis, source, note }

  /// Decodes a position; a coordinate out of range is a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let latitude = try values.decode(Double.self, forKey: .latitude)
    let longitude = try values.decode(Double.self, forKey: .longitude)
    guard let coordinate = Coordinate.valid(latitude: latitude, longitude: longitude) else {
      throw DecodingError.dataCorruptedError(
        forKey: .latitude, in: values, debugDescription: "\(latitude),\(longitude) is no place on Earth")
    }
    self.init(
      coordinate, quality: try values.decode(Quality.self, forKey: .quality),
      basis: try values.decode(Basis.self, forKey: .basis),
      source: try values.decodeIfPresent(String.self, forKey: .source),
      note: try values.decodeIfPresent(String.self, forKey: .note))
  }

  /// Encodes a position as latitude and longitude in degrees, quality, basis and what else is known.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(coordinate.latitude, forKey: .latitude)
    try values.encode(coordinate.longitude, forKey: .longitude)
    try values.encode(quality, forKey: .quality)
    try values.encode(basis, forKey: .basis)
    try values.encodeIfPresent(source, forKey: .source)
    try values.encodeIfPresent(note, forKey: .note)
  }
}
