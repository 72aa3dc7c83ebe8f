internal import Primitives

/// What happens at the cells of one block, and what that adds up to.
final class BlockOutcomes: Sendable {
  /// Whether a cell is within its norm.
  enum Cover: UInt8, Sendable {
    case outside
    case within
    /// No norm applies to it.
    case noNorm
  }

  /// What happens at one cell.
  struct Cell: Hashable, Sendable {
    /// Seconds to the first arrival by the clock of the norm; infinite for none.
    var first: Float = .infinity
    /// Seconds until all is there, by the same clock; infinite for never.
    var complete: Float = .infinity
    /// The position of the first arrival among the bins of times.
    var bin: UInt16 = .max
    var cover = Cover.noNorm
    /// Whether a norm of law judges it.
    var isLegal = false
  }

  /// The sums of one area's cells in the block.
  struct Sums: Hashable, Sendable {
    /// People who live there.
    var people = 0
    /// Those whom a norm of law judges.
    var legal = CoverageTally()
    /// Those whom anything else judges.
    var other = CoverageTally()
    var expected = 0.0
    /// Calls of those judged, where one is as many as one person usually has.
    var calls = 0
    var callsCovered = 0
  }

  /// Seconds in one bin of arrival times, which holds what is later than its start and not later than its end.
  static let binSeconds = 10.0

  let cells: [Cell]
  /// People who live there.
  let people: [Int]
  /// Calls, where one is as many as one person usually has; empty where nothing weighs them.
  let calls: [Int]
  /// Empty where it is 1 or 0 everywhere, as within the norm or not.
  let probability: [Double]
  /// Cells that may differ from the baseline, in ascending order; `nil` for all.
  let written: [UInt8]?
  /// By area of the block.
  let sums: [Sums]
  /// The latest first arrival among people outside the norm; negative where all are within it.
  let worst: Float

  /// Takes over what has been written, and adds it up.
  init(_ builder: BlockOutcomesBuilder, areas: BlockAreas, since baseline: BlockOutcomes?) {
    cells = builder.cells
    people = builder.people
    calls = builder.calls
    probability = builder.probability
    // Sums of fractions depend in the last digit on the order in which they are added.
    if let baseline, let written = builder.written, builder.probability.isEmpty, baseline.probability.isEmpty {
      self.written = written
      (sums, worst) = BlockOutcomes.correct(baseline, builder, written, areas)
    } else {
      written = builder.written
      (sums, worst) = BlockOutcomes.count(builder, areas, since: baseline)
    }
  }

  /// The probability that a cell's norm is met.
  func probability(_ index: Int) -> Double {
    probability.isEmpty ? (cells[index].cover == .within ? 1 : 0) : probability[index]
  }

  /// How many calls come from a cell.
  func calls(_ index: Int) -> Int { calls.isEmpty ? people[index] : calls[index] }

  /// The bin of an arrival time, and a bin of its own for what never comes.
  static func bin(of time: Float) -> UInt16 {
    time.isFinite ? UInt16(bounded: Double(time) / binSeconds, rounding: .up, in: 0...(UInt16.max - 1)) : .max
  }

  // MARK: Sums

  private static func count(
    _ builder: BlockOutcomesBuilder, _ areas: BlockAreas, since baseline: BlockOutcomes?
  ) -> (sums: [Sums], worst: Float) {
    var sums = Array(repeating: Sums(), count: areas.areas.count)
    for (index, cell) in builder.cells.enumerated() {
      let count = builder.people[index]
      var sum = Sums(cell, people: count, calls: builder.calls(index))
      if !builder.probability.isEmpty, cell.cover != .noNorm {
        sum.expected = builder.probability[index] * Double(count)
      }
      if let baseline { sum.note(cell, since: baseline.cells[index].cover, people: count) }
      areas.forEachArea(of: index) { sums[$0] += sum }
    }
    return (sums, worst(builder))
  }

  /// Takes what the written cells were before out of the sums, and puts in what they are now.
  private static func correct(
    _ before: BlockOutcomes, _ builder: BlockOutcomesBuilder, _ written: [UInt8], _ areas: BlockAreas
  ) -> (sums: [Sums], worst: Float) {
    var sums = before.sums
    var worst = before.worst
    var isWorstGone = false
    for index in written.lazy.map({ Int($0) }) {
      let (old, new) = (before.cells[index], builder.cells[index])
      let count = builder.people[index]
      let (oldCalls, calls) = (before.calls(index), builder.calls(index))
      if old.cover == .outside, count > 0, old.first == before.worst { isWorstGone = true }
      if new.cover == .outside, count > 0 { worst = max(worst, new.first) }
      guard old.cover != new.cover || oldCalls != calls else { continue }
      var change = Sums(new, people: count, calls: calls)
      change.note(new, since: old.cover, people: count)
      change -= Sums(old, people: count, calls: oldCalls)
      areas.forEachArea(of: index) { sums[$0] += change }
    }
    return (sums, isWorstGone ? self.worst(builder) : worst)
  }

  private static func worst(_ builder: BlockOutcomesBuilder) -> Float {
    var worst: Float = -1
    for (index, cell) in builder.cells.enumerated() where cell.cover == .outside && builder.people[index] > 0 {
      worst = max(worst, cell.first)
    }
    return worst
  }
}

extension BlockOutcomes.Sums {
  /// One cell's part, where units are never busy.
  fileprivate init(_ cell: BlockOutcomes.Cell, people: Int, calls: Int) {
    self.people = people
    guard cell.cover != .noNorm else { return }
    let isCovered = cell.cover == .within
    let tally = CoverageTally(judged: people, covered: isCovered ? people : 0)
    if cell.isLegal { legal = tally } else { other = tally }
    self.calls = calls
    guard isCovered else { return }
    expected = Double(people)
    callsCovered = calls
  }

  fileprivate mutating func note(_ cell: BlockOutcomes.Cell, since before: BlockOutcomes.Cover, people: Int) {
    guard cell.cover != .noNorm else { return }
    let change = CoverageChange(
      gained: cell.cover == .within && before != .within ? people : 0,
      lost: cell.cover != .within && before == .within ? people : 0)
    if cell.isLegal { legal.change = change } else { other.change = change }
  }

  static func += (sum: inout Self, other: Self) {
    sum.people += other.people
    sum.legal += other.legal
    sum.other += other.other
    sum.expected += other.expected
    sum.calls += other.calls
    sum.callsCovered += other.callsCovered
  }

  static func -= (sum: inout Self, other: Self) {
    sum.people -= other.people
    sum.legal -= other.legal
    sum.other -= other.other
    sum.expected -= other.expected
    sum.calls -= other.calls
    sum.callsCovered -= other.callsCovered
  }
}

/// Outcomes of one block while they are written.
struct BlockOutcomesBuilder {
  private(set) var cells: [BlockOutcomes.Cell]
  let people: [Int]
  private(set) var calls: [Int] = []
  private(set) var probability: [Double] = []
  /// Cells written since the outcomes that it began with, in ascending order; `nil` when it began with none.
  private(set) var written: [UInt8]?

  init(people: [Int]) {
    cells = Array(repeating: BlockOutcomes.Cell(), count: people.count)
    self.people = people
  }

  init(_ outcomes: BlockOutcomes) {
    cells = outcomes.cells
    people = outcomes.people
    calls = outcomes.calls
    probability = outcomes.probability
    written = []
  }

  /// Writes what a search has found at a cell; cells are written in ascending order.
  mutating func set(
    _ index: Int, _ slot: Int, _ completion: ArrivalSearch.Completion, _ search: borrowing ArrivalSearch
  ) {
    let number = Int(search.inputs.goals.indices[slot])
    let goal = search.inputs.goals.goals[number]
    let first = search.first(goal).map { Float($0.arrival.time + goal.handling) } ?? .infinity
    let cell = BlockOutcomes.Cell(
      first: first,
      complete: goal.isNorm ? completion.seconds.map { Float($0 + goal.handling) } ?? .infinity : .infinity,
      bin: BlockOutcomes.bin(of: first),
      cover: goal.isNorm ? (completion.seconds == nil ? .outside : .within) : .noNorm, isLegal: goal.isLegal)
    cells[index] = cell
    written?.append(UInt8(truncatingIfNeeded: index))
    guard search.inputs.hasBusy else {
      if !probability.isEmpty { probability[index] = cell.cover == .within ? 1 : 0 }
      return
    }
    if probability.isEmpty { probability = cells.map { $0.cover == .within ? 1 : 0 } }
    probability[index] = goal.isNorm ? search.probability(ofGoal: number, completion) : 0
  }

  /// How many calls come from a cell.
  func calls(_ index: Int) -> Int { calls.isEmpty ? people[index] : calls[index] }

  /// Counts the calls of a cell, which has been written, several times.
  mutating func multiplyCalls(_ index: Int, by factor: Double) {
    if calls.isEmpty { calls = people }
    calls[index] = Int(bounded: Double(people[index]) * factor)
  }
}
