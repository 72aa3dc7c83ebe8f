package import FoundationEssentials

/// For how long reports are believed, by their source and by what they say.
///
/// Vocabularies state it: what a dispatch system said yesterday still holds where it tells each change, and says little
/// where somebody enters it by hand.
package struct ReportLimits: Hashable, Sendable {
  /// For how long a kind of reports is believed.
  package struct MaxAge: Hashable, Sendable {
    /// Whose reports, by the name under which they come; `nil` for those of all others.
    package var source: String?
    /// Which statuses; `nil` for all others.
    package var status: AvailabilityStatus?
    /// Seconds from the beginning of the status, more than 0.
    package var seconds: Double

    /// Makes an age.
    package init(source: String? = nil, status: AvailabilityStatus? = nil, seconds: Double) {
      self.source = source
      self.status = status
      self.seconds = seconds
    }
  }

  /// Those stated, in the order in which they are tried.
  package private(set) var ages: [MaxAge] = []
  /// For how many seconds a unit is taken to be where it was last reported.
  package var positionAge = 600.0

  /// Without any age: reports are believed until the next one.
  package init() {}

  /// Adds an age behind those that are more definite: a source's own go first, then those of a status.
  package mutating func add(_ age: MaxAge) {
    func weight(_ age: MaxAge) -> Int { (age.source == nil ? 0 : 2) + (age.status == nil ? 0 : 1) }
    let place = ages.firstIndex { weight($0) < weight(age) } ?? ages.endIndex
    ages.insert(age, at: place)
  }

  /// When a report ceases to be believed, unless it ends before; `nil` for never.
  package func end(ofStatus status: AvailabilityStatus, since: Date, source: String?) -> Date? {
    let age = ages.first {
      ($0.source == nil || $0.source == source) && ($0.status == nil || $0.status == status)
    }
    return age.map { since.addingTimeInterval($0.seconds) }
  }

  /// When a report ceases to count: when it ends, or is too old to be believed; `nil` for not before the next one.
  package func end(of report: AvailabilityReport) -> Date? {
    [report.until, end(ofStatus: report.status, since: report.since, source: report.source)].compactMap { $0 }.min()
  }

  /// What is left of a status at a moment: what is too old to be believed is unknown.
  package func believed(_ reported: Availability, at moment: Date) -> Availability {
    guard reported.status != .unknown, let since = reported.since,
      let end = end(ofStatus: reported.status, since: since, source: reported.source), end <= moment
    else { return reported }
    var availability = reported
    availability.status = .unknown
    availability.isTooOld = true
    return availability
  }

  /// Whether a unit is taken to be where it was last reported.
  package func holds(_ position: ReportedPosition, at moment: Date) -> Bool {
    moment.timeIntervalSince(position.time) <= positionAge && position.time <= moment
  }
}
