package import DirectoryModel

/// What a router was asked for one answer.
package struct RoutingSummary: Hashable, Sendable {
  /// What answers call the router; `nil` when it gave no time.
  package var router: String?
  /// Units whose arrival was weighed.
  package var considered = 0
  /// Places that the router was asked about; several units may stand at one.
  package var asked = 0
  /// Questions put to it.
  package var calls = 0
  /// Units of those weighed that cannot come, because no way by road leads to the incident, by id: they are in no answer.
  package var withoutWay: Set<UnitID> = []
  /// Why it was not asked any more; `nil` when it answered throughout.
  package var failure: MutualAidError?
}
