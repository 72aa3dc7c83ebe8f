package import Geodesy

extension Crossing {
  /// A crossing may lie this many metres farther from its barrier's line than that is accurate: bridges are long, and often
  /// only the place of a sign at one end is known.
  package static let toleratedDistance = 500.0

  /// Metres to a barrier's line; 0 where the line passes between the crossing's two ends, and for a line that is none.
  package func distance(to barrier: Barrier) -> Double {
    BoundaryLine(vertices: barrier.line).map { distance(to: $0) } ?? 0
  }

  /// Metres to a line; 0 where it passes between the crossing's two ends.
  package func distance(to line: BoundaryLine) -> Double {
    let nearest = line.distance(to: coordinate)
    guard let otherEnd, let span = BoundaryLine(vertices: [coordinate, otherEnd]) else { return nearest }
    let passes = zip(line.vertices, line.vertices.dropFirst()).contains { start, end in
      Crossing.side(start, end, coordinate) * Crossing.side(start, end, otherEnd) <= 0
        && Crossing.side(coordinate, otherEnd, start) * Crossing.side(coordinate, otherEnd, end) <= 0
    }
    if passes { return 0 }
    return line.vertices.reduce(min(nearest, line.distance(to: otherEnd))) { min($0, span.distance(to: $1)) }
  }

  /// On which side of a line a place lies, in the plane of latitude and longitude: its sign, 0 on it.
  private static func side(_ start: Coordinate, _ end: Coordinate, _ place: Coordinate) -> Double {
    (end.longitude - start.longitude) * (place.latitude - start.latitude)
      - (end.latitude - start.latitude) * (place.longitude - start.longitude)
  }
}
