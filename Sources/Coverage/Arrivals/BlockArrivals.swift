/// One group's arrival at a cell.
struct Arrival: Sendable {
  /// Seconds from the alarm.
  var time: Double
  /// The number of the group.
  var group: Int32
  /// The position of the group's country among the countries.
  var lender: UInt16
}

/// The arrivals that matter at the cells of one block, for one service.
final class BlockArrivals: Sendable {
  /// The first arrival at a cell, of a unit with the need of the norm there.
  struct Head: Sendable {
    /// -1 where nothing arrives.
    var group: Int32
    var lender: UInt16
    /// How many arrivals, from the first, the outcome depends on.
    var used: UInt16
  }

  /// By cell of the block: where its arrivals begin; one more than there are cells.
  let starts: [Int32]
  /// Cell by cell, in order of arrival.
  let arrivals: [Arrival]
  /// By cell.
  let heads: [Head]
  /// By cell: seconds before which every arrival is among those here.
  let cutoffs: [Double]
  /// By cell: seconds from which on one more arrival would change nothing.
  let relevant: [Float]
  /// The latest of these.
  let latest: Double
  /// A bit for each country whose units were candidates; countries beyond the 63rd share the last bit.
  let lenders: UInt64

  init(
    starts: [Int32], arrivals: [Arrival], heads: [Head], cutoffs: [Double], relevant: [Float], lenders: UInt64
  ) {
    self.starts = starts
    self.arrivals = arrivals
    self.heads = heads
    self.cutoffs = cutoffs
    self.relevant = relevant
    latest = Double(relevant.max() ?? 0)
    self.lenders = lenders
  }

  /// The arrivals at a cell of the block.
  func arrivals(at index: Int) -> ArraySlice<Arrival> { arrivals[Int(starts[index])..<Int(starts[index + 1])] }

  /// The arrivals at a cell of the block that its outcome depends on.
  func usedArrivals(at index: Int) -> ArraySlice<Arrival> {
    let used = heads[index].used
    return used == .max ? arrivals(at: index) : arrivals(at: index).prefix(Int(used))
  }

  /// The bit of a country.
  static func bit(_ lender: UInt16) -> UInt64 { 1 << UInt64(min(lender, 63)) }
}
