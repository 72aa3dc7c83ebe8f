internal import Agreements
internal import DirectoryModel
internal import Geodesy

/// One question to a matcher, with what all its searches share: the incident's site, the local moment, the fastest ways of
/// travelling.
final class MatchContext {
  let matcher: Matcher
  let query: NearestQuery
  let site: IncidentSite
  /// What a router was asked so far; `nil` without one.
  var routing: RoutingSummary?
  /// Units that no way by road leads from, of those whose turn has come.
  var withoutWay: Set<UnitID> = []
  /// What it said, for all searches of the question.
  var roadTimes: [Coordinate: RoadWay] = [:]
  private let turnouts: TurnoutFinder
  private var foundJourneys: Journeys?
  private var foundUsualJourneys: Journeys?
  private var evaluator: AgreementEvaluator?
  /// By station; units of one station have one room.
  private var delays: [StationID: Double] = [:]
  /// By station with a container: whether a carrier could bring it.
  private var carriers: [StationID: Bool] = [:]

  /// Begins a question; the site is that of the query's service.
  init(_ query: NearestQuery, at site: IncidentSite, matcher: Matcher) {
    self.matcher = matcher
    self.query = query
    self.site = site
    routing = matcher.router == nil ? nil : RoutingSummary()
    turnouts = TurnoutFinder(vocabulary: matcher.vocabulary, at: query.time, clock: matcher.clock)
  }

  /// The country that is taken to be the incident's.
  var country: CountryCode? { site.country }

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

  /// The rank by the straight line beyond which no unit can be within a limit.
  func lastBound(of limit: NearestQuery.Limit?, rank: NearestQuery.Rank) -> Double {
    switch (limit, rank) {
    case (.distance(let metres), .distance): return metres
    case (.time(let seconds), .eta): return seconds
    case (.distance(let metres), .eta):
      // The slowest way over that distance, after the longest delay and turnout there may be.
      let travel = matcher.travel.most(distance: metres, of: query.service, matcher.mobilities)
      let onFile = matcher.controlRooms?.interoperability.content.requestDelays.map(\.seconds).max() ?? 0
      let slowest = matcher.conditions.unitSlowness.values.max() ?? 1
      return travel * slowest + (query.requestDelay ?? onFile) + 86_400
    case (.time(let seconds), .distance):
      var distance = 1_000.0
      while distance < Geodesic.longestDistance, leastTravel(distance) <= seconds { distance *= 2 }
      return distance
    case (nil, _): return .infinity
    }
  }

  private func leastTravel(_ distance: Double) -> Double {
    matcher.leastTravel.least(distance: distance, of: query.service, matcher.mobilities)
  }

  // MARK: What must hold of a unit

  /// Whether a unit is of the service and countries asked about, may cross the border, and can do what is needed.
  func fits(_ unit: MatchableUnit, _ countries: CandidateRequest.Countries) throws -> Bool {
    guard query.service == nil || unit.summary.service == query.service, countries.holds(unit.summary.country),
      matcher.conditions.letPass(unit.summary), unit.answers(query.needs, in: matcher.vocabulary)
    else { return false }
    return try !isContainer(unit) || hasCarrier(unit.summary)
  }

  /// What keeps a unit from coming by itself, whatever it can do; `nil` for nothing.
  func obstacle(for unit: MatchableUnit) throws -> VehicleObstacle? {
    if let obstacle = unit.type?.obstacle(to: query.needs) { return obstacle }
    guard isContainer(unit) else { return nil }
    return try hasCarrier(unit.summary) ? nil : .withoutCarrier
  }

  private func isContainer(_ unit: MatchableUnit) -> Bool { unit.type?.vehicleClass == .container }

  /// Whether a hook-lift carrier is ready that could bring a container.
  private func hasCarrier(_ container: UnitSummary) throws -> Bool {
    if let known = carriers[container.station] { return known }
    let found = try matcher.carriers(of: container, for: query)
    carriers[container.station] = !found.isEmpty
    return !found.isEmpty
  }

  func isWithin(_ limit: NearestQuery.Limit?, _ match: Match) -> Bool {
    switch limit {
    case .distance(let metres): match.distance <= metres
    case .time(let seconds): match.eta <= seconds
    case nil: true
    }
  }

  /// What reports say of a unit, and the hours published for its station; those that fly by the sun need it at the incident
  /// too.
  func availability(of unit: MatchableUnit) throws -> Availability {
    try matcher.availability(of: unit, at: query.time, incident: query.place)
  }

  func isAvailable(_ availability: Availability) -> Bool {
    availability.status == .unknown ? query.availability == .assume : availability.status.isAvailable
  }

  // MARK: What is said of it

  /// The ways to the incident.
  private func journeys() throws -> Journeys {
    if let foundJourneys { return foundJourneys }
    let journeys = Journeys(matcher, over: try matcher.ways(), to: query.place, at: query.time)
    foundJourneys = journeys
    return journeys
  }

  /// The ways to it as things are, where a scenario has other crossings; else `nil`.
  private func usualJourneys() throws -> Journeys? {
    guard let usualWays = matcher.usualWays else { return nil }
    if let foundUsualJourneys { return foundUsualJourneys }
    let journeys = Journeys(matcher, over: try usualWays(), to: query.place, at: query.time)
    foundUsualJourneys = journeys
    return journeys
  }

  /// What the crossings of a scenario do to a match's way by the built-in model.
  ///
  /// - Parameters:
  ///   - match: the match by its straight line.
  ///   - byRoad: the same by its way; `nil` where the scenario leaves none.
  /// - Returns: the difference, none where the scenario has no other crossings.
  /// - Throws: what the source throws.
  func detour(of match: Match, byRoad: Match?) throws -> ScenarioDetour {
    guard let journeys = try usualJourneys() else { return .longer(0) }
    let usual = try journeys.way(of: match.matchable, distance: match.distance).map { way in
      matcher.travel.seconds(
        along: way, service: match.unit.service, mobility: match.matchable.mobility,
        slowness: matcher.conditions.slowness(ofUnit: match.unit.id))
    }
    return ScenarioDetour(usual: usual, now: byRoad?.travel)
  }

  /// Whether the straight line of a match is its way, as can be seen at once.
  func isStraight(_ match: Match) throws -> Bool { try journeys().isStraight(match.matchable) }

  /// A match with its way by road in place of the straight line; `nil` where there is none.
  func byRoad(_ match: Match) throws -> Match? {
    guard let way = try journeys().way(of: match.matchable, distance: match.distance) else { return nil }
    var match = match
    match.way = way
    match.travel = matcher.travel.seconds(
      along: way, service: match.unit.service, mobility: match.matchable.mobility,
      slowness: matcher.conditions.slowness(ofUnit: match.unit.id))
    return match
  }

  /// Counts a unit that no way leads from, if it could be sent.
  func leaveOut(_ match: Match) throws {
    if isAvailable(try availability(of: match.matchable)) { withoutWay.insert(match.unit.id) }
  }

  /// A unit with its times, those of the straight line: it is not there sooner.
  ///
  /// Its availability and the verdict are looked up for those that are named.
  func match(_ candidate: Candidate) throws -> Match {
    Match(
      matchable: candidate.unit, distance: candidate.distance,
      turnout: try turnouts.turnout(of: candidate.unit) { try matcher.source.region(of: candidate.unit) },
      travel: matcher.travel.seconds(
        distance: candidate.distance, service: candidate.unit.summary.service, mobility: candidate.unit.mobility)
        * matcher.conditions.slowness(ofUnit: candidate.unit.summary.id),
      requestDelay: try requestDelay(of: candidate.unit),
      availability: .unknown, isAvailabilityAssumed: false,
      verdict: Verdict(kind: .noneKnown, agreement: nil, rule: nil, reasons: []))
  }

  /// By how much longer than a router says a unit's travel takes.
  func slowness(of unit: UnitSummary) -> Double {
    matcher.conditions.slowness.of(unit.service) * matcher.conditions.slowness(ofUnit: unit.id)
  }

  /// The built-in model for one unit: seconds of travel over so many metres as things usually are.
  func model(of unit: MatchableUnit) -> (Double) -> Double {
    let (travel, service, mobility) = (matcher.travel, unit.summary.service, unit.mobility)
    let slowness = matcher.conditions.slowness.of(service)
    // The matcher's model is slowed already; what comes of this one will be slowed with the router's time.
    return { travel.seconds(distance: $0, service: service, mobility: mobility) / slowness }
  }

  /// Seconds that asking for a unit takes.
  private func requestDelay(of unit: MatchableUnit) throws -> Double {
    guard let country, unit.summary.country != country else { return 0 }
    if let stated = query.requestDelay { return stated }
    guard let controlRooms = matcher.controlRooms, let host = site.host,
      !controlRooms.interoperability.content.requestDelays.isEmpty
    else {
      return 0
    }
    if let known = delays[unit.summary.station] { return known }
    let room = try controlRooms.helper(of: unit).room
    let delay = controlRooms.interoperability.requestDelay(from: host.room, to: room)?.seconds ?? 0
    delays[unit.summary.station] = delay
    return delay
  }

  /// How well a unit works with the responsible room, for ties; domestic units best.
  func score(of unit: MatchableUnit) throws -> Int {
    guard unit.summary.country != country, let controlRooms = matcher.controlRooms, let host = site.host else {
      return .max
    }
    return controlRooms.interoperability.assess(
      try controlRooms.helper(of: unit), at: host, pumps: unit.pumps
    ).score
  }

  /// What the agreements say of a unit.
  ///
  /// - Parameters:
  ///   - match: the unit, with its ETA.
  ///   - domesticETA: seconds until the soonest domestic unit, the same for all of a question's units; `nil` when there
  ///     is none.
  /// - Returns: the verdict.
  /// - Throws: what the source throws.
  func verdict(on match: Match, domesticETA: Double?) throws -> Verdict {
    let evaluator = self.evaluator ?? makeEvaluator(domesticETA: domesticETA)
    self.evaluator = evaluator
    let (source, controlRooms) = (matcher.source, matcher.controlRooms)
    return try evaluator.verdict(
      on: LendingUnit(
        unit: match.unit, region: { try source.region(of: match.matchable) },
        controlRoom: { try controlRooms?.helper(of: match.matchable).room?.id },
        municipality: { try controlRooms?.municipality(of: match.matchable) },
        isWithin: { metres, country in
          try source.distance(from: match.unit.coordinate, toCountry: country).map { $0 <= metres } ?? false
        }),
      eta: match.eta)
  }

  private func makeEvaluator(domesticETA: Double?) -> AgreementEvaluator {
    let site = site
    let distances = BorderDistances(source: matcher.source, place: query.place)
    return AgreementEvaluator(
      rules: matcher.rules, request: HelpRequest(time: query.time, purpose: query.purpose, role: query.role),
      at: BorrowingPlace(
        place: query.place, country: site.country, region: { site.region },
        controlRoom: { _ in site.controlRoom?.id }, municipality: site.municipality,
        isWithin: { metres, country in try distances.distance(to: country).map { $0 <= metres } ?? false }),
      domesticETA: domesticETA)
  }
}

/// The distances from one place to countries, each looked up once.
private final class BorderDistances {
  private let source: any MatchingSource
  private let place: Coordinate
  private var known: [CountryCode: Double?] = [:]

  init(source: any MatchingSource, place: Coordinate) {
    self.source = source
    self.place = place
  }

  /// Metres to a country; `nil` when it is far or unknown.
  func distance(to country: CountryCode) throws -> Double? {
    if let known = known[country] { return known }
    let distance = try source.distance(from: place, toCountry: country)
    known[country] = .some(distance)
    return distance
  }
}
