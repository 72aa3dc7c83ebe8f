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
    for _ in 0..<150 {
      let asked = try random.place(latitudes: 49.5...53.5, longitudes: 3.5...8)
      #expect(try index.locality(of: asked) == store.locality(of: asked), "\(asked)")
      for country in ["NL", "BE", "DE", "FR"] as [CountryCode] {
        #expect(try index.distance(from: asked, toCountry: country) == store.distance(from: asked, toCountry: country))
      }
    }
  }

  @Test func withoutBoundariesNobodyKnows() throws {
    let index = try DirectoryStore().boundaryIndex()
    #expect(index.locality(of: try place(51, 5)).country == nil)
    #expect(index.distance(from: try place(51, 5), toCountry: "NL") == nil)
  }

  /// Star-shaped areas that overlap, leave gaps and lie far apart, with islands, regions and lines of several accuracies.
  private func areas(_ random: inout SplitMix64, accuracies: [Double]) throws -> [Area] {
    var areas: [Area] = []
    for number in 0..<9 {
      let country: CountryCode = ["NL", "BE", "DE"][number % 3]
      let level: Area.Level = number < 6 ? .country : .region
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
          names: LocalizedText("A"), accuracy: accuracies.randomElement(using: &random) ?? 1, rings: rings))
    }
    return areas
  }
}
