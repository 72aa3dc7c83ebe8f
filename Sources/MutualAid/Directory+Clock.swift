package import DirectoryModel
internal import DirectoryStore
package import FoundationEssentials
internal import Primitives

extension Directory {
  /// What is wrong with the clock here, by what was written into the directory: where it is behind, reports of that time
  /// seem not to have been made yet, and units that are away seem to be free.
  ///
  /// - Parameter now: the time by the clock here.
  /// - Returns: the warning (`clock-behind`); `nil` where the clock is no more behind than clocks may differ.
  /// - Throws: `MutualAidError` for trouble with the store.
  package func clockWarning(at now: Date = Date()) throws -> MutualAidError? {
    guard let last = try store.lastChange(), last.timeIntervalSince(now) > ReportRules.tolerance else { return nil }
    let seconds = Int(bounded: last.timeIntervalSince(now))
    return MutualAidError(
      .question(.clockBehind),
      "the clock here shows \(Timestamp.text(now)), \(seconds) s before the last change of the directory",
      hint: "Set the clock, or state the time.")
  }
}
