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
}

/// Keeps the rows that stand for what several registries say together.
///
/// Where several registries list an id, or a unit's station, their own rows are hidden from questions, and a row of
/// registry 0 is what they say together. It follows from the registries' rows alone.
final class RecordMerger {
  private static let chunk = 500

  private let database: Database
  /// The registry whose rows have changed.
  private let registry: Int64
  private var rows: RecordRows { RecordRows(database: database) }
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
    for kind in [RecordKind.organisation, .controlRoom, .station] {
      for id in released[kind] ?? [] { try settle(kind, id: id, onConflict: onConflict) }
      try forEachHidden(kind) { try settle(kind, id: $0, onConflict: onConflict) }
    }
    let unitsAt = try database.makeStatement(sql: "SELECT DISTINCT id FROM unit WHERE station = ?")
    func settleUnits(_ station: String) throws {
      for id in try String.fetchAll(unitsAt, arguments: [station]) { try settle(.unit, id: id, onConflict: onConflict) }
    }
    for station in released[.station] ?? [] { try settleUnits(station) }
    try forEachHidden(.station, settleUnits)
    for id in released[.unit] ?? [] { try settle(.unit, id: id, onConflict: onConflict) }
    try forEachHidden(.unit) { try settle(.unit, id: $0, onConflict: onConflict) }
  }

  private func forEachHidden(
    _ kind: RecordKind, _ body: (String) throws -> Void
  ) throws {
    let statement = try database.makeStatement(
      sql: """
        SELECT key, id FROM \(kind.rawValue) INDEXED BY \(kind.rawValue)_hidden
        WHERE registry = ? AND hidden AND key > ? ORDER BY key LIMIT \(RecordMerger.chunk)
        """)
    var last: Int64 = 0
    while true {
      // In pieces, because what is done to them changes the rows that are read here.
      let rows = try Row.fetchAll(statement, arguments: [registry, last])
      guard let end = rows.last else { return }
      last = end[0]
      for row in rows where kind != .unit || !done.contains(row[0]) { try body(row[1]) }
    }
  }

  private func settle(_ kind: RecordKind, id: String, onConflict: (RecordConflict) throws -> Void) throws {
    switch kind {
    case .organisation:
      let organisations = try rows.contributions(kind, OrganisationID(id)) { row in
        try ColumnJSON.value(row["body"]) as Organisation
      }
      // An organisation may run stations of several registries, each of which lists it.
      try settle(kind, id: id, organisations, onConflict: { _ in }) { $0.isContested ? try $0.record.encoded() : nil }
    case .controlRoom:
      let rooms = try rows.contributions(kind, ControlRoomID(id)) { try ColumnJSON.value($0["body"]) as ControlRoom }
      try settle(kind, id: id, rooms, onConflict: onConflict) { $0.isContested ? try $0.record.encoded() : nil }
    case .station:
      let stations = try rows.contributions(kind, StationID(id), Station.init(row:))
      try settle(kind, id: id, stations, onConflict: onConflict) {
        $0.isContested ? StationRow($0.record).encoded : nil
      }
    case .unit:
      let units = try rows.contributions(kind, UnitID(id), ResponseUnit.init(row:))
      try settle(kind, id: id, units, onConflict: onConflict) { merged in
        let statement = try database.cachedStatement(sql: "SELECT * FROM station WHERE id = ? AND NOT hidden")
        let row = try Row.fetchOne(statement, arguments: [merged.record.station.rawValue])
        guard let row, merged.isContested || row["registry"] == RecordKind.mergedRegistry else { return nil }
        return UnitRow(merged.record, at: try Station(row: row)).encoded
      }
    }
  }

  /// Writes what registries say together, or takes it away where they no longer do.
  ///
  /// `encode` gives the row that is to stand for the registries' own; `nil` where none is needed.
  private func settle<Record: FieldedRecord>(
    _ kind: RecordKind, id: String,
    _ contributions: [(registry: Int64, row: Int64, contribution: Contribution<Record>)],
    onConflict: (RecordConflict) throws -> Void, encode: (Merged<Record>) throws -> EncodedRow?
  ) throws {
    let merged = Merged(contributions.map(\.contribution))
    let old = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT key, digest FROM \(kind.rawValue) WHERE id = ? AND registry = 0"),
      arguments: [id])
    let row = try merged.flatMap(encode)
    let isHidden = row != nil
    let show = try database.cachedStatement(
      sql: "UPDATE \(kind.rawValue) SET hidden = ?1 WHERE id = ?2 AND registry != 0 AND hidden != ?1")
    try show.execute(arguments: [isHidden, id])
    switch (row, old) {
    case (nil, nil): break
    case (nil, let old?):
      try database.cachedStatement(sql: "DELETE FROM \(kind.rawValue) WHERE key = ?")
        .execute(arguments: [old[0] as Int64])
    case (let row?, nil):
      _ = try RawStatement(kind.insertion, in: database).write(row, RecordKind.mergedRegistry, 0, 0)
    case (let row?, let old?):
      if row.digest != old[1] { _ = try RawStatement(kind.updating, in: database).write(row, 0, old[0]) }
    }
    guard let own = contributions.first(where: { $0.registry == registry })?.row else { return }
    if kind == .unit, !done.insert(own) { return }
    if let merged, merged.isContested {
      try onConflict(
        RecordConflict(kind: kind.words, id: RecordID(id), registries: merged.registries, conflicts: merged.conflicts))
    }
  }
}
