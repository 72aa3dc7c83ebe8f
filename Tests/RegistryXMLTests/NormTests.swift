import DirectoryModel
import FoundationEssentials
import RegistryXML
import TestSupport
import Testing

@Suite struct NormTests {
  private func content(_ attributes: String, _ thresholds: String) throws -> [Norm] {
    let xml = """
      <norms xmlns="\(Sample.namespace)" id="n" issued="2026-01-01T00:00:00Z"><title>T</title>
      <norm id="agbf" country="DE" region="DEA" service="fire" class="urban" valid-from="2020" \(attributes)>
      <title xml:lang="de">Schutzziel</title>\(thresholds)<citation>AGBF</citation></norm></norms>
      """
    let document = ReferenceDocument(id: "n", kind: .norms, issued: Date(), title: "T", xml: xml)
    guard case .norms(let norms) = try document.content() else { return [] }
    return norms
  }

  @Test func aNormIsReadWithItsStepsInOrder() throws {
    let norms = try content(
      "clock-start=\"dispatch-decision\" verification=\"secondary\"",
      "<threshold seconds=\"780\" crew=\"16\"/><threshold seconds=\"480\" crew=\"10\" share=\"90\"/><threshold seconds=\"900\"/>"
    )
    #expect(
      norms == [
        Norm(
          id: "agbf", country: "DE", region: "DEA", service: .fire, areaClass: "urban",
          clockStart: .dispatchDecision,
          thresholds: [
            .init(seconds: 480, share: 90, crew: 10), .init(seconds: 780, crew: 16), .init(seconds: 900, units: 1),
          ], validFrom: "2020", verification: .secondary, citation: "AGBF",
          titles: LocalizedText([.init(language: "de", text: "Schutzziel")]))
      ])
  }

  @Test func conditionsAreReadAsTheyAreJoined() throws {
    let norms = try content(
      "clock-start=\"alarm\" verification=\"secondary\" standing=\"objective\" mobilities=\"road air\" need=\"pumping\"",
      """
      <threshold seconds="480"><any><all><units count="1"/><crew count="10"/></all>
      <units count="2" need="pumping+crew&gt;=4"/></any></threshold>
      <threshold seconds="780" crew="16"><units count="1" need="ladder"/></threshold>
      """)
    let norm = try #require(norms.first)
    #expect(norm.standing == .objective)
    #expect(!norm.isLegal)
    #expect(norm.mobilities == [.road, .air])
    #expect(
      norm.thresholds == [
        .init(
          seconds: 480,
          condition: .any([
            .all([.units(1, need: nil), .crew(10, need: nil)]), .units(2, need: "pumping+crew>=4"),
          ])),
        .init(seconds: 780, crew: 16, condition: .units(1, need: "ladder")),
      ])
  }

  @Test(arguments: [(Verification.verified, true), (.secondary, true), (.unverified, false)])
  func aNormIsLawUnlessItSaysOtherwiseOrNobodyHasVerifiedIt(verification: Verification, isLegal: Bool) throws {
    let norm = try content(
      "clock-start=\"call\" verification=\"\(verification.rawValue)\"", "<threshold seconds=\"480\"/>")[0]
    #expect(norm.isLegal == isLegal)
    #expect(norm.standing == (isLegal ? .legal : .yardstick))
    #expect(norm.mobilities == [.road])
  }

  @Test(arguments: [
    ("clock-start=\"call\" verification=\"secondary\"", "<threshold seconds=\"480\"><any/></threshold>"),
    ("clock-start=\"call\" verification=\"secondary\"", "<threshold seconds=\"480\"><units/></threshold>"),
    ("clock-start=\"call\" verification=\"secondary\"", "<threshold seconds=\"480\"><crew count=\"0\"/></threshold>"),
    ("clock-start=\"call\" verification=\"secondary\" mobilities=\"rail\"", "<threshold seconds=\"480\"/>"),
    ("clock-start=\"call\" verification=\"secondary\" standing=\"custom\"", "<threshold seconds=\"480\"/>"),
    (
      "clock-start=\"call\" verification=\"secondary\"",
      "<threshold seconds=\"480\">"
        + (0..<7).map { "<units count=\"1\" need=\"n\($0)\"/>" }.joined() + "</threshold>"
    ),
    (
      "clock-start=\"call\" verification=\"secondary\"",
      "<threshold seconds=\"480\">"
        + String(repeating: "<any><units count=\"1\"/><units count=\"2\"/><crew count=\"3\"/></any>", count: 4)
        + "</threshold>"
    ),
    ("clock-start=\"sunrise\" verification=\"secondary\"", "<threshold seconds=\"480\"/>"),
    ("verification=\"secondary\"", "<threshold seconds=\"480\"/>"),
    ("clock-start=\"call\" verification=\"secondary\"", ""),
    ("clock-start=\"call\" verification=\"secondary\"", "<threshold seconds=\"0\"/>"),
    ("clock-start=\"call\" verification=\"secondary\" valid-to=\"2019\"", "<threshold seconds=\"480\"/>"),
  ])
  func aNormThatCannotBeIsRefused(attributes: String, thresholds: String) {
    #expect(throws: MutualAidError.self) { try content(attributes, thresholds) }
  }
}
