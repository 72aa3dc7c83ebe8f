/// Places of stations by cell of a grid, packed, because nearly all that are looked at are too far away and are then not
/// looked at again: it is the memory that takes the time.
struct StationCells {
  /// A station's place.
  struct Neighbour: BitwiseCopyable {
    var latitude: Float
    var longitude: Float
    /// The station's number.
    var index: Int32
  }

  /// A cell with more stations than this is no neighbourhood but a heap; the rest of it is not kept.
  private static let crowd = 16
  /// Neighbours of a cell lie together in blocks of this many.
  private static let block = 4

  private struct Cell: BitwiseCopyable {
    var key: UInt64 = 0
    var firstBlock: Int32 = 0
    var lastBlock: Int32 = 0
    /// 0 in a slot that is free.
    var count: Int32 = 0
  }

  // Open addressing; the place of a key depends on a secret, so that nobody can choose places that collide.
  private var cells = Array(repeating: Cell(), count: 1024)
  private var count = 0
  private let secret = UInt64.random(in: .min ... .max)
  private var neighbours: [Neighbour] = []
  /// The block behind each block of its cell.
  private var nextBlocks: [Int32] = []

  /// The slot of a cell.
  func find(_ row: Double, _ column: Double) -> Int { slot(of: StationCells.key(row, column)) }

  /// Gives the neighbours in a slot, in the order in which they were added.
  @inline(__always)
  func forEachNeighbour(in slot: Int, _ body: (Neighbour) -> Void) {
    let cell = cells[slot]
    var block = Int(cell.firstBlock)
    for place in 0..<Int(cell.count) {
      let inside = place % StationCells.block
      if inside == 0, place > 0 { block = Int(nextBlocks[block]) }
      body(neighbours[block * StationCells.block + inside])
    }
  }

  /// Adds a station to its cell; false when that is full.
  mutating func add(_ neighbour: Neighbour, _ row: Double, _ column: Double) -> Bool {
    if count * 2 >= cells.count { grow() }
    let key = StationCells.key(row, column)
    let slot = slot(of: key)
    let used = Int(cells[slot].count)
    guard used < StationCells.crowd else { return false }
    let inside = used % StationCells.block
    if inside == 0 {
      let new = Int32(truncatingIfNeeded: nextBlocks.count)
      nextBlocks.append(0)
      for _ in 0..<StationCells.block { neighbours.append(neighbour) }
      if used == 0 {
        cells[slot].key = key
        cells[slot].firstBlock = new
        count += 1
      } else {
        nextBlocks[Int(cells[slot].lastBlock)] = new
      }
      cells[slot].lastBlock = new
    } else {
      neighbours[Int(cells[slot].lastBlock) * StationCells.block + inside] = neighbour
    }
    cells[slot].count += 1
    return true
  }

  private static func key(_ row: Double, _ column: Double) -> UInt64 {
    UInt64(bitPattern: Int64(row) << 32 | Int64(column) & 0xFFFF_FFFF)
  }

  /// Where a cell is, or would go.
  private func slot(of key: UInt64) -> Int {
    // The finaliser of MurmurHash3.
    var hash = key ^ secret
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    let mask = cells.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while cells[index].count != 0, cells[index].key != key { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = cells
    cells = Array(repeating: Cell(), count: old.count * 2)
    for cell in old where cell.count != 0 { cells[slot(of: cell.key)] = cell }
  }
}
