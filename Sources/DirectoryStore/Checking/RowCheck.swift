internal import DirectoryModel
internal import GRDB
internal import Geodesy
internal import Journal

/// Reads every row of every table.
struct RowCheck {
  let database: Database

  func run(_ step: inout DirectoryCheck.Step) throws {
    try checkStorageClasses(&step)
    for suffix in ["", "_past", "_leaving"] {
      try read("station\(suffix)", &step) { _ = try Station(row: $0) }
      try read("unit\(suffix)", &step, checkUnit)
      try read("organisation\(suffix)", &step) { _ = try $0.json("body") as Organisation }
      try read("control_room\(suffix)", &step) { _ = try $0.json("body") as ControlRoom }
    }
    for suffix in ["", "_past"] {
      try read("registry\(suffix)", &step) { _ = try $0.json("body") as Registry }
      try read("document\(suffix)", &step) { row in
        guard let kind = ReferenceDocument.Kind(rawValue: try row["kind"]) else { throw row.damage("kind") }
        _ = try ReferenceDocument(kind: kind, row: row)
      }
    }
    var turnouts: [String: [TurnoutTime]] = [:]
    try read("unit", &step, columns: UnitSummary.columns) { _ = try UnitSummary(row: $0, turnouts: &turnouts) }
    try read("import", &step) { _ = try ImportEntry(row: $0) }
    try read("availability", &step) { _ = try AvailabilityReport(row: $0) }
    try read("area", &step) { _ = try $0["level"] as Area.Level }
    try read("area_name", &step) { _ = try $0["name"] as String }
    try read("demand_cell", &step, columns: DemandCell.columns) { _ = try DemandCell(row: $0) }
    try read("reference_place", &step, columns: ReferencePlace.columns) { _ = try ReferencePlace(row: $0) }
    try read("barrier", &step, columns: Barrier.columns) { _ = try Barrier(row: $0) }
    try read("crossing", &step, columns: Crossing.columns) { _ = try Crossing(row: $0) }
    try read("vehicle_type", &step) { _ = try Vocabulary.TypeDefinition(row: $0) }
    try read("station_digest", &step) { _ = try $0["digests"] as StoredFingerprints }
    try read("token", &step) { _ = (try $0["scopes"] as String, try $0["issued"] as Double) }
    try read("setting", &step) { _ = try $0["value"] as String }
    try read("source", &step) { _ = try SourceStatus(row: $0) }
    try read("source_edition", &step) { row in
      _ = (try HeldEdition(row: row), try row["edition"] as StoredBytes)
    }
    try read("boundary_line JOIN boundary_box USING (key)", &step, checkLine)
  }

  private func read(
    _ table: String, _ step: inout DirectoryCheck.Step, columns: String = "*", _ decode: (StoredRow) throws -> Void
  ) throws {
    try database.query("SELECT \(columns) FROM \(table)").forEach { row in
      step.count += 1
      do {
        try decode(row)
      } catch let error as MutualAidError {
        step.note(error)
      }
    }
  }

  private func checkUnit(_ row: StoredRow) throws {
    _ = try ResponseUnit(row: row)
    guard let place = Coordinate.valid(latitude: try row["latitude"], longitude: try row["longitude"]) else {
      throw row.damage("latitude")
    }
    if try row["place"] != CellCode.code(of: place) { throw row.damage("place") }
  }

  /// The box by which a line is found is the line's, but for the rounding of its sides to 32 bits.
  private func checkLine(_ row: StoredRow) throws {
    let line: BoundaryLine = try row["vertices"]
    let sides: [(String, Double)] = [
      ("south", line.box.south), ("north", line.box.north), ("west", line.box.west), ("east", line.box.east),
    ]
    for (name, side) in sides {
      let stored: Double = try row[name]
      if abs(stored - side) > 0.001 { throw row.damage("vertices") }
    }
  }

  /// Compares the storage class of every value with what its column is declared as.
  private func checkStorageClasses(_ step: inout DirectoryCheck.Step) throws {
    // The tables behind R*Trees belong to SQLite, which checks them.
    let tables: [String] = try database.values(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
      ORDER BY name
      """)
    for table in tables {
      let columns: [(name: String, type: String, isOptional: Bool)] = try database.query(
        "SELECT name, type, \"notnull\" OR pk > 0 FROM pragma_table_info(?)"
      ).all([table]) { (try $0[0], try $0[1], try !($0[2] as Bool)) }
      for column in columns {
        guard let storage = ["TEXT": "text", "INTEGER": "integer", "REAL": "real", "BLOB": "blob"][column.type] else {
          continue
        }
        let others = "typeof(\"\(column.name)\") NOT IN ('\(storage)'\(column.isOptional ? ", 'null'" : ""))"
        let count: Int = try database.value("SELECT count(*) FROM \"\(table)\" WHERE \(others)") ?? 0
        for _ in 0..<count { step.note(.damage(inTable: table, row: "?", column: column.name)) }
      }
    }
  }
}

/// Compares rows of records with the digests that were written with them.
struct DigestCheck {
  let database: Database

  func run(_ step: inout DirectoryCheck.Step) throws {
    for kind in RecordKind.allCases {
      for table in [kind.rawValue, kind.rawValue + "_past", kind.leavingTable] {
        try database.query("SELECT * FROM \(table)").forEach { row in
          step.count += 1
          do {
            if try row["digest"] != digest(of: row, kind) { throw row.damage("digest") }
          } catch let error as MutualAidError {
            step.note(error)
          }
        }
      }
    }
    try checkJournal(&step)
  }

  /// Follows the chain of each owner's entries, and looks at what they say as far as it is there.
  private func checkJournal(_ step: inout DirectoryCheck.Step) throws {
    let journal = try database.journalIdentity()
    var verifiers: [JournalOwner: ChainVerifier] = [:]
    try database.query(
      "SELECT \(JournalEntry.columns) FROM \(JournalEntry.table) ORDER BY entry.owner, entry.number"
    ).forEach { row in
      step.count += 1
      do {
        let entry = try JournalEntry(row: row)
        let payload = try row.payload()
        verifiers[entry.owner, default: ChainVerifier(journal: journal, owner: entry.owner)]
          .take(entry, salt: payload?.salt, payload: payload?.payload)
      } catch let error as MutualAidError {
        step.note(error)
      }
    }
    for (owner, verifier) in verifiers.sorted(by: { $0.key < $1.key }) {
      for finding in verifier.finish().findings {
        step.note(.damage(inTable: "journal_entry", row: "\(owner) \(finding.number)", column: finding.kind.rawValue))
      }
    }
  }

  private func digest(of row: StoredRow, _ kind: RecordKind) throws -> Int64 {
    var writer = RowWriter(id: try row["id"] as UnitID)
    for (name, type) in kind.columns {
      if type.hasPrefix("TEXT") {
        writer.text(try row[name] as String?)
      } else if type.hasPrefix("REAL") {
        writer.double(try row[name])
      } else {
        writer.integer(try row[name])
      }
    }
    return EncodedRow(writer).digest
  }
}
