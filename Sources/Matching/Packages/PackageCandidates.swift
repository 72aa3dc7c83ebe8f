public import DirectoryModel

/// Units for one need, the soonest to arrive first; those of one moment by id.
public protocol CandidateStream: AnyObject {
  /// The next unit; `nil` when there is no more.
  func next() throws -> Match?
}

/// Where the units of a package come from.
public protocol PackageCandidates {
  /// The units that answer a question ranked by ETA, one after the other; its count does not matter.
  func candidates(for query: NearestQuery) throws -> any CandidateStream
  /// The ids of the units at the same station that a group is made of; empty for a single unit.
  func parts(of unit: UnitSummary) throws -> Set<String>
  /// Countries whose units could be among the candidates; of no other country there is any.
  var countries: Set<String> { get }
}

/// A stream that asks a matcher for ever more of the nearest units.
///
/// Each time it asks for four times as many, so that all questions together cost little more than the last.
public final class NearestStream: CandidateStream {
  private let matcher: Matcher
  private var query: NearestQuery
  private var found: [Match] = []
  private var position = 0
  private var isExhausted = false

  /// Makes a stream.
  public init(_ matcher: Matcher, _ query: NearestQuery) {
    self.matcher = matcher
    self.query = query
    self.query.rank = .eta
    self.query.count = 4
  }

  /// The next unit; `nil` when there is no more.
  public func next() throws -> Match? {
    if position == found.count, !isExhausted {
      query.count *= 4
      found = try matcher.nearest(query).matches
      isExhausted = found.count < query.count
    }
    guard position < found.count else { return nil }
    position += 1
    return found[position - 1]
  }
}
