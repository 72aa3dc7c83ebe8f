import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// Words for countries and languages that every profile can use.
@Suite struct SharedMapsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ record: String, maps: String = "", country: String = "map='country' path='@c'") throws -> Reading
  {
    let profile = try folder.write(
      """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="own"><title>Own</title>\(maps)
        <control-room element="C"><id path="@id"/><name path="N" language-path="@lang" language-map="language"/>
          <service value="fire"/><country \(country)/><language map="language" path="@l" split=","/></control-room>
        <station element="S"><id path="@id"/><name path="N" language-path="@lang" language-map="language"/>
          <service value="fire"/><country \(country)/>
          <position form="lat-lon" lat="@y" lon="@x"/><implied-unit/></station>
      </profile>
      """, to: "profile.xml")
    var options = ReadingOptions()
    options.profile = .file(profile)
    return try Reading("<r>\(record)</r>", options: options)
  }

  @Test(
    "Countries by name or by another code are countries",
    arguments: [
      ("Belgique", "BE"), ("België", "BE"), ("BELGIUM", "BE"), ("Nederland", "NL"), ("Pays-Bas", "NL"), ("NLD", "NL"),
      ("Deutschland", "DE"), ("Germany", "DE"), ("DEU", "DE"), ("D", "DE"), ("Luxembourg", "LU"), ("lux", "LU"),
      ("Frankreich", "FR"), ("nl", "NL"), ("DE", "DE"), ("Be\u{6C}gie\u{308}", "BE"),
    ])
  func countries(text: String, code: String) throws {
    let reading = try read("<S id='a' c='\(text)' y='50.8' x='5.7'><N>A</N></S>")
    #expect(reading.stations.map(\.country?.rawValue) == [code])
  }

  @Test("A word that is no country is told, and a profile's own map goes before the one that all can use")
  func otherCountries() throws {
    let unknown = try read("<S id='a' c='Atlantis' y='50.8' x='5.7'><N>A</N></S>")
    #expect(unknown.stations.isEmpty)
    #expect(unknown.allProblems.map(\.code) == [.valueInvalid])
    let own = try read(
      "<S id='a' c='Atlantis' y='50.8' x='5.7'><N>A</N></S>",
      maps: "<map id='country'><entry from='Atlantis' to='LU'/></map>")
    #expect(own.stations.map(\.country) == ["LU"])
  }

  @Test("Countries by name in the built-in profiles")
  func builtIn() throws {
    let osm = try Reading(
      """
      <osm version="0.6"><node id="1" lat="50.8" lon="5.7"><tag k="amenity" v="fire_station"/><tag k="name" v="A"/>
      <tag k="addr:country" v="Nederland"/></node></osm>
      """)
    #expect(osm.stations.map(\.country) == ["NL"])
    let kml = try Reading(
      """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Placemark id="a"><name>A</name><ExtendedData><Data name="pays"><value>Belgique</value>
      </Data><Data name="service"><value>fire</value></Data></ExtendedData><Point><coordinates>5.7,50.8</coordinates></Point></Placemark></kml>
      """)
    #expect(kml.stations.map(\.country) == ["BE"])
  }

  @Test("Languages by name or by another code are languages, of texts and of control rooms")
  func languages() throws {
    let station = try read(
      "<S id='a' c='BE' y='50.8' x='5.7'><N lang='nld'>A</N><N lang='Deutsch'>B</N><N lang='fr'>C</N><N lang='de_BE'>D</N><N lang='?!'>E</N></S>"
    )
    #expect(station.stations.first?.names.entries.map(\.language) == ["nl", "de", "fr", "de-BE", nil])
    let room = try read("<C id='c' c='BE' l='néerlandais, fre,Duits'><N>C</N></C>")
    #expect(room.rooms.first?.languages == ["nl", "fr", "de"])
  }

  @Test("The maps are a file that is shown and checked like a profile, and reads nothing by itself")
  func file() throws {
    let text = try #require(ProfileLibrary.text(of: "maps"))
    let path = try folder.write(text, to: "maps.xml")
    #expect(try ProfileLibrary.check(file: path).problems.isEmpty)
    var options = ReadingOptions()
    options.profile = .file(path)
    #expect(try refusal { try Reading("<r/>", options: options) }.code == .profileInvalid)
  }
}
