internal import Primitives

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
  /// By mask, of sets without ranks: a million are looked up when a tree is built.
  private var numbersOfPlain = OpenTable<UInt64, Int32>(bits: 10)
  private var numbers: [IndexedCapabilities: Int] = [:]

  init() { chunks.initialize(repeating: nil, count: UnitState.capabilitySets >> Self.chunkBits) }

  deinit {
    for number in 0..<count { record(number).ranks?.deallocate() }
    for chunk in 0..<((count + Self.chunkSize - 1) >> Self.chunkBits) { chunks[chunk]?.deallocate() }
    chunks.deallocate()
  }

  /// The number of a set, or `nil` when there are too many sets.
  func number(of set: IndexedCapabilities) -> Int? {
    if set.ranks.isEmpty {
      if let known = numbersOfPlain[set.mask] { return Int(known) }
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
    if set.ranks.isEmpty { numbersOfPlain.set(Int32(count), for: set.mask) } else { numbers[set] = count }
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
