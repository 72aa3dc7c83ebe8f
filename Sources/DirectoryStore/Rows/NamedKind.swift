/// Records that others name by their id.
package enum NamedKind: String, CaseIterable, Hashable, Sendable {
  /// Organisations.
  case organisation
  /// Control rooms.
  case controlRoom
  /// Stations.
  case station
  /// Units.
  case unit

  /// The kind in words.
  package var words: String { table.words }

  var table: RecordKind {
    switch self {
    case .organisation: .organisation
    case .controlRoom: .controlRoom
    case .station: .station
    case .unit: .unit
    }
  }
}
