import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import TestSupport
import Testing

/// NL in the west and BE in the east meet at 5°.
///
/// In NL lies an enclave of BE, in it an enclave of NL, and in that one of BE.
@Suite struct BoundaryQueriesTests {
  private func box(_ south: Double, _ west: Double, _ north: Double, _ east: Double) throws -> [Coordinate] {
    try [place(south, west), place(south, east), place(north, east), place(north, west)]
  }

  private func area(
    _ code: String, _ country: CountryCode, level: Area.Level = .country, accuracy: Double = 100,
    _ rings: [[Coordinate]]
  ) -> Area {
    Area(
      code: code, country: country, level: level, names: LocalizedText("Name of \(code)"), accuracy: accuracy,
      rings: rings)
  }

  private func areas() throws -> [Area] {
    let enclave = try box(51.4, 4.4, 51.6, 4.6)
    let counterEnclave = try box(51.45, 4.45, 51.55, 4.55)
    let innermost = try box(51.49, 4.49, 51.51, 4.51)
    return [
      area("NL", "NL", [try box(51, 4, 52, 5), enclave, counterEnclave, innermost]),
      area("BE", "BE", [try box(51, 5, 52, 6), enclave, counterEnclave, innermost]),
      area("NL-VR01", "NL", level: .region, [try box(51, 4, 51.5, 5)]),
      area("NL-VR02", "NL", level: .region, [try box(51.5, 4, 52, 5)]),
      area("BE336", "BE", level: .region, [try box(51, 4, 52, 6)]),
    ]
  }

  private func store(_ areas: [Area]) throws -> DirectoryStore {
    let store = try DirectoryStore()
    try store.change { change in
      _ = try change.put(
        ReferenceDocument(id: "b", kind: .boundaries, issued: Date(timeIntervalSince1970: 0), title: "", xml: "<x/>"),
        placed: .init(areas: areas))
    }
    return store
  }

  @Test(
    arguments: [
      (51.2, 4.2, "NL"), (51.2, 5.5, "BE"), (51.42, 4.42, "BE"), (51.47, 4.47, "NL"), (51.5, 4.5, "BE"),
      (51.5, 4.3, "NL"),
      (51.5, 4.42, "BE"), (51.5, 4.47, "NL"), (51.5, 4.53, "NL"), (51.5, 4.58, "BE"), (51.5, 4.9, "NL"),
    ] as [(Double, Double, CountryCode)])
  func enclavesInEnclavesBelongToTheirCountry(latitude: Double, longitude: Double, country: CountryCode) throws {
    let locality = try store(areas()).locality(of: place(latitude, longitude))
    #expect(locality.country == country)
    #expect(locality.isCountryCertain)
    #expect(locality.possibleCountries == [country])
  }

  @Test func regionsAreThoseOfTheCountry() throws {
    let store = try store(areas())
    #expect(try store.locality(of: place(51.2, 4.2)).region == "NL-VR01")
    #expect(try store.locality(of: place(51.8, 4.2)).region == "NL-VR02")
    // In the enclave, regions of both countries hold the place.
    #expect(try store.locality(of: place(51.42, 4.42)).region == "BE336")
    #expect(try store.locality(of: place(53, 4.2)).region == nil)
    #expect(try store.areaName(.region, code: "BE336") == "Name of BE336")
    #expect(try store.areaName(.country, code: "BE336") == nil)
  }

  @Test(arguments: [(4.9, 0.1), (4.999, 0.001), (5.05, 0.05), (4.02, 0.38)])
  func theBorderIsAsFarAsTheNearestOtherCountry(longitude: Double, degrees: Double) throws {
    let asked = try place(51.5, longitude)
    let locality = try store(areas()).locality(of: asked)
    let border = longitude < 4.1 ? 4.4 : 5.0
    let expected = Geodesic.distance(from: asked, to: try place(51.5, border))
    #expect(abs(try #require(locality.borderDistance) - expected) < expected / 1000 + 0.01)
  }

  @Test(arguments: [(4.999, true), (4.9990, true), (4.9995, false), (5.0005, false), (5.002, true)])
  func nearerToTheBorderThanItIsAccurateNobodyIsCertain(longitude: Double, isCertain: Bool) throws {
    // A thousandth of a degree is 69 m here.
    let locality = try store(
      areas().map { area in
        var area = area
        area.accuracy = 50
        return area
      }
    ).locality(of: place(51.2, longitude))
    let own: CountryCode = longitude < 5 ? "NL" : "BE"
    #expect(locality.country == own)
    #expect(locality.isCountryCertain == isCertain)
    #expect(locality.possibleCountries == (isCertain ? [own] : [own, own == "NL" ? "BE" : "NL"]))
  }

  @Test func justOutsideAllCountriesTheNearestIsTakenUncertainly() throws {
    let store = try store(areas())
    let near = try store.locality(of: place(50.9995, 4.2))
    #expect(near.country == "NL")
    #expect(!near.isCountryCertain)
    let far = try store.locality(of: place(50.9, 4.2))
    #expect(far.country == nil)
    #expect(!far.isCountryCertain)
    #expect(far.possibleCountries.isEmpty)
    #expect(far.borderDistance == nil)
  }

  @Test func whatTwoCountriesClaimIsUncertain() throws {
    let store = try store([area("BE", "BE", [try box(51, 4, 52, 5)]), area("NL", "NL", [try box(51.5, 4, 52.5, 5)])])
    let locality = try store.locality(of: place(51.75, 4.5))
    #expect(!locality.isCountryCertain)
    #expect(locality.possibleCountries == ["BE", "NL"])
    #expect(locality.borderDistance == 0)
  }

  @Test func distanceToACountryIsZeroInIt() throws {
    let store = try store(areas())
    #expect(try store.distance(from: place(51.5, 4.5), toCountry: "BE") == 0)
    #expect(try store.distance(from: place(51.2, 4.2), toCountry: "NL") == 0)
    let asked = try place(51.2, 4.97)
    let distance = try #require(try store.distance(from: asked, toCountry: "BE"))
    let expected = Geodesic.distance(from: asked, to: try place(51.2, 5))
    #expect(abs(distance - expected) < expected / 1000)
    #expect(try store.distance(from: place(51.2, 4.2), toCountry: "FR") == nil)
    #expect(try store.distance(from: place(40, 4.2), toCountry: "NL") == nil)
  }

  @Test func newBoundariesReplaceTheOldOnesOfTheirDocument() throws {
    let store = try store(areas())
    try store.change { change in
      _ = try change.put(
        ReferenceDocument(id: "b", kind: .boundaries, issued: Date(timeIntervalSince1970: 1), title: "", xml: "<y/>"),
        placed: .init(areas: [area("DE", "DE", [try box(51, 4, 52, 6)])]))
    }
    let locality = try store.locality(of: place(51.5, 4.5))
    #expect(locality.country == "DE")
    #expect(locality.region == nil)
    #expect(try store.counts().areas == 1)
  }

  @Test func countriesOfRandomPlacesAgreeWithAMap() throws {
    // A chessboard of two countries, with every border drawn twice.
    var rings: [CountryCode: [[Coordinate]]] = [:]
    for row in 0..<8 {
      for column in 0..<8 {
        let ring = try box(
          50 + Double(row) / 10, 5 + Double(column) / 10, 50.1 + Double(row) / 10, 5.1 + Double(column) / 10)
        rings[(row + column).isMultiple(of: 2) ? "NL" : "DE", default: []].append(ring)
      }
    }
    let store = try store(rings.map { area($0.key.rawValue, $0.key, accuracy: 1, $0.value) })
    var random = SplitMix64(seed: 52)
    for _ in 0..<500 {
      let asked = try random.place(latitudes: 50...50.799, longitudes: 5...5.799)
      let square = Int((asked.latitude - 50) * 10) + Int((asked.longitude - 5) * 10)
      #expect(try store.locality(of: asked).country == (square.isMultiple(of: 2) ? "NL" : "DE"))
    }
  }
}
