import Coverage
import DirectoryModel
import Geodesy
import TestSupport
import Testing

@Suite struct NormSelectionTests {
  private let norms = [
    Norm(
      id: "shop", country: "NL", service: .fire, areaClass: "closed-shop-or-cell", thresholds: [.init(seconds: 300)]),
    Norm(id: "home", country: "NL", service: .fire, areaClass: "dwelling", thresholds: [.init(seconds: 480)]),
    Norm(id: "any", country: "NL", service: .fire, thresholds: [.init(seconds: 900)]),
    Norm(id: "town", country: "DE", service: .fire, areaClass: "urban", thresholds: [.init(seconds: 480)]),
    Norm(id: "land", country: "DE", service: .fire, areaClass: "rural", thresholds: [.init(seconds: 780)]),
    Norm(
      id: "nrw", country: "DE", region: "DEA", service: .fire, areaClass: "urban",
      thresholds: [.init(seconds: 600)], validFrom: "2026-06"),
  ]

  @Test(
    arguments: [
      ("NL", nil, AreaSetting.urban, "2026-11-26", "home"), ("DE", nil, .urban, "2026-11-26", "town"),
      ("DE", "DE94A", .rural, "2026-11-26", "land"), ("DE", "DEA2D", .urban, "2026-11-26", "nrw"),
      ("DE", "DEA2D", .urban, "2026-05-31", "town"), ("DE", "DEA2D", .rural, "2026-11-26", "land"),
      ("LU", nil, .urban, "2026-11-26", nil),
    ] as [(CountryCode, RegionCode?, AreaSetting, String, String?)])
  func theSmallestRegionGoesFirstThenTheClassOfTheSetting(
    country: CountryCode, region: RegionCode?, setting: AreaSetting, day: String, id: String?
  ) {
    let selection = NormSelection(norms, on: day)
    #expect(selection.norm(for: .fire, country: country, region: region, setting: setting)?.id == id)
    #expect(selection.norm(for: .ambulance, country: country, region: region, setting: setting) == nil)
  }

  @Test func aCellIsUrbanWhereManyLiveAround() throws {
    let middle = try place(50.8, 6)
    func cell(_ metres: Double, _ people: Int) -> DemandCell {
      DemandCell(
        code: "\(metres)", place: Geodesic.destination(from: middle, azimuth: 90, distance: metres), country: "DE",
        people: people)
    }
    // 300 people per square kilometre in a circle of 3 km are 8,482.3 people.
    #expect(AreaSetting.settings(of: [cell(0, 5000), cell(2999, 3483)]).first == .urban)
    #expect(AreaSetting.settings(of: [cell(0, 5000), cell(2999, 3482)]).first == .rural)
    #expect(AreaSetting.settings(of: [cell(0, 5000), cell(3001, 9000)]).first == .rural)
  }
}
