public import DirectoryModel

/// What a router was asked for one answer.
public struct RoutingSummary: Hashable, Sendable {
  /// What answers call the router; `nil` when it gave no time.
  public var router: String?
  /// Units whose arrival was weighed.
  public var considered = 0
  /// Places that the router was asked about; several units may stand at one.
  public var asked = 0
  /// Questions put to it.
  public var calls = 0
  /// Why it was not asked any more; `nil` when it answered throughout.
  public var failure: MutualAidError?
}
