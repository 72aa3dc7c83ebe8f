import Geodesy
import TestSupport
import Testing

@Suite struct GeodesicTests {
  /// Lengths on WGS84 from the documentation of GeographicLib and from Karney (2013).
  @Test(arguments: [
    (0.0, 0.0, 90.0, 0.0, 10_001_965.729),  // quarter meridian
    (90, 0, -90, 0, 20_003_931.459),  // half meridian
    (0, 0, 0, 180, 20_003_931.459),  // over a pole, because that is shorter than along the equator
    (0, 6, 0, 7, 111_319.491),  // one degree of the equator
    (40.6, -73.8, 51.6, -0.5, 5_551_759.400),  // New York to London
    (-41.32, 174.81, 40.96, -5.50, 19_959_679.267),  // Wellington to Salamanca, nearly antipodes
    (0, 0, 0.5, 179.5, 19_936_288.579),  // nearly antipodes
    (50.7746, 6.0208, 50.7746, 6.0208, 0),
    (12, 180, 12, -180, 0),  // one meridian with two names
    (90, 0, 90, 123, 0),  // the pole has any longitude
  ])
  func publishedDistancesAreMet(
    latitude1: Double, longitude1: Double, latitude2: Double, longitude2: Double, metres: Double
  ) throws {
    let distance = Geodesic.distance(from: try place(latitude1, longitude1), to: try place(latitude2, longitude2))
    #expect(abs(distance - metres) < 0.001)
  }

  @Test func distanceIsSymmetricAndNeverBeyondTheLongest() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<2000 {
      let (start, end) = (try random.place(), try random.place())
      let there = Geodesic.distance(from: start, to: end)
      #expect(abs(there - Geodesic.distance(from: end, to: start)) < 1e-6)
      #expect((0...Geodesic.longestDistance).contains(there))
    }
  }

  @Test func destinationIsAsFarAwayAsAskedFor() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let start = try random.place()
      // Up to where geodesics from a point may stop being shortest, just short of half way round.
      let metres = Double.random(in: 0...19_900_000, using: &random)
      let end = Geodesic.destination(
        from: start, azimuth: .random(in: -180...180, using: &random), distance: metres)
      #expect(abs(Geodesic.distance(from: start, to: end) - metres) < 1e-5)
    }
  }

  @Test(arguments: [(0.0, 1.0, 0.0), (90, 0, 1), (180, -1, 0), (270, 0, -1)])
  func azimuthIsEastOfNorth(azimuth: Double, north: Double, east: Double) throws {
    let start = try place(50, 6)
    let end = Geodesic.destination(from: start, azimuth: azimuth, distance: 1000)
    #expect((end.latitude - start.latitude > 0.005) == (north > 0))
    #expect((start.latitude - end.latitude > 0.005) == (north < 0))
    #expect((end.longitude - start.longitude > 0.005) == (east > 0))
    #expect((start.longitude - end.longitude > 0.005) == (east < 0))
  }

  @Test func destinationCrossesTheAntimeridian() throws {
    let end = Geodesic.destination(from: try place(10, 179.99), azimuth: 90, distance: 10_000)
    #expect(end.longitude < -179)
  }
}
