internal import Primitives

/// Places of stations by cell of a grid, packed, because nearly all that are looked at are too far away and are then not
/// looked at again: it is the memory that takes the time.
///
/// Measured: 250,000 stations with four cells looked at for each take 120 ms, with a `Dictionary` of arrays 390 ms.
struct StationCells {
  /// A station's place.
  struct Neighbour: BitwiseCopyable {
    var latitude: Float
    var longitude: Float
    /// The station's number.
    var index: Int32
  }

  /// The stations of a cell.
  struct Cell: BitwiseCopyable {
    fileprivate var firstBlock: Int32 = 0
    fileprivate var lastBlock: Int32 = 0
    fileprivate var count: Int32 = 0
  }

  /// A row and a column of the grid.
  private struct Square: OpenTableKey {
    let key: UInt64

    init(_ row: Double, _ column: Double) {
      key = UInt64(bitPattern: Int64(row) << 32 | Int64(column) & 0xFFFF_FFFF)
    }

    /// The finaliser of MurmurHash3; the seed is a secret, so that places that collide cannot be chosen.
    func hash(seed: UInt64) -> UInt64 {
      var hash = key ^ seed
      hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
      hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
      return hash ^ hash >> 33
    }
  }

  /// Only so many stations of a cell are kept: more are no neighbourhood, and comparing all of them would take too long.
  private static let crowd = 16
  /// Neighbours of a cell lie together in blocks of this many.
  private static let block = 4

  private var cells = OpenTable<Square, Cell>(bits: 10, seed: .random(in: .min ... .max))
  private var neighbours: [Neighbour] = []
  /// The block behind each block of its cell.
  private var nextBlocks: [Int32] = []

  /// The stations of a cell; `nil` where there are none.
  func find(_ row: Double, _ column: Double) -> Cell? { cells[Square(row, column)] }

  /// Gives the neighbours in a cell, in the order in which they were added.
  @inline(__always)
  func forEachNeighbour(in cell: Cell, _ body: (Neighbour) -> Void) {
    var block = Int(cell.firstBlock)
    for place in 0..<Int(cell.count) {
      let inside = place % StationCells.block
      if inside == 0, place > 0 { block = Int(nextBlocks[block]) }
      body(neighbours[block * StationCells.block + inside])
    }
  }

  /// Adds a station to its cell; false when that is full.
  mutating func add(_ neighbour: Neighbour, _ row: Double, _ column: Double) -> Bool {
    let square = Square(row, column)
    var cell = cells[square] ?? Cell()
    let used = Int(cell.count)
    guard used < StationCells.crowd else { return false }
    let inside = used % StationCells.block
    if inside == 0 {
      let new = Int32(truncatingIfNeeded: nextBlocks.count)
      nextBlocks.append(0)
      for _ in 0..<StationCells.block { neighbours.append(neighbour) }
      if used == 0 { cell.firstBlock = new } else { nextBlocks[Int(cell.lastBlock)] = new }
      cell.lastBlock = new
    } else {
      neighbours[Int(cell.lastBlock) * StationCells.block + inside] = neighbour
    }
    cell.count += 1
    cells.set(cell, for: square)
    return true
  }
}
