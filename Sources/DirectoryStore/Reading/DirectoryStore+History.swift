package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension DirectoryStore {
  /// The versions of registries and reference documents, newest first.
  ///
  /// - Parameters:
  ///   - kind: only of this kind: `registry`, or a kind of document; `nil` for all.
  ///   - subject: only of the registry or document of this id; `nil` for all.
  ///   - limit: how many at most.
  /// - Returns: the imports and rollbacks that made the versions.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func imports(kind: String? = nil, subject: String? = nil, limit: Int = .max) throws -> [ImportEntry] {
    try read { database in
      try database.query(
        """
        SELECT * FROM import WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR subject = ?2)
        ORDER BY id DESC LIMIT ?3
        """
      ).all([kind, subject, limit], ImportEntry.init(row:))
    }
  }

  /// All versions of a station, in whatever registries list or listed it.
  package func stationHistory(_ id: StationID) throws -> RecordHistory<Station> {
    try read { try RecordRows(database: $0).history(.station, id, Station.init(row:)) }
  }

  /// All versions of a unit, in whatever registries list or listed it.
  package func unitHistory(_ id: UnitID) throws -> RecordHistory<ResponseUnit> {
    try read { try RecordRows(database: $0).history(.unit, id, ResponseUnit.init(row:)) }
  }

  /// A unit's availability reports, by event time.
  package func availabilityReports(ofUnit id: UnitID) throws -> [AvailabilityReport] {
    try read { database in
      try database.query("SELECT * FROM availability WHERE unit = ? ORDER BY since, key")
        .all([id.rawValue], AvailabilityReport.init(row:))
    }
  }

  /// Ids of stations that contain a text, at most `limit`, for suggestions.
  package func stationIDs(containing text: String, limit: Int = 2000) throws -> [StationID] {
    try read { database in
      try database.values(
        """
        SELECT DISTINCT id FROM \(database.rows(of: .station)) WHERE instr(lower(id), lower(?)) > 0
          AND (hidden OR \(database.shown())) ORDER BY id LIMIT ?
        """, [text, limit])
    }
  }
}
