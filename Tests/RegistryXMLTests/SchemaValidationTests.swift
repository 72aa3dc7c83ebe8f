import DirectoryModel
import RegistryXML
import TestSupport
import Testing

@Suite struct SchemaValidationTests {
  private static let rules = """
      <agreement id="a1" verification="verified" in-force="1990">
        <title>A</title><citation>C</citation><url>https://example.org</url>
        <rule id="r1" services="fire ambulance" purposes="daily disaster" within-km-of-border="20">
          <lender country="NL" regions="NL-VR24"/><borrower country="DE"/>
          <window days="mo holiday" from="18:00" to="24:00"/><condition>on-request</condition>
          <document>Passport</document><note>N</note>
        </rule>
      </agreement>
    """

  @Test(arguments: [
    Sample.registry(Sample.stations(3)), Sample.registry(service: nil), Sample.agreements(rules),
    Sample.boundaries([("country", "NL", "NL", ["50 5 51 5 51 6"])]),
    Sample.vocabulary("<type code=\"TS\" country=\"NL\" service=\"fire\"><name>T</name><alias>T S</alias></type>"),
    "<directory xmlns='urn:mutual-aid:1.0'/>",
    """
    <norms xmlns='urn:mutual-aid:1.0' id='n' issued='2026-01-01T00:00:00Z'><title>N</title>
    <norm id='n1' country='NL' service='fire' clock-start='alarm' verification='secondary'>
    <title>T</title><threshold seconds='480' share='80'/><citation>C</citation></norm></norms>
    """,
  ])
  func whatFollowsTheSchemaHasNoProblems(text: String) throws {
    let reading = try Reading(text, checksSchema: true)
    #expect(reading.schemaProblems.isEmpty)
    #expect(reading.allProblems.isEmpty)
  }

  /// Breaches on line 6, behind the five lines of the header.
  @Test(arguments: [
    "<station id='s'><name>S</name></station>",
    "<station id='s'><position lat='50' lon='6' quality='building'/><name>S</name></station>",
    "<station id='not valid'><name>S</name><position lat='50' lon='6' quality='building'/></station>",
    "<station id='s' colour='red'><name>S</name><position lat='50' lon='6' quality='building'/></station>",
    "<station id='s'><name>S</name><position lat='95' lon='6' quality='building'/></station>",
    "<station id='s'><name>S</name><position lat='5e1' lon='6' quality='building'/></station>",
    "<station id='s'><name>S</name><position lat='50' lon='6' quality='perfect'/></station>",
    "<station id='s'><name>S</name><position lat='50' lon='6' quality='building'/>text</station>",
    "<vehicle/>", "<x:y xmlns:x='urn:other'/>",
    "<organisation id='o' kind='Not A Code'><name>N</name></organisation>",
    "<organisation id='o' kind='k' wikidata='42'><name>N</name></organisation>",
  ])
  func aBreachOfTheSchemaIsToldWithItsLine(element: String) throws {
    let reading = try Reading(Sample.registry(element), checksSchema: true)
    #expect(!reading.schemaProblems.isEmpty)
    for problem in reading.schemaProblems {
      #expect(problem.code == .schema)
      #expect(problem.severity == .error)
      #expect(problem.line == 6)
      #expect(!problem.message.isEmpty)
      #expect(!problem.message.contains("urn:mutual-aid"))
    }
  }

  @Test func idsThatRepeatBreakTheSchema() throws {
    let organisation = "<organisation id='o' kind='k'><name>N</name></organisation>"
    #expect(!(try Reading(Sample.registry(organisation + organisation), checksSchema: true).schemaProblems.isEmpty))
    let rules = SchemaValidationTests.rules
    #expect(!(try Reading(Sample.agreements(rules + rules), checksSchema: true).schemaProblems.isEmpty))
  }

  @Test func theSchemaIsNotAskedUnlessToldTo() throws {
    let reading = try Reading(Sample.registry("<vehicle/>"))
    #expect(reading.schemaProblems.isEmpty)
  }

  @Test func theReaderAgreesWithTheSchemaOnWhatIsRead() throws {
    // The schema's eyes do not change what the reader sees.
    let text = Sample.registry(
      Sample.stations(200) + "<vehicle/>" + Sample.station(id: "last", "<unit id='x' type='A &amp; B'/>"))
    let (plain, checked) = (try Reading(text), try Reading(text, checksSchema: true))
    #expect(plain.stations == checked.stations)
    #expect(plain.units == checked.units)
    #expect(plain.allProblems == checked.allProblems)
  }

  @Test func schemasAreCompiledOnManyThreadsAtOnce() async throws {
    let text = Sample.registry(Sample.stations(5) + "\n<vehicle/>")
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 { group.addTask { try Reading(text, checksSchema: true).schemaProblems.count } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(counts).count == 1)
    #expect(counts.first ?? 0 > 0)
  }
}
