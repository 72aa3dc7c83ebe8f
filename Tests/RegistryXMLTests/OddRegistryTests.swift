import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// Whatever odd things a registry says: what is taken of it is written so that the schema takes it.
@Suite struct OddRegistryTests {
  /// Writes what was read, as an export does.
  private func written(_ reading: Reading) throws -> String {
    var text = ""
    let writer = try NativeWriter { text += $0 }
    try writer.startDirectory()
    let registry = try #require(reading.registries.first).completed
    try writer.start(registry, isRoot: false)
    for organisation in reading.organisations { try writer.write(organisation, in: registry) }
    for room in reading.rooms { try writer.write(room, in: registry) }
    for record in reading.records {
      if let station = record.station { try writer.write(station, units: record.units.map(\.unit), in: registry) }
    }
    try writer.end()
    if !reading.reports.isEmpty { try writer.write(reading.reports) }
    try writer.end()
    try writer.endDocument()
    return text
  }

  private func expectValidAndEqual(_ reading: Reading) throws {
    let again = try Reading(try written(reading), checksSchema: true)
    #expect(again.schemaProblems.isEmpty)
    #expect(again.registries == reading.registries.map(\.completed))
    #expect(again.organisations == reading.organisations)
    #expect(again.rooms == reading.rooms)
    #expect(again.stations == reading.stations)
    #expect(again.units == reading.units)
    #expect(again.reports == reading.reports)
  }

  private static let long = String(repeating: "é ", count: 3000) + "x"
  private static let position = "<position lat='50.85' lon='5.69' quality='building'/>"

  @Test(
    "Odd values of records are taken in a form that can be written",
    arguments: [
      "<organisation id='o' kind='Freiwillige Feuerwehr!'><name>\(long)</name><phone kind='office'/></organisation>",
      "<organisation id='o' kind='???' wikidata='42' source='a b'><name xml:lang='de_DE'>O</name></organisation>",
      "<organisation id='o' kind='\(long)' country=''><name xml:lang='!'>O</name><note/></organisation>",
      "<organisation id='o' kind='Brandweer' wikidata=''><name>O</name><phone kind='office'>\(long)</phone></organisation>",
      "<control-room id='c' services='fire'><name>C</name><territory country='NL' region='limburg' municipality=''/><language>Dutch language</language><language/><radio/></control-room>",
      "<control-room id='c' services='fire'><name>C</name><territory country='NL' region='NL-VR24'/><radio>\(long)</radio>\(position)</control-room>",
      "<station id='s' kind='Löschgruppe 3' organisation='who knows' control-room='#1'><name>\(long)</name>\(position)</station>",
      "<station id='s' kind='!' source='\(long)'><name>S</name>\(position)<address street='' postcode=' ' municipality='\(long)'/></station>",
      "<station id='s'><name>S</name>\(position)<staffing kind='career' hours=''/><note xml:lang=''>\(long)</note></station>",
      "<station id='s'><name>S</name><position lat='50.85' lon='5.69' quality='building' note='\(long)' source='?'/></station>",
      "<station id='s'><name>S</name>\(position)<unit id='u' type='ÄÖ / 3' call-sign=''><capability code='Wasser fördern' level=''/></unit></station>",
      "<station id='s'><name>S</name>\(position)<unit id='u' type='TS' source='x y' call-sign='\(long)'><name/><capability code='ladder' level='\(long)'/></unit></station>",
    ])
  func records(element: String) throws {
    let reading = try Reading(Sample.registry(element))
    #expect(reading.organisations.count + reading.rooms.count + reading.stations.count == 1)
    #expect(reading.allProblems.allSatisfy { $0.severity == .warning && $0.line == 6 })
    try expectValidAndEqual(reading)
  }

  @Test(
    "A header that lacks what it should have, or has what it should not, is completed and told",
    arguments: [
      "", "<title/><publisher/>", "<source id='a b' title='T' licence='L'/>", "<source id='s' title='T'/>",
      "<title xml:lang='?'>T</title><publisher>\(long)</publisher><source id='s' title='T' licence='L' url='http://[bad'/>",
      "<source id='s' title='T' licence='L'/><source id='s' title='T' licence='M'/><note/>",
    ])
  func header(header: String) throws {
    let text = """
      <registry xmlns="urn:mutual-aid:1.0" id="r" country="NL" service="fire" issued="2026-01-01T00:00:00Z">\(header)
      \(Sample.station("<unit id='u' type='TS'/>"))</registry>
      """
    let reading = try Reading(text)
    #expect(reading.units.map(\.id) == ["u"])
    #expect(!reading.problems.isEmpty)
    try expectValidAndEqual(reading)
  }

  @Test("A territory whose region cannot be is left out: without it, it would be the whole country")
  func territories() throws {
    let reading = try Reading(
      Sample.registry(
        """
        <control-room id='c' services='fire'><name>C</name><territory country='NL' region='Zuid-Limburg'/>
        <territory country='NL' region='NL-VR24'/><territory country='BE' region=''/></control-room>
        """))
    #expect(reading.rooms.first?.territories.map(\.region) == ["NL-VR24", nil])
    #expect(reading.findings == ["6 value-invalid c"])
  }

  @Test("A report on a unit whose id is none is an error; any other is written again")
  func reports() throws {
    let reports = """
      <directory xmlns="urn:mutual-aid:1.0"><availability>
      <report unit="a b" status="available" since="2026-01-01T00:00:00Z"/>
      <report unit="a" status="available" since="2026-01-01T00:00:00Z" source="" note="\(OddRegistryTests.long)"/>
      </availability></directory>
      """
    let reading = try Reading(reports)
    #expect(reading.findings == ["2 value-invalid a b"])
    #expect(reading.reports.map(\.unit) == ["a"])
  }

  @Test("Records of a dialect with odd values and no country are written so that the schema takes them")
  func dialect() throws {
    let folder = try TemporaryFolder()
    var options = ReadingOptions()
    options.profile = .file(
      try folder.write(
        """
        <profile xmlns="urn:mutual-aid:profile:1.0" id="own"><title>Own</title>
          <registry><url path="r/@url"/></registry>
          <organisation element="O"><id path="@id"/><name path="@n"/><kind path="@k"/><wikidata path="@w"/></organisation>
          <control-room element="C"><id path="@id"/><name path="@n"/><service value="fire"/><region path="@r" split=","/></control-room>
          <station element="S"><id path="@id"/><name path="@n"/><kind path="@k"/><organisation path="@o"/><service value="fire"/>
            <position form="lat-lon" lat="@y" lon="@x"/><unit path="V"><id path="@id"/><capability path="@c"/></unit></station>
        </profile>
        """, to: "profile.xml"))
    let reading = try Reading(
      """
      <r url="http://[">
      <O id="o" n="O" k="Berufs Feuerwehr" w="none"/><C id="c" n="C" r="DEA2D,Aachen"/>
      <S id="s" n="S" k="GROSSE Wache" o="o 1" y="50.8" x="6.1"><V id="u" c="Höhenrettung"/></S></r>
      """, options: options)
    #expect(reading.organisations.map(\.kind) == ["berufs-feuerwehr"])
    #expect(reading.rooms.first?.territories.map(\.region) == ["DEA2D"])
    #expect(reading.stations.map(\.kind) == ["GROSSE Wache"])
    #expect(reading.allProblems.allSatisfy { $0.severity == .warning })
    // The boundaries give stations their country before they are kept.
    let again = try Reading(try written(reading), checksSchema: true)
    #expect(again.schemaProblems.isEmpty)
  }

  @Test("What XML cannot hold is replaced, wherever it came from")
  func characters() throws {
    var text = ""
    let writer = try NativeWriter { text += $0 }
    try writer.startDirectory()
    try writer.write([
      AvailabilityReport(
        unit: "u", status: .available, since: Date(timeIntervalSince1970: 1_800_000_000), source: "a\u{1}\u{FFFE}",
        note: "\u{FFFF}\u{F8FF}")
    ])
    try writer.end()
    try writer.endDocument()
    let reading = try Reading(text, checksSchema: true)
    #expect(reading.schemaProblems.isEmpty)
    #expect(reading.reports.map(\.source) == ["a\u{FFFD}\u{FFFD}"])
    #expect(reading.reports.map(\.note) == ["\u{FFFD}\u{F8FF}"])
  }
}
