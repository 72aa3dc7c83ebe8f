internal import DirectoryModel

/// Adds cells up to countries and regions.
struct AreaSums {
  private let cells: [DemandCell]
  /// Everything, countries, regions; with the cells of each.
  private var areas: [(code: String, country: String?, members: [Int])] = []

  init(cells: [DemandCell]) {
    self.cells = cells
    areas.append(("*", nil, Array(cells.indices)))
    let countries = Dictionary(grouping: cells.indices) { cells[$0].country }
    for code in countries.keys.sorted() { areas.append((code, code, countries[code] ?? [])) }
    let regions = Dictionary(grouping: cells.indices.filter { cells[$0].region != nil }) { cells[$0].region ?? "" }
    for code in regions.keys.sorted() {
      areas.append((code, regions[code]?.first.map { cells[$0].country }, regions[code] ?? []))
    }
  }

  func results(
    _ outcomes: [CoverageReport.CellOutcome], since baseline: [CoverageReport.CellOutcome]
  ) -> [CoverageReport.AreaResult] {
    areas.map { area in
      var sum = CoverageReport.AreaResult(
        code: area.code, country: area.country, cells: area.members.count, people: 0, judged: 0, covered: 0,
        expected: 0, gained: 0, lost: 0)
      for cell in area.members {
        let outcome = outcomes[cell]
        sum.people += outcome.people
        guard let isCovered = outcome.isCovered else { continue }
        sum.judged += outcome.people
        sum.expected += outcome.probability * Double(outcome.people)
        if isCovered { sum.covered += outcome.people }
        let was = baseline[cell].isCovered ?? false
        if isCovered, !was { sum.gained += outcome.people }
        if was, !isCovered { sum.lost += outcome.people }
      }
      let reached = area.members.compactMap { cell in outcomes[cell].first.map { ($0, outcomes[cell].people) } }
        .sorted { $0.0 < $1.0 }
      sum.median = AreaSums.time(of: 0.5, people: sum.people, reached)
      sum.percentile90 = AreaSums.time(of: 0.9, people: sum.people, reached)
      sum.percentile95 = AreaSums.time(of: 0.95, people: sum.people, reached)
      return sum
    }
  }

  /// The time by which a share of all people is reached.
  private static func time(of share: Double, people: Int, _ reached: [(Float, Int)]) -> Float? {
    var sum = 0
    for (time, count) in reached {
      sum += count
      if count > 0, Double(sum) >= share * Double(people) { return time }
    }
    return nil
  }

  func worst(_ outcomes: [CoverageReport.CellOutcome]) -> [Int] {
    let outside = cells.indices.filter { outcomes[$0].isCovered == false && outcomes[$0].people > 0 }
    let key = { (cell: Int) in (-(outcomes[cell].first ?? .infinity), -outcomes[cell].people, cell) }
    return Array(outside.sorted { key($0) < key($1) }.prefix(20))
  }
}
