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

  /// The country and region of a place; where no country holds it, those of the nearest as far as it is accurate.
  ///
  /// As in `locality(of:)`, without the distances to borders that take most of its time.
  package func territory(of place: Coordinate) throws -> (country: CountryCode?, region: RegionCode?) {
    try read { try BoundaryQueries(database: $0).territory(of: place) }
  }

  /// Metres from a place to a country, 0 inside it; `nil` when it is farther than 300 km or unknown.
  package func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    try read { try BoundaryQueries(database: $0).distance(from: place, toCountry: country) }
  }
}

extension DirectoryStore {
  /// Metres from a place to some countries and regions by their codes, 0 inside; those within a radius in metres.
  package func distances(
    from place: Coordinate, within radius: Double, to codes: Set<String>
  ) throws -> [String: Double] {
    try read { try BoundaryQueries(database: $0).distances(from: place, within: radius, to: codes) }
  }

  /// All countries and regions, without their lines.
  package func areaHeads() throws -> [(code: String, country: CountryCode, level: Area.Level)] {
    try read { database in
      try database.query("SELECT code, country, level FROM area WHERE level <> 'municipality' ORDER BY key")
        .all { (try $0[0], try $0[1], try $0[2]) }
    }
  }

  /// Reads all boundaries into memory; those of municipalities, which most questions do not ask for, where they are wanted.
  package func boundaryIndex(withMunicipalities: Bool = true) throws -> BoundaryIndex {
    try read { database in
      let chosen = withMunicipalities ? "" : "WHERE level <> 'municipality'"
      var lines: [Int64: [BoundaryLine]] = [:]
      try database.query(
        "SELECT area, vertices FROM boundary_line JOIN area ON area.key = area \(chosen) ORDER BY boundary_line.key"
      ).forEach { lines[try $0[0], default: []].append(try $0[1]) }
      return BoundaryIndex(
        areas: try database.query("SELECT * FROM area \(chosen) ORDER BY key").all { row in
          (
            BoundaryFacts.Holder(
              code: try row["code"], country: try row["country"], level: try row["level"], name: try row["name"]),
            try row["accuracy"], lines[try row["key"]] ?? []
          )
        })
    }
  }

  /// The outlines of all areas of countries, by country.
  package func countryOutlines() throws -> [CountryCode: [[BoundaryLine]]] {
    try outlines(of: .country).reduce(into: [:]) { $0[$1.country, default: []].append($1.lines) }
  }

  /// The outlines of all areas of a kind, as they were imported.
  package func outlines(
    of level: Area.Level
  ) throws -> [(code: String, country: CountryCode, lines: [BoundaryLine])] {
    try read { database in
      var lines: [Int64: [BoundaryLine]] = [:]
      try database.query(
        "SELECT area, vertices FROM boundary_line JOIN area ON area.key = area WHERE level = ? ORDER BY boundary_line.key"
      ).forEach([level.rawValue]) { lines[try $0[0], default: []].append(try $0[1]) }
      return try database.query("SELECT key, code, country FROM area WHERE level = ? ORDER BY key").all([level.rawValue]
      ) { row in
        (code: try row[1], country: try row[2], lines: lines[try row[0]] ?? [])
      }
    }
  }
}

extension DirectoryStore {
  /// The lines at which the outlines of countries on file end without being borders there, by country.
  package func countryCuts() throws -> [CountryCode: [Area.Cuts]] {
    try read { database in
      var cuts: [CountryCode: [Area.Cuts]] = [:]
      try database.query(
        "SELECT country, cut_south, cut_west, cut_north, cut_east FROM area WHERE level = 'country' ORDER BY key"
      ).forEach { row in
        cuts[try row[0], default: []].append(
          Area.Cuts(south: try row[1], west: try row[2], north: try row[3], east: try row[4]))
      }
      return cuts
    }
  }

  /// The main names of all areas of a kind.
  package func areaNames(of level: Area.Level) throws -> [String] {
    try read { try $0.values("SELECT name FROM area WHERE level = ?", [level.rawValue]) }
  }

  /// The codes of all countries and regions.
  package func areaCodes() throws -> Set<RegionCode> {
    try read { Set(try $0.values("SELECT code FROM area WHERE level <> 'municipality'")) }
  }

  /// The regions and municipalities with a name, in any language and by their codes; upper and lower case are one.
  package func areas(named name: String) throws -> [(level: Area.Level, code: String)] {
    let wanted = name.lowercased()
    return try read { database in
      let rows = try database.query(
        """
        SELECT level, code, area.name, area_name.name FROM area LEFT JOIN area_name ON area_name.area = area.key
        WHERE level <> 'country' ORDER BY code, area.key
        """
      ).all { row in
        (level: try row[0] as Area.Level, code: try row[1] as String, names: [try row[2], try row[3]] as [String?])
      }
      var found: [(level: Area.Level, code: String)] = []
      for row in rows where row.names.contains(where: { $0?.lowercased() == wanted }) {
        if found.last.map({ $0.code != row.code || $0.level != row.level }) ?? true {
          found.append((row.level, row.code))
        }
      }
      return found
    }
  }

  /// The municipality with a code; `nil` when there is none.
  package func municipality(code: String) throws -> (level: Area.Level, code: String)? {
    let known: String? = try read {
      try $0.value("SELECT code FROM area WHERE level = 'municipality' AND code = ?", [code])
    }
    return known.map { (.municipality, $0) }
  }

  /// The outlines of the municipalities with some codes.
  package func municipalityOutlines(_ codes: Set<String>) throws -> [[BoundaryLine]] {
    try read { database in
      var lines: [Int64: [BoundaryLine]] = [:]
      try database.query(
        """
        SELECT area, code, vertices FROM boundary_line JOIN area ON area.key = area WHERE level = 'municipality'
        ORDER BY boundary_line.key
        """
      ).forEach { row in if codes.contains(try row[1]) { lines[try row[0], default: []].append(try row[2]) } }
      return lines.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// An area's main name; `nil` when there is no such area.
  package func areaName(_ level: Area.Level, code: String) throws -> String? {
    try read { try $0.value("SELECT name FROM area WHERE level = ? AND code = ?", [level.rawValue, code]) }
  }
}
