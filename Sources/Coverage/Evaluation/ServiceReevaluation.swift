internal import DirectoryModel
internal import Matching

/// Evaluates again what a scenario can change, starting from the baseline.
struct ServiceReevaluation {
  let baseline: ServiceEvaluation
  let ground: ArrivalInputs
  /// Blocks in which something may be other, in ascending order.
  let blocks: [Int]
  /// By goal: whether it asks for something else than in the baseline.
  private let isOtherGoal: [Bool]
  private let hasOtherGoals: Bool
  /// Whether the arrivals of units from other countries are others at any cell.
  private let foreignChange: Bool
  /// By host: countries whose units may come now and could not.
  private let opened: [UInt64]
  private let hasOpened: Bool
  /// Groups that the scenario adds.
  private let extra: [Int32]
  /// Slots of cells that rest on an arrival which is not what it was.
  private var gone: SlotSet
  /// Slots of cells that rest on units which are busy at times.
  private var busy: SlotSet
  /// Slots of cells that travel to is slower, or whose people count otherwise.
  private var struck: SlotSet

  /// Compares a scenario with the baseline.
  ///
  /// - Parameters:
  ///   - resting: where to look when arrivals fall away.
  ///   - rightsChange: whether agreements let others cross borders than in the baseline.
  init(_ ground: ArrivalInputs, from baseline: ServiceEvaluation, resting: DependentCells, rightsChange: Bool) {
    self.ground = ground
    self.baseline = baseline
    let before = baseline.ground
    isOtherGoal = ground.goals.goals.indices.map { !ground.goals.isSame($0, in: before.goals) }
    hasOtherGoals = isOtherGoal.contains(true)
    foreignChange = rightsChange || ground.state.times.requestDelay != before.state.times.requestDelay
    extra = ground.extra.groups.indices.map { Int32(ground.base.groups.count + $0) }
    let cells = ground.field.order.count
    var gone = SlotSet(count: cells)
    var opened = Array(repeating: UInt64(0), count: ground.field.countries.count)
    for host in opened.indices {
      // A country that only the scenario knows has no units in the baseline.
      for lender in 0..<min(ground.lenders.count, before.lenders.count) {
        let isOpen = ground.isOpen[host * ground.lenders.count + lender]
        let wasOpen = before.isOpen[host * before.lenders.count + lender]
        if isOpen, !wasOpen { opened[host] |= BlockArrivals.bit(UInt16(lender)) }
        if wasOpen, !isOpen { resting.mark(host: host, lender: lender, in: &gone) }
      }
    }
    for group in ground.touched { resting.mark(group, in: &gone) }
    var busy = SlotSet(count: ground.hasBusy ? cells : 0)
    if ground.hasBusy {
      for position in ground.state.busy.keys where position < ground.base.groupOf.count {
        let group = ground.base.groupOf[position]
        if group >= 0 { resting.mark(group, in: &busy) }
      }
    }
    var struck = SlotSet(count: 0)
    for slot in ground.state.cellSlowness.keys { struck.insert(slot) }
    for slot in ground.state.demand.keys { struck.insert(slot) }
    self.opened = opened
    hasOpened = opened.contains { $0 != 0 }
    self.gone = gone
    self.busy = busy
    self.struck = struck
    let all = 0..<ground.field.blocks
    blocks =
      hasOtherGoals || foreignChange || hasOpened || !extra.isEmpty
      ? Array(all)
      : all.filter { block in
        let range = ground.field.range(of: block)
        return !gone.isEmpty(in: range) || !busy.isEmpty(in: range) || !struck.isEmpty(in: range)
      }
  }

  /// The page of a block; where nothing changes it is the baseline's own.
  func page(_ block: Int, _ search: inout ArrivalSearch, areas: BlockAreas) -> BlockOutcomes {
    let known = baseline.arrivals[block]
    let before = baseline.pages[block]
    let range = ground.field.range(of: block)
    let near = extraNear(block)
    let isExtraNear = near.first.map { $0.bound <= known.latest + ArrivalSearch.slack } ?? false
    let isPlain =
      !isExtraNear && !hasOtherGoals && !foreignChange && busy.isEmpty(in: range) && struck.isEmpty(in: range)
      && !(hasOpened && opened.contains { $0 & known.lenders != 0 })
    if isPlain, gone.isEmpty(in: range) { return before }
    var draft = BlockOutcomesBuilder(before)
    // As a rule something has gone, and nothing else is other.
    if isPlain {
      gone.forEach(in: range) { write($0, $0 - range.lowerBound, .review, near, &search, &draft) }
    } else {
      for slot in range {
        let index = slot - range.lowerBound
        let doubt = doubt(slot, index, known, near: near)
        if doubt != .nothing { write(slot, index, doubt, near, &search, &draft) }
      }
    }
    return draft.written?.isEmpty ?? false ? before : BlockOutcomes(draft, areas: areas, since: before)
  }

  /// What is asked again about a cell.
  private enum Doubt {
    case nothing
    /// What the baseline found may not be all.
    case search
    /// Of what the baseline found something has gone, or something comes in between.
    case review
  }

  /// New groups that may matter in a block, the soonest first.
  private func extraNear(_ block: Int) -> [ArrivalSearch.Candidate] {
    guard !extra.isEmpty else { return [] }
    let ball = ground.field.balls[block]
    var near: [ArrivalSearch.Candidate] = []
    for number in extra {
      let bound = ground.bound(ground.group(number), ball)
      if bound <= ground.goals.limit { near.append(.init(bound: bound, group: number)) }
    }
    near.sort { ($0.bound, $0.group) < ($1.bound, $1.group) }
    return near
  }

  private func write(
    _ slot: Int, _ index: Int, _ doubt: Doubt, _ near: [ArrivalSearch.Candidate], _ search: inout ArrivalSearch,
    _ draft: inout BlockOutcomesBuilder
  ) {
    search.begin(run: slot / CellBlocks.runSize, extra: near)
    let known = baseline.arrivals[slot / CellBlocks.size]
    var completion: ArrivalSearch.Completion?
    if doubt == .review, !ground.hasBusy {
      completion = search.review(slot, index, known)
    }
    draft.set(index, slot, completion ?? search.search(slot, findsAll: ground.hasBusy), search)
    if !struck.words.isEmpty, let demand = ground.state.demand[slot] { draft.multiplyPeople(index, by: demand) }
  }

  private func doubt(
    _ slot: Int, _ index: Int, _ known: BlockArrivals, near: [ArrivalSearch.Candidate]
  ) -> Doubt {
    let host = ground.field.hosts[slot]
    if struck.contains(slot) { return .search }
    if hasOtherGoals, isOtherGoal[Int(ground.goals.indices[slot])] { return .search }
    if foreignChange, known.lenders & ~BlockArrivals.bit(host) != 0 || host >= 63 { return .search }
    if hasOpened, opened[Int(host)] & known.lenders != 0 { return .search }
    if busy.contains(slot) { return .search }
    if gone.contains(slot) { return .review }
    guard !near.isEmpty else { return .nothing }
    let goal = ground.goals.goals[Int(ground.goals.indices[slot])]
    let relevant = Double(known.relevant[index])
    for candidate in near {
      if candidate.bound > relevant + ArrivalSearch.slack { break }
      // An arrival that changes nothing is asked about in vain, and no harm is done.
      if ground.arrival(of: candidate.group, at: slot, goal, before: relevant) != nil { return .review }
    }
    return .nothing
  }
}
