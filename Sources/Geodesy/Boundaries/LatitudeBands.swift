internal import Primitives

/// The edges of many outlines, sorted into bands of latitude, to find which outlines hold a place.
///
/// A ray to the east meets only edges of the place's own band, a few hundred of a hundred thousand.
package struct LatitudeBands: Sendable {
  /// Bands per degree of latitude.
  private static let resolution = 64.0

  private struct Edge {
    var start: (latitude: Double, longitude: Double)
    var end: (latitude: Double, longitude: Double)
    var east: Double
    var outline: Int
  }

  private let first: Int
  private var bands: [[Edge]]

  /// Sorts the lines of each outline.
  package init(_ outlines: [[BoundaryLine]]) {
    let boxes = outlines.joined().map(\.box)
    guard let south = boxes.map(\.south).min(), let north = boxes.map(\.north).max() else {
      (first, bands) = (0, [])
      return
    }
    first = LatitudeBands.band(of: south)
    bands = Array(repeating: [], count: LatitudeBands.band(of: north) - first + 1)
    for (outline, lines) in outlines.enumerated() {
      for line in lines {
        for (start, end) in zip(line.vertices, line.vertices.dropFirst()) where start.latitude != end.latitude {
          let edge = Edge(
            start: (start.latitude, start.longitude), end: (end.latitude, end.longitude),
            east: max(start.longitude, end.longitude), outline: outline)
          let ends = (LatitudeBands.band(of: start.latitude), LatitudeBands.band(of: end.latitude))
          for band in min(ends.0, ends.1)...max(ends.0, ends.1) { bands[band - first].append(edge) }
        }
      }
    }
  }

  /// The numbers of the outlines that hold a place by the even-odd rule, in ascending order.
  package func outlines(holding place: Coordinate) -> [Int] {
    let band = LatitudeBands.band(of: place.latitude) - first
    guard bands.indices.contains(band) else { return [] }
    let (latitude, longitude) = (place.latitude, place.longitude)
    var holders: [Int] = []
    for edge in bands[band]
    where edge.east > longitude && isCrossed(eastOf: (latitude, longitude), from: edge.start, to: edge.end) {
      if let known = holders.firstIndex(of: edge.outline) {
        holders.remove(at: known)
      } else {
        holders.append(edge.outline)
      }
    }
    return holders.sorted()
  }

  private static func band(of latitude: Double) -> Int { Int(bounded: latitude * resolution, rounding: .down) }
}
