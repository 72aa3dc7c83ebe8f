package import DirectoryModel
package import FoundationEssentials

/// Finds turnout times at one moment: what a unit's registry says for it, else the default of its service.
package final class TurnoutFinder {
  private let vocabulary: Vocabulary
  private let moments: LocalMoments

  /// Makes a finder.
  ///
  /// - Parameters:
  ///   - vocabulary: has the defaults, and the public holidays.
  ///   - time: the moment.
  package convenience init(vocabulary: Vocabulary, at time: Date) {
    self.init(vocabulary: vocabulary, at: time, clock: LocalClock(vocabulary: vocabulary))
  }

  init(vocabulary: Vocabulary, at time: Date, clock: LocalClock) {
    self.vocabulary = vocabulary
    moments = LocalMoments(time: time, clock: clock, vocabulary: vocabulary)
  }

  /// The turnout time that applies to a unit; `nil` where nobody says and no default fits.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - region: finds the region in which it stands.
  /// - Throws: what `region` throws.
  package func turnout(of unit: MatchableUnit, region: () throws -> String?) rethrows -> TurnoutTime? {
    let moment = try moments.moment(for: unit.summary, region: region)
    return unit.summary.turnouts.first { $0.window.contains(moment) }
      ?? usual(for: unit, staffing: unit.summary.staffing, at: moment)
  }

  /// The default for a unit if its station had another staffing; `nil` where none fits.
  package func usual(
    for unit: MatchableUnit, staffing: Station.Staffing.Kind, region: () throws -> String?
  ) rethrows -> TurnoutTime? {
    usual(for: unit, staffing: staffing, at: try moments.moment(for: unit.summary, region: region))
  }

  private func usual(
    for unit: MatchableUnit, staffing: Station.Staffing.Kind?, at moment: LocalMoment
  ) -> TurnoutTime? {
    vocabulary.turnoutDefault(
      service: unit.summary.service, country: unit.summary.country, staffing: staffing, mobility: unit.mobility,
      at: moment)
  }
}
