import DirectoryModel
import Foundation
import Geodesy
import RegistryXML
import TestSupport
import Testing

@Suite struct ReferenceReaderTests {
  private func reference(_ text: String) throws -> (document: ReferenceDocument, content: ReferenceContent) {
    try #require(try Reading(text).references.first)
  }

  // MARK: Content

  @Test func aVocabularyIsReadWhole() throws {
    let text = Sample.vocabulary(
      """
      <capability code="pumping" measure="l/min"><name xml:lang="en">Pumping</name><description>D</description></capability>
      <capability code="medical-level"><name>M</name><level code="bls"/><level code="als"><name>ALS</name></level></capability>
      <type code="HLF 20" country="DE" service="fire" basis="derived"><name>H</name><alias>LF 20</alias><alias>HLF20/16</alias>
        <capability code="pumping" level="2000"/><crew size="9" basis="assumed"/></type>
      <type code="LZ" country="DE" service="fire" group="true"><name>L</name></type>
      <type code="RTH" country="DE" service="ambulance" mobility="air" group="0"><name>R</name></type>
      <turnout-default service="fire" country="DE" staffing="volunteer" mobility="road" days="mo" from="08:00" seconds="240" basis="assumed"/>
      <turnout-default service="ambulance" seconds="60"/>
      <status-system code="fms"><name>FMS</name><status code="2" means="available-at-station"/></status-system>
      <holiday-calendar code="DEA"><holiday date="2026-11-01" name="Allerheiligen"/></holiday-calendar>
      """)
    let (document, content) = try reference(text)
    #expect(document.kind == .vocabulary)
    #expect(document.id == "words")
    #expect(document.title == "Test")
    #expect(document.issued == Date(timeIntervalSince1970: 1_767_225_600))
    guard case .vocabulary(let vocabulary) = content else {
      Issue.record("not a vocabulary")
      return
    }
    #expect(
      vocabulary.capabilities == [
        .init(code: "pumping", names: LocalizedText([.init(language: "en", text: "Pumping")]), measure: "l/min"),
        .init(code: "medical-level", names: LocalizedText("M"), levels: ["bls", "als"]),
      ])
    #expect(
      vocabulary.types == [
        .init(
          code: "HLF 20", country: "DE", service: .fire, names: LocalizedText("H"), aliases: ["LF 20", "HLF20/16"],
          capabilities: [Capability(code: "pumping", level: "2000")], crew: .init(size: 9, basis: .assumed),
          basis: .derived),
        .init(code: "LZ", country: "DE", service: .fire, isGroup: true, names: LocalizedText("L")),
        .init(code: "RTH", country: "DE", service: .ambulance, mobility: .air, names: LocalizedText("R")),
      ])
    #expect(
      vocabulary.turnoutDefaults == [
        .init(
          service: .fire, country: "DE", staffing: .volunteer, mobility: .road,
          turnout: .init(seconds: 240, window: .init(days: [.monday], from: ClockTime("08:00")), basis: .assumed)),
        .init(service: .ambulance, turnout: .init(seconds: 60)),
      ])
    var whole = Vocabulary()
    vocabulary.add(to: &whole)
    #expect(whole.status("FMS:2") == .availableAtStation)
    #expect(whole.isHoliday("2026-11-01", in: "DEA2D"))
    #expect(whole.type("LF20", country: "DE")?.code == "HLF 20")
  }

  @Test func agreementsAreReadWhole() throws {
    let text = Sample.agreements(
      """
      <agreement id="a1" signed="1988-06" in-force="1990-03-01" ends="2030-01-01" successor="a2" verification="secondary">
        <title xml:lang="de">Abkommen</title><title xml:lang="nl">Overeenkomst</title><citation>BGBl. &amp; Trb.</citation>
        <url>https://example.org/1</url><url>https://example.org/2</url>
        <rule id="r1" effect="forbid" services="fire civil-protection" purposes="daily large-incident" role="co-alarm"
          within-km-of-border="2.5" article="3" verification="unverified" holidays="DEA">
          <lender country="NL" regions="NL-VR24 NL-VR23" organisation="o1" station="s1"/>
          <borrower country="DE"><place name="Aachen" lat="50.77" lon="6.08" radius-km="7.5"/></borrower>
          <window days="sa su holiday" from="18:00" to="06:00"/><window/>
          <condition>faster-or-shortage</condition><condition>on-request</condition>
          <document xml:lang="nl">Paspoort</document><note>N</note>
        </rule>
        <rule id="r2" services="ambulance" purposes="planned-transport"><lender country="DE"/><borrower country="NL"/></rule>
      </agreement>
      """)
    guard case .agreements(let agreements) = try reference(text).content else {
      Issue.record("not agreements")
      return
    }
    let rule = AgreementRule(
      id: "r1", effect: .forbid,
      lender: .init(country: "NL", regions: ["NL-VR24", "NL-VR23"], organisation: "o1", station: "s1"),
      borrower: .init(country: "DE", places: [.init(name: "Aachen", centre: try place(50.77, 6.08), radius: 7500)]),
      services: [.fire, .civilProtection], purposes: [.daily, .largeIncident], role: .coAlarm, borderBand: 2500,
      windows: [
        .init(days: [.saturday, .sunday, .holiday], from: ClockTime("18:00"), to: ClockTime("06:00")), .init(),
      ], holidayCalendar: "DEA", conditions: [.fasterOrShortage, .onRequest],
      documents: [LocalizedText([.init(language: "nl", text: "Paspoort")])], article: "3", verification: .unverified,
      notes: LocalizedText("N"))
    let second = AgreementRule(
      id: "r2", lender: .init(country: "DE"), borrower: .init(country: "NL"), services: [.ambulance],
      purposes: [.plannedTransport])
    #expect(
      agreements == [
        Agreement(
          id: "a1",
          titles: LocalizedText([.init(language: "de", text: "Abkommen"), .init(language: "nl", text: "Overeenkomst")]),
          citation: "BGBl. & Trb.", urls: ["https://example.org/1", "https://example.org/2"], signed: "1988-06",
          inForce: "1990-03-01", ends: "2030-01-01", successor: "a2", verification: .secondary, rules: [rule, second])
      ])
  }

  @Test func boundariesAreReadWithAllTheirRings() throws {
    let text = Sample.boundaries(
      accuracy: 12.5, [("region", "NL-VR24", "NL", ["50 5 51 5\n51 6", "\n50.1 5.1\t50.2 5.1 50.2 5.2 "])])
    guard case .boundaries(let areas) = try reference(text).content else {
      Issue.record("not boundaries")
      return
    }
    #expect(
      areas == [
        Area(
          code: "NL-VR24", country: "NL", level: .region, names: LocalizedText("NL-VR24"), accuracy: 12.5,
          rings: [
            [try place(50, 5), try place(51, 5), try place(51, 6)],
            [try place(50.1, 5.1), try place(50.2, 5.1), try place(50.2, 5.2)],
          ])
      ])
  }

  @Test(arguments: ["50 5 51 5", "50 5 51 5 51", "50 5 51 5 51 x", "", "95 5 51 5 51 6"])
  func aRingThatIsNoneIsRefused(ring: String) throws {
    let reading = try Reading(Sample.boundaries([("country", "NL", "NL", [ring])]))
    #expect(reading.references.isEmpty)
    #expect(reading.problems.map(\.code) == [.positionInvalid])
  }

  @Test(arguments: [
    ("<agreement id='a' verification='verified'><citation>C</citation></agreement>", ProblemCode.valueMissing),
    ("<agreement id='a'><title>T</title><citation>C</citation></agreement>", .valueMissing),
    ("<agreement id='a' verification='sure'><title>T</title><citation>C</citation></agreement>", .valueInvalid),
    (
      "<agreement id='a' verification='verified' in-force='2026-05' ends='2026-01-01'><title>T</title><citation>C</citation></agreement>",
      .dateInvalid
    ),
    (
      "<agreement id='a' verification='verified'><title>T</title><citation>C</citation><rule id='r' services='fire' purposes='daily'><lender country='NL'/></rule></agreement>",
      .valueMissing
    ),
  ])
  func anAgreementWithAMistakeLeavesOutItsDocument(agreement: String, code: ProblemCode) throws {
    let reading = try Reading(Sample.agreements(agreement))
    #expect(reading.references.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
  }

  @Test(arguments: [
    "<norms xmlns='urn:mutual-aid:1.0' issued='2026-01-01T00:00:00Z'/>", "<norms xmlns='urn:mutual-aid:1.0' id='n'/>",
    "<norms xmlns='urn:mutual-aid:1.0' id='n' issued='someday'/>",
  ])
  func aReferenceDocumentWithoutIdAndDateIsLeftOut(text: String) throws {
    let reading = try Reading(text)
    #expect(reading.references.isEmpty)
    #expect(reading.problems.count == 1)
    #expect(reading.problems.allSatisfy { $0.severity == .error })
  }

  // MARK: Normal form

  @Test func theNormalFormReadsBackAsTheSameContent() throws {
    let (document, content) = try reference(
      Sample.boundaries([("country", "NL", "NL", ["50 5 51 5 51 6"]), ("country", "BE", "BE", ["49 5 50 5 50 6"])]))
    guard case .boundaries(let areas) = content, case .boundaries(let again) = try document.content() else {
      Issue.record("not boundaries")
      return
    }
    #expect(areas == again)
  }

  @Test func theNormalFormOfTheNormalFormIsItself() throws {
    let document = try reference(
      Sample.vocabulary(
        "<capability code=\"pumping\" measure=\"&lt;l&gt; &amp; &quot;min&quot;\"><name xml:lang=\"en\">A &amp; B &lt; C</name></capability>"
      )
    ).document
    #expect(try reference(document.xml).document == document)
    #expect(document.xml.contains("xml:lang=\"en\""))
  }

  @Test(arguments: [
    // Indentation, comments and declarations; white space in texts; quotes; a prefix; entities; character data sections.
    "<vocabulary xmlns='urn:mutual-aid:1.0' id='v' issued='2026-01-01T00:00:00Z'><title>A &amp; B</title><capability code='c'><name xml:lang='en'>N</name></capability></vocabulary>",
    """
    <?xml version="1.0"?>
    <!-- comment -->
    <m:vocabulary xmlns:m="urn:mutual-aid:1.0" id="v"
      issued="2026-01-01T00:00:00Z">
      <m:title>
        A   &#38;
        B</m:title>
      <!-- comment -->
      <m:capability code="c"><m:name xml:lang="en"><![CDATA[N]]></m:name></m:capability>
    </m:vocabulary>
    """,
    // White space in attributes, as xs:token has it.
    "<vocabulary xmlns='urn:mutual-aid:1.0' id=' v ' issued='2026-01-01T00:00:00Z'><title>A &amp; B</title><capability code='\n c'><name xml:lang='en'>N</name></capability></vocabulary>",
    // The usual hint where the schema is.
    "<vocabulary xmlns='urn:mutual-aid:1.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:mutual-aid:1.0 mutual-aid-1.0.xsd' id='v' issued='2026-01-01T00:00:00Z'><title>A &amp; B</title><capability code='c'><name xml:lang='en'>N</name></capability></vocabulary>",
  ])
  func documentsThatSayTheSameHaveOneNormalForm(text: String) throws {
    #expect(
      try reference(text).document.xml == """
        <vocabulary xmlns="urn:mutual-aid:1.0" id="v" issued="2026-01-01T00:00:00Z">
          <title>A &amp; B</title>
          <capability code="c">
            <name xml:lang="en">N</name>
          </capability>
        </vocabulary>

        """)
  }

  @Test func aStoredDocumentOfAnotherKindIsRefused() throws {
    let document = ReferenceDocument(
      id: "d", kind: .norms, issued: Date(timeIntervalSince1970: 0), title: "",
      xml: "<other xmlns='urn:mutual-aid:1.0'/>")
    #expect(throws: MutualAidError.self) { _ = try document.content() }
  }
}
