internal import Geodesy

/// What is wrong with the ring of a polygon.
enum RingDefect {
  case open
  case tooFew
  case crossing(Coordinate)

  /// Larger rings are not searched for crossings: the search looks at all pairs of edges.
  private static let searchedCorners = 2_000

  /// Finds the first defect; `nil` for a ring that is closed and simple.
  init?(_ ring: [Coordinate]) {
    guard ring.count > 1, ring.first == ring.last else {
      self = .open
      return
    }
    guard Set(ring).count >= 3 else {
      self = .tooFew
      return
    }
    guard ring.count <= RingDefect.searchedCorners, let place = RingDefect.crossing(in: ring) else { return nil }
    self = .crossing(place)
  }

  var text: String {
    switch self {
    case .open: "is not closed: its last corner is not its first"
    case .tooFew: "has fewer than three corners"
    case .crossing(let place): "crosses or touches itself near \(place)"
    }
  }

  private static func crossing(in ring: [Coordinate]) -> Coordinate? {
    let last = ring.count - 2
    for first in 0...last {
      for second in first..<(last + 1) where second > first {
        // Neighbours share a corner; they are defective only where they run back over each other.
        let areNeighbours = second == first + 1 || first == 0 && second == last
        let (a, b, c, d) = (ring[first], ring[first + 1], ring[second], ring[second + 1])
        if areNeighbours {
          let (corner, before, after) = second == first + 1 ? (b, a, d) : (a, b, c)
          if side(before, corner, after) == 0, isAhead(from: corner, before, after) { return corner }
        } else if meets(a, b, c, d) {
          return c
        }
      }
    }
    return nil
  }

  /// On which side of a line a place lies, in the plane of latitude and longitude: its sign, 0 on it.
  private static func side(_ start: Coordinate, _ end: Coordinate, _ place: Coordinate) -> Double {
    (end.longitude - start.longitude) * (place.latitude - start.latitude)
      - (end.latitude - start.latitude) * (place.longitude - start.longitude)
  }

  /// Whether two places lie in the same direction from a corner on one line.
  private static func isAhead(from corner: Coordinate, _ one: Coordinate, _ other: Coordinate) -> Bool {
    (one.longitude - corner.longitude) * (other.longitude - corner.longitude)
      + (one.latitude - corner.latitude) * (other.latitude - corner.latitude) > 0
  }

  private static func isBetween(_ start: Coordinate, _ end: Coordinate, _ place: Coordinate) -> Bool {
    min(start.longitude, end.longitude) <= place.longitude && place.longitude <= max(start.longitude, end.longitude)
      && min(start.latitude, end.latitude) <= place.latitude && place.latitude <= max(start.latitude, end.latitude)
  }

  private static func meets(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
    let sides = (side(c, d, a), side(c, d, b), side(a, b, c), side(a, b, d))
    if sides.0 * sides.1 < 0, sides.2 * sides.3 < 0 { return true }
    return sides.0 == 0 && isBetween(c, d, a) || sides.1 == 0 && isBetween(c, d, b)
      || sides.2 == 0 && isBetween(a, b, c) || sides.3 == 0 && isBetween(a, b, d)
  }
}
