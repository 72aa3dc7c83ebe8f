internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Requests

extension StoreChange {
  /// Holds the units that a line promises, and frees those that it no longer does.
  func hold(_ line: RequestLine, of request: AidRequest, at moment: Date, life: RequestLife) throws {
    let held = try reservations(of: request, line.number)
    let kept = life.holdsUnits(line.state) ? line.units : []
    for reservation in held where !kept.contains(reservation.unit) {
      try database.execute(
        sql: "DELETE FROM request_unit WHERE unit = ? AND is_exercise = ?",
        arguments: [reservation.unit.rawValue, request.isExercise])
      guard !request.isExercise else { continue }
      try free(reservation, to: life.unitStatus[line.state], of: request, since: line.since, at: moment)
    }
    guard let word = life.unitStatus[line.state], let status = AvailabilityStatus(rawValue: word) else { return }
    let seconds = life.limits.reservation(asking: request.asking, asked: request.asked)
    let until = status == .reserved ? seconds.map { line.since.addingTimeInterval($0) } : nil
    for unit in kept {
      let known = held.first { $0.unit == unit }
      if known == nil, let other = try reservation(of: unit, isExercise: request.isExercise) {
        throw UnitPromised(unit: unit, request: other.request, until: other.until)
      }
      let before = known == nil && !request.isExercise ? try latestReport(of: unit, at: moment) : nil
      try database.execute(
        sql: """
          INSERT INTO request_unit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
          ON CONFLICT (unit, is_exercise) DO UPDATE SET status = ?5, until = ?6
          """,
        arguments: [
          unit.rawValue, request.isExercise, request.id.rawValue, line.number, status.rawValue,
          until?.timeIntervalSince1970, before?.status.rawValue, before?.until?.timeIntervalSince1970, before?.source,
        ])
      if !request.isExercise {
        try say(status, of: unit, since: line.since, until: until, source: request.reportSource, at: moment)
      }
    }
  }

  /// Says once more that units are held, where somebody has just reported them free: what is promised stays promised.
  func holdOn(_ reports: [AvailabilityReport], at moment: Date) throws {
    let isAnyHeld: Bool? = try database.cachedQuery(
      "SELECT EXISTS (SELECT * FROM request_unit WHERE is_exercise = 0 AND status = 'reserved')"
    ).first { try $0[0] }
    guard isAnyHeld == true else { return }
    for report in reports where report.status.isAvailable {
      guard let held = try reservation(of: report.unit, isExercise: false), held.status == .reserved,
        let until = held.until, until > max(report.since, moment)
      else { continue }
      try database.execute(
        sql: """
          UPDATE request_unit SET before = ?, before_until = ?, before_source = ? WHERE unit = ? AND is_exercise = 0
          """,
        arguments: [
          report.status.rawValue, report.until?.timeIntervalSince1970, report.source, report.unit.rawValue,
        ])
      try say(
        .reserved, of: report.unit, since: report.since, until: until, source: held.request.reportSource, at: moment)
    }
  }

  private struct Reservation {
    var unit: UnitID
    var request: RequestID
    var status: AvailabilityStatus
    var until: Date?
    var before: AvailabilityStatus?
    var beforeUntil: Date?
    var beforeSource: String?
  }

  private func reservations(of request: AidRequest, _ line: Int) throws -> [Reservation] {
    try database.query("SELECT * FROM request_unit WHERE request = ? AND line = ? ORDER BY unit")
      .all([request.id.rawValue, line], StoreChange.reservation)
  }

  private func reservation(of unit: UnitID, isExercise: Bool) throws -> Reservation? {
    try database.query("SELECT * FROM request_unit WHERE unit = ? AND is_exercise = ?")
      .first([unit.rawValue, isExercise], StoreChange.reservation)
  }

  private static func reservation(_ row: StoredRow) throws -> Reservation {
    let status: String = try row["status"]
    let before: String? = try row["before"]
    return Reservation(
      unit: UnitID(try row["unit"]), request: RequestID(try row["request"]),
      status: AvailabilityStatus(rawValue: status) ?? .reserved, until: try row["until"],
      before: before.flatMap { AvailabilityStatus(rawValue: $0) }, beforeUntil: try row["before_until"],
      beforeSource: try row["before_source"])
  }

  /// Frees a unit: it is what the life says, or else what it was before, as far as that still holds.
  private func free(
    _ held: Reservation, to word: String?, of request: AidRequest, since: Date, at moment: Date
  ) throws {
    // Who reported something else meanwhile knows better.
    guard try latestReport(of: held.unit, at: moment)?.source == request.reportSource else { return }
    if let status = word.flatMap({ AvailabilityStatus(rawValue: $0) }) {
      return try say(status, of: held.unit, since: since, until: nil, source: request.reportSource, at: moment)
    }
    guard let before = held.before, held.beforeUntil.map({ $0 > moment }) ?? true else {
      return try say(.unknown, of: held.unit, since: since, until: nil, source: request.reportSource, at: moment)
    }
    try say(before, of: held.unit, since: since, until: held.beforeUntil, source: held.beforeSource, at: moment)
  }

  /// Reports a unit's status, not before the latest report of it.
  private func say(
    _ status: AvailabilityStatus, of unit: UnitID, since: Date, until: Date?, source: String?, at moment: Date
  ) throws {
    guard try hasUnit(unit) else { return }
    let latest = try latestReport(of: unit, at: max(since, moment))
    let start = max(since, latest?.since ?? since)
    let end = until.map { max($0, start.addingTimeInterval(0.001)) }
    _ = try put(AvailabilityReport(unit: unit, status: status, since: start, until: end, source: source))
  }

  private func latestReport(of unit: UnitID, at moment: Date) throws -> AvailabilityReport? {
    try database.query(
      """
      SELECT status, since, until, source FROM availability WHERE unit = ? AND since <= ?
      ORDER BY since DESC, key DESC LIMIT 1
      """
    ).first([unit.rawValue, moment.timeIntervalSince1970]) { row in
      let status: String = try row["status"]
      return AvailabilityReport(
        unit: unit, status: AvailabilityStatus(rawValue: status) ?? .unknown, since: try row["since"],
        until: try row["until"], source: try row["source"])
    }
  }
}

extension AidRequest {
  /// By what reports are known that hold units for this request.
  var reportSource: String { id.reportSource }
}

extension RequestID {
  var reportSource: String { "request \(rawValue)" }
}
