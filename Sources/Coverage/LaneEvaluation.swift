internal import DirectoryModel
internal import Matching

/// What happens at every cell for one service, and what must be known to tell it again when little has changed.
struct LaneEvaluation: Sendable {
  let service: Service
  let ground: ArrivalGround
  /// By block.
  let pages: [CoveragePage]
  /// By block; empty where nobody will ask.
  let arrivals: [BlockArrivals]

  /// Blocks that one turn of a processor takes.
  static let grain = 4

  private struct Block: Sendable {
    var page: CoveragePage
    var arrivals: BlockArrivals?
  }

  /// Evaluates all cells.
  ///
  /// - Parameters:
  ///   - keepsArrivals: whether other evaluations will start from this one.
  ///   - baseline: what gains and losses are counted from; `nil` for none.
  init(
    _ ground: ArrivalGround, service: Service, areas: [BlockAreas], keepsArrivals: Bool,
    since baseline: [CoveragePage]?,
    threads: Int
  ) {
    self.service = service
    self.ground = ground
    let blocks = ParallelLoop.map(ground.field.blocks, grain: LaneEvaluation.grain, threads: threads) {
      (range, results: inout [Block]) in
      var search = ArrivalSearch(ground)
      for block in range {
        results.append(
          LaneEvaluation.evaluate(
            block, &search, areas: areas[block], keepsArrivals: keepsArrivals, since: baseline?[block]))
      }
    }
    pages = blocks.map(\.page)
    arrivals = keepsArrivals ? blocks.compactMap(\.arrivals) : []
  }

  private static func evaluate(
    _ block: Int, _ search: inout ArrivalSearch, areas: BlockAreas, keepsArrivals: Bool, since baseline: CoveragePage?
  ) -> Block {
    let ground = search.ground
    let range = ground.field.range(of: block)
    var runs: [BlockArrivals.Run] = []
    var draft = PageDraft(people: ground.field.people[block])
    var starts: [Int32] = [0]
    var arrivals: [Arrival] = []
    var heads: [BlockArrivals.Head] = []
    var cutoffs: [Double] = []
    var relevant: [Float] = []
    for slot in range {
      if slot % CellField.runSize == 0 {
        if slot > range.lowerBound, keepsArrivals {
          runs.append(.init(candidates: search.candidates, ring: search.ring))
        }
        search.begin(run: slot / CellField.runSize)
      }
      let completion = search.search(slot, findsAll: ground.hasBusy)
      draft.set(slot - range.lowerBound, slot, completion, search)
      guard keepsArrivals else { continue }
      arrivals += search.found
      starts.append(Int32(arrivals.count))
      let isMet = completion.seconds != nil && ground.goals.goals[Int(ground.goals.indices[slot])].isNorm
      heads.append(
        .init(
          group: search.found.first?.group ?? -1, lender: search.found.first?.lender ?? 0,
          used: UInt16(clamping: isMet ? max(1, completion.used) : 1)))
      cutoffs.append(search.cutoff)
      relevant.append(LaneEvaluation.relevant(slot, completion, search))
    }
    for index in draft.people.indices {
      if let demand = ground.state.demand[range.lowerBound + index] { draft.multiplyPeople(index, by: demand) }
    }
    guard keepsArrivals else { return Block(page: draft.page(areas, since: baseline)) }
    runs.append(.init(candidates: search.candidates, ring: search.ring))
    var lenders: UInt64 = 0
    for candidate in runs.lazy.flatMap(\.candidates) {
      lenders |= BlockArrivals.bit(ground.group(candidate.group).lender)
    }
    return Block(
      page: draft.page(areas, since: baseline),
      arrivals: BlockArrivals(
        starts: starts, arrivals: arrivals, heads: heads, cutoffs: cutoffs, relevant: relevant,
        runs: runs, lenders: lenders))
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

/// A page being written.
struct PageDraft {
  var first: [Float]
  var complete: [Float]
  var cover: [CoveragePage.Cover]
  var people: [Int]
  var probability: [Double] = []

  init(people: [Int]) {
    first = Array(repeating: .infinity, count: people.count)
    complete = first
    cover = Array(repeating: .unjudged, count: people.count)
    self.people = people
  }

  init(_ page: CoveragePage) {
    first = page.first
    complete = page.complete
    cover = page.cover
    people = page.people
    probability = page.probability
  }

  /// Writes what a search has found at a cell.
  mutating func set(
    _ index: Int, _ slot: Int, _ completion: ArrivalSearch.Completion, _ search: borrowing ArrivalSearch
  ) {
    let goal = search.ground.goals.goals[Int(search.ground.goals.indices[slot])]
    first[index] = search.found.first.map { Float($0.time) } ?? .infinity
    complete[index] = goal.isNorm ? completion.seconds.map { Float($0) } ?? .infinity : .infinity
    cover[index] = goal.isNorm ? (completion.seconds == nil ? .outside : .within) : .unjudged
    guard search.ground.hasBusy else {
      if !probability.isEmpty { probability[index] = cover[index] == .within ? 1 : 0 }
      return
    }
    if probability.isEmpty { probability = cover.map { $0 == .within ? 1 : 0 } }
    probability[index] = goal.isNorm ? search.probability(goal, completion) : 0
  }

  /// Counts people of a cell several times.
  mutating func multiplyPeople(_ index: Int, by factor: Double) {
    people[index] = Int((Double(people[index]) * factor).rounded())
  }

  func page(_ areas: BlockAreas, since baseline: CoveragePage?) -> CoveragePage {
    CoveragePage(
      first: first, complete: complete, cover: cover, people: people, probability: probability, areas: areas,
      since: baseline)
  }
}
