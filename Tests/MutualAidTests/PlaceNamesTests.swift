import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import Testing

/// Places are found by the names that people type.
@Suite struct PlaceNamesTests {
  private func names(_ text: String) throws -> [String] {
    try RealDirectory.open().places(named: text).map { "\($0.name) \($0.country) \($0.region?.rawValue ?? "?")" }
  }

  @Test(arguments: [
    ("Vaals", "Vaals NL NL-VR24"), ("vaals", "Vaals NL NL-VR24"), ("VAALS ", "Vaals NL NL-VR24"),
    ("Echternach", "Echternach LU LU00"), ("Düren", "Düren DE DEA26"), ("Dueren", "Düren DE DEA26"),
    ("duren", "Düren DE DEA26"),
    ("Lüttich", "Liège BE BE33"), ("Luik", "Liège BE BE33"), ("liege", "Liège BE BE33"),
    ("'s-Hertogenbosch", "'s-Hertogenbosch NL NL-VR21"), ("s hertogenbosch", "'s-Hertogenbosch NL NL-VR21"),
    ("Gronau, Borken", "Gronau DE DEA34"), ("Gronau, DEA34", "Gronau DE DEA34"), ("Aachen", "Aachen DE DEA2D"),
    ("Brandweer Vaals", "Brandweer Vaals NL NL-VR24"),
  ])
  func aNameMeansItsPlace(typed: String, expected: String) throws { #expect(try names(typed) == [expected]) }

  @Test(arguments: [
    ("Echternch", "Echternach LU LU00"), ("Maastrciht", "Maastricht NL NL-VR24"),
    ("Moenchengladbach", "Mönchengladbach DE DEA15"), ("Monchengladbach", "Mönchengladbach DE DEA15"),
  ])
  func aSlipIsForgiven(typed: String, expected: String) throws { #expect(try names(typed) == [expected]) }

  @Test func ofSeveralPlacesNoneIsGuessed() throws {
    let found = try RealDirectory.open().places(named: "Gronau")
    #expect(found.count > 1)
    #expect(Set(found.compactMap(\.region)).count == found.count)
    #expect(found.allSatisfy { $0.isExact && $0.regionName != nil })
  }

  @Test(arguments: ["", " ", ",", "Xyzzyplugh", "Gronau, NL", "50.77,6.08", String(repeating: "a", count: 300)])
  func whatIsNoNameIsNoPlace(typed: String) throws { #expect(try names(typed).isEmpty) }

  @Test func everyMunicipalityIsFoundByItsOwnName() throws {
    let directory = try RealDirectory.open()
    for name in ["Kerkrade", "Plombières", "Herzogenrath", "Clervaux", "Enschede", "Nordhorn", "Bad Bentheim"] {
      let place = try #require(try directory.places(named: name).first, "\(name)")
      let region = try directory.nearest(NearestQuery(place: place.coordinate, service: .fire, time: .now))
      #expect(region.answer.locality.country == place.country, "\(name)")
    }
  }
}
