internal import DirectoryModel

/// Who is on duty at the moment of a scenario by hours that an edit gives a station.
package struct ScenarioDuty: Sendable {
  /// Whether a text of hours means anything.
  let understands: @Sendable (String) -> Bool
  /// Whether a unit is on duty by a text of hours.
  package let isOnDuty: @Sendable (String, CoverageUnit) -> Bool
  /// Units that the hours of their stations alone keep away as things are, by station.
  let offDuty: [StationID: [CoverageUnit]]

  /// Describes the duty at a moment.
  ///
  /// - Parameters:
  ///   - understands: whether a text of hours means anything.
  ///   - isOnDuty: whether a unit is on duty by a text of hours that does.
  ///   - offDuty: units that the hours of their stations alone keep away as things are.
  package init(
    understands: @escaping @Sendable (String) -> Bool,
    isOnDuty: @escaping @Sendable (String, CoverageUnit) -> Bool, offDuty: [CoverageUnit]
  ) {
    self.understands = understands
    self.isOnDuty = isOnDuty
    self.offDuty = Dictionary(grouping: offDuty, by: \.station)
  }
}
