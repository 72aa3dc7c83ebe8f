package import DirectoryModel
internal import Geodesy

/// The cells as the search sees them: in blocks of neighbours.
struct CellBlocks: Sendable {
  /// A ball around the cells of a block.
  struct Ball: Sendable {
    var x: Double
    var y: Double
    var z: Double
    var radius: Double

    /// Metres in a straight line from a point to the nearest place in the ball, 0 inside: no way to it is shorter.
    @inline(__always)
    func leastChord(to point: SurfacePoint) -> Double {
      let (dx, dy, dz) = (point.x - x, point.y - y, point.z - z)
      return max(0, (dx * dx + dy * dy + dz * dz).squareRoot() - radius)
    }
  }

  /// Cells in a block.
  static let size = 256
  /// Cells in a run, for which candidates are looked up together; a block is some runs.
  static let runSize = 32

  let cells: [DemandCell]
  /// By slot: the cell.
  let order: [Int32]
  /// By cell: its slot.
  let slots: [Int32]
  /// By slot.
  let points: [SurfacePoint]
  /// By slot: the position of the cell's country in `countries`.
  let hosts: [UInt16]
  /// By block: people by slot.
  let people: [[Int]]
  /// By block.
  let balls: [Ball]
  /// By run.
  let runBalls: [Ball]
  /// The countries of cells, in order.
  let countries: [CountryCode]

  init(_ cells: [DemandCell]) {
    self.cells = cells
    let places = cells.map { SurfacePoint($0.place) }
    let order = MortonOrder.indices(of: places)
    self.order = order
    var slots = Array(repeating: Int32(0), count: cells.count)
    for (slot, cell) in order.enumerated() { slots[Int(cell)] = Int32(slot) }
    self.slots = slots
    let points = order.map { places[Int($0)] }
    self.points = points
    var known: Set<CountryCode> = []
    for cell in cells.indices where cell == 0 || cells[cell].country != cells[cell - 1].country {
      known.insert(cells[cell].host)
    }
    let countries = known.sorted()
    self.countries = countries
    let numbers = Dictionary(uniqueKeysWithValues: countries.enumerated().map { ($1, UInt16($0)) })
    var last: (country: CountryCode, number: UInt16)?
    hosts = order.map { cell in
      let country = cells[Int(cell)].host
      if let last, last.country == country { return last.number }
      let number = numbers[country] ?? 0
      last = (country, number)
      return number
    }
    let starts = stride(from: 0, to: cells.count, by: CellBlocks.size)
    people = starts.map { start in
      order[start..<min(start + CellBlocks.size, cells.count)].map { cells[Int($0)].people }
    }
    balls = starts.map { CellBlocks.ball(around: points[$0..<min($0 + CellBlocks.size, points.count)]) }
    runBalls = stride(from: 0, to: points.count, by: CellBlocks.runSize).map {
      CellBlocks.ball(around: points[$0..<min($0 + CellBlocks.runSize, points.count)])
    }
  }

  /// How many blocks there are.
  var blocks: Int { balls.count }

  /// The slots of a block.
  func range(of block: Int) -> Range<Int> {
    block * CellBlocks.size..<min((block + 1) * CellBlocks.size, order.count)
  }

  private static func ball(around points: ArraySlice<SurfacePoint>) -> Ball {
    var ball = Ball(x: 0, y: 0, z: 0, radius: 0)
    let share = 1 / Double(points.count)
    for point in points {
      ball.x += point.x * share
      ball.y += point.y * share
      ball.z += point.z * share
    }
    for point in points {
      let (dx, dy, dz) = (point.x - ball.x, point.y - ball.y, point.z - ball.z)
      // A millimetre more than it is, so that rounding leaves nothing outside.
      ball.radius = max(ball.radius, (dx * dx + dy * dy + dz * dz).squareRoot() + 1e-3)
    }
    return ball
  }
}

extension DemandCell {
  /// The country by whose norms the cell is judged, and within which help crosses no border; one that has no norms where
  /// it is not known.
  package var host: CountryCode { country ?? .unassigned }
}
