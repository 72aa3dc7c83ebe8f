import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

@Suite struct DirectoryReaderTests {
  private let small = Sample.registry(Sample.station("<unit id=\"u1\" type=\"TS\"/>"))

  // MARK: What is taken

  @Test func aStationComesWithItsUnitsAndTheRegistrysDefaults() throws {
    let reading = try Reading(small)
    let station = try #require(reading.stations.first)
    #expect(station.country == "NL")
    #expect(station.service == .fire)
    let unit = try #require(reading.units.first)
    #expect(unit.station == "st1")
    #expect(unit.service == .fire)
    #expect(reading.registries.map(\.id) == ["test"])
    #expect(reading.registryEnds == 1)
    #expect(reading.allProblems.isEmpty)
    #expect(reading.bytes == small.utf8.count)
  }

  @Test func theNamespaceMayHaveAPrefix() throws {
    let prefixed = """
      <m:registry xmlns:m="urn:mutual-aid:1.0" id="test" country="NL" service="fire" issued="2026-01-01T00:00:00Z">
        <m:title>Test</m:title><m:publisher>Nobody</m:publisher>
        <m:source id="s1" title="Made up" licence="CC0-1.0"/>
        <m:station id="st1"><m:name>st1</m:name><m:position lat="50.85" lon="5.69" quality="building"/>
          <m:unit id="u1" type="TS"/></m:station>
      </m:registry>
      """
    let (plain, reading) = (try Reading(small), try Reading(prefixed))
    #expect(reading.registries == plain.registries)
    #expect(reading.stations == plain.stations)
    #expect(reading.units == plain.units)
  }

  @Test func predefinedAndNumericEntitiesStandForTheirCharacters() throws {
    let reading = try Reading(
      Sample.registry(
        """
        <organisation id="o1" kind="x"><name>Fire &amp; Rescue &lt;A&#38;B&gt; &#xE9;&quot;</name></organisation>
        \(Sample.station(attributes: "kind=\"a&amp;b&#33;\"", "<unit id=\"u1\" type=\"A&amp;B &quot;C&apos; &#x20AC;\"/>"))
        """))
    #expect(reading.organisations.first?.names.main == "Fire & Rescue <A&B> é\"")
    #expect(reading.stations.first?.kind == "a&b!")
    #expect(reading.units.first?.type == "A&B \"C' €")
  }

  @Test func characterDataSectionsAndCommentsDoNotBreakTexts() throws {
    let reading = try Reading(
      Sample.registry(
        "<organisation id=\"o1\" kind=\"x\"><name>Fire<!-- and --> <![CDATA[& <Rescue>]]>\n\t  Service </name></organisation>"
      ))
    #expect(reading.organisations.first?.names.main == "Fire & <Rescue> Service")
  }

  @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .isoLatin1, .utf8, .windowsCP1252])
  func theEncodingDeclaredIsUnderstood(encoding: String.Encoding) throws {
    let names: [String.Encoding: String] = [
      .utf16: "UTF-16", .utf16LittleEndian: "UTF-16", .utf16BigEndian: "UTF-16", .isoLatin1: "ISO-8859-1",
      .utf8: "UTF-8", .windowsCP1252: "windows-1252",
    ]
    let name = try #require(names[encoding])
    let text = Sample.registry("<organisation id=\"o1\" kind=\"x\"><name>Müller Liège ÿ</name></organisation>")
      .replacing("encoding=\"UTF-8\"", with: "encoding=\"\(name)\"")
    var data = try #require(text.data(using: encoding))
    if encoding == .utf16LittleEndian { data = Data([0xFF, 0xFE]) + data }
    if encoding == .utf16BigEndian { data = Data([0xFE, 0xFF]) + data }
    #expect(try Reading(data).organisations.first?.names.main == "Müller Liège ÿ")
  }

  @Test func aByteOrderMarkIsNoText() throws {
    #expect(try Reading(Data([0xEF, 0xBB, 0xBF]) + Data(small.utf8)).units.count == 1)
  }

  @Test func aDocumentReadsTheSameInPiecesOfAnySize() throws {
    // Larger than the reader's chunks, so that elements, entities and characters of several bytes lie across them.
    let stations = (0..<14_000).map { number in
      Sample.station(
        id: "st-\(number)",
        "<unit id=\"u-\(number)\" type=\"A&amp;ü€\(number)\"><name>Löschzug &lt;\(number)&gt;</name></unit>")
    }
    let reading = try Reading(Sample.registry(stations.joined(separator: "\n")))
    #expect(reading.bytes > 2_000_000)
    #expect(reading.units.map(\.type) == (0..<14_000).map { "A&ü€\($0)" })
    #expect(reading.units.map(\.names.main) == (0..<14_000).map { "Löschzug <\($0)>" })
    #expect(reading.allProblems.isEmpty)
  }

  @Test func elementsOfOtherNamespacesAreLeftOut() throws {
    let reading = try Reading(
      Sample.registry(
        """
        <x:extra xmlns:x="urn:other"><station id="hidden"/></x:extra>
        \(Sample.station())
        """))
    #expect(reading.stations.map(\.id) == ["st1"])
    #expect(reading.allProblems.isEmpty)
  }

  @Test func unitsOfOtherNamespacesAreLeftOutOfAStation() throws {
    let reading = try Reading(
      Sample.registry(
        Sample.station("<x:unit xmlns:x=\"urn:other\" id=\"x1\" type=\"X\"/><unit id=\"u1\" type=\"TS\"/>")))
    #expect(reading.units.map(\.id) == ["u1"])
  }

  @Test func attributesOfOtherNamespacesAreNotOurs() throws {
    let reading = try Reading(
      Sample.registry(
        Sample.station("<unit xmlns:x=\"urn:other\" x:id=\"x1\" id=\"u1\" type=\"TS\"/>")))
    #expect(reading.units.map(\.id) == ["u1"])
  }

  @Test func anUnknownElementIsToldAndLeftOut() throws {
    let reading = try Reading(Sample.registry("<vehicle id=\"v\"/>\n" + Sample.station()))
    #expect(reading.problems.map(\.code) == [.unknownName, .schema])
    #expect(reading.problems.allSatisfy { $0.severity == .warning })
    #expect(reading.stations.count == 1)
  }

  @Test func aDirectoryHoldsSeveralDocumentsAndReports() throws {
    let registry = { (id: String) in
      Sample.registry(id: id, Sample.station(id: id)).split(separator: "\n").dropFirst().joined(separator: "\n")
    }
    let reading = try Reading(
      """
      <directory xmlns="urn:mutual-aid:1.0">
      \(registry("a"))
      \(registry("b"))
      <availability>
        <report unit="u1" status="on-scene" since="2026-01-01T00:00:00Z" until="2026-01-02T00:00:00Z" source="r" note="n"/>
        <report unit="u2" status="available" since="2026-01-01T01:00:00+01:00"/>
      </availability>
      </directory>
      """)
    #expect(reading.registries.map(\.id) == ["a", "b"])
    #expect(reading.registryEnds == 2)
    #expect(reading.stations.map(\.id) == ["a", "b"])
    let start = Date(timeIntervalSince1970: 1_767_225_600)
    #expect(
      reading.reports == [
        AvailabilityReport(
          unit: "u1", status: .onScene, since: start, until: start.addingTimeInterval(86_400), source: "r", note: "n"),
        AvailabilityReport(unit: "u2", status: .available, since: start),
      ])
  }

  @Test func gzipIsUnpackedWhateverItsName() throws {
    let folder = try TemporaryFolder()
    let path = try folder.writeGzip(Data(small.utf8), to: "document.xml")
    let reading = try Reading(path: path)
    #expect(reading.units.count == 1)
    #expect(reading.bytes == small.utf8.count)
  }

  @Test func theRootNameNeedsNoMoreThanTheBeginning() throws {
    let folder = try TemporaryFolder()
    #expect(try DocumentFile(path: folder.write(small, to: "a.xml")).rootName == "registry")
    #expect(try DocumentFile(path: folder.write("<m:norms xmlns:m='x'>cut off", to: "b.xml")).rootName == "norms")
    #expect(try DocumentFile(path: folder.writeGzip(Data("<a/>".utf8), to: "c.xml.gz")).rootName == "a")
    #expect(try DocumentFile(path: folder.write("no xml", to: "d.xml")).rootName == nil)
    #expect((try? DocumentFile(path: folder.file("missing.xml"))) == nil)
    #expect((try? DocumentFile(path: folder.path)) == nil)
  }

  @Test func whatTheReceiverThrowsStopsTheReading() throws {
    struct Enough: Error {}
    let folder = try TemporaryFolder()
    let path = try folder.write(Sample.registry(Sample.stations(10)), to: "a.xml")
    var seen = 0
    #expect(throws: Enough.self) {
      _ = try DirectoryReader().read(path: path) { record in
        if case .station = record { seen += 1 }
        if seen == 3 { throw Enough() }
      }
    }
    #expect(seen == 3)
  }

  // MARK: What is refused

  @Test(
    arguments: [
      ("<!DOCTYPE registry><registry xmlns='urn:mutual-aid:1.0'/>"),
      ("<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'><registry xmlns='urn:mutual-aid:1.0'/>"),
      ("""
      <!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
      <registry xmlns="urn:mutual-aid:1.0" id="&c;"/>
      """),
      ("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><registry xmlns='urn:mutual-aid:1.0'>&x;</registry>"),
      ("<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]><registry xmlns='urn:mutual-aid:1.0'/>"),
    ], [false, true])
  func documentTypesAreRefusedWithAllTheirEntities(text: String, checksSchema: Bool) throws {
    let error = try refusal { try Reading(text, checksSchema: checksSchema) }
    #expect(error.code == .documentType)
    #expect(error.line == 1)
  }

  @Test func anEntityThatNobodyDeclaredIsNotWellFormed() throws {
    let error = try refusal {
      try Reading(Sample.registry("<organisation id='o' kind='x'><name>&eacute;</name></organisation>"))
    }
    #expect(error.code == .notWellFormed)
  }

  @Test func everyCutOffDocumentIsRefused() throws {
    let bytes = Data(small.utf8)
    // Before the end of the root's tag there is no saying what the document was to be; behind its end only white space is left.
    let start = try #require(small.range(of: "<title>")).lowerBound
    let end = try #require(small.range(of: "</registry>")).upperBound
    let whole = small[..<end].utf8.count
    for length in stride(from: small[..<start].utf8.count, to: whole, by: 7) {
      let error = try refusal { try Reading(bytes.prefix(length)) }
      #expect(error.code == .notWellFormed, "after \(length) bytes")
      #expect(error.hint?.description.contains("cut off") == true, "after \(length) bytes")
    }
  }

  @Test func aDocumentCutOffInItsFirstTagIsRefused() throws {
    for length in 1..<130 { _ = try refusal { try Reading(Data(small.utf8).prefix(length)) } }
  }

  @Test(arguments: [
    "<registry xmlns='urn:mutual-aid:1.0' id='a' id='b'/>",
    "<registry xmlns='urn:mutual-aid:1.0' id='a' country='NL' issued='2026-01-01'></station>",
    "<registry xmlns='urn:mutual-aid:1.0' id=a/>", "not XML", "\u{1}", "{\"json\": true}", "<registry/><registry/>",
    "<m:registry/>",
  ])
  func whatIsNotWellFormedIsRefused(text: String) throws {
    let error = try refusal { try Reading(text) }
    #expect([.notWellFormed, .unknownFormat].contains(error.code))
  }

  @Test func theLineOfABreakIsNamed() throws {
    let error = try refusal {
      try Reading(Sample.registry("<organisation id='o' kind='x'>\n<name>A</organisation>"))
    }
    #expect(error.code == .notWellFormed)
    // Five lines of header, then the organisation.
    #expect(error.line == 7)
  }

  @Test func anEmptyFileIsToldAsEmpty() throws {
    #expect(try refusal { try Reading(Data()) }.code == .emptyDocument)
    let folder = try TemporaryFolder()
    #expect(try refusal { try Reading(path: try folder.writeGzip(Data(), to: "a.xml.gz")) }.code == .emptyDocument)
  }

  @Test func missingFilesAndFoldersAreUnreadable() throws {
    let folder = try TemporaryFolder()
    #expect(try refusal { try Reading(path: folder.file("missing.xml")) }.code == .unreadable)
    #expect(try refusal { try Reading(path: folder.path) }.code == .unreadable)
    #expect(try refusal { try Reading(path: "/dev/null") }.code == .unreadable)
    #expect(try refusal { try Reading(path: "") }.code == .unreadable)
  }

  @Test func aTruncatedGzipIsRefused() throws {
    let folder = try TemporaryFolder()
    let text = Sample.registry(Sample.stations(300))
    let packed = try Data(contentsOf: URL(fileURLWithPath: folder.writeGzip(Data(text.utf8), to: "a.xml.gz")))
    for length in [packed.count / 4, packed.count / 2, packed.count - 20, packed.count - 8, packed.count - 1] {
      let path = try folder.write(packed.prefix(length), to: "cut-\(length).xml.gz")
      let error = try refusal { try Reading(path: path) }
      #expect([.unreadable, .notWellFormed].contains(error.code), "after \(length) of \(packed.count) bytes")
    }
  }

  @Test func aDamagedGzipIsRefused() throws {
    let folder = try TemporaryFolder()
    let text = Sample.registry(Sample.stations(300))
    var packed = try Data(contentsOf: URL(fileURLWithPath: folder.writeGzip(Data(text.utf8), to: "a.xml.gz")))
    packed[packed.count - 6] ^= 0x55  // in the checksum
    #expect(try refusal { try Reading(path: try folder.write(packed, to: "b.xml.gz")) }.code == .unreadable)
  }

  @Test func aGzipThatUnpacksToTooMuchIsRefused() throws {
    let folder = try TemporaryFolder()
    let bomb =
      Data("<registry xmlns='urn:mutual-aid:1.0' id='a' country='NL' issued='2026-01-01'>".utf8)
      + Data(repeating: 0x20, count: 40_000_000)
    let error = try refusal { try Reading(path: try folder.writeGzip(bomb, to: "a.xml.gz")) }
    #expect(error.code == .limitExceeded)
  }

  @Test(arguments: [
    ("<registry id='a'/>", "''"), ("<registry xmlns='urn:mutual-aid:2.0' id='a'/>", "urn:mutual-aid:2.0"),
    ("<registry xmlns='urn:mutual-aid:1.0/' id='a'/>", "urn:mutual-aid:1.0/"),
    ("<gml xmlns='http://www.opengis.net/gml'/>", "gml"), ("<station xmlns='urn:mutual-aid:1.0'/>", "station"),
  ])
  func aDocumentOfAnotherFormatIsRefusedByName(text: String, named: String) throws {
    let error = try refusal { try Reading(text) }
    #expect(error.code == .unknownFormat)
    #expect(error.line == 1)
    #expect(error.message.contains(named))
  }

  @Test(arguments: [
    "country='NL' issued='2026-01-01T00:00:00Z'", "id='' country='NL' issued='2026-01-01T00:00:00Z'",
    "id='a' issued='2026-01-01T00:00:00Z'", "id='a' country='NL'", "id='a' country='NL' issued='soon'",
    "id='a' country='NL' issued='2026-01-01T00:00:00Z' service='police'",
    "id='a' country='NL' issued='2026-01-01T00:00:00Z' authority='king'",
  ])
  func aRegistryWithoutAReadableHeaderIsRefused(attributes: String) throws {
    let error = try refusal { try Reading("\n\n<registry xmlns='urn:mutual-aid:1.0' \(attributes)/>") }
    #expect(error.code == .headerInvalid)
    #expect(error.line == 3)
  }

  // MARK: Limits

  @Test(arguments: [
    Sample.registry(String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)),
    Sample.registry(
      "<x:a xmlns:x='urn:other'>" + String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)
        + "</x:a>"),
  ])
  func nestingAHundredDeepIsRefused(text: String) throws {
    #expect(try refusal { try Reading(text) }.code == .limitExceeded)
  }

  @Test func aHugeAttributeIsRefused() throws {
    let huge = String(repeating: "x", count: 9_000_000)
    #expect(
      try refusal { try Reading(Sample.registry("<organisation id='\(huge)' kind='x'/>")) }.code == .limitExceeded)
    let larger = String(repeating: "x", count: 30_000_000)
    let error = try refusal { try Reading(Sample.registry("<organisation id='\(larger)' kind='x'/>")) }
    #expect([.limitExceeded, .notWellFormed].contains(error.code))
  }

  @Test func aHugeTextIsRefused() throws {
    let huge = String(repeating: "x", count: 9_000_000)
    let error = try refusal {
      try Reading(Sample.registry("<organisation id='o' kind='x'><name>\(huge)</name></organisation>"))
    }
    #expect(error.code == .limitExceeded)
  }

  @Test func tooManyAttributesAreRefused() throws {
    let attributes = (0..<65).map { "a\($0)='1'" }.joined(separator: " ")
    #expect(try refusal { try Reading(Sample.registry("<organisation \(attributes)/>")) }.code == .limitExceeded)
  }

  @Test func aLongNameIsRefused() throws {
    let name = String(repeating: "n", count: 201)
    #expect(try refusal { try Reading(Sample.registry("<\(name)/>")) }.code == .limitExceeded)
    #expect(try refusal { try Reading(Sample.registry("<station \(name)=''/>")) }.code == .limitExceeded)
  }

  @Test func aHeaderOfMoreThanAThousandPartsIsRefused() throws {
    let notes = String(repeating: "<note>x</note>", count: 1000)
    let error = try refusal { try Reading(Sample.registry(notes)) }
    #expect(error.code == .limitExceeded)
  }

  @Test func whatStandsBehindTheRootIsToldAsSuch() throws {
    #expect(try refusal { try Reading(small + "<more/>") }.hint?.description.contains("one root element") == true)
  }

  @Test func aReferenceDocumentWithAnErrorIsTakenNotAtAll() throws {
    let text = """
      <vocabulary xmlns="urn:mutual-aid:1.0" id="v" issued="2026-01-01T00:00:00Z"><title>t</title>
      <type code="A" country="NL" service="fire"><name>a</name></type>
      <type code="B" country="NL" service="flying"><name>b</name></type></vocabulary>
      """
    let reading = try Reading(text)
    #expect(reading.references.isEmpty)
    #expect(reading.unreadableReferences == ["v"])
    #expect(reading.problems.first?.line == 3)
  }

  @Test func tooManyRecordsAreRefused() throws {
    var limits = XMLLimits()
    limits.records = 10
    let text = Sample.registry(Sample.stations(8))
    #expect(try refusal { try Reading(text, limits: limits) }.code == .limitExceeded)
    limits.records = 11
    #expect(try Reading(text, limits: limits).units.count == 8)
  }

  @Test(arguments: [
    "<unit id='u' type='TS'/>", "<unit id='u' type='TS'><name>A name</name></unit>",
    "<unit id='uuuuuuuuuu' type='TSTSTSTS'/>\n",
  ])
  func aRecordThatTakesTooMuchMemoryIsRefused(unit: String) throws {
    var limits = XMLLimits()
    limits.recordBytes = 20_000
    let text = Sample.registry(Sample.station(String(repeating: unit, count: 1000)))
    #expect(try refusal { try Reading(text, limits: limits) }.code == .limitExceeded)
    #expect(
      try Reading(Sample.registry(Sample.station(String(repeating: unit, count: 20))), limits: limits).records.count
        == 1)
  }
}
