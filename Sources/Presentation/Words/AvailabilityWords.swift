internal import DirectoryModel
internal import Foundation
internal import LocalTime
internal import Matching
internal import Primitives

/// What is known of a unit's status, in words.
extension Words<AnswerPhrase> {
  /// A unit's status with its age and end, and who reported it.
  func status(of match: Match, at moment: Date) -> String {
    status(match.availability, isAssumed: match.isAvailabilityAssumed, arrivingAfter: match.eta, at: moment)
  }

  /// The same for a unit that need not go anywhere.
  ///
  /// - Parameters:
  ///   - availability: what is known.
  ///   - isAssumed: whether it counts as available only because nothing is known.
  ///   - eta: the seconds after which it would be there: a report that ends before is told.
  ///   - moment: the moment that is asked about.
  /// - Returns: the status, since when, and who says so.
  func status(
    _ availability: Availability, isAssumed: Bool = false, arrivingAfter eta: Double = 0, at moment: Date
  ) -> String {
    if isAssumed {
      guard availability.hasEnded(by: moment), let until = availability.until else { return self[.statusAssumed] }
      let end = dates.written(LocalClock.text(until, seenFrom: moment))
      let ended = availability.source.map { self(.reportOfEnded, $0, end) } ?? self(.reportEnded, end)
      return "\(ended), \(self[.takenAvailable])"
    }
    var text = name(of: availability.status)
    if let since = availability.since {
      text +=
        " "
        + self(.since, dates.written(LocalClock.text(since, seenFrom: moment)), age(moment.timeIntervalSince(since)))
    }
    if let source = availability.source { text += " (\(source))" }
    if let until = availability.until, until < moment.addingTimeInterval(eta) {
      text += semicolon + self(.endsBeforeArrival, dates.written(LocalClock.text(until, seenFrom: moment)))
    }
    return text
  }

  /// What a station's hours say; `nil` where it is always on duty.
  func duty(of match: Match, at moment: Date) -> String? {
    duty(match.availability, at: moment)
  }

  /// The same of what is known of a unit.
  func duty(_ availability: Availability, at moment: Date) -> String? {
    guard let hours = availability.hours, hours.standing != .onDuty || hours.until != nil else { return nil }
    return text(of: hours, at: moment)
  }

  /// What hours say of a moment.
  func text(of hours: DutyHours, at moment: Date) -> String {
    let until = hours.until.map { dates.written(LocalClock.text($0, seenFrom: moment)) }
    return switch hours.standing {
    case .onDuty: until.map { self(.onDutyUntil, $0, hours.published) } ?? "\(self[.onDuty]) (\(hours.published))"
    case .offDuty: until.map { self(.offDutyUntil, $0, hours.published) } ?? self(.offDuty, hours.published)
    case .unclear: self(.hoursUnclear, hours.published)
    }
  }

  /// How long ago something was, in its largest unit.
  private func age(_ seconds: Double) -> String {
    let minutes = Int(bounded: max(0, seconds) / 60, rounding: .down)
    let text =
      minutes < 120
      ? self(.minutes, String(minutes))
      : minutes < 2 * 1440 ? self(.hours, String(minutes / 60)) : self(.days, String(minutes / 1440))
    return self(.ago, text)
  }
}
