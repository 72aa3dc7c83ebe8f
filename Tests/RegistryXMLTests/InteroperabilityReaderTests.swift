import DirectoryModel
import RegistryXML
import TestSupport
import Testing

@Suite struct InteroperabilityReaderTests {
  private func document(_ body: String) -> String {
    Sample.agreements(id: "together", body).replacing("agreements", with: "interoperability")
  }

  @Test func aDocumentIsReadWhole() throws {
    let reading = try Reading(
      document(
        """
        <speech country="BE" region="BE336" basis="derived"><language>de</language></speech>
        <gateway id="g" regions="DEA2D NL-VR24" reach-km="10" basis="assumed"><name>G</name><radio>A</radio><radio>B</radio></gateway>
        <coupling countries="NL DE" fit="adapter"><note>3 mm</note></coupling>
        <blue-light country="NL"><text xml:lang="en">Allowed</text></blue-light>
        <request-delay from-room="r1" to-country="BE" seconds="45" basis="assumed"/>
        <request-delay seconds="90"/>
        <weight fact="crew-language" points="8"/>
        """), checksSchema: true)
    #expect(reading.allProblems.isEmpty && reading.schemaProblems.isEmpty)
    let (stored, content) = try #require(reading.references.first)
    guard case .interoperability(let found) = content else {
      Issue.record("not an interoperability document")
      return
    }
    #expect(found.speech == [.init(country: "BE", region: "BE336", languages: ["de"], basis: .derived)])
    #expect(
      found.gateways == [
        .init(
          id: "g", names: LocalizedText("G"), radios: ["A", "B"], regions: ["DEA2D", "NL-VR24"], reach: 10_000,
          basis: .assumed)
      ])
    #expect(found.couplings == [.init(countries: ["NL", "DE"], fit: .adapter, notes: LocalizedText("3 mm"))])
    #expect(found.blueLights.map(\.texts.main) == ["Allowed"])
    #expect(
      found.requestDelays == [
        .init(from: .init(room: "r1"), to: .init(country: "BE"), seconds: 45, basis: .assumed),
        .init(from: .init(), to: .init(), seconds: 90, basis: .published),
      ])
    #expect(found.weights == [.crewLanguage: 8])
    #expect(found.count == 7)
    // What is stored says the same.
    guard case .interoperability(let again) = try stored.content() else {
      Issue.record("the stored text is of another kind")
      return
    }
    #expect(again == found)
    #expect(try InteroperabilityTable(documents: [stored]).content == found)
  }

  @Test(arguments: [
    ("<coupling countries='NL' fit='same'/>", ProblemCode.valueInvalid),
    ("<request-delay basis='assumed'/>", .valueMissing), ("<request-delay seconds='-1'/>", .valueInvalid),
    ("<weight fact='charm' points='1'/>", .valueInvalid),
    ("<gateway id='g' reach-km='0'><name>G</name><radio>A</radio><radio>B</radio></gateway>", .bandInvalid),
  ])
  func aMistakeLeavesOutTheDocument(body: String, code: ProblemCode) throws {
    let reading = try Reading(document(body))
    #expect(reading.references.isEmpty && reading.unreadableReferences == ["together"])
    #expect(reading.allProblems.first?.code == code)
    #expect(reading.allProblems.first?.line == 4)
  }
}
