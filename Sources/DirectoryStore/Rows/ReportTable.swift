internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

/// The statements that keep reports, prepared once for a change.
final class ReportTable {
  private let unit: RawStatement
  private let latest: RawStatement
  private let same: RawStatement
  private let insert: RawStatement

  init(in database: Database) throws {
    unit = try RawStatement(
      """
      SELECT 1 FROM \(database.rows(of: .unit))
      WHERE id = ? AND registry NOT IN (SELECT registry FROM staging) LIMIT 1
      """, in: database)
    // The index alone answers this one.
    latest = try RawStatement(
      "SELECT since FROM availability WHERE unit = ? AND since <= ? ORDER BY since DESC LIMIT 1", in: database)
    same = try RawStatement(
      """
      SELECT 1 FROM availability WHERE unit = ? AND since = ? AND status = ? AND until IS ? AND source IS ?
        AND note IS ? AND latitude IS ? AND longitude IS ? AND located IS ? LIMIT 1
      """, in: database)
    insert = try RawStatement(
      """
      INSERT INTO availability (unit, since, status, until, source, note, latitude, longitude, located, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: database)
  }

  func hasUnit(_ id: UnitID) throws -> Bool { try unit.hasRow([.text(id.rawValue)]) }

  /// Keeps a report unless it is there already.
  ///
  /// - Returns: what became of it; and the key of its row, where there is a new one.
  func put(_ report: AvailabilityReport, at moment: Date) throws -> (outcome: ReportOutcome, key: Int64?) {
    let since = report.since.timeIntervalSince1970
    // A report dated ahead is not late and makes none late before its time has come.
    let now = max(since, moment.timeIntervalSince1970)
    let latest = try latest.number([.text(report.unit.rawValue), .number(now)])
    let values: [RawStatement.Value] = [
      .text(report.unit.rawValue), .number(since), .text(report.status.rawValue),
      .number(report.until?.timeIntervalSince1970), .text(report.source), .text(report.note),
      .number(report.position?.coordinate.latitude), .number(report.position?.coordinate.longitude),
      .number(report.position?.time.timeIntervalSince1970),
    ]
    if let latest, latest >= since, try same.hasRow(values) { return (.duplicate, nil) }
    try insert.run(values + [.number(moment.timeIntervalSince1970)])
    return (latest.map { $0 > since } == true ? .late : .applied, insert.database.lastInsertedRowID)
  }
}
