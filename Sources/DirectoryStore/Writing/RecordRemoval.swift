internal import GRDB

/// Removes rows, keeping them as earlier versions.
struct RecordRemoval {
  private let kind: RecordTable.Kind
  private let database: Database
  private let look: Statement
  private let archive: Statement
  private let delete: Statement

  init(_ kind: RecordTable.Kind, in database: Database) throws {
    self.kind = kind
    self.database = database
    look = try database.makeStatement(sql: "SELECT id FROM \(kind.rawValue) WHERE key = ? AND hidden")
    archive = try database.makeStatement(sql: kind.archiving)
    delete = try database.makeStatement(sql: "DELETE FROM \(kind.rawValue) WHERE key = ?")
  }

  /// - Returns: the ids of those rows that others list too.
  func remove(_ keys: [Int64], until: Int64, difference: DifferenceCollector?) throws -> [String] {
    try keys.compactMap { key in
      if let difference { difference.removed(try difference.snapshot(kind, key: key, in: database)) }
      let contested = try String.fetchOne(look, arguments: [key])
      try archive.execute(arguments: [until, key])
      try delete.execute(arguments: [key])
      return contested
    }
  }
}
