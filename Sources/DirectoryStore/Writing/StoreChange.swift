package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Journal

/// A change in the making: what happens here becomes visible as a whole, or not at all.
package final class StoreChange {
  let database: Database
  /// The registry whose records are being taken.
  var current: RegistryInProgress?
  /// Registries whose records have been taken ahead of the last transaction, in which they are finished.
  private(set) var ahead: [RegistryInProgress] = []
  /// Where records are taken ahead of the last transaction; `nil` where everything is one transaction.
  var staging: Staging?
  /// So many rows of a registry's next edition are left for the last transaction at most; those of larger ones are written
  /// ahead of it.
  package var lastRows = StoreChange.defaultLastRows
  /// The numbers of this change's imports.
  var imports: [Subject: Int64] = [:]
  /// Whether anything has changed so far.
  package internal(set) var hasChanged = false
  /// Whether the record put last is also listed by another registry.
  package private(set) var isListedElsewhere = false
  /// Collects what changes, where a difference was asked for.
  var collector: DifferenceCollector?
  /// Who makes the change.
  let origin: ChangeOrigin
  /// What is to be written into the journal where the change ends.
  var notes: [ChangeNote] = []

  init(database: Database, origin: ChangeOrigin) {
    self.database = database
    self.origin = origin
  }

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
    /// Whether its records are taken ahead of the last transaction.
    var isAhead = false
    /// Whether it is new and its records are written ahead.
    var isStaged = false
    /// Rows that are written in the last transaction.
    var waiting: [RecordTable.Waiting] = []
    /// Records that came back wrong, with what is wrong with each.
    var wrong: [RecordKind: [RecordID: String]] = [:]
    /// The number that its import will have; `nil` where it is given when something changes.
    var reservedNumber: Int64?
    /// Whether its rows are written over those that others still see.
    var isComing = false
    /// Whether all of its records have come, and whether they are all that it has.
    var hasEnded = false
    var isWhole = false
    /// How many rows it no longer lists, as far as that was found out ahead.
    var unlistedCount = 0
    /// Whether nothing of it is left to be written in the last transaction.
    var isWritten = false
    /// What became of records that came back wrong.
    var unlisted = UnlistedRecords()

    init(registry: Registry, key: Int64, file: String?, profile: String, keepsExisting: Bool) {
      self.registry = registry
      self.key = key
      self.file = file
      self.profile = profile
      self.keepsExisting = keepsExisting
    }

    var subject: Subject { Subject(kind: ImportEntry.registryKind, id: registry.id.rawValue) }
  }

  /// Ends the change: counts the directory's version up where something has changed, and writes the journal.
  ///
  /// - Returns: how far the journal has come.
  @discardableResult
  func settle() throws -> Int64 {
    if hasChanged { try database.execute(sql: "UPDATE directory SET version = version + 1") }
    return try writeJournal()
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
    if let staging, !staging.isLast {
      try beginAhead(registry, profile: profile, file: file, keepsExisting: keepsExisting, in: staging)
    } else {
      try abandon()
      let key = try rowKey(of: registry.id) ?? formerKey(of: registry.id)
      let begun = RegistryInProgress(
        registry: registry, key: key ?? 0, file: file, profile: profile, keepsExisting: keepsExisting)
      current = begun
      try writeHeader(of: begun)
    }
  }

  private func beginAhead(
    _ registry: Registry, profile: String, file: String?, keepsExisting: Bool, in staging: Staging
  ) throws {
    if let current { try endAhead(current) }
    let key = try rowKey(of: registry.id) ?? formerKey(of: registry.id)
    let begun = RegistryInProgress(
      registry: registry, key: try key ?? staging.takeKey(), file: file, profile: profile, keepsExisting: keepsExisting)
    begun.isAhead = true
    begun.isStaged = key == nil
    if begun.isStaged { begun.reservedNumber = try staging.takeImportNumber() }
    current = begun
  }

  /// Ends the records of a registry that are taken ahead of the last transaction.
  private func endAhead(_ registry: RegistryInProgress) throws {
    for table in registry.tables.values { table.letGoOfRows() }
    ahead.append(registry)
    current = nil
  }

  /// All records of the registry have been taken ahead of the last transaction, in which it is to be finished.
  ///
  /// - Parameters:
  ///   - registry: its id.
  ///   - isWhole: whether all of its records have been given.
  /// - Returns: whether what the directory says of it is the same until then: false where it has changed and the rows for
  ///   that are not written yet.
  /// - Throws: `MutualAidError` when the registry has not begun; errors of SQLite.
  package func endAhead(registry: RegistryID, isWhole: Bool) throws -> Bool {
    guard let current, current.registry.id == registry, current.isAhead else {
      throw MutualAidError(.storeFailed, "registry '\(registry)' ends before it begins")
    }
    current.hasEnded = true
    current.isWhole = isWhole
    if isWhole, !current.isStaged {
      // A kind of which nothing is listed has rows all the same, perhaps.
      for kind in RecordKind.allCases { current.unlistedCount += try table(kind, of: registry).findUnlisted() }
    }
    let isSame = current.waiting.isEmpty && current.unlistedCount == 0 && !current.isComing
    try endAhead(current)
    return isSame
  }

  /// Registries whose rows are written and that are none yet, with their keys.
  var stagedRegistries: [(id: RegistryID, key: Int64)] {
    (ahead + (current.map { [$0] } ?? [])).filter(\.isStaged).map { ($0.registry.id, $0.key) }
  }

  /// The key of a registry; 0 for one that there is not.
  func key(of registry: RegistryID) throws -> Int64 {
    if let current, current.registry.id == registry { return current.key }
    return try rowKey(of: registry) ?? RecordKind.mergedRegistry
  }

  /// The key of a registry's row; `nil` where there is none.
  private func rowKey(of registry: RegistryID) throws -> Int64? {
    try database.value("SELECT key FROM registry WHERE id = ?", [registry.rawValue])
  }

  /// The key that a registry had before it was removed, and has again when it comes back; `nil` where it never was.
  func formerKey(of registry: RegistryID) throws -> Int64? {
    try database.value("SELECT key FROM registry_past WHERE id = ? LIMIT 1", [registry.rawValue])
  }

  /// Lets go of all rows looked at, so that others' writing does not keep this change from it.
  func letGoOfRows() {
    for table in current.map({ Array($0.tables.values) }) ?? [] { table.letGoOfRows() }
  }

  /// Writes a registry's description, where it is new or different.
  private func writeHeader(of begun: RegistryInProgress) throws {
    let registry = begun.registry
    let old: (key: Int64, body: String)? = try database.query("SELECT key, body FROM registry WHERE id = ?")
      .first([registry.id.rawValue]) { (try $0[0], try $0[1]) }
    let body = try ColumnJSON.text(registry)
    if let old, begun.keepsExisting || old.body == body { return }
    let number = try importNumber(of: begun)
    let values: StatementArguments = [
      registry.authority.rank, registry.issued.timeIntervalSince1970, body, begun.profile, number, registry.id.rawValue,
    ]
    if let old {
      try archiveRegistry(key: old.key, until: number)
      try database.execute(
        sql: "UPDATE registry SET rank = ?, issued = ?, body = ?, profile = ?, since = ? WHERE id = ?",
        arguments: values)
    } else {
      if begun.key == RecordKind.mergedRegistry { begun.key = try database.freeRegistryKey() }
      try insertRegistry(values + [begun.key])
      if begun.isStaged { try staging?.show(begun.key) }
    }
  }

  /// Writes a new registry: rank, time of issue, body, profile, number of the import, id and key.
  func insertRegistry(_ values: StatementArguments) throws {
    try database.execute(
      sql: "INSERT INTO registry (rank, issued, body, profile, since, id, key) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: values)
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

  func put(
    _ kind: RecordKind, _ row: EncodedRow, registry: RegistryID, isKnown: Bool = false
  ) throws -> RecordOutcome {
    let table = try table(kind, of: registry)
    let result: (outcome: RecordOutcome, isListedElsewhere: Bool)
    if isKnown {
      result = try table.putKnown(row)
    } else if let current, current.isAhead, let staging {
      result = try table.putAhead(
        row, staging, keepsExisting: current.keepsExisting, difference: collector,
        since: { try current.reservedNumber ?? importNumber() }, wait: { current.waiting.append($0) })
    } else {
      result = try table.put(
        row, keepsExisting: current?.keepsExisting ?? false, difference: collector, since: importNumber)
    }
    isListedElsewhere = result.isListedElsewhere
    return result.outcome
  }

  func table(_ kind: RecordKind, of registry: RegistryID) throws -> RecordTable {
    guard let current, current.registry.id == registry else {
      throw MutualAidError(.storeFailed, "records of registry '\(registry)' came before its beginning")
    }
    if let table = current.tables[kind] { return table }
    let table = try RecordTable(
      kind, registry: current.key, in: database, staging: current.isAhead ? staging : nil, isStaged: current.isStaged,
      letGo: { letGoOfRows() })
    if current.isComing { try table.open() }
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
  /// - Returns: how many stations and units were removed, and which records were kept as they were.
  /// - Throws: `MutualAidError` when the registry has not begun; what `onConflict` throws, and errors of SQLite.
  package func finish(
    registry: RegistryID, isWhole: Bool = true, digests: [UInt64] = [],
    onConflict: (RecordConflict) throws -> Void = { _ in }
  ) throws -> UnlistedRecords {
    try takeUp(registry)
    guard let current, current.registry.id == registry else {
      throw MutualAidError(.storeFailed, "registry '\(registry)' ends before it begins")
    }
    var released: [RecordKind: [String]] = [:]
    for record in current.wrongRecords { try keepWrong(record, of: current) }
    current.wrong = [:]
    var removed = current.unlisted
    for kind in RecordKind.allCases {
      let rows = "SELECT EXISTS (SELECT * FROM \(kind.rawValue) WHERE registry = ?)"
      guard
        try current.tables[kind] != nil
          || isWhole && database.value(rows, [current.key]) == true
      else { continue }
      let outcome = try table(kind, of: registry)
        .finish(isWhole: isWhole, difference: collector, since: importNumber)
      released[kind] = outcome.shared
      if kind == .unit { removed.units = outcome.removed }
      if kind == .station { removed.stations = outcome.removed }
    }
    try RecordMerger(database: database, registry: current.key).settle(released: released, onConflict: onConflict)
    if hasChanged { removed.precedence = try UnitPrecedence(database: database).settle() }
    if let number = current.number { try keep(digests, registry: current.key, number: number) }
    self.current = nil
    return removed
  }

  /// Takes up a registry whose records came ahead of this transaction, and writes what has waited for it.
  private func takeUp(_ registry: RegistryID) throws {
    guard let place = ahead.firstIndex(where: { $0.registry.id == registry }) else { return }
    let begun = ahead.remove(at: place)
    current = begun
    try writeHeader(of: begun)
    if begun.isComing { _ = try importNumber(of: begun) }
    for waiting in begun.waiting {
      try waiting.table.write(waiting, difference: collector, since: importNumber(of: begun))
    }
    begun.waiting = []
  }

  /// Leaves a registry that was begun and not finished: what it gave so far stays.
  func abandon() throws {
    for table in current.map({ Array($0.tables.values) }) ?? [] { try table.restoreIndexes() }
    current = nil
  }

  /// The number of the import of the registry in progress; asking for it means that something changes.
  private func importNumber() throws -> Int64 {
    guard let current else { throw MutualAidError(.storeFailed, "a record came outside a registry") }
    return try importNumber(of: current)
  }

  func importNumber(of registry: RegistryInProgress) throws -> Int64 {
    if let number = registry.number { return number }
    let number = try importNumber(
      of: registry.subject, issued: registry.registry.issued, file: registry.file, profile: registry.profile,
      reserved: registry.reservedNumber)
    registry.number = number
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
          AND reference NOT IN (
            SELECT id FROM \(kind.rawValue) WHERE registry NOT IN (SELECT registry FROM staging)) ORDER BY key
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
