import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import MutualAid
import TestSupport
import Testing

/// The incident's country at places where borders are intricate.
struct IncidentCountryTests {
  struct Point: CustomTestStringConvertible, Sendable {
    var place: Coordinate
    var country: CountryCode
    var name: String
    var testDescription: String { "\(name) \(place)" }
  }

  static let points: [Point] = {
    let text =
      (try? String(contentsOfFile: RealDirectory.root + "/Tests/Fixtures/country_points.csv", encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let fields = line.split(separator: ",", maxSplits: 3).map(String.init)
      guard fields.count == 4, let place = Coordinate(latitudeLongitude: "\(fields[0]),\(fields[1])") else {
        return nil
      }
      return CountryCode(fields[2]).map { Point(place: place, country: $0, name: fields[3]) }
    }
  }()

  @Test func fixtureHoldsAllItsPoints() { #expect(IncidentCountryTests.points.count == 157) }

  @Test(arguments: points)
  func countryIsThatOfThePolygon(_ point: Point) throws {
    #expect(try RealDirectory.store().locality(of: point.place).country == point.country)
  }

  @Test(
    arguments: [
      (50.7168, 6.0080, "BE", "BE336"), (50.7763, 6.0836, "DE", "DEA2D"), (50.8661, 6.0628, "NL", "NL-VR24"),
      (50.6333, 5.5667, "BE", "BE33"), (49.6117, 6.1319, "LU", "LU00"), (51.8400, 6.6150, "DE", "DEA34"),
    ] as [(Double, Double, CountryCode, RegionCode)])
  func regionIsFound(latitude: Double, longitude: Double, country: CountryCode, region: RegionCode) throws {
    let place = try #require(Coordinate.valid(latitude: latitude, longitude: longitude))
    let locality = try RealDirectory.store().locality(of: place)
    #expect(locality.country == country)
    #expect(locality.region == region)
    #expect(locality.isCountryCertain)
  }

  @Test func aPlaceWithinTheBoundarysErrorIsReportedAsUncertain() throws {
    let store = try RealDirectory.store()
    // From a certain place in Vaals towards Germany: somewhere on the way lies the border.
    let start = try #require(Coordinate.valid(latitude: 50.7703, longitude: 6.0155))
    let border = try #require(try store.locality(of: start).borderDistance)
    let near = try (0..<360).map { Geodesic.destination(from: start, azimuth: Double($0), distance: border - 3) }
      .map { try store.locality(of: $0) }
      .filter { ($0.borderDistance ?? .infinity) < 10 }
    #expect(!near.isEmpty)
    for locality in near {
      #expect(!locality.isCountryCertain)
      #expect(Set(locality.possibleCountries).isSuperset(of: ["NL", "DE"]))
    }
  }

  @Test func aPlaceOutsideAllBoundariesHasNoCountry() throws {
    let place = try #require(Coordinate.valid(latitude: 40.4168, longitude: -3.7038))
    let locality = try RealDirectory.store().locality(of: place)
    #expect(locality.country == nil)
    #expect(!locality.isCountryCertain)
  }
}

/// The boundaries in memory and those on disk are one.
struct BoundaryAtlasOfRealBordersTests {
  @Test func intricatePlacesAreWhereTheStoreHasThem() throws {
    let store = try RealDirectory.store()
    let atlas = try store.boundaryIndex()
    for point in IncidentCountryTests.points {
      #expect(try atlas.locality(of: point.place) == store.locality(of: point.place), "\(point)")
    }
  }

  @Test func randomPlacesAreWhereTheStoreHasThem() throws {
    let store = try RealDirectory.store()
    let atlas = try store.boundaryIndex()
    var random = SplitMix64(seed: 20)
    for _ in 0..<300 {
      let asked = try random.place(latitudes: 49...54, longitudes: 2.5...10)
      #expect(try atlas.locality(of: asked) == store.locality(of: asked), "\(asked)")
    }
  }
}
