package import DirectoryModel
internal import Geodesy
internal import Primitives

/// Spreads people at points over the squares of a regular grid.
///
/// A postcode stands for streets some kilometres across; at its middle, all its people are reached or none. The rule: the
/// people of a point live in equal parts in those squares whose middles are nearest to it, of all points, and no farther
/// than the reach. Whole people are dealt out, so that sums stay what they are, the squares nearest to the point first. A
/// point with no such square keeps its people. Country, region and all else are the point's.
///
/// Rows lie along parallels, a side apart; the squares of a row lie a side apart from the meridian of 0° on.
package struct RegularGrid: Sendable {
  /// The side of a square in metres, 100 to 10,000.
  package let side: Double
  /// Metres from a point to the middles of its squares, at most.
  package let reach: Double

  /// Makes a grid.
  ///
  /// - Parameters:
  ///   - side: metres.
  ///   - reach: metres; by default 2 km, or the side of a larger square.
  package init(side: Double, reach: Double? = nil) {
    self.side = min(max(side, 100), 10_000)
    self.reach = reach ?? max(2000, self.side)
  }

  private struct Square: Hashable {
    var row: Int
    var column: Int
  }

  private static let metresPerDegree = 111_132.0

  /// Metres in a degree of longitude in a row.
  private func width(ofRow row: Int) -> Double {
    let latitude = (Double(row) + 0.5) * side / RegularGrid.metresPerDegree
    return max(1, 111_320 * cos(latitude * .pi / 180))
  }

  private func middle(of square: Square) -> Coordinate? {
    Coordinate.valid(
      latitude: (Double(square.row) + 0.5) * side / RegularGrid.metresPerDegree,
      longitude: (Double(square.column) + 0.5) * side / width(ofRow: square.row))
  }

  /// Spreads cells; the squares of a point stand in its place.
  ///
  /// - Parameters:
  ///   - cells: the points.
  ///   - chosen: positions of those to be spread; `nil` for all. The others keep their people, and the squares that are
  ///     nearest to them.
  /// - Returns: the squares, and the points that are left, in the order of the cells.
  package func spread(_ cells: [DemandCell], only chosen: Set<Int>? = nil) -> [DemandCell] {
    // The nearest point of every square in reach of any, of equally near ones the first.
    var nearest: [Square: (distance: Double, cell: Int)] = [:]
    let near = chosen.map { isNear(any: $0.map { cells[$0].place }) }
    for (index, cell) in cells.enumerated() {
      if let near, !near(cell.place) { continue }
      let rows = Int(bounded: reach / side, rounding: .up, in: 0...1_000) + 1
      let home = Int(bounded: cell.place.latitude * RegularGrid.metresPerDegree / side, rounding: .down)
      for row in home - rows...home + rows {
        let column = Int(bounded: cell.place.longitude * width(ofRow: row) / side, rounding: .down)
        for column in column - rows...column + rows {
          let square = Square(row: row, column: column)
          guard let middle = middle(of: square) else { continue }
          let distance = Geodesic.distance(from: cell.place, to: middle)
          if distance <= reach, distance < nearest[square]?.distance ?? .infinity {
            nearest[square] = (distance, index)
          }
        }
      }
    }
    var squares: [[(distance: Double, square: Square)]] = Array(repeating: [], count: cells.count)
    for (square, found) in nearest { squares[found.cell].append((found.distance, square)) }
    var spread: [DemandCell] = []
    for (index, cell) in cells.enumerated() {
      if let chosen, !chosen.contains(index) {
        spread.append(cell)
        continue
      }
      let own = squares[index].sorted {
        ($0.distance, $0.square.row, $0.square.column) < ($1.distance, $1.square.row, $1.square.column)
      }
      guard !own.isEmpty else {
        spread.append(cell)
        continue
      }
      for (place, entry) in own.enumerated() {
        let people = cell.people / own.count + (place < cell.people % own.count ? 1 : 0)
        guard people > 0, let middle = middle(of: entry.square) else { continue }
        var part = cell
        part.place = middle
        part.people = people
        part.code = "\(cell.code)/\(place + 1)"
        spread.append(part)
      }
    }
    return spread
  }

  /// Whether places are near enough to any of some points for squares to be in reach of both, or nearly so.
  private func isNear(any points: [Coordinate]) -> (Coordinate) -> Bool {
    let finder = PointFinder(points.map { SurfacePoint($0) })
    return { place in
      var isNear = false
      finder.forEach(within: 2 * reach + 2 * side, of: SurfacePoint(place)) { _, _ in isNear = true }
      return isNear
    }
  }
}
