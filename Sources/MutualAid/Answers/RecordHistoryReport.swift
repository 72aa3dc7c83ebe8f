public import DirectoryModel

/// What registries say and said of one station or unit.
public struct RecordHistoryReport: Sendable {
  /// Kinds of records that have a history of their own.
  public enum Kind: String, Hashable, Sendable {
    /// A station.
    case station
    /// A unit.
    case unit
  }

  /// A version in which a registry listed the record, listed it differently, or no longer.
  public struct Event: Sendable {
    /// What happened: `added`, `changed` or `removed`.
    public var kind: String
    /// The import or rollback that made the version.
    public var entry: ImportEntry
    /// The fields that changed, with old and new value; empty for other kinds.
    public var fields: [Difference.Field]
  }

  /// Whether the record is a station or a unit.
  public var kind: Kind
  /// The id of the station or unit, as its registries give it.
  public var id: String
  /// Its name; `nil` where it has none, or is no longer listed.
  public var label: String?
  /// Each field with the registry and the import that gave it; empty where the record is no longer listed.
  public var origins: [FieldOrigin]
  /// Where registries contradict each other.
  public var conflicts: [FieldConflict]
  /// What happened to the record in its registries, newest first, up to the number asked for.
  public var events: [Event]
  /// The imports that origins and events name, by number.
  package var imports: [Int: ImportEntry]
  /// A unit's availability reports, newest first.
  public var reports: [AvailabilityReport]

  /// Makes a report of at most `limit` events and `limit` availability reports, the newest ones.
  ///
  /// A unit's availability reports are given oldest first.
  package init<Record>(
    kind: Kind, id: String, _ history: RecordHistory<Record>, limit: Int, reports: [AvailabilityReport] = []
  ) {
    self.kind = kind
    self.id = id
    label = history.merged?.record.label
    origins = history.merged?.origins ?? []
    conflicts = history.merged?.conflicts ?? []
    events = history.events.prefix(limit).map { Event(kind: $0.kind.rawValue, entry: $0.entry, fields: $0.fields) }
    imports = history.imports
    self.reports = Array(reports.suffix(limit).reversed())
  }
}
