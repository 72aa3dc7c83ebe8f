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

  @Test(arguments: [
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
