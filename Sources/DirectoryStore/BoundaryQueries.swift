internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

/// Questions about boundaries, asked of one connection.
struct BoundaryQueries {
  let database: Database

  func locality(of place: Coordinate) throws -> Locality {
    let holders = try areas(holding: place)
    var countries = holders.filter { $0.level == .country }.map(\.country).sorted()
    let near = try lines(near: place)
    let close = near.filter { $0.distance <= $0.accuracy }
    if countries.isEmpty, let nearest = close.min(by: { $0.distance < $1.distance }) { countries = [nearest.country] }
    let country = countries.first
    let region = holders.first { $0.level == .region && $0.country == country }?.code
    let borderDistance = near.filter { $0.country != country }.map(\.distance).min()
    return Locality(
      country: country, region: region,
      borderDistance: country == nil ? nil : countries.count > 1 ? 0 : borderDistance,
      isCountryCertain: countries.count == 1 && close.isEmpty,
      possibleCountries: countries + Set(close.map(\.country)).subtracting(countries).sorted())
  }

  func distance(from place: Coordinate, toCountry country: String) throws -> Double? {
    if try areas(holding: place).contains(where: { $0.level == .country && $0.country == country }) { return 0 }
    return try lines(near: place, of: country).map(\.distance).min()
  }

  private struct Holder {
    var code: String
    var country: String
    var level: Area.Level
  }

  private func areas(holding place: Coordinate) throws -> [Holder] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT area, vertices FROM boundary_box JOIN boundary_line USING (key)
        WHERE south <= ? AND north >= ? AND east >= ?
        """)
    var crossings: [Int64: Int] = [:]
    let rows = try Row.fetchCursor(statement, arguments: [place.latitude, place.latitude, place.longitude])
    while let row = try rows.next() {
      guard let line = BoundaryLine(vertices: VertexBlob.vertices(row[1])) else { continue }
      crossings[row[0], default: 0] += line.crossingsEast(of: place)
    }
    let find = try database.cachedStatement(sql: "SELECT code, country, level FROM area WHERE key = ?")
    return try crossings.filter { !$0.value.isMultiple(of: 2) }.keys.sorted().compactMap { key in
      let row = try Row.fetchOne(find, arguments: [key])
      guard let row, let level = Area.Level(rawValue: row["level"]) else { return nil }
      return Holder(code: row["code"], country: row["country"], level: level)
    }
  }

  private struct NearLine {
    var country: String
    var accuracy: Double
    var distance: Double
  }

  /// Border lines of countries around a place: at least the nearest one of another country within 300 km.
  private func lines(near place: Coordinate, of country: String? = nil) throws -> [NearLine] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT country, accuracy, vertices FROM boundary_box
        JOIN boundary_line USING (key) JOIN area ON area.key = boundary_line.area
        WHERE north >= ? AND south <= ? AND east >= ? AND west <= ? AND level = 'country'
        """)
    var lines: [NearLine] = []
    for radius in [2_000.0, 20_000, 100_000, 300_000] {
      lines = []
      for box in BoundingBox.around(place, radius: radius) {
        let rows = try Row.fetchCursor(statement, arguments: [box.south, box.north, box.west, box.east])
        while let row = try rows.next() {
          guard country == nil || row[0] == country, let line = BoundaryLine(vertices: VertexBlob.vertices(row[2]))
          else { continue }
          lines.append(NearLine(country: row[0], accuracy: row[1], distance: line.distance(to: place)))
        }
      }
      lines.removeAll { $0.distance > radius }
      if country == nil ? Set(lines.map(\.country)).count > 1 : !lines.isEmpty { break }
    }
    return lines
  }
}
