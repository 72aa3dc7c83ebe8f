package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// A record that several registries list.
package struct RecordConflict: Hashable, Sendable {
  /// The kind of record in words.
  package var kind: String
  /// Its id.
  package var id: RecordID
  /// The registries that list it, the highest authority first.
  package var registries: [RegistryID]
  /// What they say differently.
  package var conflicts: [FieldConflict]
  /// Whether they only correct it, and no registry lists it.
  package var isVanished = false
}

/// Keeps the rows that stand for what several registries say together.
///
/// Where several registries list an id, or a unit's station, their own rows are hidden from questions, and a row of
/// registry 0 is what they say together. What only corrects others' records is always hidden, and so is what a room says
/// there is not. It follows from the registries' rows alone.
final class RecordMerger {
  private static let chunk = 500

  private let database: Database
  /// The registry whose rows have changed.
  private let registry: Int64
  /// The registry's units that are done: some are met at several stations.
  private var done = KeySet()

  init(database: Database, registry: Int64) {
    self.database = database
    self.registry = registry
  }

  /// Brings everything up to date in which the registry has a part.
  ///
  /// - Parameters:
  ///   - released: ids that the registry listed together with others and lists no longer.
  ///   - onConflict: called for each record that the registry lists together with others.
  /// - Throws: what `onConflict` throws, and errors of SQLite.
  func settle(released: [RecordKind: [String]], onConflict: (RecordConflict) throws -> Void) throws {
    try CorrectionRows(database: database).hide(of: registry)
    for kind in [RecordKind.organisation, .controlRoom, .station] {
      for id in released[kind] ?? [] { try settle(kind, id: id, onConflict: onConflict) }
      try forEachHidden(kind) { try settle(kind, id: $0, onConflict: onConflict) }
    }
    let unitsAt = try database.query("SELECT DISTINCT id FROM unit WHERE station = ?")
    func settleUnits(_ station: String) throws {
      let ids: [String] = try unitsAt.all([station]) { try $0[0] }
      for id in ids { try settle(.unit, id: id, onConflict: onConflict) }
    }
    for station in released[.station] ?? [] { try settleUnits(station) }
    try forEachHidden(.station, settleUnits)
    for id in released[.unit] ?? [] { try settle(.unit, id: id, onConflict: onConflict) }
    try forEachHidden(.unit) { try settle(.unit, id: $0, onConflict: onConflict) }
    // They may stand at a station of any registry, and follow it.
    for id in try CorrectionRows(database: database).units() { try settle(.unit, id: id, onConflict: onConflict) }
  }

  private func forEachHidden(
    _ kind: RecordKind, _ body: (String) throws -> Void
  ) throws {
    let query = try database.query(
      """
      SELECT key, id FROM \(kind.rawValue) INDEXED BY \(kind.rawValue)_hidden
      WHERE registry = ? AND hidden AND hidden = 1 AND key > ? ORDER BY key LIMIT \(RecordMerger.chunk)
      """)
    var last: Int64 = 0
    while true {
      // In pieces, because what is done to them changes the rows that are read here.
      let rows: [(key: Int64, id: String)] = try query.all([registry, last]) { (try $0[0], try $0[1]) }
      guard let end = rows.last else { return }
      last = end.key
      for row in rows where kind != .unit || !done.contains(row.key) { try body(row.id) }
    }
  }

  /// Writes what registries say together of a record, or takes it away where they no longer do.
  private func settle(_ kind: RecordKind, id: String, onConflict: (RecordConflict) throws -> Void) throws {
    let settlement = try RecordMerger.settlement(kind, id: id, in: database)
    let old: (key: Int64, digest: Int64)? = try database.cachedQuery(
      "SELECT key, digest FROM \(kind.rawValue) WHERE id = ? AND registry = 0"
    ).first([id]) { (try $0[0], try $0[1]) }
    let show = try database.cachedStatement(
      sql: """
        UPDATE \(kind.rawValue) SET hidden = ?1 WHERE id = ?2 AND registry != 0 AND hidden != ?1 AND (?1 OR hidden = 1)
          AND (?1 OR NOT \(CorrectionRows.isCorrection)) AND registry NOT IN (SELECT registry FROM staging)
        """)
    try show.execute(arguments: [settlement.hidesRows, id])
    switch (settlement.row, old) {
    case (nil, nil): break
    case (nil, let old?):
      try database.cachedStatement(sql: "DELETE FROM \(kind.rawValue) WHERE key = ?")
        .execute(arguments: [old.key])
    case (let row?, nil):
      _ = try RawStatement(kind.insertion, in: database).write(row, RecordKind.mergedRegistry, 0, 0)
    case (let row?, let old?):
      if row.digest != old.digest { _ = try RawStatement(kind.updating, in: database).write(row, 0, old.key) }
    }
    if settlement.isVanished, old != nil || settlement.rows[registry] != nil {
      try onConflict(
        RecordConflict(
          kind: kind.words, id: RecordID(id), registries: settlement.registries, conflicts: [], isVanished: true))
    }
    guard let own = settlement.rows[registry] else { return }
    if kind == .unit, !done.insert(own) { return }
    if let conflict = settlement.conflict { try onConflict(conflict) }
  }
}

extension RecordMerger {
  /// What registries say together of a record.
  struct Settlement {
    /// The row that is to stand for the registries' own; `nil` where none is needed.
    var row: EncodedRow?
    /// What they say differently, where that is worth a word.
    var conflict: RecordConflict?
    /// Whether the registries' own rows are hidden.
    var hidesRows = false
    /// Whether registries only correct it, and none lists it.
    var isVanished = false
    /// The registries that say something of it.
    var registries: [RegistryID] = []
    /// The keys of the registries' own rows, by those of the registries.
    var rows: [Int64: Int64]
  }

  /// Finds out what registries say together of a record; nothing is written.
  static func settlement(_ kind: RecordKind, id: String, in database: Database) throws -> Settlement {
    let rows = RecordRows(database: database)
    switch kind {
    case .organisation:
      let organisations = try rows.contributions(kind, OrganisationID(id)) { try $0.json("body") as Organisation }
      var settlement = try settlement(kind, id: id, organisations) { $0.isContested ? try $0.record.encoded() : nil }
      // An organisation may run stations of several registries, each of which lists it.
      settlement.conflict = nil
      return settlement
    case .controlRoom:
      let rooms = try rows.contributions(kind, ControlRoomID(id)) { try $0.json("body") as ControlRoom }
      return try settlement(kind, id: id, rooms) { $0.isContested ? try $0.record.encoded() : nil }
    case .station:
      let stations = try rows.contributions(kind, StationID(id), Station.init(row:))
      return try settlement(kind, id: id, stations) { $0.isContested ? StationRow($0.record).encoded : nil }
    case .unit:
      let units = try rows.contributions(kind, UnitID(id), ResponseUnit.init(row:))
      return try settlement(kind, id: id, units) { merged in
        let query = try database.cachedQuery(
          "SELECT * FROM \(database.rows(of: .station)) WHERE id = ? AND \(database.shown())")
        let station: Station?? = try query.first([merged.record.station.rawValue]) { row in
          let isMerged = try row["registry"] == RecordKind.mergedRegistry
          return merged.isContested || isMerged ? try Station(row: row) : nil
        }
        return (station ?? nil).map { UnitRow(merged.record, at: $0).encoded }
      }
    }
  }

  private static func settlement<Record: CorrectableRecord>(
    _ kind: RecordKind, id: String,
    _ contributions: [(registry: Int64, row: Int64, contribution: Contribution<Record>)],
    encode: (Merged<Record>) throws -> EncodedRow?
  ) throws -> Settlement {
    let merged = Merged(contributions.map(\.contribution))
    let conflict = merged.flatMap { merged in
      // That a room corrects it is no conflict.
      let listing = contributions.map(\.contribution).filter { !$0.record.isCorrection }.map(\.registry)
      return listing.count > 1
        ? RecordConflict(
          kind: kind.words, id: RecordID(id), registries: merged.registries.filter(listing.contains),
          conflicts: merged.conflicts) : nil
    }
    let isDenied = merged?.isDenied == true
    let row = isDenied ? nil : try merged.flatMap(encode)
    var settlement = Settlement(
      row: row, conflict: conflict,
      rows: Dictionary(contributions.map { ($0.registry, $0.row) }, uniquingKeysWith: { first, _ in first }))
    settlement.hidesRows = row != nil || isDenied
    settlement.isVanished =
      !contributions.isEmpty && (merged == nil || row == nil && merged?.record.corrections != nil && !isDenied)
    settlement.registries = contributions.map(\.contribution.registry)
    return settlement
  }
}
