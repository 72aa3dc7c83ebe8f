package import DirectoryModel

/// The units that fit a question, nearest first, each with its verdict, as far as somebody asks.
package final class MatchSearch {
  let question: MatchContext
  private var ranked: RankedSearch?
  /// Seconds until the soonest domestic unit, by which agreements may judge; `nil` when there is none.
  let domesticETA: Double?
  /// The nearest domestic unit by the question's rank, needs and availability; `nil` when there is none.
  package let nearestDomestic: Match?

  init(_ query: NearestQuery, matcher: Matcher) throws {
    question = try MatchContext(query, matcher: matcher)
    // Without the incident's country nobody can say what is across the border.
    guard question.country != nil || query.scope == .all else {
      (ranked, domesticETA, nearestDomestic) = (nil, nil, nil)
      return
    }
    var soonest = try RankedSearch(question, scope: .domestic, rank: .eta)
    let domestic = try soonest.next()
    domesticETA = domestic?.eta
    if query.rank == .eta {
      nearestDomestic = domestic
    } else {
      var nearest = try RankedSearch(question, scope: .domestic, rank: query.rank)
      nearestDomestic = try nearest.next()
    }
    ranked = try RankedSearch(question, scope: query.scope, rank: query.rank, limit: query.limit, wanted: query.count)
  }

  /// What a router was asked so far; `nil` without one.
  package var routing: RoutingSummary? { question.routing }

  /// Where the incident is.
  package var locality: Locality { question.locality }

  /// The country that is taken to be the incident's.
  package var country: String? { question.country }

  /// The next unit; `nil` when there is none left.
  ///
  /// - Throws: what the source throws.
  package func next() throws -> Match? {
    while var match = try ranked?.next() {
      match.verdict = try question.verdict(on: match, domesticETA: domesticETA)
      if question.query.agreement == .any || match.verdict.kind == .allowed { return match }
    }
    return nil
  }
}
