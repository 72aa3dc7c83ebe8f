internal import DirectoryModel
internal import Geodesy
internal import Synchronization

/// Whether places lie within a band along a country's border, with few look-ups of distances.
///
/// Ways differ by no more than the way between the places that they begin at. So the distance from the middle of a tile
/// of the map bounds that of all its places, and only where a band's edge crosses a tile are smaller tiles, and in the end
/// the place itself, looked up.
final class BorderBands: Sendable {
  private struct Tile: Hashable {
    var country: CountryCode
    var level: Int32
    var row: Int32
    var column: Int32
  }

  private struct Place: Hashable {
    var country: CountryCode
    var place: Coordinate
  }

  private struct Memory {
    var tiles: [Tile: ClosedRange<Double>?] = [:]
    var places: [Place: Double?] = [:]
  }

  /// Tiles per degree, the largest tiles first.
  private static let levels: [Double] = [1, 4, 16]
  /// By how much looked-up distances may be wrong: a thousandth, as those to boundary lines are, with room to spare.
  private static let error = 0.005
  /// Metres beyond which distances are not looked for.
  private static let farthest = 300_000.0

  private let distance: @Sendable (Coordinate, CountryCode) throws -> Double?
  private let memory = Mutex(Memory())

  /// - Parameter distance: metres from a place to a country; `nil` when it is farther than 300 km or not known.
  init(distance: @escaping @Sendable (Coordinate, CountryCode) throws -> Double?) { self.distance = distance }

  /// Whether a country is within so many metres of a place.
  func isWithin(_ metres: Double, of place: Coordinate, _ country: CountryCode) throws -> Bool {
    for (level, perDegree) in BorderBands.levels.enumerated() {
      let row = (place.latitude * perDegree).rounded(.down)
      let column = (place.longitude * perDegree).rounded(.down)
      let tile = Tile(country: country, level: Int32(level), row: Int32(row), column: Int32(column))
      // At a pole a tile has no middle.
      guard let range = try range(of: tile, perDegree) else { break }
      if metres < range.lowerBound { return false }
      if metres >= range.upperBound { return true }
    }
    let key = Place(country: country, place: place)
    if let known = memory.withLock({ $0.places[key] }) { return known.map { $0 <= metres } ?? false }
    let exact = try distance(place, country)
    memory.withLock { $0.places[key] = .some(exact) }
    return exact.map { $0 <= metres } ?? false
  }

  /// What the distances of a tile's places lie between.
  private func range(of tile: Tile, _ perDegree: Double) throws -> ClosedRange<Double>? {
    if let known = memory.withLock({ $0.tiles[tile] }) { return known }
    let (south, west) = (Double(tile.row) / perDegree, Double(tile.column) / perDegree)
    let half = 0.5 / perDegree
    var range: ClosedRange<Double>?
    // The corner nearest to the equator is the farthest from the middle.
    if let middle = Coordinate.valid(latitude: south + half, longitude: west + half),
      let corner = Coordinate.valid(latitude: south >= 0 ? south : south + 2 * half, longitude: west)
    {
      let radius = Geodesic.distance(from: middle, to: corner) * 1.01
      let known = try distance(middle, tile.country)
      let error = (known ?? BorderBands.farthest) * BorderBands.error + 50
      // A country that is farther than is looked for, or not on file, is at least beyond that.
      let least = max(0, (known ?? BorderBands.farthest) - radius - error)
      range = least...(known.map { $0 + radius + error } ?? .infinity)
    }
    memory.withLock { $0.tiles[tile] = .some(range) }
    return range
  }
}
