/// Kinds of records, each with a table of its own, which is named like the case.
package enum RecordKind: String, CaseIterable, Hashable, Sendable {
  /// Organisations.
  case organisation
  /// Control rooms.
  case controlRoom = "control_room"
  /// Stations.
  case station
  /// Units.
  case unit

  /// The registry of rows that hold what several registries say together.
  static let mergedRegistry: Int64 = 0

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
  var indexes: [Index] { RecordKind.indexes(of: ["registry"], on: rawValue) + scatteredIndexes }

  /// Those whose entries do not come in their order: the first import builds them when all rows are there.
  var scatteredIndexes: [Index] {
    RecordKind.indexes(of: soughtColumns, on: rawValue)
  }

  /// The indexes of the table of rows that leave.
  var leavingIndexes: [Index] { RecordKind.indexes(of: ["id"] + soughtColumns, on: leavingTable) }

  /// What questions look for beside ids and registries.
  private var soughtColumns: [String] { self == .unit ? ["station", "service, place"] : [] }

  private static func indexes(of columns: [String], on table: String) -> [Index] {
    columns.map { columns in
      let name = "\(table)_by_\(columns.replacing(", ", with: "_"))"
      return Index(name: name, sql: "CREATE INDEX \(name) ON \(table) (\(columns))")
    }
  }

  /// An index: its name, and what makes it.
  struct Index {
    var name: String
    var sql: String
  }

  /// The kind in words.
  package var words: String { rawValue.replacing("_", with: " ") }
}

// Statements of SQL.
extension RecordKind {
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

  /// The table of rows that the edition everybody sees has otherwise, while its successor is written (`ComingEdition`).
  var leavingTable: String { rawValue + "_leaving" }

  /// All columns of a row.
  var allColumns: String { "key, \(sharedColumns), since, hidden" }

  /// Keeps a row for those who still see it: its key, and the number of the coming import, whose own rows nobody sees.
  var leaving: String {
    """
    INSERT OR FAIL INTO \(leavingTable) (\(allColumns))
    SELECT \(allColumns) FROM \(rawValue) WHERE key = ? AND since <> ?
    """
  }

  /// Copies a row to the earlier versions: the number of the import that ends it, and its key.
  ///
  /// What fails ends the whole change. Without saying so, SQLite would first copy every page that it is about to change into
  /// a file, so that it could take back one statement alone: that was two thirds of all that an import wrote.
  var archiving: String {
    """
    INSERT OR FAIL INTO \(rawValue)_past (\(sharedColumns), since, until)
    SELECT \(sharedColumns), since, ? FROM \(rawValue) WHERE key = ?
    """
  }
}
