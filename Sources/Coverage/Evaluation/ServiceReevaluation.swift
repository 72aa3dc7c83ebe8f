internal import DirectoryModel
internal import Matching

/// Evaluates again what a scenario can change, starting from the baseline.
struct ServiceReevaluation {
  let baseline: ServiceEvaluation
  let inputs: ArrivalInputs
  /// Blocks in which something may differ, in ascending order.
  let blocks: [Int]
  /// By goal: whether it asks for something else than in the baseline.
  private let isOtherGoal: [Bool]
  private let hasOtherGoals: Bool
  /// Whether arrivals of units from other countries may differ at any cell.
  private let hasForeignChange: Bool
  /// By host: countries whose units may come now and could not.
  private let opened: [UInt64]
  private let hasOpened: Bool
  /// Groups that the scenario adds.
  private let extra: [Int32]
  /// Slots of cells that depend on an arrival which is not what it was.
  private var gone: SlotSet
  /// Slots of cells that depend on units which are busy at times.
  private var busy: SlotSet
  /// Slots of cells within a hazard: travel to them is slower, or their people count otherwise.
  private var endangered: SlotSet

  /// Compares a scenario with the baseline.
  ///
  /// - Parameters:
  ///   - inputs: what there is in the scenario.
  ///   - baseline: the evaluation of the state before any edit.
  ///   - dependents: the cells to look at again when arrivals fall away.
  ///   - rightsChange: whether agreements let other units cross borders than in the baseline.
  ///   - waysChange: whether crossings are closed that were open: then some come later, and nobody sooner.
  init(
    _ inputs: ArrivalInputs, from baseline: ServiceEvaluation, dependents: DependentCells, rightsChange: Bool,
    waysChange: Bool
  ) {
    self.inputs = inputs
    self.baseline = baseline
    let before = baseline.inputs
    isOtherGoal = inputs.goals.goals.indices.map { !inputs.goals.isSame($0, in: before.goals) }
    hasOtherGoals = isOtherGoal.contains(true)
    hasForeignChange = rightsChange || inputs.state.times.requestDelay != before.state.times.requestDelay
    extra = inputs.extra.groups.indices.map { Int32(inputs.base.groups.count + $0) }
    let cells = inputs.cellBlocks.order.count
    var gone = SlotSet(count: cells)
    var opened = Array(repeating: UInt64(0), count: inputs.cellBlocks.countries.count)
    for host in opened.indices {
      // A country that only the scenario knows has no units in the baseline.
      for lender in 0..<min(inputs.lenders.count, before.lenders.count) {
        let isOpen = inputs.isOpen[host * inputs.lenders.count + lender]
        let wasOpen = before.isOpen[host * before.lenders.count + lender]
        if isOpen, !wasOpen { opened[host] |= BlockArrivals.bit(UInt16(lender)) }
        if wasOpen, !isOpen { dependents.mark(host: host, lender: lender, in: &gone) }
      }
    }
    for group in inputs.touched { dependents.mark(group, in: &gone) }
    var busy = SlotSet(count: inputs.hasBusy ? cells : 0)
    if inputs.hasBusy {
      for position in inputs.state.busy.keys where position < inputs.base.groupOf.count {
        let group = inputs.base.groupOf[position]
        if group >= 0 { dependents.mark(group, in: &busy) }
      }
    }
    var endangered = SlotSet(count: 0)
    for slot in inputs.hazards.slowness.keys { endangered.insert(slot) }
    for slot in inputs.hazards.demand.keys { endangered.insert(slot) }
    if waysChange { ServiceReevaluation.markDelayed(inputs, baseline, in: &endangered) }
    self.opened = opened
    hasOpened = opened.contains { $0 != 0 }
    self.gone = gone
    self.busy = busy
    self.endangered = endangered
    let all = 0..<inputs.cellBlocks.blocks
    blocks =
      hasOtherGoals || hasForeignChange || hasOpened || !extra.isEmpty
      ? Array(all)
      : all.filter { block in
        let range = inputs.cellBlocks.range(of: block)
        return !gone.isEmpty(in: range) || !busy.isEmpty(in: range) || !endangered.isEmpty(in: range)
      }
  }

  /// Marks the cells at which an arrival that the baseline found is another by the ways of the scenario.
  private static func markDelayed(_ inputs: ArrivalInputs, _ baseline: ServiceEvaluation, in delayed: inout SlotSet) {
    guard let water = inputs.water else { return }
    for (block, known) in baseline.arrivals.enumerated() {
      for slot in inputs.cellBlocks.range(of: block) {
        let goal = inputs.goals.goals[Int(inputs.goals.indices[slot])]
        for arrival in known.arrivals(at: slot - block * CellBlocks.size) {
          let face = water.base.faces[Int(arrival.group)]
          guard face >= 0, face != water.cells[slot].face else { continue }
          if inputs.arrival(of: arrival.group, at: slot, goal, before: arrival.time)?.time != arrival.time {
            delayed.insert(slot)
            break
          }
        }
      }
    }
  }

  /// The outcomes of a block; where nothing changes they are the baseline's own.
  func outcomes(of block: Int, _ search: inout ArrivalSearch, areas: BlockAreas) -> BlockOutcomes {
    let known = baseline.arrivals[block]
    let before = baseline.outcomes[block]
    let range = inputs.cellBlocks.range(of: block)
    let near = nearbyExtra(block)
    let isExtraNearby = near.first.map { $0.bound <= known.latest + ArrivalInputs.slack } ?? false
    let isPlain =
      !isExtraNearby && !hasOtherGoals && !hasForeignChange && busy.isEmpty(in: range) && endangered.isEmpty(in: range)
      && !(hasOpened && opened.contains { $0 & known.lenders != 0 })
    if isPlain, gone.isEmpty(in: range) { return before }
    var builder = BlockOutcomesBuilder(before)
    // As a rule something has gone, and nothing else differs.
    if isPlain {
      gone.forEach(in: range) { write($0, $0 - range.lowerBound, .review, near, &search, &builder) }
    } else {
      for slot in range {
        let index = slot - range.lowerBound
        let recheck = recheck(slot, index, known, near: near)
        if recheck != .nothing { write(slot, index, recheck, near, &search, &builder) }
      }
    }
    return builder.written?.isEmpty ?? false ? before : BlockOutcomes(builder, areas: areas, since: before)
  }

  /// What has to be worked out again for a cell.
  private enum Recheck {
    case nothing
    /// What the baseline found may not be all.
    case search
    /// Of what the baseline found something has gone, or something comes in between.
    case review
  }

  /// New groups that may matter in a block, the soonest first.
  private func nearbyExtra(_ block: Int) -> [ArrivalSearch.Candidate] {
    guard !extra.isEmpty else { return [] }
    let ball = inputs.cellBlocks.balls[block]
    var near: [ArrivalSearch.Candidate] = []
    for number in extra {
      let bound = inputs.bound(inputs.group(number), ball)
      if bound <= inputs.goals.limit { near.append(.init(bound: bound, group: number)) }
    }
    near.sort { ($0.bound, $0.group) < ($1.bound, $1.group) }
    return near
  }

  private func write(
    _ slot: Int, _ index: Int, _ recheck: Recheck, _ near: [ArrivalSearch.Candidate], _ search: inout ArrivalSearch,
    _ builder: inout BlockOutcomesBuilder
  ) {
    search.begin(run: slot / CellBlocks.runSize, extra: near)
    let known = baseline.arrivals[slot / CellBlocks.size]
    var completion: ArrivalSearch.Completion?
    if recheck == .review, !inputs.hasBusy {
      completion = search.review(slot, index, known)
    }
    builder.set(index, slot, completion ?? search.search(slot, findsAll: inputs.hasBusy), search)
    if !endangered.words.isEmpty, let demand = inputs.hazards.demand[slot] { builder.multiplyCalls(index, by: demand) }
  }

  private func recheck(
    _ slot: Int, _ index: Int, _ known: BlockArrivals, near: [ArrivalSearch.Candidate]
  ) -> Recheck {
    let host = inputs.cellBlocks.hosts[slot]
    if endangered.contains(slot) { return .search }
    if hasOtherGoals, isOtherGoal[Int(inputs.goals.indices[slot])] { return .search }
    if hasForeignChange, known.lenders & ~BlockArrivals.bit(host) != 0 || host >= 63 { return .search }
    if hasOpened, opened[Int(host)] & known.lenders != 0 { return .search }
    if busy.contains(slot) { return .search }
    if gone.contains(slot) { return .review }
    guard !near.isEmpty else { return .nothing }
    let goal = inputs.goals.goals[Int(inputs.goals.indices[slot])]
    let relevant = Double(known.relevant[index])
    for candidate in near {
      if candidate.bound > relevant + ArrivalInputs.slack { break }
      // An arrival that changes nothing is reviewed in vain, and no harm is done.
      if inputs.arrival(of: candidate.group, at: slot, goal, before: relevant) != nil { return .review }
    }
    return .nothing
  }
}
