internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

extension StoreChange {
  /// Puts new areas in the place of a document's old ones.
  func replaceAreas(of document: String, with areas: [Area]) throws {
    try database.execute(
      sql: """
        DELETE FROM boundary_box WHERE key IN
          (SELECT boundary_line.key FROM boundary_line JOIN area ON area.key = area WHERE document = ?)
        """, arguments: [document])
    try database.execute(sql: "DELETE FROM area WHERE document = ?", arguments: [document])
    for area in areas {
      try database.execute(
        sql: """
          INSERT INTO area (
            document, code, country, level, name, accuracy, cut_south, cut_west, cut_north, cut_east)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          document, area.code, area.country.rawValue, area.level.rawValue, area.names.main, area.accuracy,
          area.cuts.south, area.cuts.west, area.cuts.north, area.cuts.east,
        ])
      let key = database.lastInsertedRowID
      for name in Set(area.names.entries.map(\.text)) where name != area.names.main {
        try database.execute(sql: "INSERT INTO area_name (area, name) VALUES (?, ?)", arguments: [key, name])
      }
      for line in area.rings.flatMap({ BoundaryLine.lines(ofRing: $0) }) {
        try database.execute(
          sql: "INSERT INTO boundary_line (area, vertices) VALUES (?, ?)",
          arguments: [key, line.storedVertices])
        try database.execute(
          sql: "INSERT INTO boundary_box (key, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
          arguments: [database.lastInsertedRowID, line.box.south, line.box.north, line.box.west, line.box.east])
      }
    }
  }
}
