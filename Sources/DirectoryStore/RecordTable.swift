internal import GRDB

/// A table of a registry's records during one import: its statements, prepared once, and which rows have been met.
final class RecordTable {
  enum Kind: String, CaseIterable {
    case organisation
    case controlRoom = "control_room"
    case station
    case unit

    /// The columns between `registry` and `digest`, in the order of the values.
    var columns: [String] {
      switch self {
      case .organisation: ["body"]
      case .controlRoom: ["country", "body"]
      case .station:
        [
          "country", "service", "name", "organisation", "control_room", "kind", "latitude", "longitude", "quality",
          "staffing", "body",
        ]
      case .unit:
        [
          "station", "service", "type", "country", "latitude", "longitude", "place", "capabilities", "staffing",
          "turnouts", "organisation", "body",
        ]
      }
    }
  }

  /// Keys of rows that the registry has listed.
  var seen: Set<Int64> = []
  private let name: String
  private let database: Database
  private let find: Statement
  private let insert: Statement
  private let update: Statement

  init(_ kind: Kind, in database: Database) throws {
    name = kind.rawValue
    self.database = database
    let columns = kind.columns + ["digest"]
    // Ids are unique in the directory, but for organisations, which several registries may list.
    let own = kind == .organisation ? "registry = ?2" : "?2 IS NOT NULL"
    find = try database.makeStatement(sql: "SELECT key, registry, digest FROM \(name) WHERE id = ?1 AND \(own)")
    let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
    insert = try database.makeStatement(
      sql: "INSERT INTO \(name) (id, registry, \(columns.joined(separator: ", "))) VALUES (\(marks))")
    let changes = columns.map { "\($0) = ?" }.joined(separator: ", ")
    update = try database.makeStatement(sql: "UPDATE \(name) SET \(changes) WHERE key = ?")
  }

  func row(id: String, registry: String) throws -> (key: Int64, registry: String, digest: Int64)? {
    try Row.fetchOne(find, arguments: [id, registry]).map { ($0[0], $0[1], $0[2]) }
  }

  func insert(id: String, registry: String, values: [DatabaseValue], digest: Int64) throws -> Int64 {
    try insert.execute(
      arguments: StatementArguments([id.databaseValue, registry.databaseValue] + values + [digest.databaseValue]))
    return database.lastInsertedRowID
  }

  func update(key: Int64, values: [DatabaseValue], digest: Int64) throws {
    try update.execute(arguments: StatementArguments(values + [digest.databaseValue, key.databaseValue]))
  }

  /// Removes the rows of a registry that have not been met.
  ///
  /// - Returns: how many.
  func removeUnseen(registry: String) throws -> Int {
    let keys = try Int64.fetchAll(
      database, sql: "SELECT key FROM \(name) WHERE registry = ?", arguments: [registry])
    let delete = try database.makeStatement(sql: "DELETE FROM \(name) WHERE key = ?")
    var removed = 0
    for key in keys where !seen.contains(key) {
      try delete.execute(arguments: [key])
      removed += 1
    }
    return removed
  }
}
