import DirectoryModel
import Geodesy
import TestSupport
import Testing

@testable import Matching

@Suite struct UnitFrontierTests {
  @Test func everyUnitIsGivenOnceInOrder() throws {
    var random = SplitMix64(seed: 40)
    for _ in 0..<40 {
      let centre = try random.place()
      let directory = DirectoryDouble()
      directory.units = try (0..<100).map { number in
        let reach = ([5000.0, 50_000, 20_000_000] as [Double]).randomElement(using: &random) ?? 0
        return unit(
          "u\(number)",
          at: random.oneIn(20)
            ? try random.place()
            : Geodesic.destination(
              from: centre, azimuth: .random(in: 0...360, using: &random),
              distance: .random(in: 0...reach, using: &random)))
      }
      var frontier = UnitFrontier(
        source: directory, place: centre, service: nil, value: { $1 }, bound: { $0 })
      var given: [String] = []
      while let next = try frontier.next() { given.append(next.unit.id) }
      let expected = directory.units.map { (Geodesic.distance(from: centre, to: $0.coordinate), $0.id) }.sorted {
        $0 < $1
      }
      #expect(given == expected.map(\.1))
      #expect(try frontier.next() == nil)
    }
  }

  @Test func nearUnitsAreFoundWithoutLookingFar() throws {
    let centre = try place(50.8, 6.1)
    let directory = DirectoryDouble()
    directory.units = [unit("near", at: try place(50.81, 6.1)), unit("far", at: try place(40, 6))]
    var frontier = UnitFrontier(source: directory, place: centre, service: nil, value: { $1 }, bound: { $0 })
    #expect(try frontier.next()?.unit.id == "near")
    #expect(directory.radii == [5000])
  }

  @Test func aLimitEndsTheSearchWithoutReadingTheWorld() throws {
    let directory = DirectoryDouble()
    directory.units = [unit("far", at: try place(40, 6))]
    var frontier = UnitFrontier(
      source: directory, place: try place(50.8, 6.1), service: nil, value: { $1 }, bound: { $0 })
    #expect(try frontier.next(limit: 30_000) == nil)
    #expect((directory.radii.max() ?? 0) < 100_000)
    #expect(try frontier.next()?.unit.id == "far")
  }

  @Test func aUnitJustAtTheLimitIsWithinIt() throws {
    let centre = try place(50.8, 6.1)
    let directory = DirectoryDouble()
    directory.units = [unit("u", at: try place(51, 6.1))]
    let distance = Geodesic.distance(from: centre, to: try place(51, 6.1))
    var frontier = UnitFrontier(source: directory, place: centre, service: nil, value: { $1 }, bound: { $0 })
    #expect(try frontier.next(limit: distance.nextDown) == nil)
    #expect(try frontier.next(limit: distance)?.unit.id == "u")
  }

  @Test func tiesAtTheEdgeOfACircleStillGoByID() throws {
    // All units have one value, equal to the bound of any circle: none may come before all have been seen.
    let directory = DirectoryDouble()
    directory.units = try ["d": 50.80, "c": 50.9, "b": 52, "a": -30].map { unit($0, at: try place($1, 6.1)) }
    var frontier = UnitFrontier(
      source: directory, place: try place(50.8, 6.1), service: nil, value: { _, _ in 7 }, bound: { _ in 7 })
    var given: [String] = []
    while let next = try frontier.next() { given.append(next.unit.id) }
    #expect(given == ["a", "b", "c", "d"])
  }

  @Test func unitsWithoutAValueAreLeftOut() throws {
    let directory = DirectoryDouble()
    directory.units = try (0..<10).map { unit("\($0)", at: try place(50.8, 6 + Double($0) / 10)) }
    var frontier = UnitFrontier(
      source: directory, place: try place(50.8, 6), service: nil,
      value: { $0.id == "3" || $0.id == "7" ? $1 : nil }, bound: { $0 })
    #expect(try frontier.next()?.unit.id == "3")
    #expect(try frontier.next()?.unit.id == "7")
    #expect(try frontier.next() == nil)
  }

  private func unit(_ id: String, at coordinate: Coordinate) -> UnitSummary {
    UnitSummary(id: id, station: "s", service: .fire, type: "TS", country: "NL", coordinate: coordinate)
  }
}
