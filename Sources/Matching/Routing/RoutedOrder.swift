package import DirectoryModel
package import Geodesy
internal import HeapModule

/// Units in exact order of arrival by a router's times, with few questions to the router.
///
/// The caller gives candidates roughly in order of a lower bound of their arrival, and gives at every moment a bound of
/// all that it has not given yet. Candidates go to the router in batches as long as their own bound leaves room before
/// the units that are known; a unit is given once nothing else can come before it. So the order is that of asking about
/// all units. Ties go by id. Units at one place are asked about once.
///
/// A unit to which the router knows no way is not given; it is among `withoutWay`. A time that no way can take — negative,
/// below the straight line between the roads, more than a day — and that of a place off the router's map are replaced by
/// the model's, and so are all times that are not known yet when the router fails: it is then not asked again for this
/// order. Each such unit is marked `TravelOrigin.fallback`.
///
/// - Complexity: a candidate costs O(log n) beside its share of the router's work.
package struct RoutedOrder<Payload> {
  private struct Unasked: Comparable {
    let candidate: RoutedCandidate<Payload>
    let place: Coordinate
    let least: Double

    static func < (left: Unasked, right: Unasked) -> Bool {
      (left.least, left.candidate.id) < (right.least, right.candidate.id)
    }
    static func == (left: Unasked, right: Unasked) -> Bool {
      left.least == right.least && left.candidate.id == right.candidate.id
    }
  }

  private let router: any RoadRouter
  private let destination: Coordinate
  private var known = Heap<RoutedUnit<Payload>>()
  private var unasked = Heap<Unasked>()
  private var batchSize: Int
  private var wanted: Int
  private var isExhausted = false

  /// What the router said of each place it was asked about.
  package private(set) var answers: [Coordinate: RoadWay]
  /// Units that the caller gave so far.
  package private(set) var considered = 0
  /// Places that the router was asked about so far.
  package private(set) var asked = 0
  /// Questions put to the router so far.
  package private(set) var calls = 0
  /// Units that cannot come, because no way by road leads to the destination.
  package private(set) var withoutWay: Set<UnitID> = []
  /// Why the router is not asked any more; `nil` as long as it answers.
  package private(set) var failure: MutualAidError?

  /// Starts an order.
  ///
  /// - Parameters:
  ///   - router: gives travel times along roads.
  ///   - destination: where the incident is.
  ///   - wanted: how many units the caller probably takes; it governs how much is asked, not the order.
  ///   - answers: what the router said before of places on their way to the same destination.
  ///   - failure: why the router is not to be asked at all, where it failed for the same destination before.
  package init(
    router: any RoadRouter, destination: Coordinate, wanted: Int, answers: [Coordinate: RoadWay] = [:],
    failure: MutualAidError? = nil
  ) {
    self.answers = answers
    self.failure = failure
    self.router = router
    self.destination = destination
    self.wanted = max(1, wanted)
    batchSize = max(1, min(8, router.batchLimit))
  }

  /// The next unit; `nil` when there is none left.
  ///
  /// - Parameters:
  ///   - bound: seconds before which no unit arrives that has not been given yet; infinite when there is none, or when
  ///     the others are of no interest. It may only grow.
  ///   - pull: gives the next candidate; `nil` when there is none left.
  /// - Returns: the unit that arrives soonest of those not given yet.
  /// - Throws: what `pull` throws.
  package mutating func next<Failure: Error>(
    bound: () -> Double, pull: () throws(Failure) -> RoutedCandidate<Payload>?
  ) throws(Failure) -> RoutedUnit<Payload>? {
    guard let first = try first(before: <, bound: bound, pull: pull) else { return nil }
    known.removeMin()
    wanted = max(1, wanted - 1)
    return first
  }

  /// The next unit and all others that arrive in the same tenth of a second, by arrival and id; none when none is left.
  ///
  /// - Parameters:
  ///   - bound: as for `next`.
  ///   - pull: as for `next`.
  /// - Returns: the units, which are then given.
  /// - Throws: what `pull` throws.
  package mutating func nextTied<Failure: Error>(
    bound: () -> Double, pull: () throws(Failure) -> RoutedCandidate<Payload>?
  ) throws(Failure) -> [RoutedUnit<Payload>] {
    func isEarlier(_ one: Double, _ other: Double) -> Bool { Self.tenth(one) < Self.tenth(other) }
    guard let first = try first(before: isEarlier, bound: bound, pull: pull) else { return [] }
    var units: [RoutedUnit<Payload>] = []
    while let unit = known.min, Self.tenth(unit.eta) == Self.tenth(first.eta) {
      known.removeMin()
      units.append(unit)
    }
    wanted = max(1, wanted - units.count)
    return units
  }

  private static func tenth(_ seconds: Double) -> Double { (seconds * 10).rounded() }

  /// The first of the known units, once it is before all others; `nil` when there is none left.
  private mutating func first<Failure: Error>(
    before isEarlier: (Double, Double) -> Bool, bound: () -> Double,
    pull: () throws(Failure) -> RoutedCandidate<Payload>?
  ) throws(Failure) -> RoutedUnit<Payload>? {
    while true {
      let outside = isExhausted ? .infinity : bound()
      let floor = min(outside, unasked.min?.least ?? .infinity)
      if let best = known.min, floor == .infinity || isEarlier(best.eta, floor) { return best }
      if floor == .infinity { return nil }
      try fill(bound: bound, pull: pull)
      ask()
    }
  }

  /// The arrival behind which no unit is of interest, as far as is known: the end of the last tenth of a second that is.
  private func horizon() -> Double {
    guard known.count >= wanted else { return .infinity }
    let last =
      wanted == 1 ? known.min?.eta ?? .infinity : known.unordered.map(\.eta).sorted()[wanted - 1]
    return last < .infinity ? (Self.tenth(last) + 0.5) / 10 + 1e-9 : .infinity
  }

  /// Takes candidates that may come before the horizon, until a batch is full.
  private mutating func fill<Failure: Error>(
    bound: () -> Double, pull: () throws(Failure) -> RoutedCandidate<Payload>?
  ) throws(Failure) {
    var horizon = horizon()
    var places = Set(unasked.unordered.lazy.filter { $0.least <= horizon }.map(\.place))
    while !isExhausted, places.count < batchSize {
      let outside = bound()
      guard outside <= horizon, outside < .infinity else { return }
      guard let candidate = try pull() else {
        isExhausted = true
        return
      }
      considered += 1
      if let place = candidate.place, failure == nil, answers[place] == nil {
        let travel = min(
          candidate.modelled, router.leastSeconds(distance: candidate.distance) * candidate.slowness)
        unasked.insert(Unasked(candidate: candidate, place: place, least: candidate.delay + travel))
        places.insert(place)
      } else {
        settle(candidate)
        horizon = self.horizon()
      }
    }
  }

  /// Asks the router about the candidates that may come before the horizon, the most promising first.
  private mutating func ask() {
    let horizon = horizon()
    var batch: [Unasked] = []
    var places: [Coordinate] = []
    var positions: Set<Coordinate> = []
    while let next = unasked.min, next.least <= horizon {
      if !positions.contains(next.place) {
        guard places.count < batchSize else { break }
        positions.insert(next.place)
        places.append(next.place)
      }
      batch.append(unasked.removeMin())
    }
    guard !batch.isEmpty else { return }
    if failure == nil {
      calls += 1
      asked += places.count
      do throws(MutualAidError) {
        for (place, way) in zip(places, try router.ways(from: places, to: destination)) { answers[place] = way }
      } catch {
        failure = error
      }
      batchSize = max(1, min(batchSize * 2, 32, router.batchLimit))
    }
    for entry in batch { settle(entry.candidate) }
    if failure != nil {
      while let entry = unasked.popMin() { settle(entry.candidate) }
    }
  }

  /// Puts a candidate among the known units with the time that holds for it, unless there is no way for it.
  private mutating func settle(_ candidate: RoutedCandidate<Payload>) {
    var (travel, origin) = (candidate.modelled, TravelOrigin.model)
    if let place = candidate.place {
      let way = answers[place]
      origin = .fallback(moved: way?.moved)
      // A crossing that a scenario opens may lead where the router finds no way.
      if candidate.detour == .closed || (way == .noWay && candidate.detour != .opened) {
        withoutWay.insert(candidate.id)
        return
      }
      let seconds = way?.travel(
        distance: candidate.distance, greatestSpeed: router.greatestSpeed, model: candidate.model)
      if let moved = way?.moved, let seconds {
        var longer = 0.0
        if case .longer(let more) = candidate.detour { longer = more }
        // No way is sooner than the straight line, by whatever crossing.
        let least = router.leastSeconds(distance: candidate.distance)
        travel = max(seconds * candidate.slowness + longer, least * candidate.slowness)
        origin = .router(router.name, moved: moved)
      }
    }
    guard travel < .infinity else {
      withoutWay.insert(candidate.id)
      return
    }
    known.insert(
      RoutedUnit(
        payload: candidate.payload, id: candidate.id, travel: travel, origin: origin, eta: candidate.delay + travel))
  }
}
