internal import DirectoryModel
internal import GRDB

/// Follows what rows name: registries, imports, stations, documents and boxes.
struct ReferenceCheck {
  let database: Database

  /// Rows that name something which is not there.
  private struct Dangling {
    var table: String
    /// The column that names it.
    var column: String
    /// Which rows these are.
    var condition: String
  }

  private func dangling() throws -> [Dangling] {
    let imports = "NOT IN (SELECT id FROM import)"
    // Rows that are still being written, or were when an import was killed, belong to no registry and no import.
    let isStaged = "registry IN (SELECT registry FROM staging)"
    let registries = "NOT IN (SELECT key FROM registry)"
    // What a removed registry said stays in the history.
    let known = "NOT IN (SELECT key FROM registry UNION SELECT key FROM registry_past)"
    var all: [Dangling] = []
    func add(_ table: String, _ column: String, _ condition: String) {
      all.append(Dangling(table: table, column: column, condition: condition))
    }
    for kind in RecordKind.allCases {
      let rows = try database.rows(of: kind)
      let earlier = try database.earlierRows(of: kind)
      add(rows, "registry", "registry <> 0 AND registry \(registries) AND NOT \(isStaged)")
      add(rows, "since", "registry <> 0 AND since \(imports) AND NOT \(isStaged)")
      add(earlier, "registry", "registry \(known)")
      add(earlier, "since", "since \(imports)")
      add(earlier, "until", "until \(imports)")
    }
    let shown = ShownRows.besideStaging
    let (units, stations) = try (database.rows(of: .unit), database.rows(of: .station))
    add(units, "station", "\(shown) AND station NOT IN (SELECT id FROM \(stations) WHERE \(shown))")
    for table in ["registry", "document"] {
      add(table, "since", "since \(imports)")
      add(table + "_past", "until", "until \(imports)")
    }
    add("area", "document", "document NOT IN (SELECT id FROM document WHERE kind = 'boundaries')")
    for table in ["demand_cell", "official_total"] {
      add(table, "document", "document NOT IN (SELECT id FROM document WHERE kind = 'population')")
    }
    add("reference_place", "document", "document NOT IN (SELECT id FROM document WHERE kind = 'places')")
    for table in ["barrier", "crossing"] {
      add(table, "document", "document NOT IN (SELECT id FROM document WHERE kind = 'barriers')")
    }
    add("vehicle_type", "document", "document NOT IN (SELECT id FROM document WHERE kind = 'vocabulary')")
    add("area_name", "area", "area NOT IN (SELECT key FROM area)")
    add("boundary_line", "key", "key NOT IN (SELECT key FROM boundary_box)")
    add("boundary_box", "key", "key NOT IN (SELECT key FROM boundary_line)")
    let entries = "NOT IN (SELECT owner, number FROM journal_entry)"
    add("journal_payload", "number", "(owner, number) \(entries)")
    add("journal_answer", "number", "(owner, number) \(entries)")
    add("station_digest", "registry", "registry \(registries)")
    add("availability", "unit", "unit NOT IN (SELECT unit FROM latest_report)")
    add(
      "latest_report", "report",
      """
      since IS NOT (SELECT since FROM availability WHERE key = report)
        OR report IS NOT (SELECT key FROM availability AS latest WHERE latest.unit = latest_report.unit
          ORDER BY latest.since DESC, latest.key DESC LIMIT 1)
      """)
    return all
  }

  func run(_ step: inout DirectoryCheck.Step) throws {
    for rows in try dangling() {
      step.count += try database.value("SELECT count(*) FROM \(rows.table)") ?? 0
      try database.query("SELECT * FROM \(rows.table) WHERE \(rows.condition)").forEach { row in
        step.note(row.damage(rows.column))
      }
    }
    let directories: Int = try database.value("SELECT count(*) FROM directory") ?? 0
    if directories != 1 { step.note(.damage(inTable: "directory", row: "1", column: "version")) }
  }
}

/// Merges anew what several registries say, and compares it with the rows that stand for it.
struct MergeCheck {
  let database: Database

  func run(_ step: inout DirectoryCheck.Step) throws {
    for kind in RecordKind.allCases {
      let table = try database.rows(of: kind)
      // Of units, also those at stations that are merged.
      let ids: [String] = try database.values(
        """
        SELECT id FROM \(table) GROUP BY id HAVING count(*) > 1 OR max(hidden) OR min(registry) = 0
        """
          + (kind == .unit
            ? " UNION SELECT id FROM \(table) WHERE station IN (SELECT id FROM station WHERE registry = 0)" : ""))
      let rows = try database.query(
        """
        SELECT registry, hidden, digest, \(CorrectionRows.isCorrection) AS corrects FROM \(table)
        WHERE id = ? AND registry NOT IN (SELECT registry FROM staging)
        """)
      for id in ids {
        step.count += 1
        do {
          let settlement = try RecordMerger.settlement(kind, id: id, in: database)
          var merged: Int64?
          var isRight = true
          try rows.forEach([id]) { row in
            if try row["registry"] == RecordKind.mergedRegistry {
              merged = try row["digest"]
            } else if try (row["hidden"] as Int == 1) != (settlement.hidesRows || row["corrects"] as Bool) {
              isRight = false
            }
          }
          if !isRight || merged != settlement.row?.digest {
            step.note(.damage(inTable: kind.rawValue, row: id, column: "hidden"))
          }
        } catch let error as MutualAidError {
          step.note(error)
        }
      }
    }
    try checkPrecedence(&step)
  }

  /// Compares which assumed units step back with which are to.
  private func checkPrecedence(_ step: inout DirectoryCheck.Step) throws {
    let wanted = Set(try UnitPrecedence(ofWhatIsSeenIn: database).steppingBack())
    let marked = Set(
      try database.values("SELECT key FROM \(database.rows(of: .unit)) WHERE hidden = 2") as [Int64])
    for key in wanted.symmetricDifference(marked).sorted() {
      let id: String? = try database.value("SELECT id FROM unit WHERE key = ?", [key])
      step.note(.damage(inTable: "unit", row: id ?? "\(key)", column: "hidden"))
    }
  }
}
