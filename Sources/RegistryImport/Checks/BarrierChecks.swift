internal import DirectoryModel
internal import Geodesy
internal import Primitives

/// The checks of crossings against the barriers that they say they cross, of this or of other documents.
struct BarrierChecks {
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
      let distance = crossing.distance(to: barrier.line)
      guard distance > barrier.accuracy + Crossing.toleratedDistance else { return nil }
      return Problem(
        line: crossing.sourceLine.number, severity: .error, code: .crossingFar,
        message: "crossing '\(crossing.id)' lies \(Int(bounded: distance)) m from barrier '\(crossing.barrier)', "
          + "expected at most \(Int(bounded: barrier.accuracy + Crossing.toleratedDistance)) m",
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
}
