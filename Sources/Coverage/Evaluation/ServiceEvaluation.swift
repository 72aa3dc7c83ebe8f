internal import DirectoryModel
internal import Matching
internal import Primitives

/// The outcomes at every cell for one service, and the arrivals from which a scenario is evaluated that changes little.
struct ServiceEvaluation: Sendable {
  let service: Service
  let inputs: ArrivalInputs
  /// By block.
  let outcomes: [BlockOutcomes]
  /// By block; empty unless they are kept.
  let arrivals: [BlockArrivals]

  /// How many blocks one task of the parallel loop takes.
  static let grain = 4

  private struct Block: Sendable {
    var outcomes: BlockOutcomes
    var arrivals: BlockArrivals?
  }

  /// Evaluates all cells.
  ///
  /// Arrivals are kept where other evaluations will start from this one. Gains and losses are counted from `baseline`,
  /// where there is one.
  init(
    _ inputs: ArrivalInputs, service: Service, areas: [BlockAreas], keepsArrivals: Bool,
    since baseline: [BlockOutcomes]?, threads: Int
  ) {
    self.service = service
    self.inputs = inputs
    let blocks = ParallelLoop.map(inputs.cellBlocks.blocks, grain: ServiceEvaluation.grain, threads: threads) {
      (range, results: inout [Block]) in
      var search = ArrivalSearch(inputs, keepsSpare: keepsArrivals)
      var recorder = ArrivalRecorder()
      for block in range {
        results.append(
          ServiceEvaluation.evaluate(
            block, &search, &recorder, areas: areas[block], keepsArrivals: keepsArrivals, since: baseline?[block]))
      }
    }
    outcomes = blocks.map(\.outcomes)
    arrivals = keepsArrivals ? blocks.compactMap(\.arrivals) : []
  }

  /// Collects the arrivals at the cells of one block; its memory is used again for the next one.
  private struct ArrivalRecorder {
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

    mutating func record(_ slot: Int, _ completion: ArrivalSearch.Completion, _ search: borrowing ArrivalSearch) {
      arrivals += search.found
      starts.append(Int32(arrivals.count))
      let goal = search.inputs.goals.goals[Int(search.inputs.goals.indices[slot])]
      let first = search.first(goal)
      let isMet = completion.seconds != nil && goal.isNorm
      let used = max(first?.used ?? 1, isMet ? completion.used : 1)
      heads.append(
        .init(
          group: search.found.isEmpty ? -1 : first?.arrival.group ?? search.found[0].group,
          lender: first?.arrival.lender ?? 0, used: UInt16(clamping: used)))
      cutoffs.append(search.cutoff)
      relevant.append(ServiceEvaluation.relevant(slot, completion, search))
    }

    /// What has been collected, in arrays without spare capacity.
    func arrivals(lenders: UInt64) -> BlockArrivals {
      BlockArrivals(
        starts: ServiceEvaluation.exact(starts), arrivals: ServiceEvaluation.exact(arrivals),
        heads: ServiceEvaluation.exact(heads),
        cutoffs: ServiceEvaluation.exact(cutoffs), relevant: ServiceEvaluation.exact(relevant), lenders: lenders)
    }
  }

  /// A copy without spare capacity.
  private static func exact<Element>(_ array: [Element]) -> [Element] {
    Array(unsafeUninitializedCapacity: array.count) { buffer, count in
      // Safe: there is room for all elements.
      count = buffer.initialize(fromContentsOf: array)
    }
  }

  private static func evaluate(
    _ block: Int, _ search: inout ArrivalSearch, _ recorder: inout ArrivalRecorder, areas: BlockAreas,
    keepsArrivals: Bool,
    since baseline: BlockOutcomes?
  ) -> Block {
    let inputs = search.inputs
    let range = inputs.cellBlocks.range(of: block)
    var builder = BlockOutcomesBuilder(people: inputs.cellBlocks.people[block])
    recorder.begin()
    search.lenders = 0
    for slot in range {
      search.begin(run: slot / CellBlocks.runSize)
      let completion = search.search(slot, findsAll: inputs.hasBusy)
      builder.set(slot - range.lowerBound, slot, completion, search)
      if keepsArrivals { recorder.record(slot, completion, search) }
    }
    if !inputs.hazards.demand.isEmpty {
      for index in range.indices.map({ $0 - range.lowerBound }) {
        if let demand = inputs.hazards.demand[range.lowerBound + index] { builder.multiplyCalls(index, by: demand) }
      }
    }
    return Block(
      outcomes: BlockOutcomes(builder, areas: areas, since: baseline),
      arrivals: keepsArrivals ? recorder.arrivals(lenders: search.lenders) : nil)
  }

  /// Seconds from which on one more arrival would change nothing, rather more than less.
  private static func relevant(
    _ slot: Int, _ completion: ArrivalSearch.Completion, _ search: ArrivalSearch
  ) -> Float {
    let goal = search.inputs.goals.goals[Int(search.inputs.goals.indices[slot])]
    let first = search.first(goal)?.arrival.time ?? search.inputs.goals.limit
    if goal.isNorm, let seconds = completion.seconds { return Float(max(seconds, first)).nextUp }
    return Float(max(goal.end, first)).nextUp
  }
}
