package import DirectoryModel
package import FoundationEssentials
package import Geodesy
package import LocalTime
internal import Synchronization

/// Whether units are on duty, by the hours published for their stations.
package final class DutyFinder: Sendable {
  private let vocabulary: Vocabulary
  private let clock: LocalClock
  /// What texts mean, each read once; `nil` for those that are not understood.
  private let read = Mutex<[String: OpeningHours?]>([:])
  /// So many texts are remembered: registries have few.
  private static let mostTexts = 10_000

  /// Makes a finder that knows a vocabulary's words for hours, and a clock's public holidays.
  package init(vocabulary: Vocabulary, clock: LocalClock) {
    self.vocabulary = vocabulary
    self.clock = clock
  }

  /// What a text means; `nil` where it is not understood.
  package func hours(_ text: String) -> OpeningHours? {
    if let known = read.withLock({ $0[text] }) { return known }
    let hours = OpeningHours(vocabulary.meaning(ofHours: text))
    read.withLock { read in
      if read.count >= DutyFinder.mostTexts { read = [:] }
      read[text] = .some(hours)
    }
    return hours
  }

  /// Whether something is open at a moment by the hours that a text states; not where the text is not understood or leaves it
  /// open.
  package func isOpen(_ text: String, at moment: Date, in area: String, place: Coordinate) -> Bool {
    hours(text)?.standing(at: moment, clock: clock, in: area, place: place).state == .open
  }

  /// What is known of a unit's status by its reports and its hours.
  ///
  /// Outside its hours a unit is not available, whatever nobody reported; only a report of the same time off duty that says
  /// otherwise is believed.
  ///
  /// - Parameters:
  ///   - reported: what reports say.
  ///   - unit: the unit.
  ///   - text: the hours published for its station.
  ///   - moment: when.
  ///   - incident: where it would go; an aircraft that flies by the sun needs it there too. `nil` where that is not asked.
  ///   - region: finds the region in which the unit stands; called only where its public holidays matter.
  /// - Returns: the status with what the hours say.
  /// - Throws: what `region` throws.
  package func availability(
    _ reported: Availability, of unit: MatchableUnit, hours text: String, at moment: Date, incident: Coordinate?,
    region: () throws -> RegionCode?
  ) rethrows -> Availability {
    var availability = reported
    guard let hours = hours(text) else {
      availability.hours = DutyHours(published: text, standing: .unclear)
      return availability
    }
    if hours.isAlways {
      availability.hours = DutyHours(published: text, standing: .onDuty)
      return availability
    }
    let area = try hours.namesHolidays ? region()?.rawValue : nil
    var places = [unit.summary.coordinate]
    if let incident, unit.mobility == .air, hours.goesBySun { places.append(incident) }
    let duty = duty(hours, text, at: moment, in: area ?? unit.summary.country.rawValue, places: places)
    availability.hours = duty
    guard duty.standing == .offDuty, reported.status == .unknown || reported.status.isAvailable else {
      return availability
    }
    if reported.status.isAvailable, let since = reported.since {
      // Somebody who reports it there while it is off duty knows more than the hours do.
      let then = self.duty(hours, text, at: since, in: area ?? unit.summary.country.rawValue, places: places)
      if then.standing == .offDuty, then.until == duty.until { return availability }
    }
    availability.status = .unavailable
    return availability
  }

  private func duty(
    _ hours: OpeningHours, _ text: String, at moment: Date, in area: String, places: [Coordinate]
  ) -> DutyHours {
    let standings = places.map { hours.standing(at: moment, clock: clock, in: area, place: $0) }
    var duty = DutyHours(published: text, standing: .onDuty)
    if standings.contains(where: { $0.state == .closed }) {
      duty.standing = .offDuty
      // It is on duty again when all places are open.
      duty.until = standings.filter { $0.state == .closed }.compactMap(\.until).max()
    } else if standings.contains(where: { $0.state == .unknown }) {
      duty.standing = .unclear
    } else {
      duty.until = standings.compactMap(\.until).min()
    }
    return duty
  }
}
