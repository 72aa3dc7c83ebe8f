package import DirectoryModel
internal import GRDB
package import Geodesy

extension DirectoryStore {
  /// Finds out in which country and region a place lies, and how far the next country is.
  ///
  /// A place belongs to the areas whose rings' edges a ray to the east crosses an odd number of times, so enclaves and
  /// enclaves in enclaves come out right. Where a border runs nearer than the boundary is accurate, or two countries
  /// claim the place, the answer says that it is not certain.
  package func locality(of place: Coordinate) throws -> Locality {
    try read { try BoundaryQueries(database: $0).locality(of: place) }
  }

  /// Metres from a place to a country, 0 inside it; `nil` when it is farther than 300 km or unknown.
  package func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    try read { try BoundaryQueries(database: $0).distance(from: place, toCountry: country) }
  }
}

extension DirectoryStore {
  /// Reads all boundaries into memory.
  package func boundaryIndex() throws -> BoundaryIndex {
    try read { database in
      var lines: [Int64: [BoundaryLine]] = [:]
      let rows = try Row.fetchCursor(database, sql: "SELECT area, vertices FROM boundary_line ORDER BY key")
      while let row = try rows.next() {
        if let line = BoundaryLine(vertices: VertexBlob.vertices(row[1])) { lines[row[0], default: []].append(line) }
      }
      let areas = try Row.fetchAll(database, sql: "SELECT key, code, country, level, accuracy FROM area ORDER BY key")
      return BoundaryIndex(
        areas: areas.compactMap { row in
          Area.Level(rawValue: row["level"]).map { level in
            (
              BoundaryFacts.Holder(code: row["code"], country: row["country"], level: level), row["accuracy"],
              lines[row["key"]] ?? []
            )
          }
        })
    }
  }

  /// The outlines of all areas of countries, by country.
  package func countryOutlines() throws -> [CountryCode: [[BoundaryLine]]] {
    try read { database in
      var lines: [Int64: [BoundaryLine]] = [:]
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT area, vertices FROM boundary_line JOIN area ON area.key = area WHERE level = 'country'")
      while let row = try rows.next() {
        if let line = BoundaryLine(vertices: VertexBlob.vertices(row[1])) { lines[row[0], default: []].append(line) }
      }
      var outlines: [CountryCode: [[BoundaryLine]]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT key, country FROM area WHERE level = 'country' ORDER BY key") {
        outlines[row[1], default: []].append(lines[row[0]] ?? [])
      }
      return outlines
    }
  }
}

extension DirectoryStore {
  /// The codes of all areas, of countries and regions.
  package func areaCodes() throws -> Set<RegionCode> {
    try read { try Set(String.fetchAll($0, sql: "SELECT code FROM area").map { RegionCode($0) }) }
  }

  /// An area's main name; `nil` when there is no such area.
  package func areaName(_ level: Area.Level, code: String) throws -> String? {
    try read {
      try String.fetchOne(
        $0, sql: "SELECT name FROM area WHERE level = ? AND code = ?", arguments: [level.rawValue, code])
    }
  }
}
