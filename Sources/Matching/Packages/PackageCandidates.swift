package import DirectoryModel

/// Units for one need, the soonest to arrive first; those of one moment by id.
package protocol PackageStream: AnyObject {
  /// The next unit; `nil` when there is no more.
  func next() throws -> Match?
}

/// Where the units of a package come from.
package protocol PackageCandidates {
  /// The units that answer a question ranked by ETA, one after the other; its count does not matter.
  func candidates(for query: NearestQuery) throws -> any PackageStream
  /// The ids of the units at the same station that a group is made of; empty for a single unit.
  func parts(of unit: UnitSummary) throws -> Set<String>
  /// Countries whose units could be among the candidates; of no other country there is any.
  var countries: Set<String> { get }
}

extension MatchSearch: PackageStream {}
