internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import PopulationData

/// People at a point that is also where a station is taken to be, because of both only the municipality is known.
///
/// At no distance at all they would be reached at once, whoever they are; so they are spread over the squares of a grid
/// around it, as `RegularGrid` does.
struct SharedPoints {
  /// Metres between two points that are the same one, written with fewer digits.
  private static let same = 60.0
  /// Metres along the sides of the squares.
  private static let side = 1000.0

  private let finder: PointFinder

  /// Takes the stations of which only a municipality, locality or postcode is known.
  init(of store: DirectoryStore, units: [(station: StationID, id: UnitID, place: Coordinate)]) throws {
    let qualities = try store.positionQualities()
    var points: [SurfacePoint] = []
    for unit in units {
      guard let quality = qualities.units[unit.id] ?? qualities.stations[unit.station], quality.isCentroid else {
        continue
      }
      points.append(SurfacePoint(unit.place))
    }
    finder = PointFinder(points)
  }

  /// Spreads those people; gives the codes of their points, too.
  func spread(_ cells: [DemandCell]) -> (cells: [DemandCell], codes: Set<String>) {
    let shared = cells.indices.filter { index in
      // A square of the census is where people live, whatever else has its middle there.
      guard !SharedPoints.isSquare(cells[index].code) else { return false }
      var isShared = false
      finder.forEach(within: SharedPoints.same, of: SurfacePoint(cells[index].place)) { _, _ in isShared = true }
      return isShared
    }
    guard !shared.isEmpty else { return (cells, []) }
    let grid = RegularGrid(side: SharedPoints.side)
    return (grid.spread(cells, only: Set(shared)), Set(shared.map { cells[$0].code }))
  }

  /// People of some cells who were spread from the points with some codes.
  static func people(of cells: [DemandCell], from codes: Set<String>) -> Int {
    guard !codes.isEmpty else { return 0 }
    return cells.reduce(0) { people, cell in
      let parent = cell.code.lastIndex(of: "/").map { String(cell.code[..<$0]) }
      return parent.map(codes.contains) == true ? people + cell.people : people
    }
  }

  /// Whether a code is that of a square of the European census grid, such as `1kmN3088E3922`.
  private static func isSquare(_ code: String) -> Bool {
    let parts = code.prefix { $0 != "/" }.split(separator: "m", maxSplits: 1)
    guard parts.count == 2, parts[0].first?.isNumber == true else { return false }
    return parts[1].first == "N" && parts[1].contains("E")
  }
}
