/// A page being written.
struct BlockOutcomesBuilder {
  private(set) var cells: [BlockOutcomes.Cell]
  private(set) var people: [Int]
  private(set) var probability: [Double] = []
  /// Cells written since the page that it began with; `nil` when it began with none.
  private(set) var written: [UInt8]?

  init(people: [Int]) {
    cells = Array(repeating: BlockOutcomes.Cell(), count: people.count)
    self.people = people
  }

  init(_ page: BlockOutcomes) {
    cells = page.cells
    people = page.people
    probability = page.probability
    written = []
  }

  /// Writes what a search has found at a cell; cells are written in ascending order.
  mutating func set(
    _ index: Int, _ slot: Int, _ completion: ArrivalSearch.Completion, _ search: borrowing ArrivalSearch
  ) {
    let goal = search.ground.goals.goals[Int(search.ground.goals.indices[slot])]
    let first = search.found.first.map { Float($0.time) } ?? .infinity
    let cell = BlockOutcomes.Cell(
      first: first, complete: goal.isNorm ? completion.seconds.map { Float($0) } ?? .infinity : .infinity,
      bin: AreaTimes.bin(first),
      cover: goal.isNorm ? (completion.seconds == nil ? .outside : .within) : .unjudged)
    cells[index] = cell
    written?.append(UInt8(truncatingIfNeeded: index))
    guard search.ground.hasBusy else {
      if !probability.isEmpty { probability[index] = cell.cover == .within ? 1 : 0 }
      return
    }
    if probability.isEmpty { probability = cells.map { $0.cover == .within ? 1 : 0 } }
    probability[index] = goal.isNorm ? search.probability(goal, completion) : 0
  }

  /// Counts people of a cell, which has been written, several times.
  mutating func multiplyPeople(_ index: Int, by factor: Double) {
    people[index] = Int((Double(people[index]) * factor).rounded())
  }
}
