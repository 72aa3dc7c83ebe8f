internal import Primitives
internal import Synchronization

/// The times by which shares of the people of each area are reached; people to whom no norm applies are left out.
///
/// People are counted by the seconds until the first arrival, in bins; a percentile is then looked for among the cells of
/// the one bin in which it lies. A scenario takes over the counts and the sorted cells of the baseline, and corrects
/// them by the cells that differ.
struct AreaTimes: Sendable {
  /// Seconds, by position of the share; `nil` when fewer are reached at all.
  typealias Percentiles = [Float?]

  /// A cell that differs from the baseline.
  private struct Change {
    var entry: CellsByArrival.Entry
    var bin: Int
  }

  /// A percentile to be looked for in one bin.
  private struct Request {
    var area: Int
    var bin: Int
    var share: Int
    /// People to be reached.
    var need: Double
    /// People reached before the bin.
    var before: Int
  }

  private static let shares = [0.5, 0.9, 0.95]
  private static let none: Percentiles = [nil, nil, nil]

  private let bins: Int
  /// By area and, within it, by bin; the last bin is that of people whom no unit reaches.
  private var counts: [Int]
  /// The cells of the baseline.
  private let cells: CellsByArrival
  /// By area.
  private(set) var percentiles: [Percentiles]

  /// Counts the people of all blocks.
  ///
  /// There are no arrivals beyond `limit` seconds.
  init(_ outcomes: [BlockOutcomes], areas: ReportAreas, limit: Double) {
    bins = AreaTimes.bins(limit)
    counts = Array(repeating: 0, count: bins * areas.count)
    percentiles = Array(repeating: AreaTimes.none, count: areas.count)
    cells = CellsByArrival(outcomes, areas: areas, bins: bins)
    for (block, outcome) in outcomes.enumerated() {
      for index in outcome.cells.indices { count(index, outcome, areas.blocks[block], sign: 1) }
    }
    find(percentiles.indices.map { _ in true }, changes: [], isChanged: SlotSet(count: 0), areas: areas)
  }

  /// Corrects the counts of a baseline; `nil` when its bins do not hold the times.
  ///
  /// The blocks `changed` have other outcomes than `before`.
  init?(
    _ outcomes: [BlockOutcomes], areas: ReportAreas, limit: Double, changed: [Int], from baseline: AreaTimes,
    _ before: [BlockOutcomes]
  ) {
    guard AreaTimes.bins(limit) == baseline.bins else { return nil }
    self = baseline
    guard !changed.isEmpty else { return }
    var isTouched = Array(repeating: false, count: areas.count)
    var isChanged = SlotSet(count: outcomes.count * CellBlocks.size)
    var changes: [Change] = []
    for block in changed {
      let (outcome, old, blockAreas) = (outcomes[block], before[block], areas.blocks[block])
      func correct(_ index: Int) {
        let (new, cell) = (outcome.cells[index], old.cells[index])
        guard new.first != cell.first || outcome.people[index] != old.people[index], new.cover != .noNorm else {
          return
        }
        let slot = block * CellBlocks.size + index
        isChanged.insert(slot)
        let bin = min(Int(new.bin), bins - 1)
        if outcome.people[index] > 0 {
          changes.append(
            Change(entry: .init(time: new.first, slot: Int32(slot), people: outcome.people[index]), bin: bin))
        }
        count(index, old, blockAreas, sign: -1)
        count(index, outcome, blockAreas, sign: 1)
        blockAreas.forEachArea(of: index) { isTouched[Int(blockAreas.areas[$0])] = true }
      }
      if let written = outcome.written {
        for index in written { correct(Int(index)) }
      } else {
        for index in outcome.cells.indices { correct(index) }
      }
    }
    find(isTouched, changes: changes, isChanged: isChanged, areas: areas)
  }

  /// How many bins there are for times up to a limit, with one for what never comes.
  private static func bins(_ limit: Double) -> Int {
    Int(bounded: limit / BlockOutcomes.binSeconds, rounding: .up, in: 0...Int(UInt16.max)) + 2
  }

  /// People of an area reached by the end of each bin but the last.
  func reached(_ area: Int) -> [Int] {
    var sum = 0
    return counts[area * bins..<(area + 1) * bins - 1].map { count in
      sum += count
      return sum
    }
  }

  private mutating func count(_ index: Int, _ outcome: BlockOutcomes, _ areas: BlockAreas, sign: Int) {
    let cell = outcome.cells[index]
    // To where no norm applies, units may come that are not in the directory.
    guard cell.cover != .noNorm else { return }
    let bin = min(Int(cell.bin), bins - 1)
    let people = sign * outcome.people[index]
    areas.forEachArea(of: index) { counts[Int(areas.areas[$0]) * bins + bin] += people }
  }

  // MARK: Percentiles

  /// Finds the percentiles of areas.
  private mutating func find(_ isAsked: [Bool], changes: [Change], isChanged: SlotSet, areas: ReportAreas) {
    var requests: [Request] = []
    var isWanted = Array(repeating: false, count: bins)
    for area in isAsked.indices where isAsked[area] {
      percentiles[area] = AreaTimes.none
      let countsOfArea = counts[area * bins..<(area + 1) * bins]
      let people = countsOfArea.reduce(0, +)
      var before = 0
      var share = 0
      for (bin, count) in countsOfArea.dropLast().enumerated() {
        let sum = before + count
        while share < AreaTimes.shares.count, sum > 0, Double(sum) >= AreaTimes.shares[share] * Double(people) {
          requests.append(
            Request(area: area, bin: bin, share: share, need: AreaTimes.shares[share] * Double(people), before: before))
          isWanted[bin] = true
          share += 1
        }
        if share == AreaTimes.shares.count { break }
        before = sum
      }
    }
    let coming = changes.filter { isWanted[$0.bin] }.sorted {
      ($0.entry.time, $0.entry.slot) < ($1.entry.time, $1.entry.slot)
    }
    for request in requests {
      let came = coming.lazy.filter {
        let slot = Int($0.entry.slot)
        return $0.bin == request.bin
          && (request.area == 0
            || areas.contains(request.area, block: slot / CellBlocks.size, index: slot % CellBlocks.size))
      }.map(\.entry)
      percentiles[request.area][request.share] = time(
        of: request, among: cells.cells(ofArea: request.area, bin: request.bin), without: isChanged, and: Array(came))
    }
  }

  /// When as many people as asked for are reached; both lists are in the order of time.
  private func time(
    of request: Request, among known: [CellsByArrival.Entry], without isChanged: SlotSet,
    and new: [CellsByArrival.Entry]
  ) -> Float? {
    var sum = request.before
    var next = 0
    for entry in known where !isChanged.contains(Int(entry.slot)) {
      while next < new.count, new[next].time <= entry.time {
        sum += new[next].people
        if Double(sum) >= request.need { return new[next].time }
        next += 1
      }
      sum += entry.people
      if Double(sum) >= request.need { return entry.time }
    }
    for entry in new[next...] {
      sum += entry.people
      if Double(sum) >= request.need { return entry.time }
    }
    return nil
  }
}

/// The cells of a baseline by area and bin of times, in the order of their first arrivals.
///
/// The cells of one area and bin are sorted when they are first asked for, and kept for all scenarios.
final class CellsByArrival: Sendable {
  struct Entry: Sendable {
    var time: Float
    var slot: Int32
    var people: Int
  }

  private struct Key: Hashable {
    var area: Int
    var bin: Int
  }

  private let outcomes: [BlockOutcomes]
  private let areas: ReportAreas
  /// By bin: where its slots begin; one more than there are bins.
  private let starts: [Int32]
  /// Bin by bin: the slots of cells that have a norm.
  private let slots: [Int32]
  private let sorted = Mutex<[Key: [Entry]]>([:])

  /// Sorts the cells with a norm into bins by their first arrival; the last bin takes all that is later.
  init(_ outcomes: [BlockOutcomes], areas: ReportAreas, bins: Int) {
    self.outcomes = outcomes
    self.areas = areas
    var starts = Array(repeating: Int32(0), count: bins + 1)
    for outcome in outcomes {
      for cell in outcome.cells where cell.cover != .noNorm { starts[min(Int(cell.bin), bins - 1) + 1] += 1 }
    }
    for bin in 1..<starts.count { starts[bin] += starts[bin - 1] }
    var next = starts
    slots = Array(unsafeUninitializedCapacity: Int(starts[bins])) { buffer, count in
      // Safe: each cell that was counted above has a place of its own.
      for (block, outcome) in outcomes.enumerated() {
        for (index, cell) in outcome.cells.enumerated() where cell.cover != .noNorm {
          let bin = min(Int(cell.bin), bins - 1)
          buffer.initializeElement(at: Int(next[bin]), to: Int32(block * CellBlocks.size + index))
          next[bin] += 1
        }
      }
      count = Int(starts[bins])
    }
    self.starts = starts
  }

  /// The cells with people of an area in a bin, the soonest reached first.
  func cells(ofArea area: Int, bin: Int) -> [Entry] {
    let key = Key(area: area, bin: bin)
    if let known = sorted.withLock({ $0[key] }) { return known }
    var found: [Entry] = []
    for slot in slots[Int(starts[bin])..<Int(starts[bin + 1])] {
      let (block, index) = (Int(slot) / CellBlocks.size, Int(slot) % CellBlocks.size)
      let outcome = outcomes[block]
      guard outcome.people[index] > 0, area == 0 || areas.contains(area, block: block, index: index) else { continue }
      found.append(Entry(time: outcome.cells[index].first, slot: slot, people: outcome.people[index]))
    }
    found.sort { ($0.time, $0.slot) < ($1.time, $1.slot) }
    let entries = found
    sorted.withLock { $0[key] = entries }
    return entries
  }
}
