public import Agreements
public import DirectoryModel
internal import Geodesy

/// Why a unit is, or is not, in the answer to a question: all that was asked of it, one by one.
public struct Explanation: Sendable {
  /// What was asked of the unit.
  public enum Check: Hashable, Sendable {
    /// It is of the service asked for; `nil` for any.
    case service(asked: Service?)
    /// Its home country is one that the scope, and the countries asked about, hold.
    case scope(NearestQuery.Scope, lenders: [CountryCode], incidentCountry: CountryCode?)
    /// Nothing has closed the border between the two countries to its service.
    case border(lender: CountryCode, incidentCountry: CountryCode)
    /// It can do what is needed; what it offers of that, if anything.
    case need(Need, offered: Capability?)
    /// It is a vehicle that comes by itself, or is asked for by what it can do; what is in its way where it is not.
    case vehicle(VehicleObstacle)
    /// Its status lets it come; unknown ones do where they are assumed to be available.
    case availability(AvailabilityStatus, NearestQuery.AvailabilityPolicy)
    /// It is on duty by the hours published for its station.
    case hours(DutyHours)
    /// A way by road leads from it to the incident.
    case way
    /// It is within the limit.
    case limit(NearestQuery.Limit)
    /// No group or vehicle with which it goes is named before it; the one that is.
    case group(named: UnitID)
    /// The agreements let it come, or the question takes it without.
    case agreement(Verdict.Kind, NearestQuery.AgreementPolicy)
  }

  /// A check and its outcome.
  public struct Step: Hashable, Sendable {
    /// The condition that was checked, with the values that it compares.
    public var check: Check
    /// Whether the unit meets the condition; one that fails keeps the unit out of the answer.
    public var holds: Bool
  }

  /// Where the unit comes among those for which all checks hold.
  public enum Place: Hashable, Sendable {
    /// Its rank, 1 being the nearest.
    case rank(Int)
    /// Beyond so many that are nearer.
    case beyond(Int)
  }

  /// The unit with its times and verdict.
  public var match: Match
  /// All checks, in the order in which they are made.
  public var steps: [Step]
  /// Where it comes; `nil` when a check fails.
  public var place: Place?
  /// The last unit that the answer names; `nil` when it names none.
  package var lastNamed: Match?
  /// How many units the answer names at most.
  package var count: Int

  /// Whether the answer names the unit.
  package var isInAnswer: Bool {
    if case .rank(let rank) = place { rank <= count } else { false }
  }
}

extension Matcher {
  /// How many nearer units are counted at most.
  static let farthestRank = 10_000

  /// Says why a unit is, or is not, in the answer to a question.
  ///
  /// - Parameters:
  ///   - id: the unit's.
  ///   - query: the question.
  ///   - site: where the incident is; `nil` to find it out.
  /// - Returns: `nil` when there is no such unit.
  /// - Throws: what the source throws.
  package func explain(
    _ id: UnitID, in query: NearestQuery, at site: IncidentSite? = nil
  ) throws -> Explanation? {
    guard let unit = try source.unit(id, vocabulary: vocabulary) else { return nil }
    let search = try search(query, at: site)
    let (match, hasWay) = try search.match(unit)
    var explanation = Explanation(
      match: match, steps: try search.steps(for: match, hasWay: hasWay), place: nil, lastNamed: nil, count: query.count)
    var rank = 0
    let isFitting = explanation.steps.allSatisfy(\.holds)
    while let next = try search.nextDistinct() {
      rank += 1
      if rank <= query.count { explanation.lastNamed = next }
      if next.unit.id == id { explanation.place = .rank(rank) }
      if rank >= query.count, !isFitting || explanation.place != nil { break }
      if rank == Matcher.farthestRank {
        explanation.place = .beyond(rank)
        break
      }
    }
    if isFitting, explanation.place == nil, let holder = try search.holder(of: unit.summary) {
      explanation.steps.append(Explanation.Step(check: .group(named: holder), holds: false))
    }
    return explanation
  }
}

extension MatchSearch {
  /// One unit as this search sees it, whether or not it fits, and whether a way leads from it to the incident; where none
  /// does, its time is the built-in model's.
  func match(_ unit: MatchableUnit) throws -> (Match, hasWay: Bool) {
    let distance = Geodesic.distance(from: context.query.place, to: unit.place)
    let modelled = try context.match(Candidate(unit: unit, distance: distance))
    let settled = try context.settled(modelled)
    var match = settled ?? modelled
    match.availability = try context.availability(of: match.matchable)
    match.isAvailabilityAssumed = match.availability.status == .unknown
    match.verdict = try context.verdict(on: match, domesticETA: domesticETA)
    return (match, settled != nil)
  }

  /// All checks of a unit.
  func steps(for match: Match, hasWay: Bool) throws -> [Explanation.Step] {
    let query = context.query
    let vocabulary = context.matcher.vocabulary
    let capabilities = match.capabilities
    var steps: [Explanation.Step] = [
      .init(
        check: .service(asked: query.service), holds: query.service == nil || match.unit.service == query.service),
      .init(
        check: .scope(query.scope, lenders: query.lenders, incidentCountry: context.country),
        holds: context.countries(of: query.scope).holds(match.unit.country)),
    ]
    // Reported only where something closes borders: as a rule nothing does.
    if !context.matcher.conditions.closedBorders.isEmpty, let country = context.country,
      match.unit.country != country
    {
      steps.append(
        .init(
          check: .border(lender: match.unit.country, incidentCountry: country),
          holds: context.matcher.conditions.letPass(match.unit)))
    }
    steps += query.needs.map { need in
      .init(
        check: .need(need, offered: capabilities.first { $0.code == need.capability }),
        holds: vocabulary.meets(need, with: capabilities))
    }
    // Reported only where it keeps the unit away: most vehicles come by themselves.
    if let obstacle = try context.obstacle(for: match.matchable) {
      steps.append(.init(check: .vehicle(obstacle), holds: false))
    }
    let isAvailable = context.isAvailable(match.availability)
    if let hours = match.availability.hours {
      // A report may say that it is there all the same.
      steps.append(.init(check: .hours(hours), holds: hours.standing != .offDuty || isAvailable))
    }
    steps.append(.init(check: .availability(match.availability.status, query.availability), holds: isAvailable))
    // Reported only where there is none: as a rule there is.
    if !hasWay { steps.append(.init(check: .way, holds: false)) }
    if let limit = query.limit {
      steps.append(.init(check: .limit(limit), holds: context.isWithin(limit, match)))
    }
    steps.append(
      .init(
        check: .agreement(match.verdict.kind, query.agreement),
        holds: query.agreement == .any || match.verdict.kind == .allowed))
    return steps
  }
}
