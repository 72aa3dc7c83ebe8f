import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import Synchronization
import TestSupport
import Testing
import Waterways

@testable import Coverage

/// A router that makes up a time for every pair of places, always the same: some have no way, some times cannot be, some
/// places are moved to a road, some are off the map.
private final class MadeUpRoads: RoadRouter {
  let name = "made-up"
  let greatestSpeed = 30.0
  let batchLimit = 32
  let pairLimit: Int
  let pairs = Mutex(0)
  /// How many questions it answers before it fails.
  let answers: Mutex<Int>

  init(pairLimit: Int = 500, answers: Int = .max) {
    self.pairLimit = pairLimit
    self.answers = Mutex(answers)
  }

  static func end(_ place: RoadPlace) -> RoadMatrix.End {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(place.latitude) << 32 ^ Int64(place.longitude)))
    switch Int.random(in: 0..<30, using: &random) {
    case 0: return .offMap
    case 1: return .init(moved: 1700, isOnMap: false)
    case 2...6: return .init(moved: Double(Int.random(in: 100...900, using: &random)))
    default: return .init(moved: 0)
    }
  }

  static func seconds(_ one: RoadPlace, _ other: RoadPlace) -> Double? {
    let (first, second) = (
      Int64(one.latitude) << 32 ^ Int64(one.longitude), Int64(other.latitude) << 32 ^ Int64(other.longitude)
    )
    var random = SplitMix64(seed: UInt64(bitPattern: first &* 31 &+ second))
    let distance = Geodesic.distance(from: one.coordinate, to: other.coordinate)
    switch Int.random(in: 0..<40, using: &random) {
    case 0, 1: return nil
    case 2: return 0
    case 3: return -1
    default: return (distance / Double.random(in: 9...30, using: &random) * 10).rounded(.up) / 10
    }
  }

  /// Seconds of travel by the definition.
  static func travel(_ from: Coordinate, _ to: Coordinate, _ distance: Double) -> PlainWorld.RouterSays? {
    let (one, other) = (RoadPlace(from), RoadPlace(to))
    let (start, end) = (MadeUpRoads.end(one), MadeUpRoads.end(other))
    let model = { SpeedModel().seconds(distance: $0, service: .fire, mobility: .road) }
    guard start.isOnMap, end.isOnMap else { return .nothing }
    guard let seconds = seconds(one, other) else { return nil }
    let moved = start.moved + end.moved
    guard seconds >= 0, seconds >= (distance - moved) / 30 - 1 else { return .nothing }
    guard moved > 0 else { return .seconds(seconds) }
    let whole = max(distance, moved)
    return .seconds(seconds + max(moved / 30, model(whole) * (moved / whole)))
  }

  func identity() -> RouterIdentity { RouterIdentity(engine: name, profile: "car", dataVersion: "1") }

  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix {
    let mayAnswer = answers.withLock { left in
      left -= 1
      return left >= 0
    }
    guard mayAnswer else { throw MutualAidError(.routerTimedOut, "too late") }
    pairs.withLock { $0 += sources.count * destinations.count }
    let (from, to) = (sources.map { RoadPlace($0) }, destinations.map { RoadPlace($0) })
    return RoadMatrix(
      sources: from.map(MadeUpRoads.end), destinations: to.map(MadeUpRoads.end),
      seconds: from.flatMap { one in to.map { MadeUpRoads.seconds(one, $0) } })
  }
}

/// Keeps segments for as long as it lives.
private final class MemoryArchive: RoadArchive {
  let name = "memory"
  let segments = Mutex<[(RouterIdentity, RoadSegment)]>([])

  func forEachSegment(of router: RouterIdentity, _ body: (RoadSegment) -> Void) {
    for (whose, segment) in segments.withLock({ $0 }) where whose == router { body(segment) }
  }

  func append(_ new: [RoadSegment], of router: RouterIdentity) {
    segments.withLock { $0 += new.map { (router, $0) } }
  }
}

@Suite struct RoadCoverageTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)
  private static let services: [Service] = [.fire, .ambulance]

  private func model(_ world: SmallWorld, waters: WaterBarriers? = nil) -> CoverageModel {
    CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
      services: Self.services, crossingRights: BandAgreements(),
      waters: waters.map { CoverageWaters($0, network: WayNetwork($0)) })
  }

  private func expect(_ result: CoverageReport.ScenarioResult, _ plain: PlainWorld, _ comment: String) {
    for (index, service) in Self.services.enumerated() {
      let expected = plain.outcomes(of: service)
      let other = expected.indices.first { cell in
        var found = result.services[index].outcomes[cell]
        guard abs(found.probability - expected[cell].probability) < 1e-9 else { return true }
        found.probability = expected[cell].probability
        return found != expected[cell]
      }
      #expect(
        other == nil,
        "\(comment): \(other.map { "\(result.services[index].outcomes[$0]) is not \(expected[$0])" } ?? "")")
    }
  }

  @Test(arguments: SampleSize.seeds(4, long: 30))
  func scenariosAreAsAskingForEveryPairGives(seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 77)
    let world = try SmallWorld(
      seed: seed, units: Int.random(in: 8...70, using: &random), cells: Int.random(in: 30...200, using: &random))
    let waters = seed % 2 == 1 ? try SmallWorld.waters(seed: seed) : nil
    var start = PlainWorld(world, waters: waters)
    (start.roads, start.greatestSpeed) = (MadeUpRoads.travel, 30)
    var scenarios: [(Scenario, PlainWorld)] = []
    for number in 0..<10 {
      var plain = start
      var edits: [ScenarioEdit] = []
      for count in 0..<Int.random(in: 1...5, using: &random) {
        let kind =
          count == 0
          ? (Int(seed) * 10 + number) % RandomEdits.kinds : Int.random(in: 0..<RandomEdits.kinds, using: &random)
        guard let edit = try RandomEdits.change(kind: kind, in: plain, number: count, &random) else { continue }
        // Travel that is much faster than usual is refused.
        if case .weather(let factor, _) = edit,
          factor * plain.times.slowness * (plain.serviceSlowness.values.min() ?? 1) < 0.6
        {
          continue
        }
        edits.append(.init(edit))
        plain.apply(edit)
      }
      scenarios.append((Scenario(name: "\(number)", edits: edits), plain))
    }
    let router = MadeUpRoads()
    let model = try model(world, waters: waters).byRoad(
      RoadCollector(router: router, archive: nil), scenarios.map(\.0), at: Self.moment
    ) { _ in }
    let results = try model.evaluate(scenarios.map(\.0), at: Self.moment)
    expect(results[0], start, "baseline")
    for ((scenario, plain), result) in zip(scenarios, results.dropFirst()) {
      expect(result, plain, "\(scenario.edits.map(\.change))")
    }
    #expect(router.pairs.withLock { $0 } == model.roadSummary?.pairs)
    let baseline = try model.baseline(at: Self.moment)
    // The speed model beside it is what it is without roads.
    start.roads = nil
    expect(try baseline.withoutRoads(), start, "without roads")
  }

  @Test func pairsThatCannotMatterAreNotAsked() throws {
    var world = try SmallWorld(seed: 5, units: 60, cells: 200)
    // A second town, far beyond an hour at the greatest speed.
    for index in world.cells.indices where index % 2 == 0 {
      let place = world.cells[index].place
      world.cells[index].place = try place.moved(to: place.latitude + 2)
    }
    let router = MadeUpRoads()
    let model = try model(world).byRoad(RoadCollector(router: router, archive: nil), [], at: Self.moment) { _ in }
    var plain = PlainWorld(world)
    plain.roads = MadeUpRoads.travel
    expect(try model.evaluate(at: Self.moment)[0], plain, "two towns")
    let summary = try #require(model.roadSummary)
    let asked = router.pairs.withLock { $0 }
    #expect(summary.pairs == asked && summary.pairsAsked == asked)
    #expect(asked < Set(world.units.map(\.place)).count * world.cells.count * 3 / 4)
  }

  @Test func whatMovesNoStationAsksForNothing() throws {
    let world = try SmallWorld(seed: 3)
    let router = MadeUpRoads()
    let archive = MemoryArchive()
    func evaluate(_ scenarios: [Scenario]) throws {
      let collector = RoadCollector(router: router, archive: archive)
      _ = try model(world).byRoad(collector, scenarios, at: Self.moment) { _ in }.evaluate(scenarios, at: Self.moment)
    }
    try evaluate([])
    router.pairs.withLock { $0 = 0 }
    let ready = world.units.filter(\.isReady)
    let edits: [ScenarioEdit.Change] = [
      .closeStation(ready[0].station), .removeUnit(ready[1].id), .weather(1.5), .callHandling(30),
      .border(between: "AA", and: "BB", isOpen: false, services: []), .staff(ready[2].station, .career),
      .moveUnit(ready[3].id, toStation: ready[4].station), .requireAgreements(true), .requestDelay(60),
      .busy(0.5, .init()),
    ]
    let scenarios = edits.enumerated().map { Scenario(name: "\($0)", edits: [.init($1)]) }
    try evaluate(scenarios)
    #expect(router.pairs.withLock { $0 } == 0)
    // A station that is new asks for its own ways.
    let new = Scenario(
      name: "new",
      edits: [
        .init(
          .openStation(
            "new", place: try place(50.8, 6.1), country: "BB",
            units: [.init(id: "new.1", count: 1, service: .fire, crew: 6, turnout: 90)]))
      ])
    try evaluate([new])
    #expect((1...world.cells.count).contains(router.pairs.withLock { $0 }))
    router.pairs.withLock { $0 = 0 }
    try evaluate([new])
    #expect(router.pairs.withLock { $0 } == 0)
  }

  @Test(arguments: [0, 1, 5, 17, 30])
  func aRouterThatDiesSaysHowFarItGotAndIsTakenUpFromThere(answers: Int) throws {
    let world = try SmallWorld(seed: 9, units: 60, cells: 400)
    let (whole, broken) = (MemoryArchive(), MemoryArchive())
    let all = try model(world).byRoad(RoadCollector(router: MadeUpRoads(), archive: whole), [], at: Self.moment) { _ in
    }
    let total = try #require(all.roadSummary).pairs
    var last = RoadCollector.Progress(answered: 0, total: 0)
    let error = #expect(throws: MutualAidError.self) {
      try model(world).byRoad(
        RoadCollector(router: MadeUpRoads(answers: answers), archive: broken), [], at: Self.moment
      ) { last = $0 }
    }
    let kept = broken.segments.withLock { $0.reduce(0) { $0 + $1.1.times.count } }
    #expect(error?.code == .routerTimedOut)
    #expect(error?.text.description.contains("after \(kept) of \(total) pairs") == true)
    #expect(last.answered <= kept && last.total == total)
    let router = MadeUpRoads()
    let resumed = try model(world).byRoad(RoadCollector(router: router, archive: broken), [], at: Self.moment) { _ in }
    #expect(router.pairs.withLock { $0 } == total - kept)
    #expect(broken.segments.withLock { $0.map(\.1) } == whole.segments.withLock { $0.map(\.1) })
    let (one, other) = (try all.evaluate(at: Self.moment)[0], try resumed.evaluate(at: Self.moment)[0])
    for (one, other) in zip(one.services, other.services) { #expect(one.outcomes == other.outcomes) }
  }

  @Test func whatTheRouterCannotSayIsToldInPeople() throws {
    let world = try SmallWorld(seed: 12, units: 50, cells: 300)
    let model = try model(world).byRoad(RoadCollector(router: MadeUpRoads(), archive: nil), [], at: Self.moment) { _ in
    }
    let summary = try #require(model.roadSummary)
    let offMap = world.cells.filter { !MadeUpRoads.end(RoadPlace($0.place)).isOnMap }
    #expect(!offMap.isEmpty)
    #expect(summary.cellsOffMap == offMap.count)
    #expect(summary.peopleOffMap == offMap.reduce(0) { $0 + $1.people })
    #expect(summary.pairsWithoutWay > 0 && summary.pairsUnusable > 0)
    #expect(summary.router == RouterIdentity(engine: "made-up", profile: "car", dataVersion: "1"))
  }

  @Test func travelThatIsMuchFasterIsRefusedByRoad() throws {
    let world = try SmallWorld(seed: 12)
    let error = #expect(throws: MutualAidError.self) {
      try model(world).byRoad(
        RoadCollector(router: MadeUpRoads(), archive: nil), [Scenario(name: "fast", edits: [.init(.weather(0.5))])],
        at: Self.moment
      ) { _ in }
    }
    #expect(error?.code == .scenarioInvalid)
  }
}

extension Coordinate {
  fileprivate func moved(to latitude: Double) throws -> Coordinate {
    try Coordinate(latitude: latitude, longitude: longitude)
  }
}
