package import DirectoryModel

/// The nearest available units for an incident, in exact order, each with the agreements' verdict.
package struct Matcher: Sendable {
  let source: any MatchingSource
  let vocabulary: Vocabulary
  let judge: AgreementJudge
  let clock: LocalClock
  /// The travel-time model, slowed as the conditions have it.
  package let travel: any TravelTime
  /// Who knows the roads; `nil` to reckon by the model alone.
  let router: (any RoadRouter)?
  /// Who knows the control rooms; `nil` to do without requests' delays and without working together as tie-break.
  let advice: (any ControlRoomSource)?
  /// What is other than usual.
  let conditions: MatchConditions
  /// All ways in which units may travel.
  let mobilities: [Mobility]

  /// Makes a matcher.
  package init(
    source: any MatchingSource, vocabulary: Vocabulary, agreements: [Agreement],
    travel: any TravelTime = SpeedModel(),
    router: (any RoadRouter)? = nil, advice: (any ControlRoomSource)? = nil,
    conditions: MatchConditions = MatchConditions()
  ) {
    self.source = source
    self.vocabulary = vocabulary
    self.travel = conditions.slowness == 1 ? travel : SlowedTravel(model: travel, slowness: conditions.slowness)
    self.conditions = conditions
    self.router = router
    self.advice = advice
    clock = LocalClock(vocabulary: vocabulary)
    judge = AgreementJudge(agreements: agreements, clock: clock)
    mobilities = Array(vocabulary.mobilities)
  }

  /// What answers call the travel-time model.
  package var travelModel: String { travel.name }

  /// The model by which a source orders candidates: with a router, what it takes at least.
  var leastTravel: any TravelTime {
    router.map { LeastTravel(router: $0, model: travel, slowness: conditions.slowness) } ?? travel
  }

  /// Answers a question.
  ///
  /// - Returns: the answer; its country is `nil`, and no units are named, when the question needs the incident's country
  ///   and nobody knows it.
  /// - Throws: what the source throws.
  package func nearest(_ query: NearestQuery) throws -> NearestAnswer {
    let search = try search(query)
    var answer = NearestAnswer(
      locality: search.locality, country: search.country, matches: [], nearestDomestic: search.nearestDomestic)
    while answer.matches.count < query.count, let match = try search.next() { answer.matches.append(match) }
    answer.routing = search.routing
    return answer
  }

  /// Starts a search that gives the units of a question one by one, however many its count asks for.
  ///
  /// - Throws: what the source throws.
  package func search(_ query: NearestQuery) throws -> MatchSearch {
    try MatchSearch(query, matcher: self)
  }
}
