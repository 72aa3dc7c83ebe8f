public import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension StoreChange {
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
