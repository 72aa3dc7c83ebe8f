public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
package import Geodesy
internal import LocalTime
internal import Matching
internal import StatusFeed

extension Directory {
  /// Reports a unit's status.
  ///
  /// The same rules hold as for a stream of reports (`StatusReporter`).
  ///
  /// - Parameters:
  ///   - status: the status.
  ///   - unit: the unit's id.
  ///   - since: when it began, between 2000 and 2100, and at most two minutes ahead of the clock; `nil` for now.
  ///   - until: when the report ceases to hold, after `since`; `nil` for not before the next report.
  ///   - source: the person or system that reported it, at most 256 bytes without control characters.
  ///   - note: a remark, at most 2,000 bytes without control characters.
  /// - Returns: the report, and what the directory now says of the unit: an older report does not overwrite a newer one.
  /// - Throws: `MutualAidError` for an unknown unit or a value that is not taken, where the directory is open
  ///   for reading only, or cannot be written.
  @discardableResult
  public func report(
    _ status: AvailabilityStatus, unit: UnitID, since: Date? = nil, until: Date? = nil, source: String? = nil,
    note: String? = nil
  ) throws -> (report: AvailabilityReport, current: Availability) {
    try report(unit: unit, status: status.rawValue, since: since, until: until, source: source, note: note)
  }

  /// Reports a unit's status as a word or a national code.
  ///
  /// - Parameters:
  ///   - unit: the unit's id.
  ///   - text: a word such as `on-scene`, or a code with its system before it, such as `FMS:2` or `EMSI:AVAILB`.
  ///   - since: when it began, between 2000 and 2100, and at most two minutes ahead of the clock; `nil` for now.
  ///   - until: when the report ceases to hold, after `since`; `nil` for not before the next report.
  ///   - source: the person or system that reported it, at most 256 bytes without control characters.
  ///   - note: a remark, at most 2,000 bytes without control characters.
  /// - Returns: the report, and what the directory now says of the unit: an older report does not overwrite a newer one.
  /// - Throws: `MutualAidError` for an unknown unit or status or a value that is not taken, where the
  ///   directory is open for reading only, or cannot be written.
  @discardableResult
  public func report(
    unit: UnitID, status text: String, since: Date? = nil, until: Date? = nil, source: String? = nil,
    note: String? = nil
  ) throws -> (report: AvailabilityReport, current: Availability) {
    try report(
      unit: unit, status: text, since: since, until: until, source: source, note: note,
      maxAhead: ReportRules.tolerance)
  }

  /// Reports a unit's status that may lie ahead of the clock by so many seconds.
  package func report(
    unit: UnitID, status text: String, since: Date?, until: Date?, source: String?, note: String?, maxAhead: Double
  ) throws -> (report: AvailabilityReport, current: Availability) {
    let (report, current, _) = try report(
      unit: unit, status: text, since: since, until: until, source: source, note: note, position: nil,
      maxAhead: maxAhead)
    return (report, current)
  }

  /// Reports a unit's status with where it is, and tells what is odd about the report.
  package func report(
    unit: UnitID, status text: String, since: Date?, until: Date?, source: String?, note: String?,
    position: Coordinate?, maxAhead: Double
  ) throws -> (report: AvailabilityReport, current: Availability, warnings: [MutualAidError]) {
    var message = StatusMessage(unit: unit.rawValue, status: text, since: since.map { .text(Timestamp.text($0)) })
    message.until = until.map { .text(Timestamp.text($0)) }
    message.source = source
    message.note = note
    message.latitude = position.map { String($0.latitude) }
    message.longitude = position.map { String($0.longitude) }
    let now = Date()
    var reader = statusMessageReader(maxAhead: maxAhead)
    switch reader.read(message, at: now) {
    case .exercise(let defect), .rejected(let defect): throw MutualAidError(defect)
    case .report(let report, let oddities):
      guard try store.change({ try $0.put([report], at: now) }) != [.unknownUnit] else { throw try unknownUnit(unit) }
      let current = vocabulary.reportLimits.believed(
        try store.availability(of: unit, at: max(report.since, now)), at: max(report.since, now))
      return (report, current, oddities.map { MutualAidError($0) })
    }
  }

  /// The status that somebody means by a word of ours or of a language, or by a system's code such as `FMS:3`.
  ///
  /// - Throws: `MutualAidError` (`unknown-status`) where it is none, with the nearest one.
  public func status(named text: String) throws(MutualAidError) -> AvailabilityStatus {
    do throws(StatusDefect) { return try statusMessageReader().lookUp(text) } catch { throw MutualAidError(error) }
  }

  /// A reader of messages by this directory's vocabulary; times without a zone are those of its clocks.
  func statusMessageReader(
    source: String? = nil, maxAhead: Double = ReportRules.tolerance
  ) -> StatusMessageReader {
    StatusMessageReader(vocabulary: vocabulary, zone: LocalClock.zone, defaultSource: source, maxAhead: maxAhead)
  }

  /// Removes reports that a later one of their unit had replaced before a moment.
  ///
  /// - Parameter moment: reports replaced after it stay.
  /// - Returns: how many were removed.
  /// - Throws: `MutualAidError` when the directory is open for reading only, or cannot be written.
  public func pruneReports(before moment: Date) throws -> Int {
    try store.change { try $0.pruneReports(before: moment) }
  }

  /// The error for an id that no unit has, with the nearest spelling among units whose ids end or begin alike, and among
  /// other ids that could have been meant.
  func unknownUnit(_ id: UnitID, beside others: [String] = []) throws -> MutualAidError {
    var candidates = try store.unitIDs(containing: String(id.rawValue.suffix(6)))
    if candidates.isEmpty { candidates = try store.unitIDs(containing: String(id.rawValue.prefix(6))) }
    let guess = EditDistance.nearest(to: id.rawValue, among: candidates.map(\.rawValue) + others)
    return MutualAidError(
      .unknownUnit, "there is no unit '\(id)' in the directory",
      hint: guess.map { .didYouMean($0) } ?? .list(.units))
  }
}

extension MutualAidError {
  fileprivate init(_ defect: StatusDefect) {
    let expected: Hint? = defect.expectation.map { "Expected \($0)." }
    let hints = [defect.suggestion.map(Hint.didYouMean), expected].compactMap { $0 }
    self.init(.question(defect.code), defect.message, hint: hints.isEmpty ? nil : .all(hints))
  }
}

extension Directory {
  /// Why a unit, or its station, is kept as it was; `nil` where its registry lists it rightly, and for an unknown one.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  package func keptMark(ofUnit id: UnitID) throws -> KeptMark? {
    try store.unit(id).flatMap { $0.unit.keptMark(at: $0.station) }
  }
}
