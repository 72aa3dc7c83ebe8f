import Geodesy
import TestSupport
import Testing

@Suite struct SurfacePointTests {
  @Test(arguments: [0.001, 0.05, 0.5, 2, 4.4])
  func aDistanceIsWithinAMillimetreOfTheGeodesic(degrees: Double) throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<2000 {
      let start = try random.place(latitudes: -85...85)
      let end = try place(
        max(-90, min(90, start.latitude + Double.random(in: -degrees...degrees, using: &random))),
        max(-180, min(180, start.longitude + Double.random(in: -degrees...degrees, using: &random))))
      let found = SurfacePoint(start).distance(to: SurfacePoint(end))
      #expect(abs(found - Geodesic.distance(from: start, to: end)) < 0.001)
    }
  }

  @Test func theAntimeridianIsNoBorder() throws {
    let (west, east) = (try place(52, 179.99), try place(52, -179.99))
    let found = SurfacePoint(west).distance(to: SurfacePoint(east))
    #expect(abs(found - Geodesic.distance(from: west, to: east)) < 0.001)
    #expect(SurfacePoint(west).distance(to: SurfacePoint(west)) == 0)
  }

  @Test func everyPointWithinARadiusIsFoundAndNoOther() throws {
    var random = SplitMix64(seed: 5)
    let points = try (0..<400).map { _ in
      SurfacePoint(try random.place(latitudes: 50...51, longitudes: 5...6))
    }
    let finder = PointFinder(points)
    for radius in [0.0, 800, 5000, 30_000, 1_000_000] {
      for centre in points.prefix(30) {
        var found: [Int] = []
        finder.forEach(within: radius, of: centre) { index, _ in found.append(index) }
        #expect(found.sorted() == points.indices.filter { centre.distance(to: points[$0]) <= radius })
      }
    }
  }
}
