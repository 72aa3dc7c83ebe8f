internal import DirectoryModel

/// Adds cells up to countries and regions.
struct AreaSums: Sendable {
  private struct Area: Sendable {
    var code: String
    var country: String?
    var cells: Int
  }

  /// Everything, countries, regions.
  private let areas: [Area]
  /// By block.
  let blocks: [BlockAreas]
  private let field: CellField

  init(_ field: CellField) {
    self.field = field
    var areas = [Area(code: "*", country: nil, cells: field.cells.count)]
    var regionOf: [String: String] = [:]
    var counts: [String: Int] = [:]
    for cell in field.cells {
      guard let region = cell.region else { continue }
      if regionOf[region] == nil { regionOf[region] = cell.country }
      counts[region, default: 0] += 1
    }
    var countryCounts = Array(repeating: 0, count: field.countries.count)
    for host in field.hosts { countryCounts[Int(host)] += 1 }
    for (country, count) in zip(field.countries, countryCounts) {
      areas.append(Area(code: country, country: country, cells: count))
    }
    var regions: [String: Int32] = [:]
    for region in counts.keys.sorted() {
      regions[region] = Int32(areas.count)
      areas.append(Area(code: region, country: regionOf[region], cells: counts[region] ?? 0))
    }
    self.areas = areas
    blocks = (0..<field.blocks).map { block in
      var found = BlockAreas(areas: [0], countries: [], regions: [])
      func position(of area: Int32) -> UInt8 {
        if let known = found.areas.firstIndex(of: area) { return UInt8(known) }
        found.areas.append(area)
        return UInt8(found.areas.count - 1)
      }
      for slot in field.range(of: block) {
        found.countries.append(position(of: Int32(field.hosts[slot]) + 1))
        let region = field.cells[Int(field.order[slot])].region
        found.regions.append(region.flatMap { regions[$0] }.map { position(of: $0) } ?? 0)
      }
      return found
    }
  }

  /// How many areas there are.
  var count: Int { areas.count }

  /// The sums of all areas.
  ///
  /// - Parameter times: for the percentiles.
  func results(_ pages: [CoveragePage], times: AreaTimes) -> [CoverageReport.AreaResult] {
    var sums = Array(repeating: CoveragePage.Sums(), count: areas.count)
    for (block, page) in pages.enumerated() {
      for (area, sum) in zip(blocks[block].areas, page.sums) { sums[Int(area)] += sum }
    }
    return areas.indices.map { index in
      let (area, sum, percentiles) = (areas[index], sums[index], times.percentiles[index])
      return CoverageReport.AreaResult(
        code: area.code, country: area.country, cells: area.cells, people: sum.people, judged: sum.judged,
        covered: sum.covered, expected: sum.expected, gained: sum.gained, lost: sum.lost, median: percentiles[0],
        percentile90: percentiles[1], percentile95: percentiles[2],
        reached: index <= field.countries.count ? times.reached(index) : [])
    }
  }

  /// The cells with the latest first arrival among those outside the norm, the worst first, then by people.
  func worst(_ pages: [CoveragePage], count: Int = 20) -> [Int] {
    var worst: [(first: Float, people: Int, cell: Int)] = []
    let order = pages.indices.filter { pages[$0].worst >= 0 }.sorted {
      (-pages[$0].worst, $0) < (-pages[$1].worst, $1)
    }
    for block in order {
      let page = pages[block]
      // All blocks from here on are better than what has been found.
      if worst.count >= count, page.worst < worst[count - 1].first { break }
      let start = field.range(of: block).lowerBound
      for index in page.cover.indices where page.cover[index] == .outside && page.people[index] > 0 {
        let cell = (page.first[index], page.people[index], Int(field.order[start + index]))
        if worst.count >= count, AreaSums.key(worst[count - 1]) <= AreaSums.key(cell) { continue }
        let position = worst.firstIndex { AreaSums.key($0) > AreaSums.key(cell) } ?? worst.count
        worst.insert(cell, at: position)
        if worst.count > count { worst.removeLast() }
      }
    }
    return worst.map(\.cell)
  }

  private static func key(_ cell: (first: Float, people: Int, cell: Int)) -> (Float, Int, Int) {
    (-cell.first, -cell.people, cell.cell)
  }
}
