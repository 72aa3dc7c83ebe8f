/// What a long report is at, so that who waits can be told.
public enum CoverageStage: Hashable, Sendable {
  /// Things as they are.
  case baseline
  /// A scenario, which of how many, from 1.
  case scenario(name: String, number: Int, count: Int)
  /// Open borders against closed ones.
  case borderPenalty
  /// The loss of each station alone.
  case criticality
  /// What would help most.
  case actions
}
