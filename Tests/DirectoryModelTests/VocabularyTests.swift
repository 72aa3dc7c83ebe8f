import DirectoryModel
import Geodesy
import TestSupport
import Testing

@Suite struct VocabularyTests {
  // MARK: Needs

  @Test func aStatusIsReadInTheWordsOfALanguage() {
    let vocabulary = Vocabulary.forTests
    for text in ["ter plaatse", "Ter  Plaatse", "words:ter plaatse"] {
      #expect(vocabulary.status(text) == .onScene, "\(text)")
    }
    #expect(vocabulary.status("plaatse") == nil)
  }

  @Test func thereAreTheCountriesOfTheStandardAndNoOthers() {
    for code: CountryCode in ["BE", "DE", "LU", "NL", "FR", "ZW"] { #expect(code.isKnown, "\(code)") }
    for code: CountryCode in ["XX", "QQ", "UK", "", "nl"] { #expect(!code.isKnown, "\(code)") }
  }

  @Test(arguments: [
    ("pumping", "pumping=2000", true), ("pumping", "pumping", true), ("pumping>=2000", "pumping=2000", true),
    ("pumping>=2000", "pumping=10000", true), ("pumping>=2000", "pumping=1999.5", false),
    ("pumping>=900", "pumping=1000", true),  // as numbers, not as texts
    ("pumping>=2000", "pumping", false), ("pumping>=2000", "ladder=30", false), ("ladder", "pumping=2000", false),
    ("medical-level>=als", "medical-level=als", true), ("medical-level>=als", "medical-level=doctor", true),
    ("medical-level>=als", "medical-level=bls", false), ("medical-level>=bls", "medical-level", false),
    ("medical-level>=als", "medical-level=unheard-of", false),
    ("medical-level>=unheard-of", "medical-level=doctor", false),
    ("medical-level>=unheard-of", "medical-level=unheard-of", true), ("foam>=a", "foam=a", true),
    ("foam>=a", "foam=b", false),
  ])
  func aNeedIsMetByTheSameOrAHigherLevel(need: String, offered: String, expected: Bool) throws {
    let vocabulary = Vocabulary.forTests
    #expect(vocabulary.meets(try #require(Need(need)), with: [Capability(offered)]) == expected)
    #expect(!vocabulary.meets(try #require(Need(need)), with: []))
  }

  @Test func anyOfSeveralCapabilitiesMayMeetANeed() throws {
    let offered = [Capability("pumping=800"), Capability("ladder=30"), Capability("pumping=3000")]
    #expect(Vocabulary.forTests.meets(try #require(Need("pumping>=2000")), with: offered))
  }

  // MARK: Types

  @Test(arguments: ["HLF 20", "hlf20", "HLF-20", "H-l f 20", "Hilfeleistungslöschfahrzeug 20"])
  func aTypeHasManySpellings(code: String) {
    #expect(Vocabulary.forTests.type(code, country: "DE")?.code == "HLF 20")
  }

  @Test(arguments: [("HLF 20", "NL"), ("HLF 10", "DE"), ("", "DE"), ("TS", "BE")] as [(String, CountryCode)])
  func aTypeIsKnownInItsCountryOnly(code: String, country: CountryCode) {
    #expect(Vocabulary.forTests.type(code, country: country) == nil)
  }

  private var families: Vocabulary {
    var vocabulary = Vocabulary()
    for (code, aliases, patterns) in [
      ("TS", [], ["TS-*"]), ("WT", [], ["WT-*"]), ("WTG", [], []), ("WT-G", ["WTG-2"], []), ("RES", [], ["*-RES"]),
      ("AL", ["WTG"], ["LW #"]), ("VW", [], ["(VW) *"]),
    ] as [(String, [String], [String])] {
      vocabulary.add(
        Vocabulary.TypeDefinition(
          code: code, country: "BE", service: .fire, names: LocalizedText(code), aliases: aliases,
          families: patterns.map { CodePattern($0) }))
    }
    return vocabulary
  }

  @Test(
    arguments: [
      ("WTG", "WTG"), ("WT-G", "WT-G"), ("WTG-2", "WT-G"), ("wtg-2", "WT-G"), ("TS-FL", "TS"), ("TS 7", "TS"),
      ("TS7", "TS"), ("ts-7", "TS"), ("TSX", nil), ("TST-8", nil), ("TS-", "TS"), ("TS-RES", "RES"), ("LW 30", "AL"),
      ("LW30", "AL"), ("LW-30", "AL"), ("LW x", nil), ("LW 30x", nil), ("(VW) IGS", "VW"), ("VW IGS", nil),
    ] as [(String, String?)])
  func theVerySpellingGoesBeforeAnyOtherAndFamiliesComeLast(code: String, expected: String?) {
    #expect(families.type(code, country: "BE")?.code == expected)
    #expect(families.type(code, country: "NL") == nil)
  }

  @Test(
    arguments: [
      (nil, .operational, true, true), (.selfPropelled, .operational, true, true),
      (.aircraft, .operational, true, true),
      (.boat, .operational, false, true), (.bus, .operational, false, true), (.supportCar, .operational, false, true),
      (.container, .operational, false, true), (.trailer, .operational, false, false),
      (.selfPropelled, .reserve, false, false), (nil, .training, false, false),
    ] as [(VehicleClass?, Vocabulary.TypeDefinition.Role, Bool, Bool)])
  func whatIsNoFireEngineAnswersOnlyWhereItIsNamed(
    vehicleClass: VehicleClass?, role: Vocabulary.TypeDefinition.Role, unnamed: Bool, named: Bool
  ) throws {
    let type = Vocabulary.TypeDefinition(
      code: "X", country: "NL", service: .fire, vehicleClass: vehicleClass, role: role, names: LocalizedText("X"))
    let offered = [Capability("pumping=2000")]
    let need = try #require(Need("pumping"))
    #expect(Vocabulary.forTests.answers([], with: offered, type: type) == unnamed)
    #expect(Vocabulary.forTests.answers([need], with: offered, type: type) == named)
    #expect(!Vocabulary.forTests.answers([need], with: [], type: type))
    #expect((type.obstacle(to: [need]) == nil) == named)
  }

  @Test func typeCodesAreSuggestedOnceEach() {
    #expect(Vocabulary.forTests.typeCodes(country: "DE") == ["HLF 20", "RTH"])
    #expect(Vocabulary.forTests.typeCodes(country: "FR").isEmpty)
  }

  @Test func whatAUnitSaysReplacesOrExtendsItsType() throws {
    let unit = UnitSummary(
      id: "u", station: "s", service: .fire, type: "hlf20", country: "DE", coordinate: try place(50, 6),
      capabilities: [Capability("pumping=3000"), Capability("foam")])
    #expect(
      Vocabulary.forTests.capabilities(of: unit)
        == [Capability("pumping=3000"), Capability("technical-rescue"), Capability("foam")])
  }

  @Test func aUnitOfUnknownTypeHasItsOwnCapabilitiesOnly() throws {
    let unit = UnitSummary(
      id: "u", station: "s", service: .fire, type: "XYZ", country: "DE", coordinate: try place(50, 6),
      capabilities: [Capability("foam")])
    #expect(Vocabulary.forTests.capabilities(of: unit) == [Capability("foam")])
  }

  @Test func waysOfTravellingAreThoseOfTheTypesAndByRoad() {
    #expect(Vocabulary.forTests.mobilities == [.road, .air])
    #expect(Vocabulary().mobilities == [.road])
  }

  // MARK: Turnout defaults

  @Test func theFirstTurnoutDefaultThatFitsApplies() throws {
    var vocabulary = Vocabulary()
    let night = WeeklyWindow(from: ClockTime("22:00"), to: ClockTime("06:00"))
    vocabulary.add(
      .init(service: .fire, country: "DE", staffing: .volunteer, turnout: .init(seconds: 1, window: night)))
    vocabulary.add(.init(service: .fire, country: "DE", staffing: .volunteer, turnout: .init(seconds: 2)))
    vocabulary.add(.init(service: .fire, country: "DE", turnout: .init(seconds: 3)))
    vocabulary.add(.init(service: .ambulance, mobility: .air, turnout: .init(seconds: 4)))
    vocabulary.add(.init(service: .ambulance, turnout: .init(seconds: 5)))
    let seconds = {
      (service: Service, country: CountryCode, staffing: Station.Staffing.Kind?, mobility: Mobility, minute: Int) in
      vocabulary.turnoutDefault(
        service: service, country: country, staffing: staffing, mobility: mobility,
        at: LocalMoment(day: .monday, dayBefore: .sunday, minute: minute))?.seconds
    }
    #expect(seconds(.fire, "DE", .volunteer, .road, 0) == 1)
    #expect(seconds(.fire, "DE", .volunteer, .road, 720) == 2)
    #expect(seconds(.fire, "DE", .career, .road, 0) == 3)
    #expect(seconds(.fire, "DE", nil, .road, 0) == 3)
    #expect(seconds(.fire, "NL", .volunteer, .road, 0) == nil)
    #expect(seconds(.ambulance, "NL", nil, .air, 0) == 4)
    #expect(seconds(.ambulance, "BE", .career, .road, 0) == 5)
    #expect(seconds(.civilProtection, "DE", nil, .road, 0) == nil)
  }

  // MARK: Statuses and holidays

  @Test(arguments: [
    ("available", AvailabilityStatus.available), ("On-Scene", .onScene), ("FMS:2", .availableAtStation),
    ("fms:2", .availableAtStation), ("EMSI:availb", .available), ("emsi:AVAILB", .available),
  ])
  func aStatusIsOurWordOrASystemsCode(text: String, expected: AvailabilityStatus) {
    #expect(Vocabulary.forTests.status(text) == expected)
  }

  @Test(arguments: ["", "free", "FMS", "FMS:", "FMS:99", ":2", "XYZ:2", "2"])
  func anUnknownStatusIsNone(text: String) {
    #expect(Vocabulary.forTests.status(text) == nil)
  }

  @Test(arguments: [
    ("2026-11-01", "DEA2D", true), ("2026-11-01", "DEB", false), ("2026-10-03", "DEB", true),
    // The regional calendar is used alone, so it lists the national holidays it has.
    ("2026-10-03", "DEA2D", false), ("2026-11-01", "DE", false), ("2026-11-01", "NL", false), ("2026-11-01", "", false),
  ])
  func holidaysGoByTheLongestCalendarCode(day: String, area: String, expected: Bool) {
    #expect(Vocabulary.forTests.isHoliday(day, in: area) == expected)
  }

  @Test func aLaterDefinitionReplacesAnEarlierOne() {
    var vocabulary = Vocabulary.forTests
    vocabulary.add(.init(code: "HLF 20", country: "DE", service: .fire, names: LocalizedText("new")))
    #expect(vocabulary.type("HLF 20", country: "DE")?.names.main == "new")
    #expect(vocabulary.type("hlf20", country: "DE")?.names.main == "new")
    // Another spelling is another type for whoever writes it so.
    vocabulary.add(.init(code: "HLF-20", country: "DE", service: .fire, names: LocalizedText("other")))
    #expect(vocabulary.type("HLF 20", country: "DE")?.names.main == "new")
    #expect(vocabulary.type("HLF-20", country: "DE")?.names.main == "other")
    #expect(vocabulary.type("hlf20", country: "DE")?.names.main == "other")
    vocabulary.add(.init(code: "pumping", names: LocalizedText("new")))
    #expect(vocabulary.capabilities["pumping"]?.names.main == "new")
  }
}

extension Vocabulary {
  fileprivate static var forTests: Vocabulary {
    var vocabulary = Vocabulary()
    vocabulary.add(CapabilityDefinition(code: "pumping", names: LocalizedText("Pumping"), measure: "l/min"))
    vocabulary.add(
      CapabilityDefinition(
        code: "medical-level", names: LocalizedText("Medical level"), levels: ["bls", "als", "doctor"]))
    vocabulary.add(
      TypeDefinition(
        code: "HLF 20", country: "DE", service: .fire, names: LocalizedText("HLF 20"),
        aliases: ["Hilfeleistungslöschfahrzeug 20"],
        capabilities: [Capability("pumping=2000"), Capability("technical-rescue")]))
    vocabulary.add(
      TypeDefinition(code: "RTH", country: "DE", service: .ambulance, mobility: .air, names: LocalizedText("RTH")))
    vocabulary.addStatus(.availableAtStation, system: "FMS", code: "2")
    vocabulary.addStatus(.available, system: "emsi", code: "AVAILB")
    vocabulary.addStatus(.onScene, system: Vocabulary.wordSystem, code: "ter plaatse")
    vocabulary.addHoliday("2026-10-03", calendar: "DE")
    vocabulary.addHoliday("2026-11-01", calendar: "DEA")
    return vocabulary
  }
}
