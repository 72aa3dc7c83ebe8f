internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

extension StoreChange {
  /// Puts new barriers and crossings in the place of a document's old ones.
  func replaceBarriers(of document: String, with water: WaterBarriers, rank: Int) throws {
    try database.execute(sql: "DELETE FROM barrier WHERE document = ?", arguments: [document])
    try database.execute(sql: "DELETE FROM crossing WHERE document = ?", arguments: [document])
    let barriers = try database.makeStatement(
      sql: """
        INSERT INTO barrier (document, rank, id, kind, names, accuracy, source, vertices)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for barrier in water.barriers {
      guard let line = BoundaryLine(vertices: barrier.line) else { continue }
      try barriers.execute(arguments: [
        document, rank, barrier.id.rawValue, barrier.kind.rawValue, ColumnJSON.text(barrier.names), barrier.accuracy,
        barrier.source, line.storedVertices,
      ])
    }
    let crossings = try database.makeStatement(
      sql: """
        INSERT INTO crossing (
          document, rank, id, barrier, kind, names, latitude, longitude, other_latitude, other_longitude, road,
          confidence, hours, wait, verification, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for crossing in water.crossings {
      try crossings.execute(arguments: [
        document, rank, crossing.id.rawValue, crossing.barrier.rawValue, crossing.kind.rawValue,
        ColumnJSON.text(crossing.names), crossing.coordinate.latitude, crossing.coordinate.longitude,
        crossing.otherEnd?.latitude, crossing.otherEnd?.longitude, crossing.road.rawValue,
        crossing.confidence.rawValue, crossing.hours, crossing.wait, crossing.verification.rawValue, crossing.source,
      ])
    }
  }
}
