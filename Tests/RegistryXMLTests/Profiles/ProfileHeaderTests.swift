import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// What a document says of itself, wherever it says it: at its root, around the records or beside them.
@Suite struct ProfileHeaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ header: String, _ text: String, require: String = "") throws -> Reading {
    let profile = try folder.write(
      """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="own"><title>Own</title>
        <registry>\(header)</registry>\(require)
        <station element="S"><id path="@id"/><name path="@id"/><service value="fire"/>
          <position form="lat-lon" lat="@y" lon="@x"/><implied-unit/></station>
      </profile>
      """, to: "profile.xml")
    #expect(try ProfileLibrary.check(file: profile).problems.isEmpty)
    var options = ReadingOptions()
    options.profile = .file(profile)
    return try Reading(text, options: options)
  }

  private let document = """
    <R code="zone-2" pays="BE" v="1">
      <Tete><Date>2026-03-01T00:00:00Z</Date><Pays>LU</Pays></Tete>
      <Postes pays="FR"><S id="a" y="50.8" x="5.7"/><S id="b" y="50.9" x="5.7"/></Postes>
    </R>
    """

  @Test(
    "Attributes and elements of the root, and of elements around the records, are found by their paths",
    arguments: [
      ("<id path='R/@code'/><country path='R/@pays'/>", "zone-2 BE"),
      ("<id path='^R/@code'/><country path='^*/@pays'/>", "zone-2 BE"),
      ("<country path='R/Tete/Pays'/>", "own LU"), ("<country path='Tete/Pays'/>", "own LU"),
      ("<country path='Pays' in='Tete'/>", "own LU"), ("<country path='Postes/@pays'/>", "own FR"),
      ("<country path='R/Postes/@pays'/>", "own FR"), ("<country path=\"R[@v='1']/@pays\"/>", "own BE"),
      ("<country path=\"R[@v='2']/@pays\" default='NL'/>", "own NL"),
      ("<country path='Nulle/part|R/@pays'/>", "own BE"),
      ("<id path='Postes/S/@id'/>", "a XX"),
    ])
  func places(header: String, expected: String) throws {
    let reading = try read(header, document)
    let registry = try #require(reading.registries.first)
    #expect("\(registry.id) \(registry.country)" == expected)
    #expect(reading.stations.map(\.id) == ["a", "b"])
    #expect(reading.problems.isEmpty)
  }

  @Test("The time of issue at the root is read")
  func issued() throws {
    let reading = try read("<issued path='R/@d'/>", document.replacing("v=\"1\"", with: "d='2026-02-03T00:00:00Z'"))
    #expect(reading.registries.map { Timestamp.text($0.issued) } == ["2026-02-03T00:00:00Z"])
  }

  @Test("A condition on the root's attribute refuses the document or lets it in")
  func guards() throws {
    let guarded = { (value: String) in "<require path='R/@code' is='\(value)'/>" }
    #expect(try read("", document, require: guarded("zone-2")).stations.count == 2)
    #expect(try refusal { try read("", document, require: guarded("zone-3")) }.code == .notActual)
  }

  @Test("What the profile looks for and the document does not say is named, with the profile's line")
  func missing() throws {
    let reading = try read(
      "<id path='R/@nom'/>\n<country path='R/@pays'/>\n<service path='Rien' default='fire'/>", document)
    #expect(reading.missing.map(\.name) == ["id", "service"])
    #expect(reading.missing.map(\.profileLine) == [2, 4])
  }

  @Test("What documents of a dialect list, and what they never do, can stand in its profile")
  func completeness() throws {
    let reading = try read(
      """
      <country path='R/@pays'/>
      <complete-for services="fire" areas="BE33" stations="all" vehicles="published" as-of="2026">
        <never-lists capability="ladder"/><note xml:lang="en">As the zone writes.</note>
      </complete-for>
      """, document)
    let registry = try #require(reading.registries.first)
    #expect(
      registry.completeness == [
        CompletenessDeclaration(
          services: [.fire], areas: ["BE33"], stations: .all, vehicles: .published,
          neverListed: [.capability("ladder")], asOf: "2026",
          notes: LocalizedText([.init(language: "en", text: "As the zone writes.")]))
      ])
  }

  @Test(
    "A declaration that is wrong is told with its line",
    arguments: [
      "stations='all' vehicles='some'", "services='fire' stations='most' vehicles='some'",
      "services='fire' areas='everywhere' stations='all' vehicles='some'",
    ])
  func wrongCompleteness(attributes: String) throws {
    let profile = try folder.write(
      """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="own"><title>Own</title>
        <registry>
          <complete-for \(attributes)/>
        </registry>
        <station element="S"><id path="@id"/><name path="@id"/><service value="fire"/>
          <position form="lat-lon" lat="@y" lon="@x"/><implied-unit/></station>
      </profile>
      """, to: "wrong.xml")
    let problems = try ProfileLibrary.check(file: profile).problems
    #expect(!problems.isEmpty && problems.allSatisfy { $0.line == 3 })
  }
}
