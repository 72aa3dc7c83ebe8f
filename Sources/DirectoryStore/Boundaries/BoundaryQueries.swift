internal import DirectoryModel
internal import GRDB
internal import Geodesy

/// Questions about boundaries, asked of one connection.
struct BoundaryQueries {
  let database: Database

  func locality(of place: Coordinate) throws -> Locality {
    Locality(BoundaryFacts(holders: try areas(holding: place, withMunicipalities: true), near: try lines(near: place)))
  }

  /// As in `locality(of:)`, without the distances to borders that take most of its time.
  func territory(of place: Coordinate) throws -> (country: CountryCode?, region: RegionCode?) {
    let holders = try areas(holding: place)
    let isHeld = holders.contains { $0.level == .country }
    let locality = Locality(BoundaryFacts(holders: holders, near: isHeld ? [] : try lines(near: place)))
    return (locality.country, locality.region)
  }

  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    if try areas(holding: place).contains(where: { $0.level == .country && $0.country == country }) { return 0 }
    return try lines(near: place, of: country).map(\.distance).min()
  }

  private func areas(
    holding place: Coordinate, withMunicipalities: Bool = false
  ) throws -> [BoundaryFacts.Holder] {
    // Municipalities have most of the lines: they are passed over before their vertices are read.
    let lines = try database.cachedQuery(
      """
      SELECT area, vertices FROM boundary_box CROSS JOIN boundary_line USING (key) CROSS JOIN area ON area.key = area
      WHERE south <= ? AND north >= ? AND east >= ?\(withMunicipalities ? "" : " AND level <> 'municipality'")
      """)
    var crossings: [Int64: Int] = [:]
    try lines.forEach([place.latitude, place.latitude, place.longitude]) { row in
      let line: BoundaryLine = try row[1]
      crossings[try row[0], default: 0] += line.crossingsEast(of: place)
    }
    let find = try database.cachedQuery("SELECT code, country, level, name FROM area WHERE key = ?")
    return try crossings.filter { !$0.value.isMultiple(of: 2) }.keys.sorted().map { key in
      let holder = try find.first([key]) { row in
        BoundaryFacts.Holder(code: try row[0], country: try row[1], level: try row[2], name: try row[3])
      }
      guard let holder else { throw MutualAidError.damage(inTable: "boundary_line", row: "?", column: "area") }
      return holder
    }
  }

  /// Metres from a place to countries and regions by their codes, 0 inside; those of `codes` that are within a radius.
  func distances(from place: Coordinate, within radius: Double, to codes: Set<String>) throws -> [String: Double] {
    var distances: [String: Double] = [:]
    for holder in try areas(holding: place) where codes.contains(holder.code) { distances[holder.code] = 0 }
    let query = try database.cachedQuery(
      """
      SELECT code, vertices FROM boundary_box
      JOIN boundary_line USING (key) JOIN area ON area.key = boundary_line.area
      WHERE north >= ? AND south <= ? AND east >= ? AND west <= ? AND level <> 'municipality'
      """)
    for box in BoundingBox.around(place, radius: radius) {
      try query.forEach([box.south, box.north, box.west, box.east]) { row in
        let code: String = try row[0]
        guard codes.contains(code), distances[code] != 0 else { return }
        let line: BoundaryLine = try row[1]
        let known = distances[code] ?? radius
        guard line.box.leastDistance(to: place) <= known else { return }
        let distance = line.distance(to: place)
        if distance <= known { distances[code] = distance }
      }
    }
    return distances
  }

  /// Border lines of countries around a place: at least the nearest one of another country within 300 km.
  private func lines(near place: Coordinate, of country: CountryCode? = nil) throws -> [BoundaryFacts.NearLine] {
    let query = try database.cachedQuery(
      """
      SELECT country, accuracy, vertices FROM boundary_box
      JOIN boundary_line USING (key) JOIN area ON area.key = boundary_line.area
      WHERE north >= ? AND south <= ? AND east >= ? AND west <= ? AND level = 'country'
      """)
    var lines: [BoundaryFacts.NearLine] = []
    for radius in BoundaryFacts.radii {
      lines = []
      for box in BoundingBox.around(place, radius: radius) {
        try query.forEach([box.south, box.north, box.west, box.east]) { row in
          let owner: CountryCode = try row[0]
          guard country == nil || owner == country else { return }
          let line: BoundaryLine = try row[2]
          lines.append(
            BoundaryFacts.NearLine(country: owner, accuracy: try row[1], distance: line.distance(to: place)))
        }
      }
      lines.removeAll { $0.distance > radius }
      if BoundaryFacts.isEnough(lines, of: country) { break }
    }
    return lines
  }
}
