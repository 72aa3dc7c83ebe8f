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
  private var tables: [RecordTable.Kind: RecordTable] = [:]
  /// Whether anything has changed so far.
  public private(set) var hasChanged = false

  init(database: Database) { self.database = database }

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
    tables = [:]
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
      .organisation, id: organisation.id, registry: registry,
      values: [try ColumnJSON.text(organisation).databaseValue])
  }

  /// Takes a control room.
  public func put(_ room: ControlRoom, registry: String) throws -> Outcome {
    try put(
      .controlRoom, id: room.id, registry: registry,
      values: [room.country.databaseValue, try ColumnJSON.text(room).databaseValue])
  }

  /// Takes a station.
  public func put(_ station: Station, registry: String) throws -> Outcome {
    try put(.station, id: station.id, registry: registry, values: try station.columns())
  }

  /// Takes a unit.
  public func put(_ unit: ResponseUnit, at station: Station, registry: String) throws -> Outcome {
    try put(.unit, id: unit.id, registry: registry, values: try unit.columns(at: station))
  }

  /// Ends a registry: what it had before and has not listed again is removed.
  ///
  /// - Returns: how many units were removed.
  public func finish(registry: String) throws -> Int {
    var removedUnits = 0
    for kind in RecordTable.Kind.allCases {
      let removed = try table(kind).removeUnseen(registry: registry)
      if removed > 0 { hasChanged = true }
      if kind == .unit { removedUnits = removed }
    }
    tables = [:]
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

  private func put(_ kind: RecordTable.Kind, id: String, registry: String, values: [DatabaseValue]) throws -> Outcome {
    let table = try table(kind)
    let digest = digest(of: values)
    if let row = try table.row(id: id, registry: registry) {
      guard row.registry == registry else { return .taken(byRegistry: row.registry) }
      guard table.seen.insert(row.key).inserted else { return .repeated }
      guard row.digest != digest else { return .unchanged }
      hasChanged = true
      try table.update(key: row.key, values: values, digest: digest)
      return .changed
    }
    hasChanged = true
    table.seen.insert(try table.insert(id: id, registry: registry, values: values, digest: digest))
    return .added
  }

  private func table(_ kind: RecordTable.Kind) throws -> RecordTable {
    if let table = tables[kind] { return table }
    let table = try RecordTable(kind, in: database)
    tables[kind] = table
    return table
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
