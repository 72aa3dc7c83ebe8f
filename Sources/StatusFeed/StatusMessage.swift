/// A report of a unit's status as a dispatch system sends it, before anything in it has been understood.
///
/// `StatusReporter` checks it and keeps it in a directory. An empty text counts as missing.
package struct StatusMessage: Hashable, Sendable {
  /// A moment as it was written.
  package enum Moment: Hashable, Sendable {
    /// A date and time in ISO 8601, such as `2026-11-24T12:00:00Z`, between 2000 and 2100; without a zone it is local
    /// time of the region (Europe/Brussels), without a time the beginning of the day.
    case text(String)
    /// Seconds since 1970-01-01T00:00:00Z, between 2000 and 2100.
    case seconds(Double)
  }

  /// The unit's id, at most 256 bytes; without it, the message is rejected.
  package var unit: String?
  /// The status, at most 64 bytes: `available`, `on-scene` …, a code, or a code with its system before it (`FMS:2`);
  /// without it, the message is rejected.
  package var status: String?
  /// The system that the code belongs to (`FMS`, `EMSI`); `nil` where `status` names it, or is no code.
  package var system: String?
  /// When the status began; `nil` for the moment of arrival.
  package var since: Moment?
  /// When the report ceases to hold, which is after it began; `nil` for not before the next report.
  package var until: Moment?
  /// For how many seconds after its beginning the report holds: more than 0, at most a year.
  ///
  /// With `until` as well, the earlier end counts.
  package var maximalAge: Double?
  /// The person or system that reported it, at most 256 bytes.
  package var source: String?
  /// A remark, at most 2,000 bytes.
  package var note: String?
  /// Where the unit was, as degrees north in WGS84 with a decimal point; it counts only together with `longitude`.
  package var latitude: String?
  /// Degrees east.
  package var longitude: String?
  /// When it was there; `nil` for when the status began.
  package var located: Moment?
  /// `actual` or `nil` for a report that counts; `exercise`, `test` and `system` are left out of the directory.
  package var mode: String?

  /// Makes a message.
  ///
  /// - Parameters:
  ///   - unit: the unit's id.
  ///   - status: the status or code.
  ///   - since: when it began; `nil` for the moment of arrival.
  package init(unit: String? = nil, status: String? = nil, since: Moment? = nil) {
    self.unit = unit
    self.status = status
    self.since = since
  }
}
