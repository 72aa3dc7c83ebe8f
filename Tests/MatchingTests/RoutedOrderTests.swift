import DirectoryModel
import Geodesy
import Matching
import Synchronization
import TestSupport
import Testing

/// A router with a table of times, which can be made to fail.
private final class RouterDouble: RoadRouter {
  let name = "double"
  let greatestSpeed = 40.0
  let greatestSnap = 1000.0
  let batchLimit: Int
  /// Which question fails, counted from 0, and all after it; and how.
  let failsFrom: Int
  let failure: Failure
  private let times: [Coordinate: Double?]
  private let count = Mutex(0)

  enum Failure: CaseIterable { case error, tooFew, tooMany }

  init(times: [Coordinate: Double?], batchLimit: Int = 32, failsFrom: Int = .max, failure: Failure = .error) {
    self.times = times
    self.batchLimit = batchLimit
    self.failsFrom = failsFrom
    self.failure = failure
  }

  var calls: Int { count.withLock { $0 } }

  func seconds(from places: [Coordinate], to destination: Coordinate) throws(MutualAidError) -> [Double?] {
    let number = count.withLock { count in
      defer { count += 1 }
      return count
    }
    let seconds = places.map { times[$0] ?? nil }
    guard number >= failsFrom else { return seconds }
    switch failure {
    case .error: throw MutualAidError(.routerTimedOut, "too late")
    case .tooFew: return Array(seconds.dropLast())
    case .tooMany: return seconds + [1]
    }
  }
}

private struct Case {
  let destination: Coordinate
  var candidates: [RoutedCandidate<Int>] = []
  var times: [Coordinate: Double?] = [:]

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
          delay: [0, 60, 90, 300].randomElement(using: &random) ?? 0, modelled: 100 + distance / 20))
      if times[place] == nil { times[place] = .some(Self.time(distance, using: &random)) }
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
    candidates.map { candidate in
      guard let place = candidate.place else {
        return Expected(eta: candidate.delay + candidate.modelled, id: candidate.id, origin: .model)
      }
      let least = max(0, (candidate.distance - 1000) / 40 - 1)
      if isAnswered(candidate), let seconds = times[place] ?? nil, seconds >= least, seconds <= 86_400 {
        return Expected(eta: candidate.delay + seconds, id: candidate.id, origin: .router("double"))
      }
      return Expected(eta: candidate.delay + candidate.modelled, id: candidate.id, origin: .fallback)
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
      // Whose time the router gave before it failed is seen from the outside; all others have the model's.
      let byRouter = Set(units.filter { $0.origin == .router("double") }.map(\.id))
      #expect(units == sample.expected { byRouter.contains($0.id) })
      #expect(order.failure?.code == (failure == .error ? .routerTimedOut : .routerNonsense))
      #expect(order.calls == failsFrom + 1)
      if failsFrom == 0 { #expect(byRouter.isEmpty) } else { #expect(!byRouter.isEmpty) }
      #expect(run().units == units)
    }
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
    #expect(router.leastSeconds(distance: 900) == 0)
    #expect(router.leastSeconds(distance: 41_000) == 999)
    let bound = LeastTravel(router: router, model: SpeedModel())
    #expect(bound.seconds(distance: 41_000, service: .fire, mobility: .road) == 999)
    #expect(
      bound.seconds(distance: 41_000, service: .fire, mobility: .air)
        == SpeedModel().seconds(distance: 41_000, service: .fire, mobility: .air))
  }
}
