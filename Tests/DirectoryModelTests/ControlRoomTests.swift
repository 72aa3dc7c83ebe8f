import DirectoryModel
import Testing

@Suite struct ControlRoomTests {
  private typealias Territory = ControlRoom.Territory

  @Test(
    arguments: [
      ([Phone.Kind.emergency, .office, .operations], "operations"), ([.operations, .emergency], "operations"),
      ([.emergency, .office], "office"), ([.emergency], nil), ([], nil),
    ] as [([Phone.Kind], String?)])
  func theEmergencyNumberIsNeverTheOneToCall(kinds: [Phone.Kind], expected: String?) {
    let room = ControlRoom(
      id: "r", names: LocalizedText("R"), country: "DE", services: [.fire],
      phones: kinds.map { Phone(number: $0.rawValue, kind: $0) })
    #expect(room.phone?.number == expected)
  }

  @Test(
    arguments: [
      ("DE", nil, nil, true), ("DE", "DEA2D", "Aachen", true), ("NL", "DEA2D", "Aachen", false), ("", nil, nil, false),
    ] as [(CountryCode, RegionCode?, String?, Bool)])
  func aCountryHoldsAllThatIsInIt(country: CountryCode, region: RegionCode?, municipality: String?, isHeld: Bool) {
    let score = Territory(country: "DE").specificity(country: country, region: region, municipality: municipality)
    #expect((score != nil) == isHeld)
  }

  @Test(
    arguments: [("DEA2D", true), ("DEA2", true), ("DEA", false), ("DEA29", true), ("DEB", false), (nil, false)]
      as [(RegionCode?, Bool)])
  func aRegionHoldsTheRegionsWhoseCodesBeginWithIt(region: RegionCode?, isHeld: Bool) {
    let score = Territory(country: "DE", region: "DEA2").specificity(country: "DE", region: region, municipality: nil)
    #expect((score != nil) == isHeld)
  }

  @Test func aMunicipalityHoldsItselfOnly() {
    let territory = Territory(country: "BE", municipality: "Raeren")
    #expect(territory.specificity(country: "BE", region: "BE336", municipality: "Raeren") != nil)
    #expect(territory.specificity(country: "BE", region: "BE336", municipality: "Eupen") == nil)
    #expect(territory.specificity(country: "BE", region: "BE336", municipality: nil) == nil)
  }

  @Test func narrowerTerritoriesFitBetter() throws {
    let territories = [
      Territory(country: "DE"), Territory(country: "DE", region: "DEA"), Territory(country: "DE", region: "DEA2D"),
      Territory(country: "DE", municipality: "Aachen"),
      Territory(country: "DE", region: "DEA2D", municipality: "Aachen"),
    ]
    let scores = try territories.map {
      try #require($0.specificity(country: "DE", region: "DEA2D", municipality: "Aachen"))
    }
    #expect(scores == scores.sorted())
    #expect(Set(scores).count == scores.count)
  }
}
