public import DirectoryModel
public import Requests

/// A step was not taken because of what happened with the request meanwhile.
public struct RequestConflict: Error, Sendable {
  /// Why it was not taken.
  public var error: MutualAidError
  /// The request as it is now.
  public var request: AidRequest
  /// What was done that the caller may not know, the first first.
  public var meanwhile: [RequestStep]

  init(_ error: MutualAidError, _ request: AidRequest, after version: Int?, by party: RequestParty, line: Int?) {
    self.error = error
    self.request = request
    let steps = request.steps.filter { line == nil || $0.line == line }
    if let version {
      let known = request.steps.prefix(max(0, version))
      meanwhile = steps.filter { !known.contains($0) }
    } else {
      let own = steps.lastIndex { $0.party == party }
      meanwhile = Array(steps[(own.map { $0 + 1 } ?? 0)...])
    }
    if meanwhile.isEmpty { meanwhile = Array(steps.suffix(1)) }
  }
}

extension MutualAidError {
  /// What is wrong with a step.
  init(_ defect: RequestDefect) {
    switch defect {
    case .noLine(let number):
      self.init(.requestInvalid, "the request has no line \(number)", hint: "Lines are counted from 1.")
    case .doesNotFollow(let action, let state):
      self.init(
        .requestConflict, "'\(action.rawValue)' does not follow '\(state.rawValue)'",
        hint: "See what happened meanwhile.")
    case .notForParty(let action, let party):
      self.init(
        .requestConflict, "'\(action.rawValue)' is not for the side '\(party.rawValue)'",
        hint: "The other side has to do that.")
    case .missing(let action, let need):
      self.init(.requestInvalid, "'\(action.rawValue)' needs '\(need.rawValue)'")
    case .unknownReason(let word):
      self.init(
        .requestInvalid, "there is no reason '\(word)' in the list", hint: .known(RequestLife.standard.reasons))
    case .wrongCount(let asked, let promised):
      self.init(
        .requestInvalid, "\(asked) units are asked for, and \(promised) promised",
        hint: "Promise a part where there are fewer.")
    case .notPromised(let unit):
      self.init(.requestInvalid, "the unit '\(unit)' cannot be named here: it is promised already, or is not at all")
    case .wrongTime: self.init(.requestInvalid, "the time of the step lies too far ahead", hint: "Check the clock.")
    }
  }

  /// There is no such request, as far as the caller may know.
  package static func unknownRequest(_ id: RequestID) -> MutualAidError {
    MutualAidError(.unknownRequest, "there is no request '\(id)'", hint: "List those that there are.")
  }
}
