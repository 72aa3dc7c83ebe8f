public import DirectoryModel

/// Why a step is not taken.
public enum RequestDefect: Error, Hashable, Sendable {
  /// There is no such line.
  case noLine(Int)
  /// It does not follow the state of the line.
  case doesNotFollow(RequestAction, RequestState)
  /// It is not for who wants to take it.
  case notForParty(RequestAction, RequestParty)
  /// It does not say what it has to say.
  case missing(RequestAction, RequestNeed)
  /// The reason is not in the list.
  case unknownReason(String)
  /// There are more units, or fewer, than the step needs.
  case wrongCount(asked: Int, promised: Int)
  /// The unit is promised twice in the line, or is not promised at all.
  case notPromised(UnitID)
  /// It lies before the step before it, or too far ahead.
  case wrongTime
}
