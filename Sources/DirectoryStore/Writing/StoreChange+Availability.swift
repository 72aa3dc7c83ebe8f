package import DirectoryModel
package import FoundationEssentials
internal import GRDB
internal import Journal

extension StoreChange {
  /// Whether a registry lists the unit.
  package func hasUnit(_ id: UnitID) throws -> Bool {
    try database.value(
      """
      SELECT EXISTS (
        SELECT * FROM \(database.rows(of: .unit)) WHERE id = ? AND registry NOT IN (SELECT registry FROM staging))
      """,
      [id.rawValue]) ?? false
  }

  /// Keeps a report.
  ///
  /// The same report twice is kept once.
  package func put(_ report: AvailabilityReport) throws -> RecordOutcome {
    let now = Date()
    let (outcome, key) = try ReportTable(in: database).put(report, at: now)
    guard outcome != .duplicate else { return .unchanged }
    note(report, key: key, receivedAt: now)
    return .added
  }

  /// Keeps the reports that are new, of units that a registry lists.
  ///
  /// Of reports of one unit with the same time, the one that stands last counts.
  ///
  /// - Parameters:
  ///   - reports: the reports in the order in which they arrived.
  ///   - moment: when they arrived.
  /// - Returns: what became of each, in the same order.
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the change ends.
  package func put(_ reports: [AvailabilityReport], at moment: Date = Date()) throws -> [ReportOutcome] {
    let table = try ReportTable(in: database)
    var outcomes = [ReportOutcome](repeating: .unknownUnit, count: reports.count)
    var keys = [Int64?](repeating: nil, count: reports.count)
    // By unit, as both indexes are: each of their pages is then visited once. Arrival order stays within a unit.
    let order = reports.indices.sorted { (reports[$0].unit, $0) < (reports[$1].unit, $1) }
    var unit = (id: UnitID(""), isKnown: false)
    for index in order {
      let report = reports[index]
      if report.unit != unit.id { unit = (report.unit, try table.hasUnit(report.unit)) }
      guard unit.isKnown else { continue }
      (outcomes[index], keys[index]) = try table.put(report, at: moment)
    }
    // In the journal they stand as they arrived.
    for index in reports.indices where keys[index] != nil {
      note(reports[index], key: keys[index], receivedAt: moment)
    }
    try holdOn(reports.indices.filter { outcomes[$0] == .applied }.map { reports[$0] }, at: moment)
    return outcomes
  }

  /// Removes reports that no longer count at a moment, because a later one of their unit had come by then.
  ///
  /// What is said of any unit at that moment or later stays the same.
  ///
  /// - Returns: how many were removed.
  package func pruneReports(before moment: Date) throws -> Int {
    // The row with the greatest key stays, so that no key is given out twice: readers follow the keys.
    try database.execute(
      sql: """
        DELETE FROM availability WHERE since < ?1 AND key < (SELECT max(key) FROM availability)
          AND EXISTS (
            SELECT * FROM availability AS later
            WHERE later.unit = availability.unit AND later.since <= ?1
              AND (later.since, later.key) > (availability.since, availability.key))
          AND (located IS NULL OR EXISTS (
            SELECT * FROM availability AS later
            WHERE later.unit = availability.unit AND later.located <= ?1
              AND (later.located, later.key) > (availability.located, availability.key)))
        """, arguments: [moment.timeIntervalSince1970])
    let removed = database.changesCount
    if removed > 0 { note(.pruned, event: Date(), payload: ChangePayload.pruned(removed, before: moment)) }
    return removed
  }
}
