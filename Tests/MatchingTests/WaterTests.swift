import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing
import Waterways

/// A router that does not answer.
private struct DeadRouter: RoadRouter {
  let name = "dead"
  let greatestSpeed = 1_000.0
  let batchLimit = 3

  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) throws(MutualAidError) -> RoadMatrix {
    throw MutualAidError(.routerUnreachable, "it does not answer")
  }

  func identity() -> RouterIdentity { RouterIdentity(engine: name, profile: "", dataVersion: nil) }
}

/// Which units come, and when, where water lies between.
@Suite struct WaterTests {
  private static let noon = Date(timeIntervalSince1970: 1_795_435_200)

  /// A frame of 4° around 51° N 6° E with a river from west to east through its middle, one from south to north, and an island.
  private func water(_ crossings: [Crossing]) throws -> WaterBarriers {
    func line(_ id: BarrierID, _ kind: Barrier.Kind, _ points: [(Double, Double)]) throws -> Barrier {
      Barrier(
        id: id, names: LocalizedText(id.rawValue), kind: kind, line: try points.map { try place($0.0, $0.1) },
        accuracy: 0
      )
    }
    return WaterBarriers(
      barriers: [
        try line("frame", .open, [(49, 4), (49, 8), (53, 8), (53, 4), (49, 4)]),
        try line("river", .river, [(51, 4), (51, 8)]), try line("canal", .canal, [(49, 6), (53, 6)]),
        try line("shore", .sea, [(51.3, 6.3), (51.3, 6.5), (51.5, 6.5), (51.5, 6.3), (51.3, 6.3)]),
      ], crossings: crossings)
  }

  private func bridge(
    _ id: CrossingID, over barrier: BarrierID, at place: Coordinate, kind: Crossing.Kind = .bridge,
    hours: String? = nil,
    wait: Double? = nil
  ) -> Crossing {
    Crossing(
      id: id, barrier: barrier, names: LocalizedText(id.rawValue), kind: kind, coordinate: place, road: .yes,
      confidence: .high, hours: hours, wait: wait)
  }

  private func unit(_ id: UnitID, type: String = "TS", at coordinate: Coordinate) -> UnitSummary {
    UnitSummary(
      id: id, station: StationID("s-\(id)"), service: .fire, type: type, country: "NL", coordinate: coordinate)
  }

  private var vocabulary: Vocabulary {
    var vocabulary = Vocabulary()
    for (code, mobility) in [("RTH", .air), ("MZB", .water)] as [(String, Mobility)] {
      vocabulary.add(.init(code: code, country: "NL", service: .fire, mobility: mobility, names: LocalizedText(code)))
    }
    var errors = ArrivalErrors()
    errors.set(position: 1_500, of: .municipalityCentroid)
    vocabulary.add(errors)
    return vocabulary
  }

  private func matcher(
    _ directory: DirectoryDouble, _ network: WayNetwork?, router: (any RoadRouter)? = nil
  ) -> Matcher {
    Matcher(source: directory, vocabulary: vocabulary, agreements: [], router: router, ways: { network })
  }

  // MARK: Against brute force

  /// Any units and bridges: the order is that of all units by the seconds of their ways, with all limits, also where a
  /// router that fails leaves the times to the model.
  @Test(arguments: 1...8) func theOrderIsThatOfAllUnitsByTheirWays(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for round in 0..<25 {
      let directory = DirectoryDouble()
      func somewhere() throws -> Coordinate { try random.place(latitudes: 50.3...51.7, longitudes: 5.3...6.7) }
      for number in 0..<Int.random(in: 0...40, using: &random) {
        directory.units.append(
          unit(
            "u\(number)", type: ["TS", "TS", "TS", "RTH", "MZB"].randomElement(using: &random) ?? "",
            at: try somewhere()))
        if random.oneIn(5) { directory.statuses["u\(number)"] = .onScene }
      }
      var crossings: [Crossing] = []
      for number in 0..<Int.random(in: 0...8, using: &random) {
        let along = Double.random(in: -0.7...0.7, using: &random)
        crossings.append(
          random.oneIn(2)
            ? bridge(CrossingID("r\(number)"), over: "river", at: try place(51, 6 + along))
            : bridge(CrossingID("c\(number)"), over: "canal", at: try place(51 + along, 6)))
      }
      if random.oneIn(2) { crossings.append(bridge("island", over: "shore", at: try place(51.3, 6.4))) }
      let network = WayNetwork(try water(crossings))
      var query = NearestQuery(place: try somewhere(), service: .fire, time: WaterTests.noon)
      query.scope = .all
      query.count = Int.random(in: 1...12, using: &random)
      query.rank = round % 3 == 0 ? .distance : .eta
      query.limit =
        [nil, nil, .time(.random(in: 0...7_000, using: &random)), .distance(.random(in: 0...80_000, using: &random))]
        .randomElement(using: &random) ?? nil
      let router: (any RoadRouter)? = round % 5 == 0 ? DeadRouter() : nil
      let matcher = matcher(directory, network, router: router)
      let answer = try matcher.nearest(query)

      var expected: [(value: Double, unit: UnitSummary, eta: Double, way: Way)] = []
      var withoutWay: Set<UnitID> = []
      for unit in directory.units where directory.statuses[unit.id] == nil {
        let distance = Geodesic.distance(from: query.place, to: unit.coordinate)
        let mobility: Mobility = unit.type == "RTH" ? .air : unit.type == "MZB" ? .water : .road
        let found =
          mobility == .road
          ? WaySearch(network, .toPlace, query.place).way(between: unit.coordinate, straight: distance)
          : Way(metres: distance)
        guard let way = found else {
          withoutWay.insert(unit.id)
          continue
        }
        let eta = SpeedModel().seconds(distance: way.metres, service: .fire, mobility: mobility)
        switch query.limit {
        case .time(let seconds) where eta > seconds: continue
        case .distance(let metres) where distance > metres: continue
        default: expected.append((query.rank == .distance ? distance : eta, unit, eta, way))
        }
      }
      expected.sort { ($0.value, $0.unit.id) < ($1.value, $1.unit.id) }
      #expect(answer.matches.map(\.unit.id) == expected.prefix(query.count).map(\.unit.id))
      for (match, right) in zip(answer.matches, expected) {
        #expect(abs(match.eta - right.eta) < 1e-9)
        #expect(match.way == right.way)
      }
      #expect(answer.withoutWay.isSubset(of: withoutWay))
      if expected.count < query.count, query.limit == nil { #expect(answer.withoutWay == withoutWay) }
      // Every unit is explained as it is named.
      for unit in directory.units.prefix(5) {
        let explanation = try #require(try matcher.explain(unit.id, in: query))
        let steps = explanation.steps.filter { $0.check == .way }
        #expect(
          steps.map(\.holds) == (withoutWay.contains(unit.id) ? [false] : []) || directory.statuses[unit.id] != nil)
        if let named = answer.matches.first(where: { $0.unit.id == unit.id }) {
          #expect(explanation.isInAnswer && explanation.match.way == named.way && explanation.match.eta == named.eta)
        }
      }
    }
  }

  // MARK: One by one

  @Test func theUnitOnTheOtherBankComesByTheBridge() throws {
    let directory = DirectoryDouble()
    directory.units = [unit("near", at: try place(50.99, 6.2)), unit("far", at: try place(51.1, 6.2))]
    var query = NearestQuery(place: try place(51.01, 6.2), time: WaterTests.noon)
    query.scope = .all
    let network = WayNetwork(try water([bridge("b", over: "river", at: try place(51, 6.5))]))
    let answer = try matcher(directory, network).nearest(query)
    #expect(answer.matches.map(\.unit.id) == ["far", "near"])
    #expect(answer.matches.map { $0.way?.crossings.map(\.id) } == [[], ["b"]])
    #expect(answer.withoutWay.isEmpty)
    let closed = try matcher(directory, network.supposing(closed: ["b": .both])).nearest(query)
    #expect(closed.matches.map(\.unit.id) == ["far"])
    #expect(closed.withoutWay == ["near"])
    let dry = try matcher(directory, nil).nearest(query)
    #expect(dry.matches.map(\.unit.id) == ["near", "far"])
  }

  @Test(arguments: [(nil, ["b"]), (.municipalityCentroid, [])] as [(Position.Quality?, [CrossingID])])
  func aStationThatMayStandOnEitherBankTakesTheNearer(quality: Position.Quality?, crossings: [CrossingID]) throws {
    let directory = DirectoryDouble()
    directory.units = [unit("u", at: try place(50.99, 6.2))]
    directory.quality = quality
    var query = NearestQuery(place: try place(51.03, 6.2), time: WaterTests.noon)
    query.scope = .all
    let network = WayNetwork(try water([bridge("b", over: "river", at: try place(51, 6.5))]))
    let matcher = matcher(directory, network)
    let match = try #require(try matcher.nearest(query).matches.first)
    #expect(match.way?.crossings.map(\.id) == crossings)
    #expect(try matcher.mayStandOnEitherBank(match.matchable) == (quality != nil))
  }

  /// On weekdays from seven to nine, ten minutes' wait.
  @Test(arguments: [(7.5, ["ferry"], 600.0), (6.5, ["b"], 0)] as [(Double, [CrossingID], Double)])
  func aFerryIsTakenInItsHours(hour: Double, crossings: [CrossingID], wait: Double) throws {
    let directory = DirectoryDouble()
    directory.units = [unit("u", at: try place(50.99, 6.2))]
    let network = WayNetwork(
      try water([
        bridge("b", over: "river", at: try place(51, 6.9)),
        bridge("ferry", over: "river", at: try place(51, 6.2), kind: .ferry, hours: "Mo-Fr 07:00-09:00", wait: 600),
      ]))
    // Noon in UTC is one o'clock.
    var query = NearestQuery(
      place: try place(51.01, 6.2), time: WaterTests.noon.addingTimeInterval((hour - 13) * 3_600))
    query.scope = .all
    let match = try #require(try matcher(directory, network).nearest(query).matches.first)
    #expect(match.way?.crossings.map(\.id) == crossings)
    #expect(match.way?.wait == wait)
    let driving = SpeedModel().seconds(distance: match.way?.metres ?? 0, service: .fire, mobility: .road)
    #expect(abs(match.travel - driving - wait) < 1e-9)
  }

  @Test func slownessLengthensTheWayAndNotTheWait() throws {
    let directory = DirectoryDouble()
    directory.units = [unit("u", at: try place(50.99, 6.2))]
    let network = WayNetwork(
      try water([bridge("ferry", over: "river", at: try place(51, 6.2), kind: .ferry, hours: "24/7", wait: 600)]))
    var query = NearestQuery(place: try place(51.01, 6.2), time: WaterTests.noon)
    query.scope = .all
    let travel = { (slowness: Double) throws in
      try Matcher(
        source: directory, vocabulary: vocabulary, agreements: [], ways: { network },
        conditions: MatchConditions(slowness: Slowness(slowness), unitSlowness: ["u": slowness])
      ).nearest(query).matches.first?.travel ?? 0
    }
    #expect(abs(try travel(2) - 600 - 4 * (try travel(1) - 600)) < 1e-9)
  }
}
