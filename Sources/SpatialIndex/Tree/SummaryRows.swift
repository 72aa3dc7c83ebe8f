/// Where in a node's summary it is marked which units are below.
///
/// A summary is a table of bits: a row for a kind, or for a kind together with a capability, and a column for each owner
/// that has units at all. As many rows as fit share a word, and a search mostly needs one word. Where there are more rows
/// than room, rows that are about equally frequent share one; then a marked bit may promise too much, never too little,
/// and the units themselves decide.
struct SummaryRows {
  static let count = 64 * 65
  /// At most this many words for each child and readiness.
  static let mostWords = 8

  let words: Int
  /// The column of each owner; owners without units have none.
  let columns: UnsafeMutablePointer<UInt8>
  let columnCount: Int
  /// Kinds and owners that have units.
  let kinds: UInt64
  let owners: UInt64
  /// The place of a row, by kind × 65 + 1 + capability, or + 0 for the kind alone: word << 8 | shift.
  let places: UnsafeMutablePointer<UInt16>
  /// Whether no rows of different kinds share a place.
  let isExact: Bool

  /// Lays the rows out by how many units each has, for owners given as bits.
  init(counts: [Int], owners: UInt64) {
    self.owners = owners
    columns = .allocate(capacity: 64)
    columns.initialize(repeating: 0, count: 64)
    var columnCount = 0
    for owner in 0..<64 where owners >> UInt64(owner) & 1 == 1 {
      columns[owner] = UInt8(columnCount)
      columnCount += 1
    }
    self.columnCount = max(1, columnCount)
    let perWord = 64 / self.columnCount
    let used = counts.indices.filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
    words = min(Self.mostWords, max(1, (used.count + perWord - 1) / perWord))
    let room = words * perWord
    isExact = used.count <= room
    places = .allocate(capacity: counts.count)
    places.initialize(repeating: 0, count: counts.count)
    for (position, row) in used.enumerated() {
      places[row] = Self.place(isExact ? position : position * room / used.count, perWord, self.columnCount)
    }
    // What no unit of a kind can do shares the row of the kind; the units themselves then decide.
    for row in counts.indices where counts[row] == 0 { places[row] = places[row / 65 * 65] }
    var kinds: UInt64 = 0
    for kind in 0..<64 where counts[kind * 65] > 0 { kinds |= 1 << UInt64(kind) }
    self.kinds = kinds
  }

  private static func place(_ position: Int, _ perWord: Int, _ columnCount: Int) -> UInt16 {
    UInt16((position / perWord) << 8 | (position % perWord) * columnCount)
  }

  /// Gives the memory back; the tree that made the rows does so at its end.
  func deallocate() {
    columns.deallocate()
    places.deallocate()
  }

  /// What a unit contributes, as one vector of words.
  @inline(__always) func bits(kind: Int, owner: Int, capabilities: UInt64) -> SIMD8<UInt64> {
    var bits = SIMD8<UInt64>()
    let column = UInt64(columns[owner])
    let rows = places + kind * 65
    bits[Int(rows[0] >> 8)] |= 1 << (UInt64(rows[0] & 255) + column)
    var left = capabilities
    while left != 0 {
      let place = rows[1 + left.trailingZeroBitCount]
      left &= left &- 1
      bits[Int(place >> 8)] |= 1 << (UInt64(place & 255) + column)
    }
    return bits
  }

  /// The columns of a set of owners, as bits of the first row.
  func columnBits(_ owners: UInt64) -> UInt64 {
    var bits: UInt64 = 0
    var left = owners & self.owners
    while left != 0 {
      bits |= 1 << UInt64(columns[left.trailingZeroBitCount])
      left &= left &- 1
    }
    return bits
  }

  func place(kind: Int, capability: Int?) -> (word: Int, shift: Int) {
    let place = places[kind * 65 + (capability.map { $0 + 1 } ?? 0)]
    return (Int(place >> 8), Int(place & 255))
  }
}
