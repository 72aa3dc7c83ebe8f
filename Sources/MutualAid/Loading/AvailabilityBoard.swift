internal import DirectoryModel
internal import FoundationEssentials
internal import HeapModule

/// The latest report of every unit in memory.
struct AvailabilityBoard {
  private struct Expiry: Comparable {
    var moment: Date
    var unit: UnitID

    static func < (left: Expiry, right: Expiry) -> Bool { (left.moment, left.unit) < (right.moment, right.unit) }
  }

  private let limits: ReportLimits
  private var latest: [UnitID: AvailabilityReport] = [:]
  /// Where each unit was last, of those of which anybody said.
  private var positions: [UnitID: ReportedPosition] = [:]
  private var expiries = Heap<Expiry>()
  /// The same, until they are told (`nextExpiry(after:)`).
  private var untold = Heap<Expiry>()
  /// Up to when they are told, and no longer among those.
  private var told = Date.distantPast
  /// The time of the newest report that had come about when it was taken: before it, the board may lack what was the
  /// latest then.
  private(set) var newest = Date.distantPast

  /// The time of the newest position: before it, the board may lack what was the last then.
  private var newestPosition = Date.distantPast

  /// The next moment at which a report may cease to hold.
  var nextExpiry: Date { expiries.min?.moment ?? .distantFuture }

  /// An empty board.
  ///
  /// - Parameter limits: for how long reports are believed.
  init(limits: ReportLimits) { self.limits = limits }

  /// Takes a report that was kept after all those taken before; a late one changes nothing.
  mutating func take(_ report: AvailabilityReport, at now: Date) {
    let unit = report.unit
    if let position = report.position { take([unit: position]) }
    if let known = latest[unit], known.since > report.since { return }
    latest[unit] = report
    if report.since <= now { newest = max(newest, report.since) }
    if let until = limits.end(of: report) {
      expiries.insert(Expiry(moment: until, unit: report.unit))
      if until > told { untold.insert(Expiry(moment: until, unit: report.unit)) }
    }
  }

  /// Takes where units were; of two positions the one of the later time counts.
  mutating func take(_ reported: [UnitID: ReportedPosition]) {
    for (unit, position) in reported where positions[unit].map({ $0.time <= position.time }) ?? true {
      positions[unit] = position
      newestPosition = max(newestPosition, position.time)
    }
  }

  /// Where units were last since a moment and until another; `nil` when only the store knows.
  func positions(from earliest: Date, to moment: Date) -> [UnitID: ReportedPosition]? {
    guard newestPosition >= earliest else { return [:] }
    guard newestPosition <= moment else { return nil }
    return positions.filter { $0.value.time >= earliest }
  }

  /// What is known of a unit's status at a moment; `nil` when only the store knows, because the moment lies before
  /// the latest report.
  func availability(of unit: UnitID, at moment: Date) -> Availability? {
    guard let report = latest[unit] else { return .unknown }
    guard report.since <= moment else { return nil }
    var availability = Availability(latest: report, at: moment)
    if availability.status.mayBeOnTheRoad, let position = positions[unit] {
      guard position.time <= moment else { return nil }
      availability.position = position
    }
    return availability
  }

  /// The units that cannot be sent at a moment; `nil` when only the store knows.
  func busyUnits(at moment: Date) -> Set<UnitID>? {
    guard moment >= newest else { return nil }
    var busy: Set<UnitID> = []
    for report in latest.values {
      // What held before a report that is dated ahead is not here.
      if report.since > moment { return nil }
      let status = limits.believed(Availability(latest: report, at: moment), at: moment).status
      if status != .unknown, !status.isAvailable { busy.insert(report.unit) }
    }
    return busy
  }

  /// The next moment after another at which reports end that still count, and their units, by id.
  ///
  /// To be asked for later and later moments: of an earlier one than before, all reports are looked through.
  mutating func nextExpiry(after moment: Date) -> ReportExpiry? {
    guard moment >= told else { return firstExpiry(after: moment) }
    told = moment
    var found: ReportExpiry?
    while let next = untold.min, found == nil {
      if next.moment > moment, isEnd(next) {
        found = ReportExpiry(moment: next.moment, units: [])
      } else {
        untold.removeMin()
      }
    }
    guard var found else { return nil }
    var same: [Expiry] = []
    while let next = untold.min, next.moment == found.moment {
      untold.removeMin()
      if isEnd(next), same.last != next { same.append(next) }
    }
    for expiry in same { untold.insert(expiry) }
    found.units = same.map(\.unit)
    return found
  }

  private func firstExpiry(after moment: Date) -> ReportExpiry? {
    var found: ReportExpiry?
    for report in latest.values {
      guard let end = limits.end(of: report), end > moment, report.status != .unknown else { continue }
      if let known = found?.moment, known < end { continue }
      if found?.moment == end {
        found?.units.append(report.unit)
      } else {
        found = ReportExpiry(moment: end, units: [report.unit])
      }
    }
    found?.units.sort()
    return found
  }

  /// Whether it is the end of a report that still counts.
  private func isEnd(_ expiry: Expiry) -> Bool {
    guard let report = latest[expiry.unit], report.status != .unknown else { return false }
    return limits.end(of: report) == expiry.moment
  }

  /// The units of which a report has expired by a moment since this was last asked.
  mutating func expired(by moment: Date) -> [UnitID] {
    var units: [UnitID] = []
    while let next = expiries.min, next.moment <= moment {
      expiries.removeMin()
      units.append(next.unit)
    }
    return units
  }
}
