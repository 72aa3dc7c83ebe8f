internal import Primitives

/// The distinct sets of capabilities of all units, numbered while a tree is built and never changed afterwards.
struct CapabilitySets {
  struct Record: BitwiseCopyable {
    var mask: UInt64
    /// The ranks in ascending order of code, or nothing when all are 0.
    var ranks: UnsafeMutablePointer<UInt8>?
  }

  private var records: [Record] = []
  /// By mask, of sets without ranks: a million are looked up when a tree is built.
  private var numbersOfPlain = OpenTable<UInt64, Int32>(bits: 10)
  private var numbers: [IndexedCapabilities: Int] = [:]

  /// The number of a set.
  mutating func number(of set: IndexedCapabilities) -> Int {
    if set.ranks.isEmpty {
      if let known = numbersOfPlain[set.mask] { return Int(known) }
    } else if let known = numbers[set] {
      return known
    }
    var ranks: UnsafeMutablePointer<UInt8>?
    if !set.ranks.isEmpty {
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: set.ranks.count)
      copy.initialize(from: set.ranks, count: set.ranks.count)
      ranks = copy
    }
    let number = records.count
    records.append(Record(mask: set.mask, ranks: ranks))
    if set.ranks.isEmpty { numbersOfPlain.set(Int32(number), for: set.mask) } else { numbers[set] = number }
    return number
  }

  /// The sets by number, in memory that `deallocate` gives back.
  func table() -> UnsafeMutableBufferPointer<Record> {
    let table = UnsafeMutableBufferPointer<Record>.allocate(capacity: records.count)
    _ = table.initialize(from: records)
    return table
  }

  static func deallocate(_ table: UnsafeMutableBufferPointer<Record>) {
    for record in table { record.ranks?.deallocate() }
    table.deallocate()
  }
}
