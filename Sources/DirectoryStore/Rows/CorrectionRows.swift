package import DirectoryModel
internal import GRDB
internal import Geodesy

/// Rows that only correct what other registries list: a record's id and the corrections in its body, and nothing else that
/// means anything.
///
/// They stand in registries of the highest authority alone, and are hidden from all questions: what they say is in the row
/// that stands for what all registries say together.
struct CorrectionRows {
  let database: Database

  /// Whether a row is one, as SQL: in JSON a quote within a text has a sign before it.
  static let isCorrection = isCorrection(in: "body")

  static func isCorrection(in body: String) -> String { "(instr(ifnull(\(body), ''), '\"corrections\":[') > 0)" }

  /// The ids of all units that some room corrects.
  func units() throws -> [String] {
    try database.values(
      """
      SELECT DISTINCT id FROM unit WHERE registry IN (SELECT key FROM registry WHERE rank = 0)
        AND \(CorrectionRows.isCorrection) ORDER BY id
      """)
  }

  /// Hides those of a registry.
  func hide(of registry: Int64) throws {
    let rank: Int? = try database.value("SELECT rank FROM registry WHERE key = ?", [registry])
    guard rank == 0 else { return }
    for kind in RecordKind.allCases {
      try database.execute(
        sql: """
          UPDATE \(kind.rawValue) SET hidden = 1
          WHERE registry = ? AND hidden <> 1 AND \(CorrectionRows.isCorrection)
          """, arguments: [registry])
    }
  }
}

extension RecordKind {
  /// The kind of record that is corrected.
  package init(_ kind: CorrectedKind) {
    self =
      switch kind {
      case .organisation: .organisation
      case .controlRoom: .controlRoom
      case .station: .station
      case .unit: .unit
      }
  }
}

extension RecordCorrections {
  /// The row of a record that is only corrected: no field beside the corrections says anything.
  func encoded() throws -> EncodedRow {
    switch kind {
    case .organisation:
      var organisation = Organisation(id: OrganisationID(id), names: LocalizedText(), kind: "", country: nil)
      organisation.corrections = corrections
      return try organisation.encoded()
    case .controlRoom:
      var room = ControlRoom(id: ControlRoomID(id), names: LocalizedText(), country: nil, services: [])
      room.corrections = corrections
      return try room.encoded()
    case .station:
      var station = RecordCorrections.nowhere(StationID(id))
      station.corrections = corrections
      return StationRow(station).encoded
    case .unit:
      var unit = ResponseUnit(id: UnitID(id), station: "", type: ResponseUnit.unspecifiedType, service: .fire)
      unit.corrections = corrections
      return UnitRow(unit, at: RecordCorrections.nowhere("")).encoded
    }
  }

  private static func nowhere(_ id: StationID) -> Station {
    Station(
      id: id, names: LocalizedText(),
      position: Position(Coordinate(uncheckedLatitude: 0, longitude: 0), quality: .approximate), country: nil)
  }
}

extension StoreChange {
  /// Takes what the registry in progress corrects of a record.
  package func put(_ corrections: RecordCorrections, registry: RegistryID) throws -> RecordOutcome {
    try put(RecordKind(corrections.kind), corrections.encoded(), registry: registry)
  }
}

extension DirectoryStore {
  /// What a registry corrects, and of which of it there is no record.
  package struct StoredCorrections: Sendable {
    /// The registry.
    package var registry: RegistryID
    /// The record and its corrections.
    package var record: RecordCorrections
    /// Whether no other registry lists the record any longer.
    package var isVanished: Bool
  }

  /// What a body says of corrections.
  private struct Body: Decodable {
    var corrections: [Correction]
  }

  /// All corrections, or those of one registry, by registry, kind and id.
  package func corrections(of registry: RegistryID? = nil) throws -> [StoredCorrections] {
    try read { database in
      let registries = try database.query(
        "SELECT key, id FROM registry WHERE rank = 0 AND (?1 IS NULL OR id = ?1) ORDER BY id"
      ).all([registry?.rawValue]) { (key: try $0[0] as Int64, id: try $0[1] as RegistryID) }
      var found: [StoredCorrections] = []
      for registry in registries {
        for kind in CorrectedKind.allCases {
          let rows = try database.query(
            """
            SELECT id, body FROM \(database.rows(of: RecordKind(kind)))
            WHERE registry = ? AND \(CorrectionRows.isCorrection) ORDER BY id
            """
          ).all([registry.key]) { row in
            RecordCorrections(kind: kind, id: try row["id"], corrections: (try row.json("body") as Body).corrections)
          }
          for record in rows {
            let settlement = try RecordMerger.settlement(RecordKind(kind), id: record.id, in: database)
            found.append(
              StoredCorrections(registry: registry.id, record: record, isVanished: settlement.isVanished))
          }
        }
      }
      return found
    }
  }

  /// What some room says that there is not: the correction that takes a unit out of all answers; `nil` where none does.
  package func denial(ofUnit id: UnitID) throws -> Correction? {
    try corrections().first { $0.record.kind == .unit && $0.record.id == id.rawValue }?.record.corrections
      .first { $0.field == ResponseUnit.existence && $0.value == "no" }
  }
}
