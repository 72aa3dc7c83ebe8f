/// A report of a unit's status as a dispatch system tells it, before anything in it has been understood.
public struct StatusMessage: Hashable, Sendable {
  /// A moment as it was written.
  public enum Moment: Hashable, Sendable {
    /// ISO 8601.
    case text(String)
    /// Seconds since 1970-01-01T00:00:00Z.
    case seconds(Double)
  }

  /// The unit's id.
  public var unit: String?
  /// The status: one of ours, a code, or a code with its system before it (`FMS:2`).
  public var status: String?
  /// The system that the code is of (`FMS`, `EMSI`); `nil` where the status says so itself, or is one of ours.
  public var system: String?
  /// When the status began; without it, the moment of arrival.
  public var since: Moment?
  /// When the report ceases to hold.
  public var until: Moment?
  /// For how many seconds after its beginning the report holds, as its source has it.
  public var maximalAge: Double?
  /// Who says so.
  public var source: String?
  /// Anything else.
  public var note: String?
  /// Whether it is meant: `actual` or nothing; `exercise`, `test` and `system` are not.
  public var mode: String?

  /// Makes a message.
  public init(unit: String? = nil, status: String? = nil, since: Moment? = nil) {
    self.unit = unit
    self.status = status
    self.since = since
  }
}
