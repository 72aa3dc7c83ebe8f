internal import DirectoryModel
public import Matching

/// Why a unit is, or is not, in an answer, with its records.
public struct ExplanationReport: Sendable {
  /// The answer that it is, or is not, in.
  public var answer: NearestReport
  /// What was asked of the unit.
  public var explanation: Explanation
  /// The unit with its records.
  public var entry: NearestReport.Unit

  /// Makes a report of an explanation, the answer that it belongs to, and the unit explained.
  public init(answer: NearestReport, explanation: Explanation, entry: NearestReport.Unit) {
    self.answer = answer
    self.explanation = explanation
    self.entry = entry
  }
}
