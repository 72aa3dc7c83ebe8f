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
      ).all([document]) { try DemandCell(row: $0) }
    }
  }

  /// The id of the population document that is used where none is named: `population`, else the first by id that has
  /// cells; `nil` where there are no people.
  package func defaultPopulation() throws -> String? {
    // One cell each is enough: to count them, as `populations` does, is to go through all.
    try read { database in
      let usual: String? = try database.value("SELECT document FROM demand_cell WHERE document = 'population' LIMIT 1")
      return try usual ?? database.value("SELECT document FROM demand_cell ORDER BY document LIMIT 1")
    }
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

  /// The cells of a document whose places are in a range.
  ///
  /// The plus keeps SQLite from the index of documents, through which it would read all cells for every range.
  static let cellsInRange =
    "SELECT key, \(DemandCell.columns) FROM demand_cell WHERE place BETWEEN ? AND ? AND +document = ?"

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
      let query = try database.cachedQuery(DirectoryStore.cellsInRange)
      let boxes = circles.flatMap { BoundingBox.around($0.centre, radius: $0.radius) }
      var found: [(key: Int64, cell: DemandCell)] = []
      // Cells lie close together: many short ranges read less than few long ones.
      for range in CellCode.ranges(covering: boxes, limit: 64) {
        try query.forEach([range.lowerBound, range.upperBound, document]) { row in
          let place = try DemandCell.place(of: row, from: 1)
          guard boxes.contains(where: { $0.contains(place) }) else { return }
          found.append((try row[0], try DemandCell(row: row, from: 1)))
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

  /// Reads a row whose columns begin at one, counted from 0.
  init(row: StoredRow, from first: Int = 0) throws {
    self.init(
      code: try row[first], place: try DemandCell.place(of: row, from: first),
      country: CountryCode(stored: try row[first + 3]), region: try row[first + 4], people: try row[first + 5],
      year: try row[first + 6], quality: try row[first + 7], source: try row[first + 8])
  }

  /// Where the cell of a row lies whose columns begin at one, counted from 0.
  fileprivate static func place(of row: StoredRow, from first: Int) throws -> Coordinate {
    guard let place = Coordinate.valid(latitude: try row[first + 1], longitude: try row[first + 2]) else {
      throw row.damage(first + 1)
    }
    return place
  }
}
