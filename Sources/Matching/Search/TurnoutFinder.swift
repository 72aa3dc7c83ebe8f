internal import Agreements
package import DirectoryModel
package import FoundationEssentials
internal import LocalTime

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

  /// The turnout time that applies to a unit; `nil` where none is published and no default fits.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - region: finds the region in which it stands.
  /// - Returns: the first of the published times whose window is open, else the default.
  /// - Throws: what `region` throws.
  package func turnout(of unit: MatchableUnit, region: () throws -> RegionCode?) rethrows -> TurnoutTime? {
    // Its crew is on board.
    if unit.position != nil { return TurnoutTime(seconds: 0, basis: .published) }
    let moment = try moments.moment(for: unit.summary, region: region)
    return unit.summary.turnouts.first { $0.window.contains(moment) }
      ?? usual(for: unit, staffing: unit.summary.staffing, at: moment)
  }

  /// The default for a unit if its station had another staffing; `nil` where none fits.
  package func usual(
    for unit: MatchableUnit, staffing: Station.Staffing.Kind, region: () throws -> RegionCode?
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

/// The local moment of one question, with the public holidays of where each unit stands.
///
/// Finding a unit's region costs more than all else that a search asks of it, so it is asked only for units whose
/// turnout time depends on the day, and only on days on which the country's calendars differ.
final class LocalMoments {
  private let time: Date
  private let clock: LocalClock
  private let vocabulary: Vocabulary
  private let anyDay: LocalMoment
  private let defaultsNameDays: Bool
  private var byArea: [String: LocalMoment] = [:]
  private var byCountry: [CountryCode: Set<LocalMoment>] = [:]

  init(time: Date, clock: LocalClock, vocabulary: Vocabulary) {
    self.time = time
    self.clock = clock
    self.vocabulary = vocabulary
    anyDay = clock.moment(of: time, in: "")
    defaultsNameDays = vocabulary.turnoutDefaults.contains { !$0.turnout.window.days.isEmpty }
  }

  /// The moment as the windows of a unit's turnout times see it.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - region: finds the region in which the unit stands; called only where public holidays of regions matter.
  /// - Returns: the local day, a public holiday as such, and the minute.
  /// - Throws: what `region` throws.
  func moment(for unit: UnitSummary, region: () throws -> RegionCode?) rethrows -> LocalMoment {
    let namesDays = unit.turnouts.isEmpty ? defaultsNameDays : unit.turnouts.contains { !$0.window.days.isEmpty }
    guard namesDays else { return anyDay }
    let possible = moments(inCountry: unit.country)
    if possible.count == 1, let moment = possible.first { return moment }
    let area =
      try region().flatMap { $0.rawValue.hasPrefix(unit.country.rawValue) ? $0.rawValue : nil } ?? unit.country.rawValue
    return moment(in: area)
  }

  /// What the calendars of a country and its regions make of the moment.
  private func moments(inCountry country: CountryCode) -> Set<LocalMoment> {
    if let moments = byCountry[country] { return moments }
    let areas = vocabulary.holidays.keys.filter { $0.hasPrefix(country.rawValue) } + [country.rawValue]
    let moments = Set(areas.map { moment(in: $0) })
    byCountry[country] = moments
    return moments
  }

  private func moment(in area: String) -> LocalMoment {
    if let moment = byArea[area] { return moment }
    let moment = clock.moment(of: time, in: area)
    byArea[area] = moment
    return moment
  }
}
