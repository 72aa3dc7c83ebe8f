public import DirectoryModel
public import FoundationEssentials
public import Geodesy

/// What a matcher asks of a directory.
public protocol MatchingSource: UnitSource {
  /// Where a place lies.
  func locality(of place: Coordinate) throws -> Locality
  /// Metres from a place to a country; `nil` when it is far or unknown.
  func distance(from place: Coordinate, toCountry country: String) throws -> Double?
  /// What is known of a unit's status at a moment.
  func availability(of unit: String, at moment: Date) throws -> Availability
}

/// The nearest available units for an incident, in exact order, each with the agreements' verdict.
public struct Matcher {
  private let source: any MatchingSource
  private let vocabulary: Vocabulary
  private let judge: AgreementJudge
  private let clock: LocalClock
  private let travel: any TravelTime

  /// Makes a matcher.
  public init(
    source: any MatchingSource, vocabulary: Vocabulary, agreements: [Agreement],
    travel: any TravelTime = SpeedModel()
  ) {
    self.source = source
    self.vocabulary = vocabulary
    self.travel = travel
    clock = LocalClock(vocabulary: vocabulary)
    judge = AgreementJudge(agreements: agreements, clock: clock)
  }

  /// What answers call the travel-time model.
  public var travelModel: String { travel.name }

  /// Answers a question.
  ///
  /// - Returns: the answer; its country is `nil`, and no units are named, when the question needs the incident's country
  ///   and nobody knows it.
  /// - Throws: what the source throws.
  public func nearest(_ query: NearestQuery) throws -> NearestAnswer {
    let locality = try source.locality(of: query.place)
    let country = query.incidentCountry ?? locality.country
    var answer = NearestAnswer(locality: locality, country: country, matches: [], nearestDomestic: nil)
    guard country != nil || query.scope == .all else { return answer }
    let search = Search(matcher: self, query: query, country: country)
    let soonestDomestic = try search.first(.domestic, rank: .eta)
    answer.nearestDomestic = query.rank == .eta ? soonestDomestic : try search.first(.domestic, rank: query.rank)
    let incident = AgreementJudge.Incident(
      place: query.place, country: country ?? "", region: locality.country == country ? locality.region : nil,
      query: query, domesticETA: soonestDomestic?.eta)
    // Several units stand at one place.
    var regions: [Coordinate: String?] = [:]
    try search.forEach(query.scope, rank: query.rank, limit: query.limit) { match in
      var match = match
      let lender = AgreementJudge.Lender(
        unit: match.unit, eta: match.eta,
        region: {
          if let known = regions[match.unit.coordinate] { return known }
          let region = try source.locality(of: match.unit.coordinate).region
          regions[match.unit.coordinate] = region
          return region
        }, borderDistance: { try source.distance(from: query.place, toCountry: match.unit.country) })
      match.verdict = try judge.verdict(on: lender, at: incident)
      if query.agreement == .any || match.verdict.kind == .allowed { answer.matches.append(match) }
      return answer.matches.count < query.count
    }
    return answer
  }

  /// One question's search, with what all its parts share.
  private struct Search {
    let matcher: Matcher
    let query: NearestQuery
    let country: String?
    private let moments: LocalMoments
    private let mobilities: Set<Mobility>

    init(matcher: Matcher, query: NearestQuery, country: String?) {
      self.matcher = matcher
      self.query = query
      self.country = country
      moments = LocalMoments(time: query.time, clock: matcher.clock, vocabulary: matcher.vocabulary)
      mobilities = matcher.vocabulary.mobilities
    }

    func first(_ scope: NearestQuery.Scope, rank: NearestQuery.Rank) throws -> Match? {
      var found: Match?
      try forEach(scope, rank: rank, limit: nil) { match in
        found = match
        return false
      }
      return found
    }

    /// Gives available units that meet the needs, nearest first, until `body` says that it has enough.
    func forEach(
      _ scope: NearestQuery.Scope, rank: NearestQuery.Rank, limit: NearestQuery.Limit?,
      _ body: (Match) throws -> Bool
    ) throws {
      var frontier = UnitFrontier(
        source: matcher.source, place: query.place, service: query.service,
        value: { unit, distance in
          guard isIn(scope, unit), meetsNeeds(unit) else { return nil }
          if case .distance(let metres) = limit, distance > metres { return nil }
          guard rank == .eta || isTime(limit) else { return distance }
          let eta = try match(unit, distance: distance).eta
          if case .time(let seconds) = limit, eta > seconds { return nil }
          return rank == .distance ? distance : eta
        },
        bound: { distance in
          rank == .distance ? distance : leastTravel(distance)
        })
      while let ranked = try frontier.next(limit: limitValue(limit, rank: rank)) {
        var match = try match(ranked.unit, distance: ranked.distance)
        match.capabilities = matcher.vocabulary.capabilities(of: ranked.unit)
        match.availability = try matcher.source.availability(of: ranked.unit.id, at: query.time)
        if match.availability.status == .unknown {
          guard query.availability == .assume else { continue }
          match.isAvailabilityAssumed = true
        } else if !match.availability.status.isAvailable {
          continue
        }
        guard try body(match) else { return }
      }
    }

    /// The rank beyond which no unit can be within the limit.
    private func limitValue(_ limit: NearestQuery.Limit?, rank: NearestQuery.Rank) -> Double {
      switch (limit, rank) {
      case (.distance(let metres), .distance): return metres
      case (.time(let seconds), .eta): return seconds
      case (.distance(let metres), .eta):
        // The slowest way over that distance, after the longest delay and turnout there may be.
        let travel = mobilities.map { matcher.travel.seconds(distance: metres, mobility: $0) }.max() ?? 0
        return travel + query.requestDelay + 86_400
      case (.time(let seconds), .distance):
        var distance = 1_000.0
        while distance < Geodesic.longestDistance, leastTravel(distance) <= seconds { distance *= 2 }
        return distance
      case (nil, _): return .infinity
      }
    }

    private func isTime(_ limit: NearestQuery.Limit?) -> Bool {
      if case .time = limit { true } else { false }
    }

    private func leastTravel(_ distance: Double) -> Double {
      mobilities.map { matcher.travel.seconds(distance: distance, mobility: $0) }.min() ?? 0
    }

    private func isIn(_ scope: NearestQuery.Scope, _ unit: UnitSummary) -> Bool {
      switch scope {
      case .crossBorder where !query.lenders.isEmpty: unit.country != country && query.lenders.contains(unit.country)
      case .all where !query.lenders.isEmpty: query.lenders.contains(unit.country)
      case .crossBorder: unit.country != country
      case .domestic: unit.country == country
      case .all: true
      }
    }

    private func meetsNeeds(_ unit: UnitSummary) -> Bool {
      guard !query.needs.isEmpty else { return true }
      let capabilities = matcher.vocabulary.capabilities(of: unit)
      return query.needs.allSatisfy { matcher.vocabulary.meets($0, with: capabilities) }
    }

    /// The times of a unit; what it can do, its availability and the verdict are looked up for those that are named.
    private func match(_ unit: UnitSummary, distance: Double) throws -> Match {
      let mobility = matcher.vocabulary.type(unit.type, country: unit.country)?.mobility ?? .road
      let moment = try moments.moment(for: unit) { try matcher.source.locality(of: unit.coordinate).region }
      let turnout =
        unit.turnouts.first { $0.window.contains(moment) }
        ?? matcher.vocabulary.turnoutDefault(
          service: unit.service, country: unit.country, staffing: unit.staffing, mobility: mobility, at: moment)
      return Match(
        unit: unit, capabilities: [], distance: distance, turnout: turnout,
        travel: matcher.travel.seconds(distance: distance, mobility: mobility),
        requestDelay: country == nil || unit.country == country ? 0 : query.requestDelay,
        availability: .unknown, isAvailabilityAssumed: false,
        verdict: Verdict(kind: .noneKnown, agreement: nil, rule: nil, reasons: []))
    }
  }
}
