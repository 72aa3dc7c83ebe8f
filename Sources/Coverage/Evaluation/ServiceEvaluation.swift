internal import DirectoryModel
internal import Matching
internal import Primitives

/// What happens at every cell for one service, and what must be known to tell it again when little has changed.
struct ServiceEvaluation: Sendable {
  let service: Service
  let ground: ArrivalInputs
  /// By block.
  let pages: [BlockOutcomes]
  /// By block; empty where nobody will ask.
  let arrivals: [BlockArrivals]

  /// Blocks that one turn of a processor takes.
  static let grain = 4

  private struct Block: Sendable {
    var page: BlockOutcomes
    var arrivals: BlockArrivals?
  }

  /// Evaluates all cells.
  ///
  /// - Parameters:
  ///   - keepsArrivals: whether other evaluations will start from this one.
  ///   - baseline: what gains and losses are counted from; `nil` for none.
  init(
    _ ground: ArrivalInputs, service: Service, areas: [BlockAreas], keepsArrivals: Bool,
    since baseline: [BlockOutcomes]?,
    threads: Int
  ) {
    self.service = service
    self.ground = ground
    let blocks = ParallelLoop.map(ground.field.blocks, grain: ServiceEvaluation.grain, threads: threads) {
      (range, results: inout [Block]) in
      var search = ArrivalSearch(ground, keepsSpare: keepsArrivals)
      var notes = Notes()
      for block in range {
        results.append(
          ServiceEvaluation.evaluate(
            block, &search, &notes, areas: areas[block], keepsArrivals: keepsArrivals, since: baseline?[block]))
      }
    }
    pages = blocks.map(\.page)
    arrivals = keepsArrivals ? blocks.compactMap(\.arrivals) : []
  }

  /// What is noted about the cells of one block, in room that is used again for the next one.
  private struct Notes {
    var starts: [Int32] = []
    var arrivals: [Arrival] = []
    var heads: [BlockArrivals.Head] = []
    var cutoffs: [Double] = []
    var relevant: [Float] = []

    mutating func begin() {
      starts.removeAll(keepingCapacity: true)
      starts.append(0)
      arrivals.removeAll(keepingCapacity: true)
      heads.removeAll(keepingCapacity: true)
      cutoffs.removeAll(keepingCapacity: true)
      relevant.removeAll(keepingCapacity: true)
    }

    mutating func note(_ slot: Int, _ completion: ArrivalSearch.Completion, _ search: borrowing ArrivalSearch) {
      arrivals += search.found
      starts.append(Int32(arrivals.count))
      let isMet = completion.seconds != nil && search.ground.goals.goals[Int(search.ground.goals.indices[slot])].isNorm
      heads.append(
        .init(
          group: search.found.first?.group ?? -1, lender: search.found.first?.lender ?? 0,
          used: UInt16(clamping: isMet ? max(1, completion.used) : 1)))
      cutoffs.append(search.cutoff)
      relevant.append(ServiceEvaluation.relevant(slot, completion, search))
    }

    /// What is kept has no room to spare.
    func arrivals(lenders: UInt64) -> BlockArrivals {
      BlockArrivals(
        starts: ServiceEvaluation.exact(starts), arrivals: ServiceEvaluation.exact(arrivals),
        heads: ServiceEvaluation.exact(heads),
        cutoffs: ServiceEvaluation.exact(cutoffs), relevant: ServiceEvaluation.exact(relevant), lenders: lenders)
    }
  }

  /// A copy that takes no more memory than it needs.
  private static func exact<Element>(_ array: [Element]) -> [Element] {
    Array(unsafeUninitializedCapacity: array.count) { buffer, count in
      // Safe: there is room for all elements.
      count = buffer.initialize(fromContentsOf: array)
    }
  }

  private static func evaluate(
    _ block: Int, _ search: inout ArrivalSearch, _ notes: inout Notes, areas: BlockAreas, keepsArrivals: Bool,
    since baseline: BlockOutcomes?
  ) -> Block {
    let ground = search.ground
    let range = ground.field.range(of: block)
    var draft = BlockOutcomesBuilder(people: ground.field.people[block])
    notes.begin()
    search.lenders = 0
    for slot in range {
      search.begin(run: slot / CellBlocks.runSize)
      let completion = search.search(slot, findsAll: ground.hasBusy)
      draft.set(slot - range.lowerBound, slot, completion, search)
      if keepsArrivals { notes.note(slot, completion, search) }
    }
    if !ground.state.demand.isEmpty {
      for index in draft.people.indices {
        if let demand = ground.state.demand[range.lowerBound + index] { draft.multiplyPeople(index, by: demand) }
      }
    }
    return Block(
      page: BlockOutcomes(draft, areas: areas, since: baseline),
      arrivals: keepsArrivals ? notes.arrivals(lenders: search.lenders) : nil)
  }

  /// Seconds from which on one more arrival would change nothing, rather more than less.
  private static func relevant(
    _ slot: Int, _ completion: ArrivalSearch.Completion, _ search: ArrivalSearch
  ) -> Float {
    let goal = search.ground.goals.goals[Int(search.ground.goals.indices[slot])]
    let first = search.found.first?.time ?? search.ground.goals.limit
    if goal.isNorm, let seconds = completion.seconds { return Float(max(seconds, first)).nextUp }
    return Float(max(goal.end, first)).nextUp
  }
}
