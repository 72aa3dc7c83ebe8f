internal import DirectoryModel
internal import FoundationEssentials

/// The latest report of every unit in memory.
struct AvailabilityBoard {
  private var latest: [String: AvailabilityReport] = [:]
  /// The time of the newest report; before it, the board may lack what was the latest then.
  private(set) var newest = Date.distantPast
  /// The next moment at which a report ceases to hold.
  private(set) var nextExpiry = Date.distantFuture

  /// Takes a report that was kept after all those taken before.
  mutating func take(_ report: AvailabilityReport) {
    if let known = latest[report.unit], known.since > report.since { return }
    latest[report.unit] = report
    newest = max(newest, report.since)
    if let until = report.until { nextExpiry = min(nextExpiry, until) }
  }

  /// What is known of a unit's status at a moment; `nil` when only the store can tell, because the moment lies before
  /// the latest report.
  func availability(of unit: String, at moment: Date) -> Availability? {
    guard let report = latest[unit] else { return .unknown }
    return report.since <= moment ? Availability(latest: report, at: moment) : nil
  }

  /// The units whose reports have expired by a moment; their expiry is not told again.
  mutating func expired(by moment: Date) -> [String] {
    guard nextExpiry <= moment else { return [] }
    let ends = latest.values.compactMap { report in report.until.map { (report.unit, $0) } }
    let expired = ends.filter { $0.1 <= moment && $0.1 >= nextExpiry }.map(\.0)
    nextExpiry = ends.map(\.1).filter { $0 > moment }.min() ?? .distantFuture
    return expired
  }
}
