internal import DirectoryModel
internal import FoundationEssentials
internal import Matching

/// Checks of an explanation.
extension Words<ExplanationPhrase> {
  /// One check in words: what was found, and what was asked where it does not hold.
  func text(
    of step: Explanation.Step, unit match: Match, at moment: Date, phrases: Words<AnswerPhrase>
  ) -> String {
    let found: String
    let wanted: String
    switch step.check {
    case .service(let service):
      found = self(.service, name(of: match.unit.service))
      wanted = service.map { name(of: $0) } ?? phrases[.anyService]
    case .scope(let scope, let lenders, let country):
      found = self(.country, match.unit.country, country?.rawValue ?? "?")
      wanted = ([name(of: scope)] + lenders.map(\.rawValue)).joined(separator: ", ")
    case .border(let lender, let country):
      let border = self(.border, lender, country)
      return step.holds ? border : "\(border)\(colon)\(self[.closed])"
    case .need(let need, let offered):
      found = self(.need, need.capability, offered.map { $0.level ?? self[.unknownLevel] } ?? self[.nothing])
      wanted = need.description
    case .vehicle(let obstacle): return self(.vehicle, name(of: obstacle))
    case .availability(let status, let policy):
      let isAssumed = status == .unknown && policy == .assume
      found = self(.status, isAssumed ? phrases[.statusAssumed] : name(of: status))
      wanted = policy.rawValue
    case .hours(let hours):
      found = phrases.text(of: hours, at: moment)
      wanted = phrases[.onDuty]
    case .way: return self[.way]
    case .limit(.distance(let metres)):
      found = self(.limit, phrases.distance(metres), phrases.distance(match.distance))
      wanted = phrases.distance(metres)
    case .limit(.time(let seconds)):
      found = self(.limit, phrases.duration(seconds), phrases.duration(match.eta))
      wanted = phrases.duration(seconds)
    case .group(let named): return self(.group, named)
    case .agreement(let kind, let policy):
      found = self(.agreement, name(of: kind))
      wanted = policy.rawValue
    }
    return step.holds ? found : "\(found) (\(self(.asked, wanted)))"
  }
}
