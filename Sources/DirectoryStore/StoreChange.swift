public import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// A change in the making: what happens here becomes visible as a whole, or not at all.
public final class StoreChange {
  /// What became of one record.
  public enum Outcome: Hashable, Sendable {
    /// It is new.
    case added
    /// It replaces an earlier version of itself.
    case changed
    /// It is there already, just so.
    case unchanged
    /// Another registry lists that id; nothing was done.
    case taken(byRegistry: String)
    /// The same registry has listed that id already; nothing was done.
    case repeated
  }

  let database: Database
  private var seen: [Table: Set<Int64>] = [:]
  /// Whether anything has changed so far.
  public private(set) var hasChanged = false

  init(database: Database) { self.database = database }

  enum Table: String, CaseIterable {
    case organisation
    case controlRoom = "control_room"
    case station
    case unit
  }

  // MARK: Registries

  /// The registry as it stands, and how many units it has; `nil` when it is new.
  public func registry(_ id: String) throws -> (registry: Registry, units: Int)? {
    guard let body = try String.fetchOne(database, sql: "SELECT body FROM registry WHERE id = ?", arguments: [id])
    else { return nil }
    let units = try Int.fetchOne(database, sql: "SELECT count(*) FROM unit WHERE registry = ?", arguments: [id])
    return (try ColumnJSON.value(body), units ?? 0)
  }

  /// Begins a new version of a registry: its records follow, then `finish`.
  public func begin(_ registry: Registry, profile: String) throws {
    seen = [:]
    let body = try ColumnJSON.text(registry)
    let old = try String.fetchOne(database, sql: "SELECT body FROM registry WHERE id = ?", arguments: [registry.id])
    guard old != body else { return }
    hasChanged = true
    try database.execute(
      sql: """
        INSERT INTO registry (id, issued, body, profile, imported_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET issued = excluded.issued, body = excluded.body, profile = excluded.profile,
          imported_at = excluded.imported_at
        """,
      arguments: [registry.id, registry.issued.timeIntervalSince1970, body, profile, Date().timeIntervalSince1970])
  }

  /// Takes an organisation.
  public func put(_ organisation: Organisation, registry: String) throws -> Outcome {
    try put(
      .organisation, id: organisation.id, registry: registry, columns: "body",
      values: [try ColumnJSON.text(organisation).databaseValue], hasDigest: false)
  }

  /// Takes a control room.
  public func put(_ room: ControlRoom, registry: String) throws -> Outcome {
    try put(
      .controlRoom, id: room.id, registry: registry, columns: "country, body",
      values: [room.country.databaseValue, try ColumnJSON.text(room).databaseValue], hasDigest: false)
  }

  /// Takes a station.
  public func put(_ station: Station, registry: String) throws -> Outcome {
    try put(
      .station, id: station.id, registry: registry, columns: Station.columnNames, values: try station.columns(),
      hasDigest: true)
  }

  /// Takes a unit.
  public func put(_ unit: ResponseUnit, at station: Station, registry: String) throws -> Outcome {
    try put(
      .unit, id: unit.id, registry: registry, columns: ResponseUnit.columnNames,
      values: try unit.columns(at: station), hasDigest: true)
  }

  /// Ends a registry: what it had before and has not listed again is removed.
  ///
  /// - Returns: how many units were removed.
  public func finish(registry: String) throws -> Int {
    var removedUnits = 0
    for table in Table.allCases {
      let kept = seen[table] ?? []
      let keys = try Int64.fetchAll(
        database, sql: "SELECT key FROM \(table.rawValue) WHERE registry = ?", arguments: [registry])
      let delete = try database.cachedStatement(sql: "DELETE FROM \(table.rawValue) WHERE key = ?")
      for key in keys where !kept.contains(key) {
        try delete.execute(arguments: [key])
        hasChanged = true
        if table == .unit { removedUnits += 1 }
      }
    }
    seen = [:]
    return removedUnits
  }

  /// Stations of a registry that name an organisation or control room which nobody lists.
  public func danglingReferences(registry: String) throws -> [(station: String, kind: String, reference: String)] {
    try ["organisation", "control_room"].flatMap { kind in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, \(kind) FROM station
          WHERE registry = ? AND \(kind) IS NOT NULL AND \(kind) NOT IN (SELECT id FROM \(kind)) ORDER BY id
          """, arguments: [registry]
      ).map { ($0[0], kind.replacing("_", with: " "), $0[1]) }
    }
  }

  private func put(
    _ table: Table, id: String, registry: String, columns: String, values: [DatabaseValue], hasDigest: Bool
  ) throws -> Outcome {
    let digest = digest(of: values)
    let mark = hasDigest ? "digest" : values.count == 1 ? "body" : "country || body"
    // An organisation may run stations of several registries, each of which lists it.
    let own = table == .organisation ? "AND registry = ?2" : "AND ?2 IS NOT NULL"
    let find = try database.cachedStatement(
      sql: "SELECT key, registry, \(mark) FROM \(table.rawValue) WHERE id = ?1 \(own)")
    if let row = try Row.fetchOne(find, arguments: [id, registry]) {
      let key: Int64 = row[0]
      let owner: String = row[1]
      guard owner == registry else { return .taken(byRegistry: owner) }
      guard seen[table, default: []].insert(key).inserted else { return .repeated }
      let unchanged =
        hasDigest
        ? (row[2] as Int64) == digest
        : (row[2] as String) == values.map { String.fromDatabaseValue($0) ?? "" }.joined()
      guard !unchanged else { return .unchanged }
      hasChanged = true
      let names = columns.split(separator: ",").map { "\($0.filter { !$0.isWhitespace }) = ?" }
      let update = try database.cachedStatement(
        sql: """
          UPDATE \(table.rawValue) SET \(names.joined(separator: ", "))\(hasDigest ? ", digest = ?" : "") WHERE key = ?
          """)
      try update.execute(
        arguments: StatementArguments(values + (hasDigest ? [digest.databaseValue] : []) + [key.databaseValue]))
      return .changed
    }
    hasChanged = true
    let count = values.count + 2 + (hasDigest ? 1 : 0)
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO \(table.rawValue) (id, registry, \(columns)\(hasDigest ? ", digest" : ""))
        VALUES (\(Array(repeating: "?", count: count).joined(separator: ", ")))
        """)
    try insert.execute(
      arguments: StatementArguments(
        [id.databaseValue, registry.databaseValue] + values + (hasDigest ? [digest.databaseValue] : [])))
    seen[table, default: []].insert(database.lastInsertedRowID)
    return .added
  }

  // MARK: Reference documents

  /// The document as it stands; `nil` when it is new.
  public func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument? {
    try DirectoryStore.document(kind, id: id, in: database)
  }

  /// Takes a reference document, with its areas where it is a boundaries document.
  public func put(_ document: ReferenceDocument, areas: [Area] = []) throws -> Outcome {
    let old = try self.document(document.kind, id: document.id)
    guard old != document else { return .unchanged }
    hasChanged = true
    try database.execute(
      sql: """
        INSERT INTO document (kind, id, issued, title, xml, imported_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, id) DO UPDATE SET issued = excluded.issued, title = excluded.title, xml = excluded.xml,
          imported_at = excluded.imported_at
        """,
      arguments: [
        document.kind.rawValue, document.id, document.issued.timeIntervalSince1970, document.title, document.xml,
        Date().timeIntervalSince1970,
      ])
    if document.kind == .boundaries { try replaceAreas(of: document.id, with: areas) }
    return old == nil ? .added : .changed
  }

  // MARK: Availability

  /// Whether a registry lists the unit.
  public func hasUnit(_ id: String) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT * FROM unit WHERE id = ?)", arguments: [id]) ?? false
  }

  /// Keeps a report.
  ///
  /// The same report twice is kept once.
  public func put(_ report: AvailabilityReport) throws -> Outcome {
    let values: [(any DatabaseValueConvertible)?] = [
      report.unit, report.status.rawValue, report.since.timeIntervalSince1970, report.until?.timeIntervalSince1970,
      report.source, report.note,
    ]
    let known = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM availability
          WHERE unit IS ? AND status IS ? AND since IS ? AND until IS ? AND source IS ? AND note IS ?)
        """, arguments: StatementArguments(values))
    guard known != true else { return .unchanged }
    hasChanged = true
    try database.execute(
      sql: """
        INSERT INTO availability (unit, status, since, until, source, note, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """, arguments: StatementArguments(values + [Date().timeIntervalSince1970]))
    return .added
  }
}
