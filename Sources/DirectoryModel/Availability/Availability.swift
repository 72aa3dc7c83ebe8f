public import FoundationEssentials

/// What a unit is doing.
public enum AvailabilityStatus: String, CaseIterable, Codable, Hashable, Sendable {
  /// Free, without saying where.
  case available
  /// Free at its station.
  case availableAtStation = "available-at-station"
  /// Free and reachable on the road.
  case availableMobile = "available-mobile"
  /// Held back for something.
  case reserved
  /// On its way to an incident.
  case responding
  /// At the place of an incident, at work there.
  case onScene = "on-scene"
  /// On its way with a patient.
  case transporting
  /// Not to be had, for a reason that is not stated.
  case unavailable
  /// Being repaired or serviced.
  case maintenance
  /// Not known: no report, an expired one, or one that says so.
  case unknown

  /// Whether a unit with this status can be asked for.
  public var isAvailable: Bool {
    self == .available || self == .availableAtStation || self == .availableMobile
  }

  /// Whether a unit that can be asked for may be elsewhere than at its station.
  package var mayBeOnTheRoad: Bool { self == .available || self == .availableMobile }
}

/// One report of a unit's status.
public struct AvailabilityReport: Hashable, Sendable {
  /// The id of the unit that the report is about.
  public var unit: UnitID
  /// What the unit is doing from `since` on.
  public var status: AvailabilityStatus
  /// When the status began, not when the report arrived.
  public var since: Date
  /// When the report ceases to hold; `nil` for no end.
  public var until: Date?
  /// The system or room that reported it; `nil` where neither report nor feed names one.
  public var source: String?
  /// A remark that came with the report; `nil` where there is none.
  public var note: String?
  /// Where the unit was; `nil` where the report does not say.
  public var position: ReportedPosition?

  /// Makes a report.
  package init(
    unit: UnitID, status: AvailabilityStatus, since: Date, until: Date? = nil, source: String? = nil,
    note: String? = nil, position: ReportedPosition? = nil
  ) {
    self.position = position
    self.unit = unit
    self.status = status
    self.since = since
    self.until = until
    self.source = source
    self.note = note
  }
}

/// Whether a unit is on duty, by the hours that are published for its station.
public struct DutyHours: Hashable, Sendable {
  /// What they say of a moment.
  public enum Standing: String, Codable, Hashable, Sendable {
    /// On duty.
    case onDuty = "on-duty"
    /// Not on duty.
    case offDuty = "off-duty"
    /// Nobody can tell: the words are not understood, or say so.
    case unclear
  }

  /// The hours as they are published.
  public var published: String
  /// What they say of the moment asked about.
  public var standing: Standing
  /// When that changes next; `nil` where it does not within a year, or nobody can tell.
  public var until: Date?

  /// Makes what hours say of a moment.
  package init(published: String, standing: Standing, until: Date? = nil) {
    self.published = published
    self.standing = standing
    self.until = until
  }
}

/// A unit's status at some moment, as far as reports and published hours tell.
public struct Availability: Hashable, Sendable {
  /// The status; `unknown` without a report, or when the last one has expired.
  ///
  /// Outside its hours a unit of which nothing else is known is `unavailable`.
  public var status: AvailabilityStatus
  /// When the status began, by the latest report, even an expired one; `nil` without a report.
  public var since: Date?
  /// When the latest report ends or has ended; `nil` where it has no end, and without a report.
  public var until: Date?
  /// The system or room that sent the latest report; `nil` where none is named.
  public var source: String?
  /// What published hours say; `nil` where none are published.
  public var hours: DutyHours?
  /// Whether the latest report is too old to be believed, so that nothing is known any more.
  public var isTooOld = false
  /// Where the unit was last reported, while it is free and not at its station; `nil` where nobody said.
  public var position: ReportedPosition?

  /// Makes an availability.
  package init(status: AvailabilityStatus, since: Date? = nil, until: Date? = nil, source: String? = nil) {
    self.status = status
    self.since = since
    self.until = until
    self.source = source
  }

  /// The status `unknown` with neither time nor source, as for a unit without reports.
  public static let unknown = Availability(status: .unknown)

  /// What the latest report (by the time of the event) says at a moment.
  ///
  /// An expired one says `unknown`.
  package init(latest report: AvailabilityReport?, at moment: Date) {
    guard let report else {
      self = .unknown
      return
    }
    let expired = report.until.map { $0 <= moment } ?? false
    self.init(
      status: expired ? .unknown : report.status, since: report.since, until: report.until, source: report.source)
  }

  /// Whether the latest report has ended, so that nothing is known any more.
  package func hasEnded(by moment: Date) -> Bool { until.map { $0 <= moment } ?? false }
}
