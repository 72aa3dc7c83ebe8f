public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials

extension Directory {
  /// Reports a unit's status.
  ///
  /// - Parameters:
  ///   - unit: the unit's id.
  ///   - status: one of ours, or a national code with its system, such as `FMS:2` or `EMSI:AVAILB`.
  ///   - since: when it began.
  ///   - until: when the report ceases to hold.
  ///   - source: who says so.
  ///   - note: anything else.
  ///   - store: a store opened for writing.
  /// - Returns: the report, and what the directory now says of the unit: an older report does not overwrite a newer one.
  /// - Throws: `MutualAidError` for an unknown unit or status, and for trouble with the store.
  public func report(
    unit: String, status text: String, since: Date, until: Date? = nil, source: String? = nil, note: String? = nil
  ) throws -> (report: AvailabilityReport, current: Availability) {
    guard let status = vocabulary.status(text) else {
      let words = AvailabilityStatus.allCases.map(\.rawValue)
      let guess = EditDistance.nearest(to: text, among: words)
      let systems = vocabulary.statusSystems.keys.sorted().map { "\($0):CODE" }.joined(separator: ", ")
      let known: Hint =
        systems.isEmpty ? .known(words) : "Known are \(words.joined(separator: ", ")), and \(systems)."
      throw MutualAidError(
        .unknownStatus, "there is no status '\(text)'",
        hint: .all([guess.map { .didYouMean($0) }, known].compactMap { $0 }))
    }
    guard try store.unit(unit) != nil else { throw try unknownUnit(unit) }
    // To the millisecond, as files write it, so that what is exported and imported again is the same.
    let report = AvailabilityReport(
      unit: unit, status: status, since: Timestamp.rounded(since), until: until.map(Timestamp.rounded), source: source,
      note: note)
    _ = try store.change { try $0.put(report) }
    return (report, try store.availability(of: unit, at: max(since, Date())))
  }

  /// Reports a unit's status as of now.
  ///
  /// - Returns: the report, and what the directory now says of the unit.
  /// - Throws: as ``report(unit:status:since:until:source:note:)``.
  @discardableResult
  public func report(
    _ status: AvailabilityStatus, unit: String, until: Date? = nil, source: String? = nil, note: String? = nil
  ) throws -> (report: AvailabilityReport, current: Availability) {
    try report(unit: unit, status: status.rawValue, since: Date(), until: until, source: source, note: note)
  }

  /// Removes reports that a later one of their unit had replaced before a moment.
  ///
  /// - Returns: how many were removed.
  /// - Throws: `MutualAidError`.
  public func pruneReports(before moment: Date) throws -> Int {
    try store.change { try $0.pruneReports(before: moment) }
  }

  /// The error for an id that no unit has, with the nearest spelling among units whose ids begin alike.
  func unknownUnit(_ id: String) throws -> MutualAidError {
    var candidates = try store.unitIDs(containing: String(id.suffix(6)))
    if candidates.isEmpty { candidates = try store.unitIDs(containing: String(id.prefix(6))) }
    let guess = EditDistance.nearest(to: id, among: candidates)
    return MutualAidError(
      .unknownUnit, "there is no unit '\(id)' in the directory",
      hint: guess.map { .didYouMean($0) } ?? .list(.units))
  }
}
