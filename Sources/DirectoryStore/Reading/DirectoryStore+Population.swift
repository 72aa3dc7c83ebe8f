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
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(DemandCell.columns) FROM demand_cell WHERE ?1 IS NULL OR document = ?1 ORDER BY document, key
          """, arguments: [document])
      var cells: [DemandCell] = []
      while let row = try rows.next() { cells.append(try DemandCell(row: row)) }
      return cells
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
      try Row.fetchAll(database, sql: "SELECT document, count(*) FROM demand_cell GROUP BY document ORDER BY document")
        .map { ($0[0], $0[1]) }
    }
  }

  /// What statistical offices count, by country and region.
  package func officialTotals() throws -> [OfficialTotal] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT country, region, people, year, source FROM official_total ORDER BY 1, 2, 4 DESC, 5"
      ).map { OfficialTotal(country: $0[0], region: $0[1], people: $0[2], year: $0[3], source: $0[4]) }
    }
  }

  /// The people within a radius of a place, and perhaps some farther away, in the order of their documents.
  ///
  /// - Parameters:
  ///   - document: the id of the population document.
  ///   - centre: the middle of the circle.
  ///   - radius: the circle's radius, in metres.
  /// - Returns: the cells in which the people live.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func demandCells(of document: String, around centre: Coordinate, radius: Double) throws -> [DemandCell] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT \(DemandCell.columns), key FROM demand_cell WHERE place BETWEEN ? AND ? AND document = ?")
      var found: [(key: Int64, cell: DemandCell)] = []
      for range in CellCode.ranges(covering: BoundingBox.around(centre, radius: radius)) {
        let rows = try Row.fetchCursor(statement, arguments: [range.lowerBound, range.upperBound, document])
        while let row = try rows.next() { found.append((row["key"], try DemandCell(row: row))) }
      }
      return found.sorted { $0.key < $1.key }.map(\.cell)
    }
  }
}

extension DemandCell {
  /// What is read of a cell's row, in the order of the initialiser.
  fileprivate static let columns = "code, latitude, longitude, country, region, people, year, quality, source"

  fileprivate init(row: Row) throws {
    guard let place = Coordinate.valid(latitude: row[1], longitude: row[2]) else {
      throw MutualAidError(
        .storeFailed, "the row of cell '\(row[0] as String)' is damaged", hint: "Import its population document again.")
    }
    self.init(
      code: row[0], place: place, country: CountryCode(stored: row[3]), region: row[4], people: row[5], year: row[6],
      quality: row[7],
      source: row[8])
  }
}
