internal import DirectoryModel
internal import GRDB

/// A table of a registry's records during one import: its statements, prepared once, and which rows have been met.
final class RecordTable {
  enum Kind: String, CaseIterable {
    case organisation
    case controlRoom = "control_room"
    case station
    case unit

    /// The columns between `id` and `digest`, in the order of the values in an encoded row.
    ///
    /// There are columns for what questions need; all else is in the body as JSON, which is null where there is nothing
    /// else.
    var columns: [(name: String, type: String)] {
      switch self {
      case .organisation: [("body", "TEXT NOT NULL")]
      case .controlRoom: [("country", "TEXT NOT NULL"), ("body", "TEXT NOT NULL")]
      case .station:
        [
          ("country", "TEXT NOT NULL"), ("service", "TEXT"), ("name", "TEXT NOT NULL"), ("organisation", "TEXT"),
          ("control_room", "TEXT"), ("kind", "TEXT"), ("latitude", "REAL NOT NULL"), ("longitude", "REAL NOT NULL"),
          ("quality", "TEXT NOT NULL"), ("staffing", "TEXT"), ("body", "TEXT"),
        ]
      // `place` is the cell code of where the unit stands; country, staffing, turnouts and organisation are those in
      // effect, the station's where the unit has none, so that a search reads one table.
      case .unit:
        [
          ("station", "TEXT NOT NULL"), ("service", "TEXT NOT NULL"), ("type", "TEXT NOT NULL"),
          ("country", "TEXT NOT NULL"), ("latitude", "REAL NOT NULL"), ("longitude", "REAL NOT NULL"),
          ("place", "INTEGER NOT NULL"), ("capabilities", "TEXT NOT NULL"), ("staffing", "TEXT"), ("turnouts", "TEXT"),
          ("organisation", "TEXT"), ("body", "TEXT"),
        ]
      }
    }

    /// The indexes beside that of the ids.
    var indexes: [(name: String, sql: String)] { indexes(of: ["registry"]) + scatteredIndexes }

    /// Those whose entries do not come in their order: the first import builds them when all rows are there.
    var scatteredIndexes: [(name: String, sql: String)] {
      self == .unit ? indexes(of: ["station", "service, place"]) : []
    }

    private func indexes(of columns: [String]) -> [(name: String, sql: String)] {
      columns.map { columns in
        let name = "\(rawValue)_by_\(columns.replacing(", ", with: "_"))"
        return (name, "CREATE INDEX \(name) ON \(rawValue) (\(columns))")
      }
    }

    /// The kind in words.
    var words: String { rawValue.replacing("_", with: " ") }
  }

  /// The registry of rows that hold what several registries say together.
  static let mergedRegistry: Int64 = 0
  /// So many rows in another order than before, and the order is no longer of use.
  private static let toleratedMisses = 1000

  let kind: Kind
  private let database: Database
  private let registry: Int64
  /// Keys of rows that the registry has listed.
  private var seen = KeySet()
  /// How many rows the registry had before, and how many of these it has listed again.
  private let before: Int
  private var listedAgain = 0
  /// Whether nobody had any row before, so that nothing has to be looked for.
  private let isFirst: Bool
  private let insert: RawStatement
  private let update: RawStatement
  private let find: RawStatement
  private let archive: Statement
  /// The registry's rows in the order in which they were written: mostly that of the new version too.
  private var sequence: RawStatement?
  private var misses = 0

  init(_ kind: Kind, registry: Int64, in database: Database) throws {
    self.kind = kind
    self.database = database
    self.registry = registry
    let name = kind.rawValue
    isFirst = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT * FROM \(name))") ?? false
    let count = "SELECT count(*) FROM \(name) WHERE registry = ?"
    before = isFirst ? 0 : try Int.fetchOne(database, sql: count, arguments: [registry]) ?? 0
    if isFirst {
      // Building an index at the end takes a third of the time of keeping it up to date, but where entries only come last.
      for index in kind.scatteredIndexes { try database.execute(sql: "DROP INDEX \(index.name)") }
    }
    insert = try RawStatement(kind.insertion, in: database)
    update = try RawStatement(kind.updating, in: database)
    find = try RawStatement("SELECT registry, key, digest, hidden FROM \(name) WHERE id = ?", in: database)
    archive = try database.makeStatement(sql: kind.archiving)
    if before > 0 {
      sequence = try RawStatement(
        "SELECT id, key, digest, hidden FROM \(name) WHERE registry = ? AND key > ? ORDER BY key", in: database)
      try sequence?.start(registry: registry, after: 0)
    }
  }

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - keepsExisting: whether a row that is there already stays as it is.
  ///   - difference: told what changes.
  ///   - since: gives the import's number; only asked when something is written.
  func put(
    _ row: EncodedRow, keepsExisting: Bool, difference: DifferenceCollector?, since: () throws -> Int64
  ) throws -> (outcome: StoreChange.Outcome, isContested: Bool) {
    var hasOthers = false
    if let known = try known(row, hasOthers: &hasOthers) {
      guard seen.insert(known.key) else { return (.repeated, known.isHidden) }
      listedAgain += 1
      guard known.digest != row.digest, !keepsExisting else { return (.unchanged, known.isHidden) }
      let old = try difference?.snapshot(kind, key: known.key, in: database)
      let since = try since()
      try archive.execute(arguments: [since, known.key])
      _ = try update.write(row, since, known.key)
      if let difference { difference.changed(old, try difference.snapshot(kind, key: known.key, in: database)) }
      return (.changed, known.isHidden)
    }
    guard try insert.write(row, registry, try since(), hasOthers ? 1 : 0) else { return (.repeated, hasOthers) }
    let key = database.lastInsertedRowID
    _ = seen.insert(key)
    if let difference { difference.added(try difference.snapshot(kind, key: key, in: database)) }
    return (.added, hasOthers)
  }

  /// Takes note of a row that is known to be as it was, by an encoded row with its id.
  func putKnown(_ row: EncodedRow) throws -> (outcome: StoreChange.Outcome, isContested: Bool) {
    var hasOthers = false
    guard let known = try known(row, hasOthers: &hasOthers) else {
      throw MutualAidError(
        .storeFailed, "the directory has lost \(kind.words) '\(String(decoding: row.id, as: UTF8.self))'",
        hint: "Restore a copy of the directory, or import into a new one.")
    }
    guard seen.insert(known.key) else { return (.repeated, known.isHidden) }
    listedAgain += 1
    return (.unchanged, known.isHidden)
  }

  /// The registry's own row of that id.
  private func known(_ row: EncodedRow, hasOthers: inout Bool) throws -> RawStatement.Known? {
    if isFirst { return nil }
    if let known = try sequence?.takeNext(row) { return known }
    let found = try find.find(row, registry: registry)
    hasOthers = found.hasOthers
    if let sequence, let own = found.own {
      misses += 1
      if misses > RecordTable.toleratedMisses {
        sequence.clear()
        self.sequence = nil
      } else {
        try sequence.start(registry: registry, after: own.key)
      }
    }
    return found.own
  }

  /// Lets go of the rows looked at, and brings the indexes back.
  func restoreIndexes() throws {
    sequence?.clear()
    sequence = nil
    if isFirst { for index in kind.scatteredIndexes { try database.execute(sql: index.sql) } }
  }

  /// Brings the indexes back, and removes the rows that the registry has not listed again where it is complete.
  ///
  /// - Returns: how many rows were removed, and the ids of those that others list too.
  func finish(
    isWhole: Bool, difference: DifferenceCollector?, since: () throws -> Int64
  ) throws -> (removed: Int, contested: [String]) {
    try restoreIndexes()
    guard isWhole, listedAgain < before else { return (0, []) }
    let keys = try Int64.fetchAll(
      database, sql: "SELECT key FROM \(kind.rawValue) WHERE registry = ? ORDER BY key", arguments: [registry]
    ).filter { !seen.contains($0) }
    let removal = try RecordRemoval(kind, in: database)
    let contested = try removal.remove(keys, until: since(), difference: difference)
    return (keys.count, contested)
  }
}

extension RecordTable.Kind {
  /// Writes a new row: an encoded row's values and digest, its registry, the import, and whether it is hidden.
  var insertion: String {
    let names = columns.map(\.name).joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count + 5).joined(separator: ", ")
    return "INSERT INTO \(rawValue) (id, \(names), digest, registry, since, hidden) VALUES (\(marks))"
  }

  /// Writes a row anew: an encoded row's values and digest, the import, and the row's key.
  var updating: String {
    let changes = columns.enumerated().map { "\($0.element.name) = ?\($0.offset + 2)" }.joined(separator: ", ")
    let next = columns.count + 2
    return "UPDATE \(rawValue) SET \(changes), digest = ?\(next), since = ?\(next + 1) WHERE key = ?\(next + 2)"
  }

  /// The columns that a row and its earlier versions share, but for `since`.
  var sharedColumns: String { (["id"] + columns.map(\.name) + ["digest", "registry"]).joined(separator: ", ") }

  /// Copies a row to the earlier versions: the number of the import that ends it, and its key.
  var archiving: String {
    """
    INSERT INTO \(rawValue)_past (\(sharedColumns), since, until)
    SELECT \(sharedColumns), since, ? FROM \(rawValue) WHERE key = ?
    """
  }
}
