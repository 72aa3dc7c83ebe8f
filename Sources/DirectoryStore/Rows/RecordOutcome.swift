package import DirectoryModel

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

/// What became of a registry's records that its new version does not list, or lists wrongly.
package struct UnlistedRecords: Hashable, Sendable {
  /// A record that is kept as it was, because its new record is wrong.
  package struct Kept: Hashable, Sendable {
    /// The kind of record.
    package var kind: RecordKind
    /// Its id.
    package var id: RecordID
    /// What is wrong with its new record.
    package var reason: String
  }

  /// Stations removed.
  package var stations = 0
  /// Units removed.
  package var units = 0
  /// Records that are marked and kept.
  package var kept: [Kept] = []
  /// Assumed units that step back, and such that came back.
  package var precedence = PrecedenceChange()
  /// Units that are kept with their stations.
  package var unitsOfKeptStations = 0

  /// Makes counts of nothing.
  package init() {}

  /// How many records of a kind are kept as they were.
  package func keptCount(_ kind: RecordKind) -> Int {
    kept.count { $0.kind == kind } + (kind == .unit ? unitsOfKeptStations : 0)
  }
}
