package import DirectoryModel
internal import GRDB
package import Geodesy

extension DirectoryStore {
  /// All people in the directory, in the order of their documents.
  ///
  /// - Parameter document: the id of the population document whose cells are read; `nil` for all documents.
  /// - Returns: the cells in which the people live.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func demandCells(of document: String? = nil) throws -> [DemandCell] {
    try read { database in
      try database.query(
        "SELECT \(DemandCell.columns) FROM demand_cell WHERE ?1 IS NULL OR document = ?1 ORDER BY document, key"
      ).all([document], DemandCell.init(row:))
    }
  }

  /// The id of the population document that is used where none is named: `population`, else the first by id that has
  /// cells; `nil` where there are no people.
  package func defaultPopulation() throws -> String? {
    let ids = try populations().map(\.id)
    return ids.contains("population") ? "population" : ids.first
  }

  /// The population documents that have cells, by id, with how many.
  package func populations() throws -> [(id: String, cells: Int)] {
    try read { database in
      try database.query("SELECT document, count(*) FROM demand_cell GROUP BY document ORDER BY document")
        .all { (try $0[0], try $0[1]) }
    }
  }

  /// What statistical offices count, by country and region.
  package func officialTotals() throws -> [OfficialTotal] {
    try read { database in
      try database.query(
        "SELECT country, region, people, year, source FROM official_total ORDER BY 1, 2, 4 DESC, 5"
      ).all { row in
        OfficialTotal(
          country: try row[0], region: try row[1], people: try row[2], year: try row[3], source: try row[4])
      }
    }
  }

  /// The people within some circles, and perhaps some outside them, each once and in the order of their documents.
  ///
  /// - Parameters:
  ///   - document: the id of the population document.
  ///   - circles: their middles, and their radii in metres.
  /// - Returns: the cells in which the people live.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func demandCells(of document: String, around circles: [(centre: Coordinate, radius: Double)]) throws
    -> [DemandCell]
  {
    try read { database in
      let query = try database.cachedQuery(
        "SELECT \(DemandCell.columns), key FROM demand_cell WHERE place BETWEEN ? AND ? AND document = ?")
      var found: [(key: Int64, cell: DemandCell)] = []
      for range in CellCode.ranges(covering: circles.flatMap { BoundingBox.around($0.centre, radius: $0.radius) }) {
        try query.forEach([range.lowerBound, range.upperBound, document]) { row in
          found.append((try row["key"], try DemandCell(row: row)))
        }
      }
      return found.sorted { $0.key < $1.key }.map(\.cell)
    }
  }
}

extension DirectoryStore {
  /// The points of all postcodes and municipalities on file.
  package func referencePlaces() throws -> [ReferencePlace] {
    try read { database in
      try database.query("SELECT \(ReferencePlace.columns) FROM reference_place ORDER BY key")
        .all([], ReferencePlace.init(row:))
    }
  }
}

extension ReferencePlace {
  /// What is read of a place's row, in the order of the initialiser.
  static let columns = "country, kind, name, latitude, longitude, reach"

  init(row: StoredRow) throws {
    guard let coordinate = Coordinate.valid(latitude: try row[3], longitude: try row[4]) else { throw row.damage(3) }
    self.init(
      country: try row[0], kind: try row[1], name: try row[2], coordinate: coordinate, reach: try row[5])
  }
}

extension DemandCell {
  /// What is read of a cell's row, in the order of the initialiser.
  static let columns = "code, latitude, longitude, country, region, people, year, quality, source"

  init(row: StoredRow) throws {
    guard let place = Coordinate.valid(latitude: try row[1], longitude: try row[2]) else { throw row.damage(1) }
    self.init(
      code: try row[0], place: place, country: CountryCode(stored: try row[3]), region: try row[4],
      people: try row[5], year: try row[6], quality: try row[7], source: try row[8])
  }
}
