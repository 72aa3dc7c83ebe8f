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
  /// At an incident.
  case onScene = "on-scene"
  /// Carrying a patient.
  case transporting
  /// Not to be had.
  case unavailable
  /// Being repaired or serviced.
  case maintenance
  /// Not known.
  case unknown

  /// Whether a unit with this status can be asked for.
  public var isAvailable: Bool {
    self == .available || self == .availableAtStation || self == .availableMobile
  }
}

/// One report of a unit's status.
public struct AvailabilityReport: Codable, Hashable, Sendable {
  /// The unit's id.
  public var unit: UnitID
  /// The status.
  public var status: AvailabilityStatus
  /// When the status began, not when the report arrived.
  public var since: Date
  /// When the report ceases to hold; `nil` for no end.
  public var until: Date?
  /// Who said so.
  public var source: String?
  /// Anything else.
  public var note: String?

  /// Makes a report.
  package init(
    unit: UnitID, status: AvailabilityStatus, since: Date, until: Date? = nil, source: String? = nil,
    note: String? = nil
  ) {
    self.unit = unit
    self.status = status
    self.since = since
    self.until = until
    self.source = source
    self.note = note
  }
}

/// A unit's status at some moment, as far as reports tell.
public struct Availability: Hashable, Sendable {
  /// The status; `unknown` without a report, or when the last one has expired.
  public var status: AvailabilityStatus
  /// When it began.
  public var since: Date?
  /// Who said so.
  public var source: String?

  /// Makes an availability.
  package init(status: AvailabilityStatus, since: Date? = nil, source: String? = nil) {
    self.status = status
    self.since = since
    self.source = source
  }

  /// Nothing is known.
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
    self.init(status: expired ? .unknown : report.status, since: report.since, source: report.source)
  }
}
