/// The times by which shares of the people of each area whom a norm judges are reached.
///
/// People are counted by the seconds until the first arrival, in bins; a percentile is then looked for among the cells of
/// the one bin in which it lies. A scenario takes over the counts of the baseline and its lines of cells, and corrects
/// them by the cells that are others.
struct AreaTimes: Sendable {
  /// Seconds, by position of the share; `nil` when fewer are reached at all.
  typealias Percentiles = [Float?]

  /// A cell that is another than in the baseline.
  private struct Change {
    var entry: CellsByArrival.Entry
    var bin: Int
  }

  private struct Request {
    var area: Int
    var bin: Int
    var share: Int
    /// People to be reached.
    var need: Double
    /// People reached before the bin.
    var before: Int
  }

  /// Seconds in one bin, which holds what is later than its start and not later than its end.
  private static let width = CoverageReport.AreaResult.reachedStep
  private static let shares = [0.5, 0.9, 0.95]
  private static let none: Percentiles = [nil, nil, nil]

  private let bins: Int
  /// By area and, within it, by bin; the last bin is that of people whom nobody reaches.
  private var counts: [Int]
  /// The cells of the baseline.
  private let lines: CellsByArrival
  /// By area.
  private(set) var percentiles: [Percentiles]

  /// Counts all pages.
  ///
  /// - Parameter limit: seconds beyond which there are no arrivals.
  init(_ pages: [BlockOutcomes], areas: AreaSums, limit: Double) {
    bins = AreaTimes.bins(limit)
    counts = Array(repeating: 0, count: bins * areas.count)
    percentiles = Array(repeating: AreaTimes.none, count: areas.count)
    lines = CellsByArrival(pages, areas: areas, bins: bins)
    for (block, page) in pages.enumerated() {
      for index in page.cells.indices { count(index, page, areas.blocks[block], sign: 1) }
    }
    find(percentiles.indices.map { _ in true }, changes: [], isChanged: SlotSet(count: 0), areas: areas)
  }

  /// Corrects the counts of a baseline; `nil` when its bins do not hold the times.
  ///
  /// - Parameter changed: blocks whose pages are others.
  init?(
    _ pages: [BlockOutcomes], areas: AreaSums, limit: Double, changed: [Int], from baseline: AreaTimes,
    _ before: [BlockOutcomes]
  ) {
    guard AreaTimes.bins(limit) == baseline.bins else { return nil }
    self = baseline
    guard !changed.isEmpty else { return }
    var isTouched = Array(repeating: false, count: areas.count)
    var isChanged = SlotSet(count: pages.count * CellBlocks.size)
    var changes: [Change] = []
    for block in changed {
      let (page, old, blockAreas) = (pages[block], before[block], areas.blocks[block])
      func correct(_ index: Int) {
        let (new, cell) = (page.cells[index], old.cells[index])
        guard new.first != cell.first || page.people[index] != old.people[index], new.cover != .unjudged else { return }
        let slot = block * CellBlocks.size + index
        isChanged.insert(slot)
        let bin = min(Int(new.bin), bins - 1)
        if page.people[index] > 0 {
          changes.append(
            Change(entry: .init(time: new.first, slot: Int32(slot), people: page.people[index]), bin: bin))
        }
        count(index, old, blockAreas, sign: -1)
        count(index, page, blockAreas, sign: 1)
        blockAreas.forEachArea(of: index) { isTouched[Int(blockAreas.areas[$0])] = true }
      }
      if let written = page.written {
        for index in written { correct(Int(index)) }
      } else {
        for index in page.cells.indices { correct(index) }
      }
    }
    find(isTouched, changes: changes, isChanged: isChanged, areas: areas)
  }

  /// The bins for times up to a limit, and one more.
  private static func bins(_ limit: Double) -> Int { Int((limit / width).rounded(.up)) + 2 }

  /// The bin of a time, and a bin of its own for what never comes.
  static func bin(_ time: Float) -> UInt16 {
    time.isFinite ? UInt16(min((Double(time) / width).rounded(.up), Double(UInt16.max - 1))) : .max
  }

  /// People of an area reached by the end of each bin but the last.
  func reached(_ area: Int) -> [Int] {
    var sum = 0
    return counts[area * bins..<(area + 1) * bins - 1].map { count in
      sum += count
      return sum
    }
  }

  private mutating func count(_ index: Int, _ page: BlockOutcomes, _ areas: BlockAreas, sign: Int) {
    let cell = page.cells[index]
    // Whom no norm judges nobody may know how to reach.
    guard cell.cover != .unjudged else { return }
    let bin = min(Int(cell.bin), bins - 1)
    let people = sign * page.people[index]
    areas.forEachArea(of: index) { counts[Int(areas.areas[$0]) * bins + bin] += people }
  }

  // MARK: Percentiles

  /// Finds the percentiles of areas.
  private mutating func find(_ isAsked: [Bool], changes: [Change], isChanged: SlotSet, areas: AreaSums) {
    var requests: [Request] = []
    var isWanted = Array(repeating: false, count: bins)
    for area in isAsked.indices where isAsked[area] {
      percentiles[area] = AreaTimes.none
      let line = counts[area * bins..<(area + 1) * bins]
      let people = line.reduce(0, +)
      var before = 0
      var share = 0
      for (bin, count) in line.dropLast().enumerated() {
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
            || areas.holds(request.area, block: slot / CellBlocks.size, index: slot % CellBlocks.size))
      }.map(\.entry)
      percentiles[request.area][request.share] = time(
        of: request, among: lines.line(area: request.area, bin: request.bin), without: isChanged, and: Array(came))
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
