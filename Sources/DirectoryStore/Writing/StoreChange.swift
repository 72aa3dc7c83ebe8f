package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// A change in the making: what happens here becomes visible as a whole, or not at all.
package final class StoreChange {
  let database: Database
  /// The registry whose records are being taken.
  private var current: RegistryInProgress?
  /// The numbers of this change's imports.
  var imports: [Subject: Int64] = [:]
  /// Whether anything has changed so far.
  package internal(set) var hasChanged = false
  /// Whether the record put last is also listed by another registry.
  package private(set) var isListedElsewhere = false
  /// Collects what changes, where a difference was asked for.
  var collector: DifferenceCollector?

  init(database: Database) { self.database = database }

  /// What a version is a version of.
  struct Subject: Hashable {
    var kind: String
    var id: String
  }

  /// The registry whose records are being taken.
  final class RegistryInProgress {
    let registry: Registry
    var key: Int64
    let file: String?
    let profile: String
    let keepsExisting: Bool
    /// The number of its import, once something has changed.
    var number: Int64?
    var tables: [RecordKind: RecordTable] = [:]

    init(registry: Registry, key: Int64, file: String?, profile: String, keepsExisting: Bool) {
      self.registry = registry
      self.key = key
      self.file = file
      self.profile = profile
      self.keepsExisting = keepsExisting
    }

    var subject: Subject { Subject(kind: ImportEntry.registryKind, id: registry.id.rawValue) }
  }

  /// Counts the directory's version up where something has changed.
  func countVersion() throws {
    if hasChanged { try database.execute(sql: "UPDATE directory SET version = version + 1") }
  }

  // MARK: Differences

  /// From now on, keeps what is added, changed and removed.
  package func collectDifference() { if collector == nil { collector = DifferenceCollector() } }

  /// What has been added, changed and removed since `collectDifference`.
  package var difference: Difference { collector?.difference ?? Difference() }

  /// Adds differences found elsewhere, such as the entries of a document.
  package func addToDifference(_ note: (inout Difference) -> Void) { collector?.add(note) }

  // MARK: Registries

  /// The registry as it stands, and how many units it has; `nil` when it is new.
  package func registry(_ id: RegistryID) throws -> (registry: Registry, units: Int)? {
    try database.query("SELECT id, body, key FROM registry WHERE id = ?").first([id.rawValue]) { row in
      let units: Int? = try database.value(
        "SELECT count(*) FROM unit WHERE registry = ?", [try row["key"] as Int64])
      return (try row.json("body"), units ?? 0)
    }
  }

  /// Begins a new version of a registry: its records follow, then `finish`.
  ///
  /// - Parameters:
  ///   - registry: its description.
  ///   - profile: the dialect it was read in.
  ///   - file: where it came from, for the history.
  ///   - keepsExisting: whether what is in the directory stays as it is and only new records are added, as with a message
  ///     that is older than what is known.
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the change ends.
  package func begin(
    _ registry: Registry, profile: String, file: String? = nil, keepsExisting: Bool = false
  ) throws {
    try abandon()
    let old: (key: Int64, body: String)? = try database.query("SELECT key, body FROM registry WHERE id = ?")
      .first([registry.id.rawValue]) { (try $0[0], try $0[1]) }
    current = RegistryInProgress(
      registry: registry, key: old?.key ?? 0, file: file, profile: profile, keepsExisting: keepsExisting)
    let body = try ColumnJSON.text(registry)
    if let old, keepsExisting || old.body == body { return }
    let number = try importNumber()
    let values: StatementArguments = [
      registry.authority.rank, registry.issued.timeIntervalSince1970, body, profile, number, registry.id.rawValue,
    ]
    if let old {
      try archiveRegistry(key: old.key, until: number)
      try database.execute(
        sql: "UPDATE registry SET rank = ?, issued = ?, body = ?, profile = ?, since = ? WHERE id = ?",
        arguments: values)
    } else {
      try database.execute(
        sql: "INSERT INTO registry (rank, issued, body, profile, since, id) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: values)
      current?.key = database.lastInsertedRowID
    }
  }

  func archiveRegistry(key: Int64, until number: Int64) throws {
    try database.execute(
      sql: "INSERT INTO registry_past SELECT *, ? FROM registry WHERE key = ?", arguments: [number, key])
  }

  /// Takes an organisation.
  package func put(_ organisation: Organisation, registry: RegistryID) throws -> RecordOutcome {
    try put(.organisation, organisation.encoded(), registry: registry)
  }

  /// Takes a control room.
  package func put(_ room: ControlRoom, registry: RegistryID) throws -> RecordOutcome {
    try put(.controlRoom, room.encoded(), registry: registry)
  }

  /// Takes a station.
  package func put(_ station: Station, registry: RegistryID) throws -> RecordOutcome {
    try put(StationRow(station), registry: registry)
  }

  /// Takes a station.
  ///
  /// - Parameters:
  ///   - row: its row.
  ///   - registry: the id of its registry.
  ///   - isKnown: whether the registry's row is known to be as it was, by `stationDigests`; the row given is then one of
  ///     ids alone.
  /// - Returns: what became of it.
  /// - Throws: `MutualAidError` when the registry has not begun; errors of SQLite, as `begin` does.
  package func put(_ row: StationRow, registry: RegistryID, isKnown: Bool = false) throws -> RecordOutcome {
    try put(.station, row.encoded, registry: registry, isKnown: isKnown)
  }

  /// Takes a unit.
  package func put(_ unit: ResponseUnit, at station: Station, registry: RegistryID) throws -> RecordOutcome {
    try put(UnitRow(unit, at: station), registry: registry)
  }

  /// Takes a unit.
  ///
  /// - Parameters:
  ///   - row: its row.
  ///   - registry: the id of its registry.
  ///   - isKnown: whether the registry's row is known to be as it was, by `stationDigests`; the row given is then one of
  ///     ids alone.
  /// - Returns: what became of it.
  /// - Throws: `MutualAidError` when the registry has not begun; errors of SQLite, as `begin` does.
  package func put(_ row: UnitRow, registry: RegistryID, isKnown: Bool = false) throws -> RecordOutcome {
    try put(.unit, row.encoded, registry: registry, isKnown: isKnown)
  }

  private func put(
    _ kind: RecordKind, _ row: EncodedRow, registry: RegistryID, isKnown: Bool = false
  ) throws -> RecordOutcome {
    let table = try table(kind, of: registry)
    let result =
      isKnown
      ? try table.putKnown(row)
      : try table.put(
        row, keepsExisting: current?.keepsExisting ?? false, difference: collector, since: importNumber)
    isListedElsewhere = result.isListedElsewhere
    return result.outcome
  }

  private func table(_ kind: RecordKind, of registry: RegistryID) throws -> RecordTable {
    guard let current, current.registry.id == registry else {
      throw MutualAidError(.storeFailed, "records of registry '\(registry)' came before its beginning")
    }
    if let table = current.tables[kind] { return table }
    let table = try RecordTable(kind, registry: current.key, in: database)
    current.tables[kind] = table
    return table
  }

  /// Ends a registry: what it had before and has not listed again is removed, and what several registries list is merged.
  ///
  /// - Parameters:
  ///   - registry: its id.
  ///   - isWhole: whether all of its records have been given; of a message with news alone, nothing is removed.
  ///   - digests: the fingerprints of its stations, which are kept with a new version.
  ///   - onConflict: called for each record that several registries list, with what they say differently.
  /// - Returns: how many units were removed.
  /// - Throws: `MutualAidError` when the registry has not begun; what `onConflict` throws, and errors of SQLite.
  package func finish(
    registry: RegistryID, isWhole: Bool = true, digests: [UInt64] = [],
    onConflict: (RecordConflict) throws -> Void = { _ in }
  ) throws -> Int {
    guard let current, current.registry.id == registry else {
      throw MutualAidError(.storeFailed, "registry '\(registry)' ends before it begins")
    }
    var removedUnits = 0
    var released: [RecordKind: [String]] = [:]
    for kind in RecordKind.allCases {
      let rows = "SELECT EXISTS (SELECT * FROM \(kind.rawValue) WHERE registry = ?)"
      guard
        try current.tables[kind] != nil
          || isWhole && database.value(rows, [current.key]) == true
      else { continue }
      let outcome = try table(kind, of: registry)
        .finish(isWhole: isWhole, difference: collector, since: importNumber)
      released[kind] = outcome.shared
      if kind == .unit { removedUnits = outcome.removed }
    }
    try RecordMerger(database: database, registry: current.key).settle(released: released, onConflict: onConflict)
    if let number = current.number { try keep(digests, registry: current.key, number: number) }
    self.current = nil
    return removedUnits
  }

  /// Leaves a registry that was begun and not finished: what it gave so far stays.
  func abandon() throws {
    for table in current.map({ Array($0.tables.values) }) ?? [] { try table.restoreIndexes() }
    current = nil
  }

  /// The number of the import of the registry in progress; asking for it means that something changes.
  private func importNumber() throws -> Int64 {
    guard let current else { throw MutualAidError(.storeFailed, "a record came outside a registry") }
    if let number = current.number { return number }
    let number = try importNumber(
      of: current.subject, issued: current.registry.issued, file: current.file, profile: current.profile)
    current.number = number
    return number
  }

  /// Visits stations of a registry that name an organisation or control room which no registry lists.
  package func forEachDanglingReference(
    registry: RegistryID, _ body: (_ station: StationID, _ kind: String, _ reference: String) throws -> Void
  ) throws {
    for kind in [RecordKind.organisation, .controlRoom] {
      let stations = try database.query(
        """
        SELECT id, \(kind.rawValue) AS reference FROM station
        WHERE registry = (SELECT key FROM registry WHERE id = ?) AND reference IS NOT NULL
          AND reference NOT IN (SELECT id FROM \(kind.rawValue)) ORDER BY key
        """)
      try stations.forEach([registry.rawValue]) { try body(try $0[0], kind.words, try $0[1]) }
    }
  }
}

extension Organisation {
  func encoded() throws -> EncodedRow {
    var row = RowWriter(id: id)
    row.text(try ColumnJSON.text(self))
    return EncodedRow(row)
  }
}

extension ControlRoom {
  func encoded() throws -> EncodedRow {
    var row = RowWriter(id: id)
    row.text(country.storedText)
    row.text(try ColumnJSON.text(self))
    return EncodedRow(row)
  }
}
