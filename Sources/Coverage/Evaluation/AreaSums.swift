internal import DirectoryModel

/// Adds cells up to countries and regions.
struct AreaSums: Sendable {
  private struct Area: Sendable {
    var code: String
    var country: CountryCode?
    var cells: Int
  }

  /// Everything, countries, regions.
  private let areas: [Area]
  /// By block.
  let blocks: [BlockAreas]
  private let field: CellBlocks

  init(_ field: CellBlocks) {
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
      func position(of area: Int32) -> UInt16 {
        if let known = found.areas.firstIndex(of: area) { return UInt16(known) }
        found.areas.append(area)
        return UInt16(found.areas.count - 1)
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

  /// Whether a cell of a block belongs to an area.
  func holds(_ area: Int, block: Int, index: Int) -> Bool {
    let block = blocks[block]
    return Int(block.areas[Int(block.countries[index])]) == area || Int(block.areas[Int(block.regions[index])]) == area
  }

  /// The sums of all areas.
  func results(_ standing: ServiceTotals) -> [CoverageReport.AreaResult] {
    areas.indices.map { index in
      let (area, sum, percentiles) = (areas[index], standing.sums[index], standing.times.percentiles[index])
      return CoverageReport.AreaResult(
        code: area.code, country: area.country, cells: area.cells, people: sum.people, judged: sum.judged,
        covered: sum.covered, expected: sum.expected, gained: sum.gained, lost: sum.lost, median: percentiles[0],
        percentile90: percentiles[1], percentile95: percentiles[2],
        reached: index <= field.countries.count ? standing.times.reached(index) : [])
    }
  }

  /// The cells with the latest first arrival among those outside the norm, the worst first, then by people.
  func worst(_ pages: [BlockOutcomes], _ standing: ServiceTotals, count: Int = 20) -> [Int] {
    var worst: [(first: Float, people: Int, cell: Int)] = []
    for block in standing.worstBlocks {
      let page = pages[block]
      // All blocks from here on are better than what has been found.
      if worst.count >= count, page.worst < worst[count - 1].first { break }
      let start = field.range(of: block).lowerBound
      for (index, cell) in page.cells.enumerated() where cell.cover == .outside && page.people[index] > 0 {
        let found = (cell.first, page.people[index], Int(field.order[start + index]))
        if worst.count >= count, AreaSums.key(worst[count - 1]) <= AreaSums.key(found) { continue }
        let position = worst.firstIndex { AreaSums.key($0) > AreaSums.key(found) } ?? worst.count
        worst.insert(found, at: position)
        if worst.count > count { worst.removeLast() }
      }
    }
    return worst.map(\.cell)
  }

  private static func key(_ cell: (first: Float, people: Int, cell: Int)) -> (Float, Int, Int) {
    (-cell.first, -cell.people, cell.cell)
  }
}
