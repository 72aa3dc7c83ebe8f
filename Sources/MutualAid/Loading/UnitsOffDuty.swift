internal import DirectoryModel
internal import FoundationEssentials
internal import LocalTime
internal import Matching
internal import Synchronization

/// Those of some units that are off duty by the hours published for their stations.
final class UnitsOffDuty: Sendable {
  /// The units that are off duty from one moment until another.
  private struct Answer {
    var from: Date
    /// `nil` for ever.
    var until: Date?
    var units: [(unit: MatchableUnit, hours: String)]
  }

  /// Units whose hours are not always, with their hours.
  private let units: [(unit: MatchableUnit, hours: String)]
  private let duty: DutyFinder
  private let last = Mutex<Answer?>(nil)

  /// Takes units, and the hours published for stations.
  init(_ units: some Sequence<MatchableUnit>, hours: (StationID) throws -> String?, duty: DutyFinder) rethrows {
    self.duty = duty
    self.units = try units.compactMap { unit in
      guard let text = try hours(unit.summary.station), duty.hours(text)?.isAlways != true else { return nil }
      return (unit, text)
    }
  }

  /// The units that cannot be sent at a moment because they are off duty.
  ///
  /// - Parameters:
  ///   - moment: when.
  ///   - source: knows their reports and regions.
  /// - Returns: their ids; not those of which a report says that they are there all the same.
  /// - Throws: what the source throws.
  func units(at moment: Date, of source: any MatchingSource) throws -> Set<UnitID> {
    guard !units.isEmpty else { return [] }
    var off: Set<UnitID> = []
    for (unit, hours) in try standing(at: moment, of: source) {
      let reported = try source.availability(of: unit.summary.id, at: moment)
      guard reported.status.isAvailable else {
        off.insert(unit.summary.id)
        continue
      }
      if try availability(reported, of: unit, hours, at: moment, source).status == .unavailable {
        off.insert(unit.summary.id)
      }
    }
    return off
  }

  /// The units that hours alone keep away at a moment.
  private func standing(at moment: Date, of source: any MatchingSource) throws -> [(unit: MatchableUnit, hours: String)]
  {
    if let known = last.withLock({ $0 }), known.from <= moment, known.until.map({ moment < $0 }) ?? true {
      return known.units
    }
    var answer = Answer(from: moment, until: nil, units: [])
    for (unit, hours) in units {
      let found = try availability(.unknown, of: unit, hours, at: moment, source)
      if found.status == .unavailable { answer.units.append((unit, hours)) }
      if let until = found.hours?.until, until > moment { answer.until = min(until, answer.until ?? until) }
    }
    let found = answer
    last.withLock { $0 = found }
    return found.units
  }

  private func availability(
    _ reported: Availability, of unit: MatchableUnit, _ hours: String, at moment: Date, _ source: any MatchingSource
  ) throws -> Availability {
    try duty.availability(reported, of: unit, hours: hours, at: moment, incident: nil) {
      try source.region(of: unit)
    }
  }
}
