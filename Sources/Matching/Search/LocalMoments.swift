internal import DirectoryModel
internal import FoundationEssentials

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
  private var byCountry: [String: Set<LocalMoment>] = [:]

  init(time: Date, clock: LocalClock, vocabulary: Vocabulary) {
    self.time = time
    self.clock = clock
    self.vocabulary = vocabulary
    anyDay = clock.moment(of: time, in: "")
    defaultsNameDays = vocabulary.turnoutDefaults.contains { !$0.turnout.window.days.isEmpty }
  }

  /// The moment as the windows of a unit's turnout times see it.
  ///
  /// - Parameter region: finds the region in which the unit stands.
  func moment(for unit: UnitSummary, region: () throws -> String?) rethrows -> LocalMoment {
    let namesDays = unit.turnouts.isEmpty ? defaultsNameDays : unit.turnouts.contains { !$0.window.days.isEmpty }
    guard namesDays else { return anyDay }
    let possible = moments(inCountry: unit.country)
    if possible.count == 1, let moment = possible.first { return moment }
    let area = try region().flatMap { $0.hasPrefix(unit.country) ? $0 : nil } ?? unit.country
    return moment(in: area)
  }

  /// What the calendars of a country and its regions make of the moment.
  private func moments(inCountry country: String) -> Set<LocalMoment> {
    if let moments = byCountry[country] { return moments }
    let areas = vocabulary.holidays.keys.filter { $0.hasPrefix(country) } + [country]
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
