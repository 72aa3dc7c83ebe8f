internal import DirectoryModel
internal import GRDB
internal import Geodesy
internal import SpatialIndex

extension StoreChange {
  /// Puts new cells and totals in the place of a document's old ones.
  func replacePeople(of document: String, with placed: Placed) throws {
    try database.execute(sql: "DELETE FROM official_total WHERE document = ?", arguments: [document])
    for total in placed.totals {
      try database.execute(
        sql: "INSERT INTO official_total (document, country, region, people, year, source) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [document, total.country, total.region, total.people, total.year, total.source])
    }
    try database.execute(sql: "DELETE FROM demand_cell WHERE document = ?", arguments: [document])
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO demand_cell (document, code, country, region, latitude, longitude, place, people, year, quality, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for cell in placed.cells {
      try insert.execute(arguments: [
        document, cell.code, cell.country, cell.region, cell.place.latitude, cell.place.longitude,
        CellCode.code(of: cell.place), cell.people, cell.year, cell.quality, cell.source,
      ])
    }
  }
}
