internal import DirectoryModel

/// The available units of some countries that fit a question, in exact order of arrival by a router's times, as far as
/// they are asked for.
///
/// Only units that are available go to the router. Ties go as in `RankedSearch`.
final class RoutedSearch {
  private let context: MatchContext
  private let countries: CandidateRequest.Countries
  private let limit: NearestQuery.Limit?
  private let lastBound: Double
  private var stream: any CandidateStream
  private var order: RoutedOrder<Match>
  private let breaksTies: Bool
  /// Those of one tenth of a second, the first one last.
  private var tied: [Match] = []

  /// Starts a search.
  ///
  /// About `wanted` units will probably be taken: the number governs how much the router is asked, not the order.
  init(
    _ context: MatchContext, router: any RoadRouter, stream: any CandidateStream,
    countries: CandidateRequest.Countries,
    limit: NearestQuery.Limit?, lastBound: Double, wanted: Int, breaksTies: Bool
  ) {
    self.breaksTies = breaksTies
    self.context = context
    self.stream = stream
    self.countries = countries
    self.limit = limit
    self.lastBound = lastBound
    order = RoutedOrder(
      router: router, destination: context.query.place, wanted: wanted,
      answers: context.roadTimes, failure: context.routing?.failure)
  }

  /// The next unit, without a verdict; `nil` when there is none within the limit.
  func next() throws -> Match? {
    if let match = tied.popLast() { return match }
    var matches: [Match] = []
    for unit in try nextUnits() {
      if case .router(let name, _) = unit.origin { context.routing?.router = name }
      var match = unit.payload
      match.travel = unit.travel
      match.travelOrigin = unit.origin
      if case .router = unit.origin { match.way = nil }
      if context.isWithin(limit, match) { matches.append(match) }
    }
    tied = try (breaksTies ? context.inOrderOfScore(matches) : matches).reversed()
    return tied.popLast()
  }

  /// The next unit, or where ties are broken, all of its tenth of a second.
  private func nextUnits() throws -> [RoutedUnit<Match>] {
    let before = (order.considered, order.asked, order.calls)
    func bound() -> Double { stream.bound > lastBound ? .infinity : stream.bound }
    let units =
      breaksTies
      ? try order.nextTied(bound: bound, pull: { () throws -> RoutedCandidate<Match>? in try pull() })
      : try order.next(bound: bound, pull: { () throws -> RoutedCandidate<Match>? in try pull() }).map { [$0] } ?? []
    context.routing?.considered += order.considered - before.0
    context.routing?.asked += order.asked - before.1
    context.routing?.calls += order.calls - before.2
    context.routing?.withoutWay.formUnion(order.withoutWay)
    context.withoutWay.formUnion(order.withoutWay)
    if let failure = order.failure { context.routing?.failure = failure }
    if order.calls > before.2 { context.roadTimes = order.answers }
    return units
  }

  /// The next candidate for which all holds but the limit of time, which the router decides.
  private func pull() throws -> RoutedCandidate<Match>? {
    while stream.bound <= lastBound, let candidate = try stream.next() {
      guard try context.fits(candidate.unit, countries) else { continue }
      var match = try context.match(candidate)
      if case .distance = limit, !context.isWithin(limit, match) { continue }
      match.availability = try context.availability(of: match.matchable)
      guard context.isAvailable(match.availability) else { continue }
      match.isAvailabilityAssumed = match.availability.status == .unknown
      return try context.routedCandidate(match, delay: match.delay)
    }
    return nil
  }
}

extension MatchContext {
  /// Units that arrive together, those first that work better with the responsible room; equals stay as they are.
  func inOrderOfScore(_ matches: [Match]) throws -> [Match] {
    guard matches.count > 1 else { return matches }
    let usual = query.needs.isEmpty ? matcher.vocabulary.defaultNeeds : [:]
    let isUsual = { (match: Match) in
      usual[match.unit.service].map { needs in match.capabilities.contains { needs.contains($0.code) } } ?? true
    }
    // At one station it is what the call mostly needs that goes first, such as the pumper before the ladder.
    let isOneStation = Set(matches.map(\.unit.station)).count == 1
    let scored = try matches.map { match in
      (match: match, score: isOneStation ? 0 : try score(of: match.matchable), isUsual: isUsual(match))
    }
    return scored.enumerated().sorted { left, right in
      (left.element.score, left.element.isUsual ? 1 : 0, right.offset)
        > (right.element.score, right.element.isUsual ? 1 : 0, left.offset)
    }.map(\.element.match)
  }

  /// What a router may be asked about a match; where it fails, the unit comes by its way over water, or not at all.
  fileprivate func routedCandidate(_ match: Match, delay: Double) throws -> RoutedCandidate<Match> {
    let byRoad = try byRoad(match)
    var detour: Double? = 0
    if matcher.usualWays != nil { detour = try byRoad.map { try self.detour(of: match, byRoad: $0) } }
    return RoutedCandidate(
      payload: byRoad ?? match, id: match.unit.id,
      place: match.matchable.mobility == .road ? match.matchable.place : nil, distance: match.distance, delay: delay,
      modelled: byRoad?.travel ?? .infinity, slowness: slowness(of: match.unit), detour: detour,
      model: model(of: match.matchable))
  }

  /// A match with the time that holds for it: a router's where there is one and the unit travels by road, else that of its way;
  /// `nil` where no way by road leads from the unit to the incident.
  func settled(_ match: Match) throws -> Match? {
    guard let router = matcher.router else { return try byRoad(match) }
    var order = RoutedOrder<Match>(
      router: router, destination: query.place, wanted: 1, answers: roadTimes, failure: routing?.failure)
    var candidate: RoutedCandidate<Match>? = try routedCandidate(match, delay: 0)
    let unit = order.next(
      bound: { candidate == nil ? .infinity : 0 },
      pull: {
        defer { candidate = nil }
        return candidate
      })
    routing?.considered += order.considered
    routing?.asked += order.asked
    routing?.calls += order.calls
    if let failure = order.failure { routing?.failure = failure }
    routing?.withoutWay.formUnion(order.withoutWay)
    roadTimes = order.answers
    guard let unit else { return nil }
    if case .router(let name, _) = unit.origin { routing?.router = name }
    var match = unit.payload
    (match.travel, match.travelOrigin) = (unit.travel, unit.origin)
    if case .router = unit.origin { match.way = nil }
    return match
  }
}
