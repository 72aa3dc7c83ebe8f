internal import DirectoryModel
internal import Geodesy

/// One question to a matcher, with what all its searches share: the incident's country, the local moment, the fastest
/// ways of travelling.
final class Question {
  let matcher: Matcher
  let query: NearestQuery
  let locality: Locality
  /// The country that is taken to be the incident's.
  let country: String?
  /// What a router was asked so far; `nil` without one.
  var routing: RoutingSummary?
  /// What it said, for all searches of the question.
  var roadTimes: [Coordinate: Double?] = [:]
  private let moments: LocalMoments

  init(_ query: NearestQuery, matcher: Matcher) throws {
    self.matcher = matcher
    self.query = query
    locality = try matcher.source.locality(of: query.place)
    country = query.incidentCountry ?? locality.country
    routing = matcher.router == nil ? nil : RoutingSummary()
    moments = LocalMoments(time: query.time, clock: matcher.clock, vocabulary: matcher.vocabulary)
  }

  /// The incident's region, where it is one of the country's.
  var region: String? { locality.country == country ? locality.region : nil }

  // MARK: What a source is asked

  func candidates(
    from countries: CandidateRequest.Countries, rank: NearestQuery.Rank, limit: Double
  ) throws -> any CandidateStream {
    let request = CandidateRequest(
      place: query.place, service: query.service, countries: countries, needs: query.needs,
      includesUnknown: query.availability == .assume, time: query.time,
      order: rank == .distance ? .distance : .time(matcher.leastTravel), limit: limit)
    return try matcher.source.candidates(request, vocabulary: matcher.vocabulary)
  }

  func countries(of scope: NearestQuery.Scope) -> CandidateRequest.Countries {
    let lenders = Set(query.lenders)
    return switch scope {
    case .domestic: .only(country.map { [$0] } ?? [])
    case .crossBorder where !lenders.isEmpty: .only(country.map { lenders.subtracting([$0]) } ?? lenders)
    case .crossBorder: country.map { .except($0) } ?? .all
    case .all: lenders.isEmpty ? .all : .only(lenders)
    }
  }

  /// The rank beyond which no unit can be within a limit.
  func lastValue(of limit: NearestQuery.Limit?, rank: NearestQuery.Rank) -> Double {
    switch (limit, rank) {
    case (.distance(let metres), .distance): return metres
    case (.time(let seconds), .eta): return seconds
    case (.distance(let metres), .eta):
      // The slowest way over that distance, after the longest delay and turnout there may be.
      let travel = matcher.mobilities.map { matcher.travel.seconds(distance: metres, mobility: $0) }.max() ?? 0
      return travel + query.requestDelay + 86_400
    case (.time(let seconds), .distance):
      var distance = 1_000.0
      while distance < Geodesic.longestDistance, leastTravel(distance) <= seconds { distance *= 2 }
      return distance
    case (nil, _): return .infinity
    }
  }

  private func leastTravel(_ distance: Double) -> Double {
    matcher.mobilities.map { matcher.leastTravel.seconds(distance: distance, mobility: $0) }.min() ?? 0
  }

  // MARK: What must hold of a unit

  func isOfService(_ unit: MatchableUnit) -> Bool {
    query.service == nil || unit.summary.service == query.service
  }

  func meetsNeeds(_ unit: MatchableUnit) -> Bool {
    query.needs.allSatisfy { matcher.vocabulary.meets($0, with: unit.capabilities) }
  }

  func isWithin(_ limit: NearestQuery.Limit?, _ match: Match) -> Bool {
    switch limit {
    case .distance(let metres): match.distance <= metres
    case .time(let seconds): match.eta <= seconds
    case nil: true
    }
  }

  func availability(of unit: UnitSummary) throws -> Availability {
    try matcher.source.availability(of: unit.id, at: query.time)
  }

  func isAvailable(_ availability: Availability) -> Bool {
    availability.status == .unknown ? query.availability == .assume : availability.status.isAvailable
  }

  // MARK: What is said of it

  /// A unit with its times; its availability and the verdict are looked up for those that are named.
  func match(_ candidate: Candidate) throws -> Match {
    let unit = candidate.unit.summary
    let moment = try moments.moment(for: unit) { try matcher.source.region(of: candidate.unit) }
    let turnout =
      unit.turnouts.first { $0.window.contains(moment) }
      ?? matcher.vocabulary.turnoutDefault(
        service: unit.service, country: unit.country, staffing: unit.staffing, mobility: candidate.unit.mobility,
        at: moment)
    return Match(
      matchable: candidate.unit, distance: candidate.distance, turnout: turnout,
      travel: matcher.travel.seconds(distance: candidate.distance, mobility: candidate.unit.mobility),
      requestDelay: country == nil || unit.country == country ? 0 : query.requestDelay,
      availability: .unknown, isAvailabilityAssumed: false,
      verdict: Verdict(kind: .noneKnown, agreement: nil, rule: nil, reasons: []))
  }

  /// What the agreements say of a unit.
  ///
  /// - Parameter domesticETA: seconds until the soonest domestic unit; `nil` when there is none.
  func verdict(on match: Match, domesticETA: Double?) throws -> Verdict {
    try matcher.judge.verdict(
      on: AgreementJudge.Lender(
        unit: match.unit, eta: match.eta, region: { try self.matcher.source.region(of: match.matchable) },
        borderDistance: {
          try self.matcher.source.distance(from: self.query.place, toCountry: match.unit.country)
        }),
      at: AgreementJudge.Incident(
        place: query.place, country: country ?? "", region: region, query: query, domesticETA: domesticETA))
  }
}
