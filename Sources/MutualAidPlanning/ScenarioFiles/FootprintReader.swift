internal import Coverage
internal import DirectoryModel
internal import Foundation
internal import Geodesy

/// Reads the geometry of a footprint: GeoJSON (RFC 7946), which has longitudes before latitudes.
struct FootprintReader {
  /// Corners of one footprint.
  private static let mostPositions = 100_000

  let place: DocumentPlace

  /// Rings of polygons, or one line.
  struct Footprint {
    var rings: [[Coordinate]] = []
    var line: [Coordinate] = []
  }

  /// Reads a geometry, a feature with one, or a collection of one such feature.
  ///
  /// - Throws: `MutualAidError` with the line for what is no `Polygon`, `MultiPolygon` or `LineString`.
  func footprint(_ node: DocumentNode) throws -> Footprint {
    guard case .mapping(let entries) = node.content else {
      throw failure("the footprint is no GeoJSON", node)
    }
    func value(_ key: String) -> DocumentNode? { entries.first { $0.key == key }?.value }
    guard case .scalar(let type, _)? = value("type")?.content else {
      throw failure("the footprint has no 'type'", node)
    }
    func coordinates() throws -> [DocumentNode] {
      guard let node = value("coordinates") else { throw failure("the footprint has no 'coordinates'", node) }
      return try list(node)
    }
    var found = Footprint()
    switch type {
    case "Feature":
      guard let geometry = value("geometry") else { throw failure("the feature has no 'geometry'", node) }
      return try footprint(geometry)
    case "FeatureCollection":
      guard let features = value("features"), case .list(let items) = features.content, items.count == 1 else {
        throw failure(
          "a footprint is one feature", node, hint: "Make a hazard of each, or join them to a MultiPolygon.")
      }
      return try footprint(items[0])
    case "Polygon": found.rings = try coordinates().map(ring)
    case "MultiPolygon": found.rings = try coordinates().flatMap { try list($0).map(ring) }
    case "LineString":
      found.line = try coordinates().map(position)
      guard found.line.count >= 2 else { throw failure("a line needs two positions", node) }
    default:
      throw failure(
        "a footprint cannot be a '\(type)'", node, hint: "Known are Polygon, MultiPolygon and LineString with a buffer."
      )
    }
    let count = found.rings.map(\.count).reduce(found.line.count, +)
    guard count <= FootprintReader.mostPositions else {
      throw failure(
        "the footprint has \(count) positions, more than \(FootprintReader.mostPositions)", node, hint: "Simplify it.")
    }
    return found
  }

  private func ring(_ node: DocumentNode) throws -> [Coordinate] {
    let ring = try list(node).map(position)
    guard ring.count >= 4, ring.first == ring.last else {
      throw failure("a ring needs at least four positions, the last like the first", node)
    }
    return ring
  }

  private func position(_ node: DocumentNode) throws -> Coordinate {
    let values = try list(node).prefix(2).map { item -> Double? in
      guard case .scalar(let text, _) = item.content else { return nil }
      return Double(text)
    }
    guard values.count == 2, let longitude = values[0], let latitude = values[1],
      let place = Coordinate.valid(latitude: latitude, longitude: longitude)
    else { throw failure("a position is no longitude and latitude in degrees", node) }
    return place
  }

  private func list(_ node: DocumentNode) throws -> [DocumentNode] {
    guard case .list(let items) = node.content else {
      throw failure("the coordinates are not as deep in lists as their type says", node)
    }
    return items
  }

  private func failure(_ message: TranslatableText, _ node: DocumentNode, hint: Hint? = nil) -> MutualAidError {
    place.failure(.scenarioInvalid, message, line: node.line, hint: hint)
  }
}
