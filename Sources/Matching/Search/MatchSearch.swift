internal import Agreements
package import DirectoryModel

/// The units that fit a question, nearest first, each with its verdict, as far as they are asked for.
package final class MatchSearch {
  let context: MatchContext
  private var ranked: RankedSearch?
  /// Seconds until the soonest domestic unit, by which agreements may judge; `nil` when there is none.
  let domesticETA: Double?
  /// The nearest domestic unit by the question's rank, needs and availability; `nil` when there is none.
  package let nearestDomestic: Match?
  /// Domestic units that no way by road leads from, found while the nearest was looked for.
  private let domesticWithoutWay: Set<UnitID>
  /// What has been given by ``nextDistinct()``.
  private var offered = OfferedUnits()

  init(_ query: NearestQuery, at site: IncidentSite, matcher: Matcher) throws {
    context = MatchContext(query, at: site, matcher: matcher)
    // Without the incident's country it is not known what is across the border.
    guard context.country != nil || query.scope == .all else {
      (ranked, domesticETA, nearestDomestic, domesticWithoutWay) = (nil, nil, nil, [])
      return
    }
    var soonest = try RankedSearch(context, scope: .domestic, rank: .eta)
    let domestic = try soonest.next()
    domesticETA = domestic?.eta
    if query.rank == .eta {
      nearestDomestic = domestic
    } else {
      var nearest = try RankedSearch(context, scope: .domestic, rank: query.rank)
      nearestDomestic = try nearest.next()
    }
    // From here on those of the question's scope are counted.
    domesticWithoutWay = context.withoutWay
    context.withoutWay = []
    ranked = try RankedSearch(context, scope: query.scope, rank: query.rank, limit: query.limit, wanted: query.count)
  }

  /// What a router was asked so far; `nil` without one.
  package var routing: RoutingSummary? { context.routing }

  /// Units that no way by road leads from, of those whose turn has come so far; the country's own among them.
  package var withoutWay: Set<UnitID> { context.withoutWay.union(domesticWithoutWay) }

  /// The next unit; `nil` when there is none left.
  ///
  /// - Throws: what the source throws.
  package func next() throws -> Match? {
    while var match = try ranked?.next() {
      match.verdict = try context.verdict(on: match, domesticETA: domesticETA)
      if context.query.agreement == .any || match.verdict.kind == .allowed { return match }
    }
    return nil
  }
}

extension MatchSearch {
  /// The next unit that is not a vehicle of a group given before, nor a group of which a vehicle has been given: they are
  /// one thing, and are offered once.
  ///
  /// - Throws: what the source throws.
  package func nextDistinct() throws -> Match? {
    while let match = try next() {
      let parts = try context.matcher.parts(of: match.unit, for: context.query)
      guard offered.holder(of: match.unit.id, parts: parts) == nil else { continue }
      offered.name(match.unit.id, parts: parts)
      return match
    }
    return nil
  }

  /// The unit given before with which a unit goes, or that goes with it; `nil` where there is none.
  func holder(of unit: UnitSummary) throws -> UnitID? {
    try offered.holder(of: unit.id, parts: context.matcher.parts(of: unit, for: context.query))
  }
}

extension Matcher {
  /// Answers a question.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - site: where the incident is; `nil` to find it out.
  /// - Returns: the answer; its country is `nil`, and no units are named, when the question needs the incident's country
  ///   and it is not known.
  /// - Throws: what the source throws.
  package func nearest(_ query: NearestQuery, at site: IncidentSite? = nil) throws -> NearestAnswer {
    let site = try site ?? self.site(of: query)
    let search = try search(query, at: site)
    var answer = NearestAnswer(site: site, matches: [], nearestDomestic: search.nearestDomestic)
    while answer.matches.count < query.count, let match = try search.nextDistinct() { answer.matches.append(match) }
    answer.routing = search.routing
    answer.withoutWay = search.withoutWay
    return answer
  }

  /// Starts a search that gives the units of a question one by one, however many its count asks for.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - site: where the incident is; `nil` to find it out.
  /// - Returns: the search, before its first unit.
  /// - Throws: what the source throws.
  package func search(_ query: NearestQuery, at site: IncidentSite? = nil) throws -> MatchSearch {
    let site = try site.map { try self.site($0, for: query.service) } ?? self.site(of: query)
    return try MatchSearch(query, at: site, matcher: self)
  }
}
