import Geodesy
import TestSupport
import Testing

@Suite struct CoordinateTests {
  @Test(arguments: [(0.0, 0.0), (90, 180), (-90, -180), (50.7746, 6.0208), (-0.0, 180)])
  func theWholeEarthIsValid(latitude: Double, longitude: Double) throws {
    let coordinate = try #require(Coordinate.valid(latitude: latitude, longitude: longitude))
    #expect(coordinate.latitude == latitude)
    #expect(coordinate.longitude == longitude)
  }

  @Test(arguments: [
    (90.000_000_1, 0.0), (-90.000_000_1, 0), (0, 180.000_000_1), (0, -180.000_000_1), (.nan, 0), (0, .nan),
    (.infinity, 0), (0, -.infinity), (1000, 1000),
  ])
  func whatIsNoPlaceOnEarthIsRefused(latitude: Double, longitude: Double) {
    #expect(Coordinate.valid(latitude: latitude, longitude: longitude) == nil)
  }

  @Test(arguments: [
    ("50.7746,6.0208", 50.7746, 6.0208), ("50.7746, 6.0208", 50.7746, 6.0208), (" -12.5 ,-180 ", -12.5, -180),
    ("90,+180", 90, 180), ("0,0", 0, 0), ("5.1e1,6", 51, 6),
  ])
  func textIsLatitudeThenLongitude(text: String, latitude: Double, longitude: Double) throws {
    let coordinate = try #require(Coordinate(latitudeLongitude: text))
    #expect(coordinate.latitude == latitude)
    #expect(coordinate.longitude == longitude)
  }

  @Test(arguments: [
    "", ",", "50", "50,", ",6", "50,6,7", "50;6", "50 6", "fifty,six", "nan,6", "50,inf", "91,6", "50,181", "50,,6",
    "50,6x", "50.7.7,6", "50°,6°",
  ])
  func textThatIsNoPlaceIsRefused(text: String) {
    #expect(Coordinate(latitudeLongitude: text) == nil)
  }

  @Test func theDescriptionReadsBackAsTheSamePlace() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<2000 {
      let coordinate = try random.place()
      #expect(Coordinate(latitudeLongitude: coordinate.description) == coordinate)
    }
  }
}
