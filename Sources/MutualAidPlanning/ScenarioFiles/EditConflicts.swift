internal import Coverage
internal import DirectoryModel

/// Finds edits of one scenario that contradict each other at some moment of the week.
///
/// Edits take effect one after the other, so most pairs have a meaning. Two that say the same thing differently, or one
/// that speaks of what the other takes away or brings, are a slip.
enum EditConflicts {
  /// What an edit is about.
  private enum Thing: Hashable {
    case station(StationID)
    case unit(UnitID)
    case busy(ScenarioEdit.Selection)
    case border(CountryCode, CountryCode, Service)
    case crossing(CrossingID)
    case hazard(String)
    case setting(String)
    case agreement(String)
  }

  /// What it decides of it.
  private enum Aspect: CaseIterable {
    /// Whether it is there: all else depends on it.
    case existence
    case place
    case staffing
    case hours
    case value
  }

  /// Throws for the first pair.
  static func check(_ edits: [ScenarioEdit], file: String?) throws {
    var seen: [Thing: [Aspect: ClaimedTimes]] = [:]
    for (index, edit) in edits.enumerated() {
      guard let (things, aspect) = claims(of: edit.change) else { continue }
      let rivals = aspect == .existence ? Aspect.allCases : [aspect, .existence]
      for thing in things {
        if let other = rivals.compactMap({ seen[thing]?[$0]?.firstEdit(overlapping: edit.window) }).min() {
          throw MutualAidError(
            .scenarioConflict,
            edits[other].line.map {
              "it contradicts edit \(other + 1) in line \($0), '\(edits[other].summary)'"
            } ?? "it contradicts edit \(other + 1), '\(edits[other].summary)'",
            at: MutualAidError.Place(file: file, line: edit.line, edit: index + 1),
            hint: "Keep one of them, or give them parts of the week ('when') that do not overlap.")
        }
      }
      for thing in things {
        seen[thing, default: [:]][aspect, default: ClaimedTimes()].claim(edit.window, for: index)
      }
    }
  }

  private static func claims(of change: ScenarioEdit.Change) -> ([Thing], Aspect)? {
    switch change {
    case .closeStation(let id), .openStation(let id, _, _, _): ([.station(id)], .existence)
    case .moveStation(let id, _): ([.station(id)], .place)
    case .staff(let id, _): ([.station(id)], .staffing)
    case .hours(let id, _): ([.station(id)], .hours)
    case .addUnits: nil
    case .removeUnit(let id): ([.unit(id)], .existence)
    case .moveUnit(let id, _): ([.unit(id)], .place)
    case .busy(_, let selection): ([.busy(selection)], .value)
    case .border(let one, let other, _, let services, let host):
      (
        Set(services.isEmpty ? Service.allCases : services).flatMap { service -> [Thing] in
          [(one, other), (other, one)].filter { host == nil || host == $0.1 }.map { .border($0.0, $0.1, service) }
        }, .value
      )
    case .closeCrossing(let id, _): ([.crossing(id)], .value)
    case .openCrossing(let id, _, _): ([.crossing(id)], .existence)
    case .hazard(let hazard): ([.hazard(hazard.name)], .value)
    case .weather(_, let services):
      ((services.isEmpty ? Service.allCases : services).map { .setting("weather of \($0.rawValue)") }, .value)
    case .callHandling: ([.setting("call-handling")], .value)
    case .requestDelay: ([.setting("request-delay")], .value)
    case .requireAgreements: ([.setting("require-agreements")], .value)
    case .agreement(.suspend(let id)), .agreement(.change(let id, _)): ([.agreement(id)], .value)
    case .agreement(.add(let rule)): ([.agreement(rule.id)], .value)
    }
  }
}
