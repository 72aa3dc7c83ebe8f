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

  /// Copies a row to the earlier versions: the number of the import that ends it, and its key.
  var archiving: String {
    """
    INSERT INTO \(rawValue)_past (\(sharedColumns), since, until)
    SELECT \(sharedColumns), since, ? FROM \(rawValue) WHERE key = ?
    """
  }
}
