/// What happens at the cells of one block, and what that adds up to.
final class BlockOutcomes: Sendable {
  /// How far a cell is within the norm.
  enum Cover: UInt8, Sendable {
    case outside
    case within
    case unjudged
  }

  /// What happens at one cell.
  struct Cell: Hashable, Sendable {
    /// Seconds to the first arrival; infinite for none.
    var first: Float = .infinity
    /// Seconds until all is there; infinite for never.
    var complete: Float = .infinity
    /// The position of the first arrival among the bins of times.
    var bin: UInt16 = .max
    var cover = Cover.unjudged
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

  let cells: [Cell]
  let people: [Int]
  /// Empty where it is 1 or 0 everywhere, as within the norm or not.
  let probability: [Double]
  /// Cells that may be others than in the baseline, in ascending order; `nil` for all.
  let written: [UInt8]?
  /// By area of the block.
  let sums: [Sums]
  /// The latest first arrival among people outside the norm; negative where all are within it.
  let worst: Float

  /// Counts what a draft says.
  init(_ draft: BlockOutcomesBuilder, areas: BlockAreas, since baseline: BlockOutcomes?) {
    cells = draft.cells
    people = draft.people
    probability = draft.probability
    // Parts of people, added up in another order, would be others in the last digit.
    if let baseline, let written = draft.written, draft.probability.isEmpty, baseline.probability.isEmpty {
      self.written = written
      (sums, worst) = BlockOutcomes.correct(baseline, draft, written, areas)
    } else {
      written = draft.written
      (sums, worst) = BlockOutcomes.count(draft, areas, since: baseline)
    }
  }

  /// The probability that a cell's norm is met.
  func probability(_ index: Int) -> Double {
    probability.isEmpty ? (cells[index].cover == .within ? 1 : 0) : probability[index]
  }

  // MARK: Sums

  private static func count(
    _ draft: BlockOutcomesBuilder, _ areas: BlockAreas, since baseline: BlockOutcomes?
  ) -> (sums: [Sums], worst: Float) {
    var sums = Array(repeating: Sums(), count: areas.areas.count)
    for (index, cell) in draft.cells.enumerated() {
      let count = draft.people[index]
      var sum = Sums(cell, people: count)
      if !draft.probability.isEmpty, cell.cover != .unjudged { sum.expected = draft.probability[index] * Double(count) }
      if let baseline { sum.note(cell.cover, since: baseline.cells[index].cover, people: count) }
      areas.forEachArea(of: index) { sums[$0] += sum }
    }
    return (sums, worst(draft))
  }

  /// Takes out of a page's sums what has been written, and puts it in as it is now.
  private static func correct(
    _ before: BlockOutcomes, _ draft: BlockOutcomesBuilder, _ written: [UInt8], _ areas: BlockAreas
  ) -> (sums: [Sums], worst: Float) {
    var sums = before.sums
    var worst = before.worst
    var isWorstGone = false
    for index in written.lazy.map({ Int($0) }) {
      let (old, new) = (before.cells[index], draft.cells[index])
      let (oldCount, newCount) = (before.people[index], draft.people[index])
      if old.cover == .outside, oldCount > 0, old.first == before.worst { isWorstGone = true }
      if new.cover == .outside, newCount > 0 { worst = max(worst, new.first) }
      guard old.cover != new.cover || oldCount != newCount else { continue }
      var change = Sums(new, people: newCount)
      change.note(new.cover, since: old.cover, people: newCount)
      change -= Sums(old, people: oldCount)
      areas.forEachArea(of: index) { sums[$0] += change }
    }
    return (sums, isWorstGone ? self.worst(draft) : worst)
  }

  private static func worst(_ draft: BlockOutcomesBuilder) -> Float {
    var worst: Float = -1
    for (index, cell) in draft.cells.enumerated() where cell.cover == .outside && draft.people[index] > 0 {
      worst = max(worst, cell.first)
    }
    return worst
  }
}

extension BlockOutcomes.Sums {
  /// One cell's part, where units are never busy.
  fileprivate init(_ cell: BlockOutcomes.Cell, people: Int) {
    self.people = people
    guard cell.cover != .unjudged else { return }
    judged = people
    guard cell.cover == .within else { return }
    covered = people
    expected = Double(people)
  }

  fileprivate mutating func note(_ cover: BlockOutcomes.Cover, since before: BlockOutcomes.Cover, people: Int) {
    guard cover != .unjudged else { return }
    if cover == .within, before != .within { gained = people }
    if cover != .within, before == .within { lost = people }
  }

  static func += (sum: inout Self, other: Self) {
    sum.people += other.people
    sum.judged += other.judged
    sum.covered += other.covered
    sum.expected += other.expected
    sum.gained += other.gained
    sum.lost += other.lost
  }

  static func -= (sum: inout Self, other: Self) {
    sum.people -= other.people
    sum.judged -= other.judged
    sum.covered -= other.covered
    sum.expected -= other.expected
    sum.gained -= other.gained
    sum.lost -= other.lost
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

  /// Gives the positions in `areas` of all areas that a cell of the block belongs to.
  func forEachArea(of index: Int, _ body: (Int) -> Void) {
    body(0)
    body(Int(countries[index]))
    if regions[index] > 0 { body(Int(regions[index])) }
  }
}
