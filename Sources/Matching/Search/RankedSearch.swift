internal import DirectoryModel
internal import HeapModule
internal import Waterways

/// The available units of one scope that fit a question, in exact order of rank, as far as they are asked for.
///
/// The source's stream comes in order of what a unit can do at best; a unit is given once nothing still to come can be
/// before it. Ties go by id; between units that arrive in the same tenth of a second, the one that works better with the
/// responsible room goes first, if the question wants it so.
struct RankedSearch {
  private struct Ranked: Comparable {
    var value: Double
    var match: Match
    /// Whether the value is that of its way, rather than that of the straight line, which is never more.
    var isSettled: Bool

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
  /// The rank by the straight line beyond which nothing is within the limit.
  private let lastBound: Double
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
    lastBound = context.lastBound(of: limit, rank: rank)
    stream = try context.candidates(from: countries, rank: rank, limit: lastBound)
    if let router = context.matcher.router, rank == .eta {
      routed = RoutedSearch(
        context, router: router, stream: stream, countries: countries, limit: limit, lastBound: lastBound,
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
        guard rank == .distance else { return match }
        guard let settled = try context.settled(match) else {
          try context.leaveOut(match)
          continue
        }
        guard context.isWithin(limit, settled) else { continue }
        return settled
      }
      guard bound <= lastBound, let candidate = try stream.next() else {
        if tied.isEmpty, waiting.isEmpty { return nil }
        continue
      }
      guard try context.fits(candidate.unit, countries) else { continue }
      try wait(context.match(candidate), isSettled: false)
    }
  }

  /// Puts a unit among those that wait for their turn; not one that is beyond the limit already.
  private mutating func wait(_ match: Match, isSettled: Bool) throws {
    // A limit of time is the router's to judge, once the unit's turn has come.
    guard context.matcher.router != nil || context.isWithin(limit, match) else { return }
    let isSettled = try isSettled || rank == .distance || context.isStraight(match)
    var match = match
    if isSettled, match.way == nil { match.way = Way(metres: match.distance) }
    waiting.insert(
      Ranked(value: rank == .distance ? match.distance : match.eta, match: match, isSettled: isSettled))
  }

  /// The next of those that wait, if nothing still to come can be before it.
  ///
  /// Where water may lie between, a unit waits by its straight line until its turn comes, and then by its way.
  private mutating func popped(bound: Double) throws -> Match? {
    if let match = tied.popLast() { return match }
    let isLast = bound == .infinity || bound > lastBound
    while let best = waiting.min {
      let tenth = RankedSearch.tenth(best.value)
      guard isLast || (breaksTies ? RankedSearch.tenth(bound) > tenth : best.value < bound) else { return nil }
      guard best.isSettled else {
        waiting.removeMin()
        try settle(best.match)
        continue
      }
      guard breaksTies else { return waiting.popMin()?.match }
      var group: [Match] = []
      while let next = waiting.min, RankedSearch.tenth(next.value) == tenth {
        waiting.removeMin()
        if next.isSettled { group.append(next.match) } else { try settle(next.match) }
      }
      tied = try context.inOrderOfScore(group).reversed()
      return tied.popLast()
    }
    return nil
  }

  private mutating func settle(_ match: Match) throws {
    guard let match = try context.byRoad(match) else { return try context.leaveOut(match) }
    try wait(match, isSettled: true)
  }

  private static func tenth(_ seconds: Double) -> Double { (seconds * 10).rounded() }
}
