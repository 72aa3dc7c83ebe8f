/// The outline of one area, for asking of very many places whether they lie inside.
///
/// Most places asked about lie far from any border. So the plane is cut into cells, and a cell that no edge can touch is
/// settled once for all places in it; only those in the other cells are looked up in `LatitudeBands`, which scans some
/// hundred edges for each place.
package struct AreaOutline: Sendable {
  /// Cells per degree.
  private static let resolution = 32.0

  private enum Cell { case inside, outside, border }

  private let lines: [BoundaryLine]
  private let tree: BoxTree
  private let box: BoundingBox?
  private var cells: [Int64: Cell] = [:]
  /// Made for the first place near a border.
  private lazy var bands = LatitudeBands([lines])

  /// Makes an outline from the runs of all rings of the area.
  package init(lines: [BoundaryLine]) {
    self.lines = lines
    tree = BoxTree(lines.map(\.box))
    box = tree.box
  }

  /// Whether a place lies inside, by the even-odd rule over all rings.
  package mutating func contains(_ place: Coordinate) -> Bool {
    guard let box, box.contains(place) else { return false }
    let row = (place.latitude * AreaOutline.resolution).rounded(.down)
    let column = (place.longitude * AreaOutline.resolution).rounded(.down)
    let key = Int64(row) << 32 | Int64(column) & 0xFFFF_FFFF
    let cell: Cell
    if let known = cells[key] {
      cell = known
    } else {
      cell = classify(row: row, column: column)
      cells[key] = cell
    }
    return switch cell {
    case .inside: true
    case .outside: false
    case .border: isInside(place)
    }
  }

  /// Metres from a place to the nearest edge; infinite where none is within `radius` metres.
  package func distance(to place: Coordinate, within radius: Double) -> Double {
    tree.leastDistance(from: place, within: radius) { lines[$0].distance(to: place) }
  }

  private mutating func classify(row: Double, column: Double) -> Cell {
    let size = 1 / AreaOutline.resolution
    let box = BoundingBox(
      south: row * size, west: column * size, north: (row + 1) * size, east: (column + 1) * size)
    if tree.contains(meeting: box, where: { lines[$0].touches(box) }) { return .border }
    guard let centre = Coordinate.valid(latitude: (row + 0.5) * size, longitude: (column + 0.5) * size) else {
      return .border
    }
    return isInside(centre) ? .inside : .outside
  }

  private mutating func isInside(_ place: Coordinate) -> Bool { !bands.outlines(holding: place).isEmpty }
}

extension BoundaryLine {
  /// Whether the box around any edge meets a box: true wherever an edge does.
  fileprivate func touches(_ box: BoundingBox) -> Bool {
    for (start, end) in zip(vertices, vertices.dropFirst())
    where min(start.latitude, end.latitude) <= box.north && max(start.latitude, end.latitude) >= box.south
      && min(start.longitude, end.longitude) <= box.east && max(start.longitude, end.longitude) >= box.west
    {
      return true
    }
    return false
  }
}
