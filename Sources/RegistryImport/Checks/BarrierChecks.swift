internal import DirectoryModel
internal import Geodesy
internal import Primitives

/// The checks of crossings against the barriers that they say they cross, of this or of other documents.
struct BarrierChecks {
  /// A crossing may lie this many metres farther from its barrier's line than that is accurate: bridges are long, and often
  /// only the place of a sign at one end is known.
  static let tolerated = 500.0

  private var lines: [BarrierID: (line: BoundaryLine, accuracy: Double)] = [:]

  init(_ barriers: [Barrier] = []) { add(barriers) }

  private mutating func add(_ barriers: [Barrier]) {
    for barrier in barriers {
      guard let line = BoundaryLine(vertices: barrier.line) else { continue }
      lines[barrier.id] = (line, barrier.accuracy)
    }
  }

  /// What is wrong with the crossings of a document, which is known to later ones from now on: an error for each that lies
  /// far from its barrier, a warning for one whose barrier nobody lists.
  mutating func problems(of water: WaterBarriers) -> [Problem] {
    add(water.barriers)
    return water.crossings.compactMap { crossing in
      guard let barrier = lines[crossing.barrier] else { return unlisted(crossing) }
      let distance = BarrierChecks.distance(of: crossing, to: barrier.line)
      guard distance > barrier.accuracy + BarrierChecks.tolerated else { return nil }
      return Problem(
        line: crossing.sourceLine.number, severity: .error, code: .crossingFar,
        message: "crossing '\(crossing.id)' lies \(Int(bounded: distance)) m from barrier '\(crossing.barrier)', "
          + "expected at most \(Int(bounded: barrier.accuracy + BarrierChecks.tolerated)) m",
        record: crossing.id.rawValue)
    }
  }

  private func unlisted(_ crossing: Crossing) -> Problem {
    let guess = EditDistance.nearest(to: crossing.barrier, among: lines.keys).map { "; did you mean '\($0)'?" } ?? ""
    return Problem(
      line: crossing.sourceLine.number, severity: .warning, code: .danglingReference,
      message: "crossing '\(crossing.id)' names barrier '\(crossing.barrier)', which nobody lists: kept for when it is"
        + guess, record: crossing.id.rawValue)
  }

  /// Metres from a crossing to a line; 0 where the line passes between its two ends.
  private static func distance(of crossing: Crossing, to line: BoundaryLine) -> Double {
    let nearest = line.distance(to: crossing.coordinate)
    guard let other = crossing.otherEnd, let span = BoundaryLine(vertices: [crossing.coordinate, other]) else {
      return nearest
    }
    let passes = zip(line.vertices, line.vertices.dropFirst()).contains { start, end in
      side(start, end, crossing.coordinate) * side(start, end, other) <= 0
        && side(crossing.coordinate, other, start) * side(crossing.coordinate, other, end) <= 0
    }
    if passes { return 0 }
    return line.vertices.reduce(min(nearest, line.distance(to: other))) { min($0, span.distance(to: $1)) }
  }

  /// On which side of a line a place lies, in the plane of latitude and longitude: its sign, 0 on it.
  private static func side(_ start: Coordinate, _ end: Coordinate, _ place: Coordinate) -> Double {
    (end.longitude - start.longitude) * (place.latitude - start.latitude)
      - (end.latitude - start.latitude) * (place.longitude - start.longitude)
  }
}
