import DirectoryModel
import Geodesy
import PopulationData
import TestSupport
import Testing

struct RegularGridTests {
  private func cells(_ count: Int, seed: UInt64) throws -> [DemandCell] {
    var random = SplitMix64(seed: seed)
    return try (0..<count).map { number in
      DemandCell(
        code: "\(number)", place: try random.place(latitudes: 50.7...50.9, longitudes: 5.9...6.2),
        country: number.isMultiple(of: 2) ? "NL" : "DE", people: Int.random(in: 0...5000, using: &random))
    }
  }

  @Test(arguments: [250.0, 500, 1000, 3000])
  func nobodyIsLostAndEveryPartIsInReachOfItsPoint(side: Double) throws {
    let points = try cells(60, seed: 1)
    let grid = RegularGrid(side: side)
    let parts = grid.spread(points)
    let byCode = Dictionary(uniqueKeysWithValues: points.map { ($0.code, $0) })
    var sums: [String: Int] = [:]
    for part in parts {
      let code = String(part.code.split(separator: "/")[0])
      let point = try #require(byCode[code])
      sums[code, default: 0] += part.people
      #expect(part.country == point.country)
      #expect(part.place == point.place || Geodesic.distance(from: part.place, to: point.place) <= grid.reach)
    }
    for point in points where point.people > 0 { #expect(sums[point.code] == point.people) }
  }

  @Test func everySquareBelongsToItsNearestPoint() throws {
    let points = try cells(40, seed: 2)
    for part in RegularGrid(side: 500).spread(points) where part.code.contains("/") {
      let own = try #require(points.first { $0.code == String(part.code.split(separator: "/")[0]) })
      let least = points.map { Geodesic.distance(from: $0.place, to: part.place) }.min() ?? 0
      #expect(Geodesic.distance(from: own.place, to: part.place) == least)
    }
  }

  @Test func aPointWithoutASquareKeepsItsPeople() throws {
    let place = try #require(Coordinate.valid(latitude: 50.8, longitude: 6))
    let point = DemandCell(code: "a", place: place, country: "DE", people: 7)
    #expect(RegularGrid(side: 10_000, reach: 1).spread([point]) == [point])
  }

  @Test func pointsThatAreNotChosenKeepTheirPeopleAndTheirSquares() throws {
    let points = try cells(40, seed: 3)
    let grid = RegularGrid(side: 1000)
    let all = grid.spread(points)
    let chosen = grid.spread(points, only: [4, 17])
    #expect(
      chosen.filter { !$0.code.contains("/") }.map(\.code) == points.map(\.code).filter { $0 != "4" && $0 != "17" })
    for code in ["4", "17"] {
      #expect(chosen.filter { $0.code.hasPrefix(code + "/") } == all.filter { $0.code.hasPrefix(code + "/") })
    }
    #expect(chosen.map(\.people).reduce(0, +) == points.map(\.people).reduce(0, +))
  }
}
