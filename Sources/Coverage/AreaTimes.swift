/// The times by which shares of the people of each area are reached.
///
/// People are counted by the seconds until the first arrival, in bins; a percentile is then looked for among the cells of
/// the one bin in which it lies. A scenario takes over the counts of the baseline and corrects those of other pages.
struct AreaTimes: Sendable {
  /// Seconds, by position of the share; `nil` when fewer are reached at all.
  typealias Percentiles = [Float?]

  private struct Request {
    /// The area's bin, among all.
    var bin: Int
    var share: Int
    /// People to be reached, of those in the bin.
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
  /// By area.
  private(set) var percentiles: [Percentiles]

  /// Counts all pages.
  ///
  /// - Parameter limit: seconds beyond which there are no arrivals.
  init(_ pages: [CoveragePage], areas: AreaSums, limit: Double, threads: Int) {
    bins = AreaTimes.bins(limit)
    counts = Array(repeating: 0, count: bins * areas.count)
    percentiles = Array(repeating: AreaTimes.none, count: areas.count)
    for (block, page) in pages.enumerated() { add(page, areas.blocks[block], sign: 1) }
    find(Array(repeating: true, count: areas.count), pages, areas: areas, threads: threads)
  }

  /// Corrects the counts of a baseline; `nil` when its bins do not hold the times.
  init?(
    _ pages: [CoveragePage], areas: AreaSums, limit: Double, from baseline: AreaTimes, _ before: [CoveragePage],
    threads: Int
  ) {
    guard AreaTimes.bins(limit) == baseline.bins else { return nil }
    self = baseline
    var isTouched = Array(repeating: false, count: areas.count)
    for block in pages.indices where pages[block] !== before[block] {
      correct(pages[block], before[block], areas.blocks[block], &isTouched)
    }
    find(isTouched, pages, areas: areas, threads: threads)
  }

  /// The bins for times up to a limit, and one more.
  private static func bins(_ limit: Double) -> Int { Int((limit / width).rounded(.up)) + 2 }

  private func bin(_ time: Float) -> Int {
    time.isFinite ? min(Int((Double(time) / AreaTimes.width).rounded(.up)), bins - 2) : bins - 1
  }

  /// People of an area reached by the end of each bin but the last.
  func reached(_ area: Int) -> [Int] {
    var sum = 0
    return counts[area * bins..<(area + 1) * bins - 1].map { count in
      sum += count
      return sum
    }
  }

  private mutating func add(_ page: CoveragePage, _ areas: BlockAreas, sign: Int) {
    for index in page.first.indices { count(index, page, areas, sign: sign) }
  }

  private mutating func count(_ index: Int, _ page: CoveragePage, _ areas: BlockAreas, sign: Int) {
    let bin = bin(page.first[index])
    let people = sign * page.people[index]
    counts[bin] += people
    counts[Int(areas.areas[Int(areas.countries[index])]) * bins + bin] += people
    let region = areas.regions[index]
    if region > 0 { counts[Int(areas.areas[Int(region)]) * bins + bin] += people }
  }

  private mutating func correct(
    _ page: CoveragePage, _ before: CoveragePage, _ areas: BlockAreas, _ isTouched: inout [Bool]
  ) {
    for index in page.first.indices
    where page.first[index] != before.first[index] || page.people[index] != before.people[index] {
      count(index, before, areas, sign: -1)
      count(index, page, areas, sign: 1)
      isTouched[0] = true
      isTouched[Int(areas.areas[Int(areas.countries[index])])] = true
      isTouched[Int(areas.areas[Int(areas.regions[index])])] = true
    }
  }

  /// Finds the percentiles of areas.
  private mutating func find(_ isAsked: [Bool], _ pages: [CoveragePage], areas: AreaSums, threads: Int) {
    var requests: [Request] = []
    // By area and bin: 1 more than the position of its cells among those collected; 0 for none.
    var wanted = Array(repeating: Int32(0), count: counts.count)
    var collected: [[(time: Float, people: Int)]] = []
    for area in isAsked.indices where isAsked[area] {
      percentiles[area] = AreaTimes.none
      let people = counts[area * bins..<(area + 1) * bins].reduce(0, +)
      for (share, part) in AreaTimes.shares.enumerated() {
        let need = part * Double(people)
        var before = 0
        for bin in 0..<bins - 1 {
          let sum = before + counts[area * bins + bin]
          if sum > 0, Double(sum) >= need {
            let key = area * bins + bin
            if wanted[key] == 0 {
              collected.append([])
              wanted[key] = Int32(collected.count)
            }
            requests.append(Request(bin: key, share: share, need: need, before: before))
            break
          }
          before = sum
        }
      }
    }
    guard !requests.isEmpty else { return }
    for run in collect(wanted, isAsked, pages, areas: areas, threads: threads) {
      for found in run { collected[found.list].append((found.time, found.people)) }
    }
    for list in collected.indices { collected[list].sort { $0.time < $1.time } }
    for request in requests {
      var sum = request.before
      for (time, people) in collected[Int(wanted[request.bin]) - 1] {
        sum += people
        if people > 0, Double(sum) >= request.need {
          percentiles[request.bin / bins][request.share] = time
          break
        }
      }
    }
  }

  private struct Found: Sendable {
    var list: Int
    var time: Float
    var people: Int
  }

  /// The cells in the bins wanted.
  private func collect(
    _ wanted: [Int32], _ isAsked: [Bool], _ pages: [CoveragePage], areas: AreaSums, threads: Int
  ) -> [[Found]] {
    let grain = 256
    return ParallelLoop.map((pages.count + grain - 1) / grain, grain: 1, threads: threads) {
      (turns, results: inout [[Found]]) in
      for turn in turns {
        var found: [Found] = []
        for block in turn * grain..<min(pages.count, (turn + 1) * grain) {
          let blockAreas = areas.blocks[block]
          guard blockAreas.areas.contains(where: { isAsked[Int($0)] }) else { continue }
          let page = pages[block]
          for index in page.first.indices where page.first[index].isFinite && page.people[index] > 0 {
            let bin = bin(page.first[index])
            func note(_ area: Int32) {
              let list = wanted[Int(area) * bins + bin]
              if list > 0 {
                found.append(Found(list: Int(list) - 1, time: page.first[index], people: page.people[index]))
              }
            }
            note(0)
            note(blockAreas.areas[Int(blockAreas.countries[index])])
            if blockAreas.regions[index] > 0 { note(blockAreas.areas[Int(blockAreas.regions[index])]) }
          }
        }
        results.append(found)
      }
    }
  }
}
