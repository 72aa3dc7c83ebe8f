import DirectoryModel
import Foundation
import Geodesy
import Matching
import RoadRouting
import TestSupport
import Testing

/// An engine that runs for these tests: `Scripts/checks/routing.py` starts it and says where.
struct RealEngine: CustomTestStringConvertible, Sendable {
  let name: String
  let incidents: Int
  /// Where units stand: over the extract of Aachen (Tests/Fixtures/roads) and a little behind its edge in Vaals, or over
  /// the region around it, where the engine has no roads.
  let spread: Spread

  enum Spread: String { case town, region }

  var address: String? { ProcessInfo.processInfo.environment["MUTUALAID_\(name.uppercased())_URL"] }
  var testDescription: String { "\(name), units over the \(spread)" }

  /// Valhalla takes some seconds for 300 places.
  static let all = [
    RealEngine(name: "osrm", incidents: SampleSize.count(60, long: 200), spread: .town),
    RealEngine(name: "osrm", incidents: SampleSize.count(20, long: 50), spread: .region),
    RealEngine(name: "valhalla", incidents: SampleSize.count(6, long: 12), spread: .town),
  ]
  static var run: Bool { all.allSatisfy { $0.address != nil } }
}

/// On the roads of Aachen, against engines that `Scripts/checks/routing.py` starts.
@Suite(.enabled(if: RealEngine.run, "Scripts/checks/routing.py starts the engines and runs these tests"))
struct RealEnginesTests {
  private static func model(_ distance: Double) -> Double {
    SpeedModel().seconds(distance: distance, service: .fire, mobility: .road)
  }

  /// 300 units, several at some stations.
  private func candidates(
    to incident: Coordinate, spread: RealEngine.Spread, using random: inout SplitMix64
  ) throws -> [RoutedCandidate<Void>] {
    var candidates: [RoutedCandidate<Void>] = []
    while candidates.count < 300 {
      let station =
        switch spread {
        case .town: try random.place(latitudes: 50.745...50.794, longitudes: 6.005...6.148)
        case .region: try random.place(latitudes: 50.5...51.05, longitudes: 5.7...6.5)
        }
      let distance = Geodesic.distance(from: incident, to: station)
      for _ in 0..<Int.random(in: 1...3, using: &random) where candidates.count < 300 {
        candidates.append(
          RoutedCandidate(
            payload: (), id: "unit-\(candidates.count)", place: station, distance: distance,
            delay: [0, 0, 90, 120].randomElement(using: &random) ?? 0, modelled: Self.model(distance),
            model: Self.model))
      }
    }
    return candidates
  }

  @Test(arguments: RealEngine.all)
  func theOrderIsThatOfAskingAboutAllUnits(engine: RealEngine) throws {
    var options = RoutingOptions()
    options.timeout = 60
    let router = try RoadRouters.router(for: engine.address ?? "", options: options)
    var random = SplitMix64(seed: 20)
    var (asked, calls, places, fallbacks) = (0, 0, 0, 0)
    for number in 0..<engine.incidents {
      let incident = try random.place(latitudes: 50.746...50.793, longitudes: 6.027...6.147)
      let candidates = try candidates(to: incident, spread: engine.spread, using: &random)
      let answer = try RouterAnswer(router: router, candidates: candidates, incident: incident)
      let bound = LeastTravel(router: router, model: SpeedModel())
      func least(_ candidate: RoutedCandidate<Void>) -> Double {
        bound.seconds(distance: candidate.distance, service: .fire, mobility: .road)
      }
      let sorted = candidates.sorted { least($0) < least($1) }
      var next = 0
      var order = RoutedOrder<Void>(router: router, destination: incident, wanted: 5)
      var units: [RouterAnswer.Unit] = []
      while units.count < 5,
        let unit = order.next(
          bound: { next < sorted.count ? least(sorted[next]) : .infinity },
          pull: {
            defer { next += 1 }
            return next < sorted.count ? sorted[next] : nil
          })
      { units.append(RouterAnswer.Unit(id: unit.id, eta: unit.eta, origin: unit.origin)) }
      #expect(order.failure == nil)
      #expect(units == Array(answer.units.prefix(5)), "incident \(number)")
      asked += order.asked
      calls += order.calls
      places += Set(candidates.compactMap(\.place)).count
      fallbacks += units.count(where: \.origin.isFallback)
    }
    #expect(asked < places)
    print(
      "\(engine.testDescription): \(engine.incidents) incidents, 300 units at \(places / engine.incidents) places: asked about",
      "\(100 * asked / places) % of the places in \(calls / engine.incidents) questions;",
      "\(fallbacks) of \(5 * engine.incidents) answers by the built-in model")
  }

  @Test(arguments: RealEngine.all)
  func theEngineIsRecognised(engine: RealEngine) throws {
    let router = try RoadRouters.router(for: engine.address ?? "")
    let ways = try router.ways(from: [place(50.78, 6.1)], to: place(50.77, 6.09))
    #expect(router.name == engine.name)
    guard case .seconds(let seconds, let moved) = ways.first else {
      Issue.record("no way: \(ways)")
      return
    }
    #expect((60...1200).contains(seconds))
    #expect((0...300).contains(moved))
    #expect(try router.identity().engine == engine.name)
  }

  @Test(arguments: RealEngine.all)
  func aPlaceOffTheMapIsSaidToBe(engine: RealEngine) throws {
    let router = try RoadRouters.router(for: engine.address ?? "")
    // Liège, and Aachen.
    let ways = try router.ways(from: [place(50.63, 5.57), place(50.78, 6.1)], to: place(50.77, 6.09))
    #expect(ways.count == 2)
    guard case .offMap = ways[0], case .seconds = ways[1] else {
      Issue.record("\(ways)")
      return
    }
    let error = #expect(throws: MutualAidError.self) {
      try router.ways(from: [place(50.78, 6.1)], to: place(50.63, 5.57))
    }
    #expect(error?.code == .routerOffMap)
  }
}

/// The order by asking about every unit.
private struct RouterAnswer {
  struct Unit: Equatable {
    var id: UnitID
    var eta: Double
    var origin: TravelOrigin
  }

  let units: [Unit]

  init(router: any RoadRouter, candidates: [RoutedCandidate<Void>], incident: Coordinate) throws {
    var units: [Unit] = []
    for start in stride(from: 0, to: candidates.count, by: router.batchLimit) {
      let part = candidates[start..<min(start + router.batchLimit, candidates.count)]
      let ways = try router.ways(from: part.compactMap(\.place), to: incident)
      for (candidate, way) in zip(part, ways) {
        if way == .noWay { continue }
        let travel = way.travel(
          distance: candidate.distance, greatestSpeed: router.greatestSpeed, model: candidate.model)
        units.append(
          Unit(
            id: candidate.id, eta: candidate.delay + (travel ?? candidate.modelled),
            origin: travel.map { _ in .router(router.name, moved: way.moved ?? 0) } ?? .fallback(moved: way.moved)))
      }
    }
    self.units = units.sorted { ($0.eta, $0.id) < ($1.eta, $1.id) }
  }
}
