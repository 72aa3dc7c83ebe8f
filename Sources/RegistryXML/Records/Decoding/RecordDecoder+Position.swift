internal import DirectoryModel
internal import Geodesy

/// How positions are judged when they are read.
struct PositionPolicy: Sendable {
  /// Benelux and North Rhine-Westphalia with a margin: exchanged coordinates of a place in it never lie in it.
  static let region = BoundingBox(south: 49, west: 2.3, north: 53.7, east: 9.6)

  /// Where positions are expected; `nil` for the whole world.
  var region: BoundingBox? = PositionPolicy.region
  /// Whether a position with latitude and longitude exchanged is put right.
  var fixesSwappedAxes = false

  /// The beginning of the fingerprints of a registry's stations: what else their records follow from.
  func seed(of registry: Registry, basis: UInt64) -> UInt64 {
    var fingerprint = Fingerprint(basis)
    fingerprint.mix(fixesSwappedAxes ? 1 : 0)
    fingerprint.mix(registry.country.rawValue)
    fingerprint.mix(registry.service?.rawValue ?? "")
    for edge in region.map({ [$0.south, $0.west, $0.north, $0.east] }) ?? [] { fingerprint.mix(edge.bitPattern) }
    return fingerprint.value
  }

  /// Whether a place lies outside the region, and inside with latitude and longitude exchanged: that one.
  func exchanged(_ place: Coordinate) -> Coordinate? {
    guard let region, !region.contains(place),
      let other = Coordinate.valid(latitude: place.longitude, longitude: place.latitude), region.contains(other)
    else { return nil }
    return other
  }
}

/// Positions, the same checks for every dialect.
extension RecordDecoder {
  /// A place and what was done to it.
  typealias JudgedPlace = (coordinate: Coordinate, note: String?)

  /// Judges a place by its latitude and longitude as written.
  mutating func place(latitude: String, longitude: String, line: Int) -> JudgedPlace? {
    guard let north = decimal(latitude), let east = decimal(longitude), north.isFinite, east.isFinite else {
      fail(
        .positionInvalid, "lat='\(latitude)' lon='\(longitude)', expected decimal degrees such as 50.7746", line: line)
      return nil
    }
    guard let coordinate = Coordinate.valid(latitude: north, longitude: east) else {
      fail(
        .positionOutOfRange,
        "lat=\(latitude) lon=\(longitude), expected latitude within ±90 and longitude within ±180 degrees", line: line)
      return nil
    }
    return place(coordinate, line: line)
  }

  /// Judges a place.
  mutating func place(_ coordinate: Coordinate, line: Int) -> JudgedPlace? {
    guard coordinate.latitude != 0 || coordinate.longitude != 0 else {
      fail(.positionZero, "the position is 0,0, which means that nobody filled it in", line: line)
      return nil
    }
    guard let exchanged = positions.exchanged(coordinate) else { return (coordinate, nil) }
    return swapped(found: "\(coordinate)", meant: exchanged, line: line)
  }

  /// Reports exchanged axes, and puts them right where that is asked for.
  mutating func swapped(found: String, meant: Coordinate, line: Int) -> JudgedPlace? {
    guard positions.fixesSwappedAxes else {
      fail(
        .axesSwapped,
        "the position \(found) lies outside the region, but \(meant) inside: the two values seem exchanged; "
          + "--fix swapped-axes exchanges them", line: line)
      return nil
    }
    fail(
      .axesSwapped, "the position \(found) was read as \(meant): the two values were exchanged", line: line,
      severity: .warning)
    return (meant, "latitude and longitude exchanged on import; published as \(found)")
  }

  /// Reads a position from `lat` and `lon`.
  mutating func coordinate(of element: Element) -> Coordinate? { place(of: element)?.coordinate }

  private mutating func place(of element: Element) -> JudgedPlace? {
    let texts = (element.attribute(.lat) ?? "", element.attribute(.lon) ?? "")
    guard !texts.0.isEmpty, !texts.1.isEmpty else {
      fail(.positionMissing, "<\(element.name)> has no lat and lon", at: element)
      return nil
    }
    return place(latitude: texts.0, longitude: texts.1, line: element.line)
  }

  mutating func position(of parent: Element) -> Position? {
    guard let element = parent.child(.position) else { return nil }
    guard let place = place(of: element) else { return nil }
    guard let quality: Position.Quality = choice(.quality, of: element) else {
      if element.attribute(.quality) == nil { fail(.valueMissing, "<position> has no quality", at: element) }
      return nil
    }
    var note = text(.note, of: element)
    if let added = place.note { note = note.map { $0 + "; " + added } ?? added }
    return Position(
      place.coordinate, quality: quality, basis: basis(of: element), source: reference(.source, of: element), note: note
    )
  }
}
