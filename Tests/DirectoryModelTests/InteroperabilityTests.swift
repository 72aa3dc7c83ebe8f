import DirectoryModel
import Testing

@Suite struct InteroperabilityTests {
  private typealias Delay = InteroperabilityContent.RequestDelay

  private func room(_ id: ControlRoomID, _ country: CountryCode, languages: [String] = [], radios: [String] = [])
    -> ControlRoom
  {
    ControlRoom(
      id: id, names: LocalizedText(id.rawValue), country: country, services: [.fire], languages: languages,
      radios: radios)
  }

  private func table(_ change: (inout InteroperabilityContent) -> Void) -> InteroperabilityTable {
    var content = InteroperabilityContent()
    content.weights = [.crewLanguage: 8, .roomLanguage: 4, .radio: 3, .gateway: 2, .coupling: 2, .adapter: 1]
    change(&content)
    var table = InteroperabilityTable()
    table.add(content)
    return table
  }

  @Test(
    arguments: [
      ("ac", "DE", "lg", "BE", 30), ("ac", "DE", "br", "BE", 40), ("hs", "DE", "lg", "BE", 50),
      ("hs", "DE", "br", "BE", 60), ("ms", "NL", "lg", "BE", 70), ("ms", "NL", "ac", "DE", 90),
      ("lg", "BE", "ac", "DE", 90), (nil, nil, "ac", "DE", 90), (nil, nil, "lg", "BE", 70), ("ac", "DE", nil, nil, 80),
    ] as [(ControlRoomID?, CountryCode?, ControlRoomID?, CountryCode?, Double)])
  func theDelayIsThatOfTheClosestPair(
    from: ControlRoomID?, fromCountry: CountryCode?, to: ControlRoomID?, toCountry: CountryCode?, seconds: Double
  ) throws {
    var entries = [
      Delay(from: .init(room: "ac"), to: .init(room: "lg"), seconds: 30, basis: .published),
      Delay(from: .init(room: "ac"), to: .init(country: "BE"), seconds: 40, basis: .published),
      Delay(from: .init(country: "DE"), to: .init(room: "lg"), seconds: 50, basis: .published),
      Delay(from: .init(country: "DE"), to: .init(country: "BE"), seconds: 60, basis: .published),
      Delay(from: .init(), to: .init(country: "BE"), seconds: 70, basis: .published),
      Delay(from: .init(country: "DE"), to: .init(), seconds: 80, basis: .published),
      Delay(from: .init(), to: .init(), seconds: 90, basis: .assumed),
    ]
    for _ in 0..<2 {
      let found = try #require(
        table { $0.requestDelays = entries }.requestDelay(
          from: from.map { room($0, fromCountry ?? "") }, to: to.map { room($0, toCountry ?? "") }))
      #expect(found.seconds == seconds)
      #expect((found.basis == .assumed) == (seconds == 90))
      entries.reverse()
    }
  }

  @Test func withoutAnEntryNoDelayIsInvented() {
    #expect(InteroperabilityTable().requestDelay(from: room("a", "DE"), to: room("b", "BE")) == nil)
  }

  @Test func languagesAreThoseOfTheNarrowestRegion() {
    let table = table {
      $0.speech = [
        .init(country: "BE", region: "BE336", languages: ["de"]), .init(country: "BE", languages: ["nl", "fr"]),
        .init(country: "BE", region: "BE3", languages: ["fr"]),
      ]
    }
    #expect(table.languages(country: "BE", region: "BE336") == ["de"])
    #expect(table.languages(country: "BE", region: "BE33") == ["fr"])
    #expect(table.languages(country: "BE", region: nil) == ["nl", "fr"])
    #expect(table.languages(country: "LU", region: "LU00") == nil)
  }

  @Test func theGermanSpeakingUnitComesBeforeOneFromLiegeAtEqualETA() throws {
    let table = table {
      $0.speech = [
        .init(country: "BE", region: "BE33", languages: ["fr"]),
        .init(country: "BE", region: "BE336", languages: ["de"]),
      ]
    }
    let liege = room("be-112-liege", "BE", languages: ["fr", "de"], radios: ["ASTRID"])
    let aachen = InteroperabilityTable.Host(
      country: "DE", region: "DEA2D", borderDistance: 4000,
      room: room("ac", "DE", languages: ["de"], radios: ["BOS-Digital"]))
    let score = { (region: RegionCode) in
      table.assess(.init(country: "BE", region: region, room: liege), at: aachen, pumps: true).score
    }
    // The id would put the other first.
    let eupen = (eta: 600.4, score: score("BE336"), id: "z-eupen" as UnitID)
    let other = (eta: 600.1, score: score("BE33"), id: "a-liege" as UnitID)
    #expect(InteroperabilityTable.precedes(eupen, other) && !InteroperabilityTable.precedes(other, eupen))
    #expect(InteroperabilityTable.precedes((599.9, 0, "z"), eupen), "a second sooner goes first")
    #expect(InteroperabilityTable.precedes((600.1, 0, "z"), (600.2, 0, "a")), "then the fraction of a second")
    #expect(InteroperabilityTable.precedes((600.1, 0, "a"), (600.1, 0, "b")))
  }

  @Test(
    arguments: [
      ("DEA2D", 9999.0, true), ("DEA2D", 10_001, false), ("DEA11", 100, false), ("DEA2D", nil, false),
    ] as [(RegionCode, Double?, Bool)])
  func aGatewayReachesSoFarFromTheBorder(region: RegionCode, distance: Double?, isReached: Bool) {
    let table = table {
      $0.gateways = [
        .init(
          id: "cbc", names: LocalizedText("CBC"), radios: ["A", "B", "C"], regions: ["DEA2D"], reach: 10_000,
          basis: .assumed)
      ]
    }
    let facts = table.assess(
      .init(country: "NL", region: nil, room: room("n", "NL", radios: ["B"])),
      at: .init(country: "DE", region: region, borderDistance: distance, room: room("d", "DE", radios: ["A"])),
      pumps: true)
    #expect(facts.gateways.map(\.networks) == (isReached ? [["B", "A"]] : []))
    #expect(facts.gateways.allSatisfy { $0.basis == .assumed })
    #expect(facts.radios == [])
    #expect(facts.score == (isReached ? 2 : 0))
  }

  @Test func whatNobodyHasWrittenDownIsNotKnownAndCountsNothing() {
    let facts = InteroperabilityTable().assess(
      .init(country: "BE", region: nil, room: nil),
      at: .init(country: "DE", region: nil, borderDistance: nil, room: nil), documents: [LocalizedText("Pass")],
      pumps: true)
    #expect(facts.languagesShared == nil && facts.radios == nil && facts.coupling == nil)
    #expect(facts.gateways.isEmpty && facts.blueLight.isEmpty && facts.score == 0)
    #expect(facts.documents == [LocalizedText("Pass")])
  }

  @Test(arguments: [(InteroperabilityContent.Coupling.Fit.same, 2), (.adapter, 1), (.none, 0)])
  func couplingsGoForBothDirections(fit: InteroperabilityContent.Coupling.Fit, score: Int) {
    let table = table { $0.couplings = [.init(countries: ["NL", "DE"], fit: fit)] }
    for (one, other) in [("NL", "DE"), ("DE", "NL")] as [(CountryCode, CountryCode)] {
      let facts = table.assess(
        .init(country: one, region: nil, room: nil),
        at: .init(country: other, region: nil, borderDistance: nil, room: nil), pumps: true)
      #expect(facts.coupling?.fit == fit && facts.score == score)
      let dry = table.assess(
        .init(country: one, region: nil, room: nil),
        at: .init(country: other, region: nil, borderDistance: nil, room: nil), pumps: false)
      #expect(dry.coupling == nil && dry.score == 0, "hoses do not matter to a unit that does not pump")
    }
  }

  @Test(
    arguments: [
      ("DEA2D", "BE33", "card"), ("DEA2D", "BE336", "card"), ("DEA2D", "BE34", "country"), ("DEA5", "BE33", "country"),
      ("DEA2D", nil, "country"),
    ] as [(RegionCode, RegionCode?, String)])
  func aCardOfAnAreaIsToldOnlyWhereBothLieInIt(host: RegionCode, helper: RegionCode?, text: String) {
    let table = table {
      $0.blueLights = [
        .init(country: "DE", regions: ["DEA2D", "BE33"], texts: LocalizedText("card")),
        .init(country: "DE", texts: LocalizedText("country")),
      ]
    }
    let facts = table.assess(
      .init(country: "BE", region: helper, room: nil),
      at: .init(country: "DE", region: host, borderDistance: nil, room: nil), pumps: false)
    #expect(facts.blueLight == LocalizedText(text))
  }
}
