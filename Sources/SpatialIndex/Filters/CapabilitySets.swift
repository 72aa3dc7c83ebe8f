/// The distinct sets of capabilities of all units, numbered.
///
/// A set never changes or moves once it has a number, and its number reaches readers through a word that is stored with
/// release order after the set was written, so that readers need no lock.
final class CapabilitySets {
  struct Record {
    var mask: UInt64
    /// The ranks in ascending order of code, or nothing when all are 0.
    var ranks: UnsafePointer<UInt8>?
  }

  static let chunkBits = 12
  private static let chunkSize = 1 << chunkBits
  /// Chunks of records; the table of chunks never moves.
  let chunks = UnsafeMutablePointer<UnsafeMutablePointer<Record>?>.allocate(
    capacity: UnitState.capabilitySets >> CapabilitySets.chunkBits)
  private(set) var count = 0
  private var numbersOfPlain = MaskTable()
  private var numbers: [IndexedCapabilities: Int] = [:]

  init() { chunks.initialize(repeating: nil, count: UnitState.capabilitySets >> Self.chunkBits) }

  deinit {
    for number in 0..<count { record(number).ranks?.deallocate() }
    for chunk in 0..<((count + Self.chunkSize - 1) >> Self.chunkBits) { chunks[chunk]?.deallocate() }
    chunks.deallocate()
    numbersOfPlain.deallocate()
  }

  /// The number of a set, or `nil` when there are too many sets.
  func number(of set: IndexedCapabilities) -> Int? {
    if set.ranks.isEmpty {
      if let known = numbersOfPlain.number(of: set.mask) { return known }
    } else if let known = numbers[set] {
      return known
    }
    guard count < UnitState.capabilitySets else { return nil }
    let chunk = count >> Self.chunkBits
    let records = chunks[chunk] ?? .allocate(capacity: Self.chunkSize)
    // Not stored again when it is there: readers may be reading it.
    if chunks[chunk] == nil { chunks[chunk] = records }
    var ranks: UnsafePointer<UInt8>?
    if !set.ranks.isEmpty {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: set.ranks.count)
      copy.initialize(from: set.ranks, count: set.ranks.count)
      ranks = UnsafePointer(copy)
    }
    (records + (count & (Self.chunkSize - 1))).initialize(to: Record(mask: set.mask, ranks: ranks))
    if set.ranks.isEmpty { numbersOfPlain.insert(set.mask, count) } else { numbers[set] = count }
    count += 1
    return count - 1
  }

  func record(_ number: Int) -> Record { Self.record(number, in: chunks) }

  /// A record that some unit's state names, which is why its chunk is there.
  @inline(__always) static func record(
    _ number: Int, in chunks: UnsafeMutablePointer<UnsafeMutablePointer<Record>?>
  ) -> Record {
    chunks[number >> chunkBits].unsafelyUnwrapped[number & (chunkSize - 1)]
  }

  func set(_ number: Int) -> IndexedCapabilities {
    let record = record(number)
    guard let ranks = record.ranks else { return IndexedCapabilities(mask: record.mask) }
    var codes: [(code: Int, rank: UInt8)] = []
    for code in 0..<64 where record.mask >> UInt64(code) & 1 == 1 { codes.append((code, ranks[codes.count])) }
    return IndexedCapabilities(codes)
  }
}

/// Numbers by mask, by open addressing: a million are looked up when a tree is built.
private struct MaskTable {
  private var masks: UnsafeMutablePointer<UInt64>
  private var numbers: UnsafeMutablePointer<Int32>
  private var bits = 10
  private var count = 0

  init() {
    masks = .allocate(capacity: 1 << bits)
    numbers = .allocate(capacity: 1 << bits)
    numbers.initialize(repeating: -1, count: 1 << bits)
  }

  func deallocate() {
    masks.deallocate()
    numbers.deallocate()
  }

  /// Where a mask is or would be.
  @inline(__always) private func place(_ mask: UInt64) -> Int {
    var place = Int((mask &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    while numbers[place] >= 0, masks[place] != mask { place = (place + 1) & ((1 << bits) - 1) }
    return place
  }

  @inline(__always) func number(of mask: UInt64) -> Int? {
    let number = numbers[place(mask)]
    return number < 0 ? nil : Int(number)
  }

  mutating func insert(_ mask: UInt64, _ number: Int) {
    if count * 2 >= 1 << bits { grow() }
    let place = place(mask)
    (masks + place).initialize(to: mask)
    numbers[place] = Int32(number)
    count += 1
  }

  private mutating func grow() {
    let (oldMasks, oldNumbers, oldSize) = (masks, numbers, 1 << bits)
    bits += 1
    masks = .allocate(capacity: 1 << bits)
    numbers = .allocate(capacity: 1 << bits)
    numbers.initialize(repeating: -1, count: 1 << bits)
    for old in 0..<oldSize where oldNumbers[old] >= 0 {
      let place = place(oldMasks[old])
      (masks + place).initialize(to: oldMasks[old])
      numbers[place] = oldNumbers[old]
    }
    oldMasks.deallocate()
    oldNumbers.deallocate()
  }
}
