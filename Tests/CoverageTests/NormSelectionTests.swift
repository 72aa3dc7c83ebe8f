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

  @Test func unitsAreMarkedWithTheNeedsOfNormsThatMayApplyToPeople() {
    let selection = NormSelection(
      [
        Norm(id: "a", country: "NL", service: .fire, need: "pumping", thresholds: [.init(seconds: 480)]),
        Norm(id: "b", country: "DE", service: .fire, need: "ladder>=23", thresholds: [.init(seconds: 480)]),
        Norm(
          id: "c", country: "NL", service: .fire, areaClass: "office", need: "foam", thresholds: [.init(seconds: 480)]),
        Norm(id: "d", country: "NL", service: .ambulance, thresholds: [.init(seconds: 900)]),
      ], on: "2026-11-26")
    func needs(_ met: Set<String>, _ service: Service = .fire) -> NeedSet {
      selection.needs(of: service, mobility: .road) { $0.allSatisfy { met.contains($0.description) } }
    }
    let holds = { (needs: NeedSet) in selection.norms.map { needs.holds(selection.need($0.need, of: $0)) } }
    #expect(holds(needs(["pumping"])) == [true, false, false, false])
    #expect(holds(needs(["ladder>=23"])) == [false, true, false, false])
    #expect(holds(needs([], .ambulance)) == [false, false, false, true])
    #expect(needs(["foam"]).isEmpty)
    #expect(holds(.any) == [true, true, true, true])
  }

  @Test func unitsOnTheGroundCountUnlessTheNormSaysOtherwise() {
    let selection = NormSelection(
      [
        Norm(id: "ground", country: "NL", service: .ambulance, thresholds: [.init(seconds: 900, units: 1)]),
        Norm(
          id: "any", country: "DE", service: .ambulance, mobilities: [.road, .air],
          thresholds: [.init(seconds: 900, units: 1)]),
      ], on: "2026-11-26")
    let counts = { (mobility: Mobility) in
      let needs = selection.needs(of: .ambulance, mobility: mobility) { _ in true }
      return selection.norms.map { needs.holds(selection.need($0.need, of: $0)) }
    }
    #expect(selection.norms.map(\.id) == ["any", "ground"])
    #expect(counts(.road) == [true, true])
    #expect(counts(.air) == [true, false])
    #expect(counts(.water) == [false, false])
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
