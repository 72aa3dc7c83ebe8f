package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

// A record that is known and comes back wrong stays as it was, with a mark: one mistyped number must not take a station away.
extension StoreChange {
  /// Notes that the registry in progress lists a record wrongly.
  ///
  /// - Parameters:
  ///   - kind: the kind of record.
  ///   - id: its id.
  ///   - reason: what is wrong with it.
  ///   - registry: the id of the registry.
  /// - Returns: whether the registry has such a record, which is kept unless a right one of the same id comes.
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the change ends.
  package func noteWrong(_ kind: RecordKind, id: RecordID, reason: String, registry: RegistryID) throws -> Bool {
    guard let current, current.registry.id == registry, current.key != 0, !current.isStaged, !current.keepsExisting
    else { return false }
    if current.wrong[kind]?[id] != nil { return true }
    let isThere: Bool? = try database.cachedQuery(
      "SELECT EXISTS (SELECT * FROM \(kind.rawValue) WHERE id = ? AND registry = ?)"
    ).first([id.rawValue, current.key]) { try $0[0] }
    guard isThere == true else { return false }
    current.wrong[kind, default: [:]][id] = reason
    return true
  }

  /// Marks a record that came back wrong, and keeps it from being removed.
  func keepWrong(_ record: UnlistedRecords.Kept, of registry: RegistryInProgress) throws {
    if try keep(record.kind, record.id, reason: record.reason, of: registry) { registry.unlisted.kept.append(record) }
  }

  private func keep(
    _ kind: RecordKind, _ id: RecordID, reason: String, of registry: RegistryInProgress
  ) throws -> Bool {
    let table = try table(kind, of: registry.registry.id)
    let own = "WHERE id = ? AND registry = ?"
    let query = try database.query("SELECT * FROM \(kind.rawValue) \(own)")
    let arguments: [(any DatabaseValueConvertible)?] = [id.rawValue, registry.key]
    guard let key: Int64 = try query.first(arguments, { try $0["key"] }), !table.isListed(key) else { return false }
    let row: EncodedRow?
    switch kind {
    case .organisation:
      row = try query.first(arguments) { try $0.json("body") as Organisation }?
        .marked(reason, issued: registry.registry.issued)?.encoded()
    case .controlRoom:
      row = try query.first(arguments) { try $0.json("body") as ControlRoom }?
        .marked(reason, issued: registry.registry.issued)?.encoded()
    case .station:
      row = try query.first(arguments, Station.init(row:))?
        .marked(reason, issued: registry.registry.issued).map { StationRow($0).encoded }
      registry.unlisted.unitsOfKeptStations += try keepUnits(at: id, of: registry)
    case .unit:
      guard let unit = try query.first(arguments, ResponseUnit.init(row:)) else { return false }
      // Without its station there would be no place for it.
      let stations = try database.query("SELECT * FROM station \(own)")
      let place: [(any DatabaseValueConvertible)?] = [unit.station.rawValue, registry.key]
      guard let stationKey: Int64 = try stations.first(place, { try $0["key"] }),
        try self.table(.station, of: registry.registry.id).isListed(stationKey),
        let station = try stations.first(place, Station.init(row:))
      else { return false }
      row = unit.marked(reason, issued: registry.registry.issued).map { UnitRow($0, at: station).encoded }
    }
    // Ahead of the last transaction there is no import yet, only its number.
    let isAhead = staging?.isLast == false
    try table.keep(key, as: row, difference: collector) {
      try (isAhead ? registry.reservedNumber : nil) ?? importNumber(of: registry)
    }
    return true
  }

  /// Keeps the units of a station that stays as it was.
  ///
  /// - Returns: how many there are that the registry lists nowhere else.
  private func keepUnits(at station: RecordID, of registry: RegistryInProgress) throws -> Int {
    let table = try table(.unit, of: registry.registry.id)
    let keys: [Int64] = try database.values(
      "SELECT key FROM unit WHERE station = ? AND +registry = ?", [station.rawValue, registry.key])
    var kept = 0
    for key in keys where !table.isListed(key) {
      try table.keep(key, as: nil, difference: nil) { 0 }
      kept += 1
    }
    return kept
  }
}

extension StoreChange.RegistryInProgress {
  /// The records that came back wrong: stations before units, which are only kept at stations that are there.
  var wrongRecords: [UnlistedRecords.Kept] {
    RecordKind.allCases.flatMap { kind in
      (wrong[kind] ?? [:]).sorted { $0.key < $1.key }
        .map { UnlistedRecords.Kept(kind: kind, id: $0.key, reason: $0.value) }
    }
  }
}

extension MarkedRecord {
  /// The record with a mark; `nil` where it has that mark already.
  fileprivate func marked(_ reason: String, issued: Date) -> Self? {
    guard kept?.reason != reason else { return nil }
    var record = self
    record.kept = KeptMark.mark(after: kept, issued: issued, reason: reason)
    return record
  }
}
