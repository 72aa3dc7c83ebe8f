import DirectoryModel
import Geodesy
import Matching
import Synchronization
import TestSupport
import Testing

/// What a router says of one place.
private struct Told: Hashable {
  var seconds: Double?
  var moved = 0.0
  var isOnMap = true
}

/// A router with a table of times, which can be made to fail.
private final class RouterDouble: RoadRouter {
  let name = "double"
  let greatestSpeed = 40.0
  let batchLimit: Int
  /// Which question fails, counted from 0, and all after it; and how.
  let failsFrom: Int
  let failure: Failure
  private let times: [Coordinate: Told]
  private let count = Mutex(0)

  enum Failure: CaseIterable { case error, tooFew, tooMany }

  init(times: [Coordinate: Told], batchLimit: Int = 32, failsFrom: Int = .max, failure: Failure = .error) {
    self.times = times
    self.batchLimit = batchLimit
    self.failsFrom = failsFrom
    self.failure = failure
  }

  var calls: Int { count.withLock { $0 } }

  func identity() -> RouterIdentity { RouterIdentity(engine: name, profile: "", dataVersion: nil) }

  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix {
    let number = count.withLock { count in
      defer { count += 1 }
      return count
    }
    let told = sources.map { times[$0] ?? Told() }
    var matrix = RoadMatrix(
      sources: told.map { .init(moved: $0.moved, isOnMap: $0.isOnMap) },
      destinations: [.init(moved: Case.incidentMoved)],
      seconds: told.map(\.seconds))
    guard number >= failsFrom else { return matrix }
    switch failure {
    case .error: throw MutualAidError(.routerTimedOut, "too late")
    case .tooFew: matrix.seconds.removeLast()
    case .tooMany: matrix.seconds.append(1)
    }
    return matrix
  }
}

private struct Case {
  /// Metres that the incident was moved.
  static let incidentMoved = 100.0

  let destination: Coordinate
  var candidates: [RoutedCandidate<Int>] = []
  var times: [Coordinate: Told] = [:]

  /// Units around a place: several at one place, some that do not travel by road, and times from good to absurd.
  init(seed: UInt64, count: Int) throws {
    var random = SplitMix64(seed: seed)
    destination = try place(50.77, 6.09)
    var places: [Coordinate] = []
    for number in 0..<count {
      let reused = random.oneIn(4) ? places.randomElement(using: &random) : nil
      let place = try reused ?? random.place(latitudes: 50.6...50.95, longitudes: 5.9...6.3)
      places.append(place)
      let distance = Geodesic.distance(from: destination, to: place)
      candidates.append(
        RoutedCandidate(
          payload: number, id: "u\(Int.random(in: 0...9999, using: &random))-\(number)",
          place: random.oneIn(8) ? nil : place, distance: distance,
          delay: [0, 60, 90, 300].randomElement(using: &random) ?? 0, modelled: 100 + distance / 20,
          model: { 100 + $0 / 20 }))
      if times[place] == nil {
        times[place] = Told(
          seconds: Self.time(distance, using: &random), moved: random.oneIn(3) ? 900 : 0, isOnMap: !random.oneIn(20))
      }
    }
  }

  private static func time(_ distance: Double, using random: inout SplitMix64) -> Double? {
    switch Int.random(in: 0..<40, using: &random) {
    case 0: nil
    case 1: -1
    case 2: 1e9
    case 3: .nan
    case 4: 0
    // Whole seconds make ties.
    default: (distance / Double.random(in: 8...30, using: &random)).rounded(.up)
    }
  }

  /// Every unit with the time that holds for it, sorted.
  func expected(isAnswered: (RoutedCandidate<Int>) -> Bool = { _ in true }) -> [Expected] {
    candidates.compactMap { candidate in
      guard let place = candidate.place else {
        return Expected(eta: candidate.delay + candidate.modelled, id: candidate.id, origin: .model)
      }
      let modelled = candidate.delay + candidate.modelled
      guard isAnswered(candidate), let told = times[place] else {
        return Expected(eta: modelled, id: candidate.id, origin: .fallback(moved: nil))
      }
      guard told.isOnMap else {
        return Expected(eta: modelled, id: candidate.id, origin: .fallback(moved: max(told.moved, Self.incidentMoved)))
      }
      guard let seconds = told.seconds else { return nil }
      let moved = told.moved + Self.incidentMoved
      guard seconds >= 0, seconds >= (candidate.distance - moved) / 40 - 1, seconds <= 86_400 else {
        return Expected(eta: modelled, id: candidate.id, origin: .fallback(moved: moved))
      }
      let whole = max(candidate.distance, moved)
      return Expected(
        eta: candidate.delay + (seconds + max(moved / 40, (100 + whole / 20) * (moved / whole))), id: candidate.id,
        origin: .router("double", moved: moved))
    }.sorted { ($0.eta, $0.id) < ($1.eta, $1.id) }
  }

  struct Expected: Equatable {
    var eta: Double
    var id: UnitID
    var origin: TravelOrigin
  }

  /// The first units of an order, with candidates given by growing bound, as a source gives them.
  func run(_ router: RouterDouble, wanted: Int, taking count: Int) -> (units: [Expected], order: RoutedOrder<Int>) {
    func least(_ candidate: RoutedCandidate<Int>) -> Double {
      // A source knows nothing of the delay.
      candidate.place == nil
        ? candidate.modelled : min(candidate.modelled, router.leastSeconds(distance: candidate.distance))
    }
    let sorted = candidates.sorted { least($0) < least($1) }
    var next = 0
    var order = RoutedOrder<Int>(router: router, destination: destination, wanted: wanted)
    var units: [Expected] = []
    while units.count < count {
      let unit = order.next(
        bound: { next < sorted.count ? least(sorted[next]) : .infinity },
        pull: {
          defer { next += 1 }
          return next < sorted.count ? sorted[next] : nil
        })
      guard let unit else { break }
      units.append(Expected(eta: unit.eta, id: unit.id, origin: unit.origin))
    }
    return (units, order)
  }
}

@Suite struct RoutedOrderTests {
  @Test func theOrderIsThatOfAskingAboutAllUnits() throws {
    for seed in 0..<250 as Range<UInt64> {
      let sample = try Case(seed: seed, count: Int(seed % 120))
      let expected = sample.expected()
      for (wanted, count) in [(1, 1), (5, 5), (3, 20), (40, 10), (5, .max)] {
        let router = RouterDouble(times: sample.times, batchLimit: [1, 3, 32][Int(seed % 3)])
        let (units, _) = sample.run(router, wanted: wanted, taking: count)
        #expect(units == Array(expected.prefix(count)), "seed \(seed), wanted \(wanted), count \(count)")
      }
    }
  }

  @Test func groupsAreTheWholeTenthsOfASecondOfThatOrder() throws {
    for seed in 0..<150 as Range<UInt64> {
      let sample = try Case(seed: seed, count: Int(seed % 90))
      let router = RouterDouble(times: sample.times, batchLimit: [1, 3, 32][Int(seed % 3)])
      func least(_ candidate: RoutedCandidate<Int>) -> Double {
        candidate.place == nil
          ? candidate.modelled : min(candidate.modelled, router.leastSeconds(distance: candidate.distance))
      }
      let sorted = sample.candidates.sorted { least($0) < least($1) }
      var (next, units) = (0, [UnitID]())
      var order = RoutedOrder<Int>(router: router, destination: sample.destination, wanted: 1 + Int(seed % 7))
      var last = -1.0
      while true {
        let group = order.nextTied(
          bound: { next < sorted.count ? least(sorted[next]) : .infinity },
          pull: {
            defer { next += 1 }
            return next < sorted.count ? sorted[next] : nil
          })
        guard let first = group.first else { break }
        let tenth = (first.eta * 10).rounded()
        #expect(tenth > last && group.allSatisfy { ($0.eta * 10).rounded() == tenth })
        last = tenth
        units += group.map(\.id)
      }
      #expect(units == sample.expected().map(\.id), "seed \(seed)")
    }
  }

  @Test(arguments: RouterDouble.Failure.allCases)
  private func aRouterThatFailsInTheMiddleIsReplacedByTheModel(failure: RouterDouble.Failure) throws {
    for seed in 0..<100 as Range<UInt64> {
      let sample = try Case(seed: seed, count: 80)
      let failsFrom = Int(seed % 4)
      func run() -> (units: [Case.Expected], order: RoutedOrder<Int>) {
        sample.run(
          RouterDouble(times: sample.times, batchLimit: 8, failsFrom: failsFrom, failure: failure), wanted: 5,
          taking: .max)
      }
      let (units, order) = run()
      // Places that the router told of before it failed have its times; all others have the model's.
      let answered = order.answers
      #expect(units == sample.expected { $0.place.map { answered[$0] != nil } ?? true })
      let byRouter = units.filter { if case .router = $0.origin { true } else { false } }
      #expect(order.failure?.code == (failure == .error ? .routerTimedOut : .routerNonsense))
      #expect(order.calls == failsFrom + 1)
      if failsFrom == 0 { #expect(byRouter.isEmpty) } else { #expect(!byRouter.isEmpty) }
      #expect(run().units == units)
    }
  }

  @Test func unitsWithoutAWayAreCountedAndNotGiven() throws {
    var withoutWay = 0
    for seed in 0..<100 as Range<UInt64> {
      let sample = try Case(seed: seed, count: 120)
      let router = RouterDouble(times: sample.times)
      let (units, order) = sample.run(router, wanted: 5, taking: .max)
      let expected = sample.candidates.filter { candidate in
        candidate.place.flatMap { sample.times[$0] }.map { $0.isOnMap && $0.seconds == nil } ?? false
      }
      #expect(order.withoutWay == Set(expected.map(\.id)))
      #expect(units.count + order.withoutWay.count == sample.candidates.count)
      withoutWay += expected.count
    }
    #expect(withoutWay > 100)
  }

  @Test func noTimeForTwoKilometresIsRefusedUnlessThePlacesWereMoved() {
    let model = SpeedModel()
    func travel(_ way: RoadWay, _ distance: Double) -> Double? {
      way.travel(distance: distance, greatestSpeed: 40) { model.seconds(distance: $0, service: .fire, mobility: .road) }
    }
    #expect(travel(.seconds(0, moved: 0), 1900) == nil)
    #expect(travel(.seconds(0, moved: 400), 1900) == nil)
    // All of the way lies between the places and the road: it takes what the model says.
    #expect(travel(.seconds(0, moved: 1900), 1900) == model.seconds(distance: 1900, service: .fire, mobility: .road))
    for seconds in [.nan, -1, .infinity, 86_401] { #expect(travel(.seconds(seconds, moved: 0), 0) == nil) }
    #expect(travel(.noWay, 100) == nil)
    #expect(travel(.offMap(moved: 2000), 100) == nil)
    // A tenth of the way at the model's speed over the whole.
    let tenth = model.seconds(distance: 5000, service: .fire, mobility: .road) / 10
    #expect(travel(.seconds(600, moved: 500), 5000) == 600 + tenth)
  }

  @Test func onlyUnitsThatMayBeAmongTheFirstAreAskedAbout() throws {
    var asked = 0
    for seed in 0..<50 as Range<UInt64> {
      let sample = try Case(seed: seed, count: 400)
      let (_, order) = sample.run(RouterDouble(times: sample.times), wanted: 5, taking: 5)
      asked += order.asked
      #expect(order.considered <= 400)
    }
    #expect(asked < 50 * 400 / 2)
  }

  @Test func withoutUnitsNobodyIsAsked() throws {
    let router = RouterDouble(times: [:])
    var order = RoutedOrder<Int>(router: router, destination: try place(50, 6), wanted: 5)
    let unit = order.next(bound: { .infinity }, pull: { nil })
    #expect(unit == nil)
    #expect(router.calls == 0)
  }

  @Test func theBoundIsThatOfTheStraightLineBetweenRoads() {
    let router = RouterDouble(times: [:])
    #expect(router.leastSeconds(distance: 30) == 0)
    #expect(router.leastSeconds(distance: 40_000) == 999)
    let bound = LeastTravel(router: router, model: SpeedModel())
    #expect(bound.seconds(distance: 40_000, service: .fire, mobility: .road) == 999)
    #expect(
      bound.seconds(distance: 41_000, service: .fire, mobility: .air)
        == SpeedModel().seconds(distance: 41_000, service: .fire, mobility: .air))
  }
}
