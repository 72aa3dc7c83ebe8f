import DirectoryModel
import TestSupport
import Testing

/// What a registry says that it lists.
@Suite struct CompletenessTests {
  private func read(_ declarations: String) throws -> Reading {
    try Reading(Sample.registry(declarations + Sample.stations(1)), checksSchema: true)
  }

  @Test func aDeclarationIsReadWithAllThatItSays() throws {
    let reading = try read(
      """
      <complete-for services="fire ambulance" areas="DEB NL-VR24" within-km="50" within-km-of="NL BE" kind="industrial"
        stations="some" vehicles="published" as-of="2025-09" basis="assumed" source="s1">
        <lists type="LF10"/><lists capability="pumping"/><never-lists capability="ladder"/><note>One each</note>
      </complete-for>
      <complete-for services="fire" stations="all" vehicles="not-listed"/>
      """)
    #expect(reading.allProblems.isEmpty && reading.schemaProblems.isEmpty)
    let declarations = try #require(reading.registries.first).completeness
    #expect(
      declarations.first
        == CompletenessDeclaration(
          services: [.fire, .ambulance], areas: ["DEB", "NL-VR24"], strip: .init(metres: 50_000, areas: ["NL", "BE"]),
          kind: "industrial", stations: .some, vehicles: .published, listed: [.type("LF10"), .capability("pumping")],
          neverListed: [.capability("ladder")], asOf: "2025-09", basis: .assumed, source: "s1",
          notes: LocalizedText("One each")))
    #expect(
      declarations.last == CompletenessDeclaration(services: [.fire], stations: .all, vehicles: .notListed))
    #expect(reading.registries.first?.sourceDate == "2025-09")
  }

  @Test(arguments: [
    ("stations='all' vehicles='some'", ProblemCode.valueMissing), ("services='fire' vehicles='some'", .valueMissing),
    ("services='fire' stations='all'", .valueMissing),
    ("services='fires' stations='all' vehicles='some'", .valueInvalid),
    ("services='fire' stations='most' vehicles='some'", .valueInvalid),
    ("services='fire' stations='all' vehicles='every'", .valueInvalid),
    ("services='fire' stations='all' vehicles='some' areas='Bayern'", .valueInvalid),
    ("services='fire' stations='all' vehicles='some' within-km='5'", .valueMissing),
    ("services='fire' stations='all' vehicles='some' within-km-of='NL'", .valueMissing),
    ("services='fire' stations='all' vehicles='some' within-km='0' within-km-of='NL'", .bandInvalid),
    ("services='fire' stations='all' vehicles='some' as-of='8.9.2025'", .dateInvalid),
    ("services='fire' stations='all' vehicles='some' as-of='2025-13'", .dateInvalid),
  ])
  func aWrongDeclarationIsLeftOutWithItsReason(attributes: String, code: ProblemCode) throws {
    let reading = try read("<complete-for \(attributes)/>")
    #expect(reading.registries.first?.completeness == [])
    #expect(reading.problems.map(\.code) == [code] && reading.problems.first?.severity == .error)
    #expect(!reading.schemaProblems.isEmpty || code == .valueMissing)
    #expect(reading.stations.count == 1)
  }

  @Test(arguments: ["<lists/>", "<lists type='a' capability='b'/>", "<never-lists/>"])
  func aListingNamesATypeOrACapability(listing: String) throws {
    let reading = try read("<complete-for services='fire' stations='all' vehicles='some'>\(listing)</complete-for>")
    #expect(reading.registries.first?.completeness == [] && reading.problems.map(\.code) == [.valueMissing])
  }

  @Test func theDateOfTheFactsIsThatOfTheFirstSourceUnlessDeclared() throws {
    let header = { (date: String) in
      Sample.registry(Sample.stations(1)).replacing("licence=\"CC0-1.0\"", with: "licence=\"CC0-1.0\"\(date)")
    }
    #expect(try Reading(header(" date=\"2014\"")).registries.first?.sourceDate == "2014")
    #expect(try Reading(header("")).registries.first?.sourceDate == nil)
  }
}
