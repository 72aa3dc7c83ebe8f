import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import TestSupport
import Testing

/// The index in memory says what the store says.
@Suite struct BoundaryIndexTests {
  @Test(arguments: 1...6)
  func everyAnswerIsThatOfTheStore(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let store = try DirectoryStore()
    try store.change { change in
      _ = try change.put(
        ReferenceDocument(id: "b", kind: .boundaries, issued: Date(timeIntervalSince1970: 0), title: "", xml: "<x/>"),
        placed: .init(areas: try areas(&random, accuracies: seed.isMultiple(of: 2) ? [1, 500, 2000] : [1, 500, 5000])))
    }
    let index = try store.boundaryIndex()
    let wide = try store.boundaryIndex(withMunicipalities: false)
    for _ in 0..<150 {
      let asked = try random.place(latitudes: 49.5...53.5, longitudes: 3.5...8)
      #expect(try index.locality(of: asked) == store.locality(of: asked), "\(asked)")
      let radius = Double.random(in: 100...200_000, using: &random)
      let codes = Set(["NL", "BE", "DE", "NL6", "BE7", "DE8"].filter { _ in Bool.random(using: &random) })
      #expect(
        try index.distances(from: asked, within: radius, to: codes)
          == store.distances(from: asked, within: radius, to: codes), "\(asked)")
      let (own, stored) = try (wide.territory(of: asked), store.territory(of: asked))
      #expect(own.country == stored.country && own.region == stored.region, "\(asked)")
      for country in ["NL", "BE", "DE", "FR"] as [CountryCode] {
        #expect(try index.distance(from: asked, toCountry: country) == store.distance(from: asked, toCountry: country))
      }
    }
  }

  @Test func regionsAndMunicipalitiesAreFoundByTheirNamesInAnyLanguage() throws {
    let store = try DirectoryStore()
    let square = try [place(50, 6), place(50, 6.1), place(50.1, 6.1), place(50.1, 6)]
    let names = { (texts: [String]) in LocalizedText(texts.map { LocalizedText.Entry(language: "de", text: $0) }) }
    try store.change { change in
      _ = try change.put(
        ReferenceDocument(id: "b", kind: .boundaries, issued: Date(timeIntervalSince1970: 0), title: "", xml: "<x/>"),
        placed: .init(areas: [
          Area(code: "BE", country: "BE", level: .country, names: names(["Belgien"]), accuracy: 1, rings: [square]),
          Area(
            code: "BE33", country: "BE", level: .region, names: names(["Liège", "Luik"]), accuracy: 1, rings: [square]),
          Area(
            code: "BE33-1", country: "BE", level: .municipality, names: names(["Liège", "Lüttich"]), accuracy: 1,
            rings: [square]),
        ]))
    }
    #expect(try store.areas(named: "liège").map(\.code) == ["BE33", "BE33-1"])
    #expect(try store.areas(named: "LÜTTICH").map(\.code) == ["BE33-1"])
    #expect(try store.areas(named: "Luik").map(\.code) == ["BE33"])
    #expect(try store.areas(named: "Belgien").isEmpty)
    #expect(try store.locality(of: place(50.05, 6.05)).municipality == "Liège")
    #expect(try store.municipalityOutlines(["BE33-1"]).count == 1)
  }

  @Test func withoutBoundariesNobodyKnows() throws {
    let index = try DirectoryStore().boundaryIndex()
    #expect(index.locality(of: try place(51, 5)).country == nil)
    #expect(index.distance(from: try place(51, 5), toCountry: "NL") == nil)
  }

  /// Star-shaped areas that overlap, leave gaps and lie far apart, with islands, regions and lines of several accuracies.
  private func areas(_ random: inout SplitMix64, accuracies: [Double]) throws -> [Area] {
    var areas: [Area] = []
    for number in 0..<15 {
      let country: CountryCode = ["NL", "BE", "DE"][number % 3]
      let level: Area.Level = number < 6 ? .country : number < 9 ? .region : .municipality
      let rings = try (0..<Int.random(in: 1...4, using: &random)).map { _ in
        let centre = try random.place(latitudes: 50...53, longitudes: 4...7)
        let corners = Int.random(in: 3...200, using: &random)
        return (0..<corners).map { corner in
          Geodesic.destination(
            from: centre, azimuth: Double(corner) * 360 / Double(corners),
            distance: .random(in: 500...90_000, using: &random))
        }
      }
      areas.append(
        Area(
          code: level == .country ? country.rawValue : "\(country)\(number)", country: country, level: level,
          names: LocalizedText("A\(number)"), accuracy: accuracies.randomElement(using: &random) ?? 1, rings: rings))
    }
    return areas
  }
}
