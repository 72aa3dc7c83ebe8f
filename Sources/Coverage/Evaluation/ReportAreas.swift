internal import DirectoryModel

/// The areas that a report adds cells up to: everything, countries, regions.
struct ReportAreas: Sendable {
  struct Area: Sendable {
    /// The code of the country or region; `*` for everything.
    var code: String
    /// The country; `nil` for everything.
    var country: CountryCode?
    /// How many cells it has.
    var cells: Int
  }

  /// Everything, countries, regions.
  let areas: [Area]
  /// By block.
  let blocks: [BlockAreas]
  /// How many of the areas are countries.
  let countryCount: Int

  init(_ cellBlocks: CellBlocks) {
    countryCount = cellBlocks.countries.count
    var areas = [Area(code: "*", country: nil, cells: cellBlocks.cells.count)]
    var regionOf: [RegionCode: CountryCode] = [:]
    var counts: [RegionCode: Int] = [:]
    for cell in cellBlocks.cells {
      guard let region = cell.region else { continue }
      if regionOf[region] == nil { regionOf[region] = cell.host }
      counts[region, default: 0] += 1
    }
    var countryCounts = Array(repeating: 0, count: cellBlocks.countries.count)
    for host in cellBlocks.hosts { countryCounts[Int(host)] += 1 }
    for (country, count) in zip(cellBlocks.countries, countryCounts) {
      areas.append(Area(code: country.rawValue, country: country, cells: count))
    }
    var regions: [RegionCode: Int32] = [:]
    for region in counts.keys.sorted() {
      regions[region] = Int32(areas.count)
      areas.append(Area(code: region.rawValue, country: regionOf[region], cells: counts[region] ?? 0))
    }
    self.areas = areas
    blocks = (0..<cellBlocks.blocks).map { block in
      var found = BlockAreas(areas: [0], countries: [], regions: [])
      func position(of area: Int32) -> UInt16 {
        if let known = found.areas.firstIndex(of: area) { return UInt16(known) }
        found.areas.append(area)
        return UInt16(found.areas.count - 1)
      }
      for slot in cellBlocks.range(of: block) {
        found.countries.append(position(of: Int32(cellBlocks.hosts[slot]) + 1))
        let region = cellBlocks.cells[Int(cellBlocks.order[slot])].region
        found.regions.append(region.flatMap { regions[$0] }.map { position(of: $0) } ?? 0)
      }
      return found
    }
  }

  /// How many areas there are.
  var count: Int { areas.count }

  /// Whether a cell of a block belongs to an area.
  func contains(_ area: Int, block: Int, index: Int) -> Bool {
    let block = blocks[block]
    return Int(block.areas[Int(block.countries[index])]) == area || Int(block.areas[Int(block.regions[index])]) == area
  }
}

/// The areas that the cells of one block belong to.
struct BlockAreas: Sendable {
  /// Positions among all areas; the first is everything.
  var areas: [Int32]
  /// By cell of the block: the position of its country in `areas`.
  var countries: [UInt16]
  /// By cell of the block: the position of its region in `areas`, 0 for none.
  var regions: [UInt16]

  /// Gives the positions in `areas` of all areas that a cell of the block belongs to.
  func forEachArea(of index: Int, _ body: (Int) -> Void) {
    body(0)
    body(Int(countries[index]))
    if regions[index] > 0 { body(Int(regions[index])) }
  }
}
