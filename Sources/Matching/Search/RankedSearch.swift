internal import DirectoryModel
internal import HeapModule

/// The available units of one scope that fit a question, in exact order of rank, as far as they are asked for.
///
/// The source's stream comes in order of what a unit can do at best; a unit is given once nothing still to come can be
/// before it. Ties go by id; between units that arrive in the same tenth of a second, the one that works better with the
/// responsible room goes first, if the question wants it so.
struct RankedSearch {
  private struct Ranked: Comparable {
    var value: Double
    var match: Match

    static func < (left: Ranked, right: Ranked) -> Bool {
      (left.value, left.match.unit.id) < (right.value, right.match.unit.id)
    }

    static func == (left: Ranked, right: Ranked) -> Bool {
      left.value == right.value && left.match.unit.id == right.match.unit.id
    }
  }

  private let context: MatchContext
  private let countries: CandidateRequest.Countries
  private let rank: NearestQuery.Rank
  private let limit: NearestQuery.Limit?
  /// The rank beyond which nothing is within the limit.
  private let lastValue: Double
  private var stream: any CandidateStream
  private var waiting = Heap<Ranked>()
  /// Those of one tenth of a second, the first one last.
  private var tied: [Match] = []
  private let breaksTies: Bool
  /// Searches instead where a router decides the order.
  private var routed: RoutedSearch?

  init(
    _ context: MatchContext, scope: NearestQuery.Scope, rank: NearestQuery.Rank, limit: NearestQuery.Limit? = nil,
    wanted: Int = 1
  ) throws {
    self.context = context
    countries = context.countries(of: scope)
    self.rank = rank
    self.limit = limit
    breaksTies =
      rank == .eta && context.query.tieBreak == .interoperability && context.matcher.controlRooms != nil
    lastValue = context.lastValue(of: limit, rank: rank)
    stream = try context.candidates(from: countries, rank: rank, limit: lastValue)
    if let router = context.matcher.router, rank == .eta {
      routed = RoutedSearch(
        context, router: router, stream: stream, countries: countries, limit: limit, lastValue: lastValue,
        wanted: wanted, breaksTies: breaksTies)
    }
  }

  /// The next unit, without a verdict; `nil` when there is none within the limit.
  mutating func next() throws -> Match? {
    if let routed { return try routed.next() }
    while true {
      let bound = stream.bound
      if var match = try popped(bound: bound) {
        match.availability = try context.availability(of: match.matchable)
        guard context.isAvailable(match.availability) else { continue }
        match.isAvailabilityAssumed = match.availability.status == .unknown
        guard context.matcher.router != nil else { return match }
        guard let routed = try context.routed(match) else { continue }
        match = routed
        guard context.isWithin(limit, match) else { continue }
        return match
      }
      guard bound <= lastValue, let candidate = try stream.next() else {
        if waiting.min.map({ $0.value > lastValue }) ?? tied.isEmpty { return nil }
        continue
      }
      guard try context.fits(candidate.unit, countries) else { continue }
      let match = try context.match(candidate)
      // A limit of time is the router's to judge, once the unit's turn has come.
      guard context.matcher.router != nil || context.isWithin(limit, match) else { continue }
      waiting.insert(Ranked(value: rank == .distance ? match.distance : match.eta, match: match))
    }
  }

  /// The next of those that wait, if nothing still to come can be before it.
  private mutating func popped(bound: Double) throws -> Match? {
    if let match = tied.popLast() { return match }
    guard let best = waiting.min, best.value <= lastValue else { return nil }
    let isLast = bound == .infinity || bound > lastValue
    guard breaksTies else {
      guard best.value < bound || isLast else { return nil }
      return waiting.popMin()?.match
    }
    let tenth = (best.value * 10).rounded()
    guard isLast || (bound * 10).rounded() > tenth else { return nil }
    var group: [Match] = []
    while let next = waiting.min, (next.value * 10).rounded() == tenth, next.value <= lastValue {
      waiting.removeMin()
      group.append(next.match)
    }
    tied = try context.inOrderOfScore(group).reversed()
    return tied.popLast()
  }
}
