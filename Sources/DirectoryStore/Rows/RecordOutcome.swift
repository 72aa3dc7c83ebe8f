/// What became of one record.
package enum RecordOutcome: Hashable, Sendable {
  /// It is new.
  case added
  /// It replaces an earlier version of itself.
  case changed
  /// It is there already, just so.
  case unchanged
  /// The same registry has listed that id already; nothing was done.
  case repeated
}

/// What became of a report.
package enum ReportOutcome: Hashable, Sendable {
  /// It is the latest of its unit by the time of the event.
  case applied
  /// It is kept, but a later one of its unit has come before it and still counts.
  case late
  /// The same report has been kept before; nothing was done.
  case duplicate
  /// No registry lists its unit; nothing was done.
  case unknownUnit
}

/// How many records a registry no longer lists.
package struct RemovedRecords: Hashable, Sendable {
  /// Stations.
  package var stations = 0
  /// Units.
  package var units = 0

  /// Makes counts of nothing.
  package init() {}
}
