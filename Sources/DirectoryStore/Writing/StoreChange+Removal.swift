package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension StoreChange {
  /// Removes a registry with all of its records, as a new version: a rollback to an earlier one brings it back.
  ///
  /// Reports of availability stay, for when its units come back.
  ///
  /// - Parameters:
  ///   - id: the registry's id.
  ///   - onConflict: called for each record that other registries list together, with what they say differently.
  /// - Returns: what becomes of its units, and of assumed ones of other registries.
  /// - Throws: `MutualAidError` when there is no such registry.
  package func remove(
    registry id: RegistryID, onConflict: (RecordConflict) throws -> Void = { _ in }
  ) throws -> (counts: ImportEntry.Counts, precedence: PrecedenceChange) {
    guard try registry(id) != nil else {
      throw MutualAidError(.unknownRegistry, "there is no registry '\(id)' in the directory", hint: .list(.documents))
    }
    return try remove(registry: id, restoring: nil, onConflict: onConflict)
  }

  /// Removes a registry, or does nothing where it is not there.
  func remove(
    registry id: RegistryID, restoring version: Int?, onConflict: (RecordConflict) throws -> Void
  ) throws -> (counts: ImportEntry.Counts, precedence: PrecedenceChange) {
    var counts = ImportEntry.Counts()
    let header: (key: Int64, issued: Double, profile: String)? = try database.query(
      "SELECT key, issued, profile FROM registry WHERE id = ?"
    ).first([id.rawValue]) { (try $0[0], try $0[1], try $0[2]) }
    guard let header else { return (counts, PrecedenceChange()) }
    let subject = Subject(kind: ImportEntry.registryKind, id: id.rawValue)
    let number = try importNumber(
      of: subject, issued: Date(timeIntervalSince1970: header.issued), file: nil, profile: header.profile,
      restoring: version, removing: true)
    var released: [RecordKind: [String]] = [:]
    for kind in RecordKind.allCases {
      let keys: [Int64] = try database.values(
        "SELECT key FROM \(kind.rawValue) WHERE registry = ? ORDER BY key", [header.key])
      released[kind] = try RecordRemoval(kind, in: database).remove(keys, until: number, difference: collector)
      if kind == .unit { counts.removed = keys.count }
    }
    try archiveRegistry(key: header.key, until: number)
    try database.execute(sql: "DELETE FROM registry WHERE key = ?", arguments: [header.key])
    try database.execute(sql: "DELETE FROM station_digest WHERE registry = ?", arguments: [header.key])
    try RecordMerger(database: database, registry: header.key).settle(released: released, onConflict: onConflict)
    let precedence = try UnitPrecedence(database: database).settle()
    try conclude(kind: subject.kind, id: subject.id, counts: counts, problems: [])
    return (counts, precedence)
  }

  /// Whether a registry was not there after an import, because it had been removed.
  func wasRemoved(registry key: Int64, at moment: Int64) throws -> Bool {
    let wasThere: Bool? = try database.value(
      """
      SELECT EXISTS (SELECT * FROM registry WHERE key = ?1 AND since <= ?2)
        OR EXISTS (SELECT * FROM registry_past WHERE key = ?1 AND since <= ?2 AND until > ?2)
      """, [key, moment])
    return wasThere != true
  }
}
