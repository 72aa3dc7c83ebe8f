internal import DirectoryModel
internal import Matching

/// Evaluates again what a scenario can change, starting from the baseline.
struct LaneOverlay {
  let baseline: LaneEvaluation
  let ground: ArrivalGround
  /// By goal: whether it asks for something else than in the baseline.
  private let isOtherGoal: [Bool]
  private let hasOtherGoals: Bool
  private let hasSameRings: Bool
  /// Whether the arrivals of units from other countries are others at any cell.
  private let foreignChange: Bool
  /// By host: countries whose units may come now and could not; and those whose units could and may not now.
  private let opened: [UInt64]
  private let closed: [UInt64]
  private let hasClosed: Bool
  private let hasOpened: Bool
  /// Groups that are not the same as in the baseline, and new ones.
  private let touched: [Int32]
  /// By group of the baseline: whether any of its units is busy at times; empty where none is.
  private let isBusy: [Bool]
  /// Slots of cells that travel to is slower, or whose people count otherwise.
  private let struck: [Int: [Int]]

  /// Compares a scenario with the baseline.
  ///
  /// - Parameter rightsChange: whether agreements let others cross borders than in the baseline.
  init(_ ground: ArrivalGround, from baseline: LaneEvaluation, rightsChange: Bool) {
    self.ground = ground
    self.baseline = baseline
    let before = baseline.ground
    isOtherGoal = ground.goals.goals.indices.map { !ground.goals.isSame($0, in: before.goals) }
    hasOtherGoals = isOtherGoal.contains(true)
    hasSameRings = ground.rings == before.rings
    foreignChange = rightsChange || ground.state.times.requestDelay != before.state.times.requestDelay
    let hosts = ground.field.countries.count
    var opened = Array(repeating: UInt64(0), count: hosts)
    var closed = opened
    for host in 0..<hosts {
      for lender in 0..<ground.lenders.count {
        let isOpen = ground.isOpen[host * ground.lenders.count + lender]
        // A country that only the scenario knows has no units in the baseline.
        guard lender < before.lenders.count else { continue }
        let wasOpen = before.isOpen[host * before.lenders.count + lender]
        if isOpen, !wasOpen { opened[host] |= BlockArrivals.bit(UInt16(lender)) }
        if wasOpen, !isOpen { closed[host] |= BlockArrivals.bit(UInt16(lender)) }
      }
    }
    self.opened = opened
    self.closed = closed
    hasClosed = closed.contains { $0 != 0 }
    hasOpened = opened.contains { $0 != 0 }
    let other = ground.status.indices.filter { ground.status[$0] != .same }.map { Int32($0) }
    let count = ground.base.groups.count
    touched = other + ground.extra.groups.indices.map { Int32(count + $0) }
    var isBusy = Array(repeating: false, count: ground.hasBusy ? count : 0)
    for position in ground.state.busy.keys where position < ground.base.groupOf.count {
      let group = ground.base.groupOf[position]
      if group >= 0, !isBusy.isEmpty { isBusy[Int(group)] = true }
    }
    self.isBusy = isBusy
    struck = Dictionary(grouping: Set(ground.state.cellSlowness.keys).union(ground.state.demand.keys)) {
      $0 / CellField.size
    }
  }

  /// Whether no cell can be other than in the baseline.
  private var isIdle: Bool {
    !hasOtherGoals && !foreignChange && touched.isEmpty && isBusy.isEmpty && struck.isEmpty && !hasClosed
      && !hasOpened
  }

  /// The pages of all blocks; those in which nothing changes are the baseline's own.
  func pages(areas: [BlockAreas], threads: Int) -> [CoveragePage] {
    guard !isIdle else { return baseline.pages }
    let extra = ground.extra.groups.indices.map { Int32(ground.base.groups.count + $0) }
    return ParallelLoop.map(ground.field.blocks, grain: LaneEvaluation.grain, threads: threads) {
      (range, results: inout [CoveragePage]) in
      var search = ArrivalSearch(ground)
      for block in range {
        results.append(page(block, &search, extra: extra, areas: areas[block]))
      }
    }
  }

  /// What is asked again about a cell.
  private enum Doubt {
    case nothing
    /// What the baseline found may not be all.
    case search
    /// Of what the baseline found something has gone, or something comes in between.
    case review
  }

  private func page(
    _ block: Int, _ search: inout ArrivalSearch, extra: [Int32], areas: BlockAreas
  ) -> CoveragePage {
    let known = baseline.arrivals[block]
    let before = baseline.pages[block]
    let ball = ground.field.balls[block]
    let latest = known.latest + ArrivalSearch.slack
    var near: [ArrivalSearch.Candidate] = []
    for number in extra {
      let bound = ground.bound(ground.group(number), ball)
      if bound <= ground.goals.limit { near.append(.init(bound: bound, group: number)) }
    }
    near.sort { ($0.bound, $0.group) < ($1.bound, $1.group) }
    let isExtraNear = near.first.map { $0.bound <= latest } ?? false
    // With few groups touched it is quicker to ask whether one is near than to look at all arrivals.
    let looksAtArrivals =
      hasClosed || !isBusy.isEmpty
      || !ground.status.isEmpty
        && (touched.count > 32 || touched.contains { ground.bound(ground.group($0), ball) <= latest })
    let struck = self.struck.isEmpty ? [] : Set(self.struck[block] ?? [])
    guard
      isExtraNear || looksAtArrivals || hasOtherGoals || foreignChange || !struck.isEmpty
        || hasOpened && opened.contains(where: { $0 & known.lenders != 0 })
    else { return before }
    var draft: PageDraft?
    var isBegun = false
    let range = ground.field.range(of: block)
    // As a rule something has gone, and nothing else is other.
    let isPlain =
      looksAtArrivals && !isExtraNear && isBusy.isEmpty && !hasOtherGoals && !foreignChange && !hasOpened
      && struck.isEmpty
    for slot in isPlain ? slotsOfGone(known, range) : Array(range) {
      let index = slot - range.lowerBound
      let doubt =
        isPlain
        ? .review
        : doubt(
          slot, index, known, near: isExtraNear ? near : [], looksAtArrivals: looksAtArrivals,
          isStruck: struck.contains(slot))
      guard doubt != .nothing else { continue }
      if draft == nil {
        draft = PageDraft(before)
      }
      let run = slot / CellField.runSize
      if run != search.run || !isBegun {
        isBegun = true
        // Candidates of the baseline lie in its rings.
        let part = known.runs[index / CellField.runSize]
        search.begin(
          run: run, candidates: hasSameRings ? part.candidates : [], ring: hasSameRings ? part.ring : 0, extra: near)
      }
      var completion: ArrivalSearch.Completion?
      if doubt == .review, !ground.hasBusy {
        completion = search.review(slot, known.arrivals(at: index), cutoff: known.cutoffs[index])
      }
      let result = completion ?? search.search(slot, findsAll: ground.hasBusy)
      draft?.set(index, slot, result, search)
      if let demand = ground.state.demand[slot] { draft?.multiplyPeople(index, by: demand) }
    }
    return draft?.page(areas, since: before) ?? before
  }

  private func doubt(
    _ slot: Int, _ index: Int, _ known: BlockArrivals, near: [ArrivalSearch.Candidate], looksAtArrivals: Bool,
    isStruck: Bool
  ) -> Doubt {
    let host = ground.field.hosts[slot]
    if isStruck { return .search }
    if hasOtherGoals, isOtherGoal[Int(ground.goals.indices[slot])] { return .search }
    if foreignChange, known.lenders & ~BlockArrivals.bit(host) != 0 || host >= 63 { return .search }
    if hasOpened, opened[Int(host)] & known.lenders != 0 { return .search }
    if looksAtArrivals {
      let doubt = doubt(about: known, index, host)
      guard doubt == .nothing else { return doubt }
    }
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

  /// Whether an arrival that a cell's outcome rests on is not what it was.
  private func doubt(about known: BlockArrivals, _ index: Int, _ host: UInt16) -> Doubt {
    let head = known.heads[index]
    guard head.group >= 0 else { return .nothing }
    let doubt = doubt(about: head.group, head.lender, host)
    guard doubt == .nothing, head.used > 1 else { return doubt }
    for arrival in known.usedArrivals(at: index).dropFirst() {
      let doubt = self.doubt(about: arrival.group, arrival.lender, host)
      if doubt != .nothing { return doubt }
    }
    return .nothing
  }

  private func doubt(about group: Int32, _ lender: UInt16, _ host: UInt16) -> Doubt {
    if lender != host, closed[Int(host)] & BlockArrivals.bit(lender) != 0 { return .review }
    if !isBusy.isEmpty, isBusy[Int(group)] { return .search }
    return ground.status.isEmpty || ground.status[Int(group)] == .same ? .nothing : .review
  }

  /// Cells whose outcome rests on an arrival that has gone, or may not come any more.
  private func slotsOfGone(_ known: BlockArrivals, _ range: Range<Int>) -> [Int] {
    let (status, hosts, closed, heads) = (ground.status, ground.field.hosts, closed, known.heads)
    var found: [Int] = []
    for index in heads.indices where heads[index].group >= 0 {
      let head = heads[index]
      let host = hosts[range.lowerBound + index]
      let isOther =
        closed[Int(host)] & BlockArrivals.bit(head.lender) != 0
        || !status.isEmpty && status[Int(head.group)] != .same
        || head.used > 1 && doubt(about: known, index, host) != .nothing
      if isOther { found.append(range.lowerBound + index) }
    }
    return found
  }
}
