package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

extension DirectoryStore {
  /// The barriers and crossings that hold, of all documents together, each by its id and in the order of ids.
  ///
  /// Of records with one id, that of the highest authority counts, of equal ones that of the document issued last.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func barriers() throws -> WaterBarriers {
    try read { database in
      // The plus keeps SQLite from reading the long documents among which it would look.
      let issued: [(id: String, issued: Date)] = try database.query(
        "SELECT id, issued FROM document WHERE +kind = 'barriers'"
      ).all { (try $0[0], try $0[1]) }
      guard !issued.isEmpty else { return WaterBarriers() }
      var editions = Dictionary(
        issued.map { document in
          (
            document.id,
            WaterBarriers.Edition(
              document: document.id, authority: .derived, issued: document.issued, content: WaterBarriers())
          )
        }, uniquingKeysWith: { first, _ in first })
      try database.query("SELECT \(Barrier.columns), document, rank FROM barrier ORDER BY key").forEach { row in
        let barrier = try Barrier(row: row)
        let authority = Registry.Authority(rank: try row["rank"])
        editions[try row["document"]]?.content.barriers.append(barrier)
        editions[try row["document"]]?.authority = authority
      }
      try database.query("SELECT \(Crossing.columns), document, rank FROM crossing ORDER BY key").forEach { row in
        let crossing = try Crossing(row: row)
        let authority = Registry.Authority(rank: try row["rank"])
        editions[try row["document"]]?.content.crossings.append(crossing)
        editions[try row["document"]]?.authority = authority
      }
      return WaterBarriers(editions: Array(editions.values))
    }
  }
}

extension DirectoryStore {
  /// The document whose barrier or crossing of an id holds; `nil` where no document has one.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func document(ofBarrier id: BarrierID) throws -> ReferenceDocument? {
    try document(having: id.rawValue, in: "barrier")
  }

  /// The document whose crossing of an id holds; `nil` where no document has one.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func document(ofCrossing id: CrossingID) throws -> ReferenceDocument? {
    try document(having: id.rawValue, in: "crossing")
  }

  private func document(having id: String, in table: String) throws -> ReferenceDocument? {
    try read { database in
      try database.query(
        """
        SELECT document.* FROM \(table) JOIN document ON document.kind = 'barriers' AND document.id = \(table).document
        WHERE \(table).id = ? ORDER BY rank, issued DESC, document.id LIMIT 1
        """
      ).first([id]) { try ReferenceDocument(kind: .barriers, row: $0) }
    }
  }
}

extension Barrier {
  /// What is read of a barrier's row, in the order of the initialiser.
  static let columns = "id, kind, names, accuracy, source, vertices"

  init(row: StoredRow) throws {
    let line: BoundaryLine = try row[5]
    self.init(
      id: try row[0], names: try row.names(at: 2), kind: try row[1], line: line.vertices, accuracy: try row[3],
      source: try row[4])
  }
}

extension Crossing {
  /// What is read of a crossing's row, in the order of the initialiser.
  static let columns = """
    id, barrier, kind, names, latitude, longitude, other_latitude, other_longitude, road, confidence, hours, wait,
    verification, source
    """

  init(row: StoredRow) throws {
    guard let coordinate = Coordinate.valid(latitude: try row[4], longitude: try row[5]) else { throw row.damage(4) }
    let other: (latitude: Double?, longitude: Double?) = (try row[6], try row[7])
    var otherEnd: Coordinate?
    if let latitude = other.latitude, let longitude = other.longitude {
      otherEnd = Coordinate.valid(latitude: latitude, longitude: longitude)
    }
    if otherEnd == nil, other.latitude != nil || other.longitude != nil { throw row.damage(6) }
    self.init(
      id: try row[0], barrier: try row[1], names: try row.names(at: 3), kind: try row[2], coordinate: coordinate,
      otherEnd: otherEnd, road: try row[8], confidence: try row[9], hours: try row[10], wait: try row[11],
      verification: try row[12], source: try row[13])
  }
}
