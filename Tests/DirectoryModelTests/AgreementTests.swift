import DirectoryModel
import TestSupport
import Testing

@Suite struct AgreementTests {
  @Test(
    arguments: [
      (nil, nil, "1900-01-01", true), ("2026", nil, "2025-12-31", false), ("2026", nil, "2026-01-01", true),
      ("2026-05", nil, "2026-04-30", false), ("2026-05", nil, "2026-05-01", true), ("2026-05", nil, "2027-01-01", true),
      ("2026-05-10", nil, "2026-05-09", false), ("2026-05-10", nil, "2026-05-10", true),
      (nil, "2026-05-10", "2026-05-09", true), (nil, "2026-05-10", "2026-05-10", false),
      ("2020", "2026-05-10", "2026-05-09", true), ("2020", "2026-05-10", "2019-05-09", false),
      ("2020", "2026-05-10", "2030-05-09", false),
    ] as [(String?, String?, String, Bool)])
  func itIsInForceFromItsFirstDayToBeforeItsEnd(start: String?, end: String?, day: String, expected: Bool) {
    let agreement = Agreement(
      id: "a", titles: LocalizedText("A"), citation: "", inForce: start, ends: end, verification: .verified)
    #expect(agreement.isInForce(on: day) == expected)
  }

  @Test func aNarrowerPartyIsMoreSpecificThanAllBroaderClausesTogether() throws {
    let place = AgreementRule.Place(name: "Vaals", centre: try place(50.77, 6.02), radius: 3000)
    let parties = [
      AgreementRule.Party(country: "NL"),
      AgreementRule.Party(country: "NL", regions: ["NL-VR24"]),
      AgreementRule.Party(country: "NL", organisation: "o"),
      AgreementRule.Party(country: "NL", regions: ["NL-VR24"], organisation: "o"),
      AgreementRule.Party(country: "NL", places: [place]),
      AgreementRule.Party(country: "NL", regions: ["NL-VR24"], organisation: "o", places: [place]),
      AgreementRule.Party(country: "NL", station: "s"),
    ]
    let specificities = parties.map(\.specificity)
    #expect(specificities == specificities.sorted())
    #expect(Set(specificities).count == parties.count)
  }
}
