/// What happens at the cells of one block, and what that adds up to.
final class CoveragePage: Sendable {
  /// How far a cell is within the norm.
  enum Cover: UInt8, Sendable {
    case outside
    case within
    case unjudged
  }

  /// The sums of one area's cells in the block.
  struct Sums: Hashable, Sendable {
    var people = 0
    var judged = 0
    var covered = 0
    var expected = 0.0
    var gained = 0
    var lost = 0
  }

  /// Seconds to the first arrival; infinite for none.
  let first: [Float]
  /// Seconds until all is there; infinite for never.
  let complete: [Float]
  let cover: [Cover]
  let people: [Int]
  /// The position of the first arrival among the bins of times.
  let bins: [UInt16]
  /// Empty where it is 1 or 0 everywhere, as within the norm or not.
  let probability: [Double]
  /// By area of the block.
  let sums: [Sums]
  /// The latest first arrival among people outside the norm; negative where all are within it.
  let worst: Float

  init(
    first: [Float], complete: [Float], cover: [Cover], people: [Int], probability: [Double],
    areas: BlockAreas, since baseline: CoveragePage?
  ) {
    self.first = first
    self.complete = complete
    self.cover = cover
    self.people = people
    bins = first.map { AreaTimes.bin($0) }
    self.probability = probability
    var sums = Array(repeating: Sums(), count: areas.areas.count)
    var worst: Float = -1
    for index in cover.indices {
      let count = people[index]
      var cell = Sums(people: count)
      if cover[index] != .unjudged {
        cell.judged = count
        let isCovered = cover[index] == .within
        if isCovered { cell.covered = count }
        cell.expected =
          probability.isEmpty ? (isCovered ? Double(count) : 0) : probability[index] * Double(count)
        if let baseline {
          let was = baseline.cover[index] == .within
          if isCovered, !was { cell.gained = count }
          if was, !isCovered { cell.lost = count }
        }
        if !isCovered, count > 0 { worst = max(worst, first[index]) }
      }
      sums[0] += cell
      sums[Int(areas.countries[index])] += cell
      if areas.regions[index] > 0 { sums[Int(areas.regions[index])] += cell }
    }
    self.sums = sums
    self.worst = worst
  }

  /// The probability that a cell's norm is met.
  func probability(_ index: Int) -> Double {
    probability.isEmpty ? (cover[index] == .within ? 1 : 0) : probability[index]
  }
}

extension CoveragePage.Sums {
  static func += (sum: inout Self, other: Self) {
    sum.people += other.people
    sum.judged += other.judged
    sum.covered += other.covered
    sum.expected += other.expected
    sum.gained += other.gained
    sum.lost += other.lost
  }
}

/// The areas that the cells of one block belong to.
struct BlockAreas: Sendable {
  /// Positions among all areas; the first is everything.
  var areas: [Int32]
  /// By cell of the block: the position of its country in `areas`.
  var countries: [UInt16]
  /// By cell of the block: the position of its region in `areas`, 0 for none.
  var regions: [UInt16]
}
