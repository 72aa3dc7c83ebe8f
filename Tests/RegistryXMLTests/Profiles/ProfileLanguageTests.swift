import DirectoryModel
import Foundation
import Geodesy
import RegistryXML
import TestSupport
import Testing

/// What profiles can say, each with documents of its own.
@Suite struct ProfileLanguageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ rules: String, _ document: String) throws -> Reading {
    let profile = try folder.write(
      "<profile xmlns='urn:mutual-aid:profile:1.0' id='mine' content='registry'><title>Mine</title>\(rules)</profile>",
      to: "profile.xml")
    let problems = try ProfileLibrary.check(file: profile).problems
    try #require(problems.isEmpty, "\(problems)")
    var options = ReadingOptions()
    options.profile = .file(profile)
    options.service = .fire
    options.country = "NL"
    return try Reading(document, options: options)
  }

  private let position = "<position form='lat-lon' lat='@lat' lon='@lon' quality='building'/>"

  // MARK: Elements around the records

  @Test(
    "The service of a placemark is told by its folder, by the nearest that names one, unless it says its own",
    arguments: [
      ("<Folder><name>Feuerwehr</name>PLACE</Folder>", [Service.fire]),
      ("<Folder><name>Ambulanceposten</name><Folder><name>Regio Noord</name>PLACE</Folder></Folder>", [.ambulance]),
      ("<Folder><name>Rettungsdienst</name><Folder><name>Feuerwehr</name>PLACE</Folder></Folder>", [.fire]),
      ("<Folder><name>Pompiers et ambulances</name>PLACE</Folder>", [.fire, .ambulance]),
      ("<Folder><name>Ambulance</name>OWN</Folder>", [.fire]),
    ])
  func folders(text: String, services: [Service]) throws {
    let place = { (data: String) in
      "<Placemark id='a'><name>A</name>\(data)<Point><coordinates>6.1,50.7</coordinates></Point></Placemark>"
    }
    let inside = text.replacing("PLACE", with: place("")).replacing(
      "OWN", with: place("<ExtendedData><Data name='service'><value>Brandweer</value></Data></ExtendedData>"))
    let reading = try Reading("<kml xmlns='http://www.opengis.net/kml/2.2'><Document>\(inside)</Document></kml>")
    #expect(reading.units.map(\.service) == services)
    #expect(reading.allProblems.isEmpty)
  }

  @Test("A path leads to a child of an element around the record, in an element entered or read as a whole")
  func around() throws {
    let rules = """
      <organisation element='district'><id path='code'/><name path='title'/></organisation>
      <station element='post'><id path='@id'/><name template='{^region/head/name} {^district/title}'/>
      <organisation path='^district/code'/>\(position)<unit path='car'><type path='.'/><name path='^post/label'/></unit></station>
      """
    let reading = try read(
      rules,
      """
      <r><region><head><name>North</name></head><district><code>d1</code><title>One</title>
      <post id='p1' lat='51' lon='5'><label>L</label><car>TS</car></post></district></region></r>
      """)
    #expect(reading.stations.map(\.names.main) == ["North One"])
    #expect(reading.stations.map(\.organisation) == ["d1"])
    #expect(reading.units.map(\.names.main) == ["L"])
    #expect(reading.allProblems.isEmpty)
  }

  // MARK: Fields

  @Test("Telephone and mail of a station; what is no address is left out with a warning")
  func contact() throws {
    let reading = try read(
      "<station element='s'><id path='@id'/><name path='@id'/><phone path='tel'/><email path='mail' split=';'/>\(position)</station>",
      """
      <r><s id='a' lat='51' lon='5'><tel>tel:+31 43 350 50 50</tel><tel>112</tel><mail>mailto:post@brandweer.nl; a@b.nl</mail></s>
      <s id='b' lat='51' lon='5'><mail>none</mail></s></r>
      """)
    #expect(reading.stations.map { $0.phones.map(\.number) } == [["+31 43 350 50 50", "112"], []])
    #expect(reading.stations.map(\.emails) == [["post@brandweer.nl", "a@b.nl"], []])
    #expect(reading.allProblems.map(\.severity) == [.warning])
  }

  @Test(
    "A capability has its level, in whatever unit it is written",
    arguments: [
      ("30 m", "30"), ("30m", "30"), ("2.000 l/min", "2000"), ("1 600 l", "1600"), ("5,5 t", "5.5"), ("23-30", "23"),
      ("0.5", "0.5"), ("2.0", "2"), ("als", "als"), ("12.000.000", "12000000"),
    ])
  func levels(text: String, level: String) throws {
    let reading = try read(
      """
      <map id='kinds' otherwise='drop'><entry match='pattern' from='dlk ([0-9]+)' to='ladder=$1'/></map>
      <station element='s'><id path='@id'/><name path='@id'/>\(position)<unit path='v'><type path='@type'/>
      <capability value='ladder'><level path='height'/></capability><capability map='kinds' path='@type'/></unit></station>
      """,
      "<r><s id='a' lat='51' lon='5'><v type='X'><height>\(text)</height></v><v type='TS'/><v type='DLK 23'/></s></r>")
    #expect(reading.units.map { $0.capabilities.map(\.description) } == [["ladder=\(level)"], [], ["ladder=23"]])
  }

  @Test("The reference system is chosen record by record")
  func systems() throws {
    let reading = try read(
      """
      <map id='zones'><entry from='31|31N' to='EPSG:25831'/><entry from='32' to='EPSG:25832'/></map>
      <station element='s'><id path='@id'/><name path='@id'/>
      <position form='pair' first='x' second='y'><srs path='zone' map='zones'/></position></station>
      """,
      """
      <r><s id='a'><zone>31N</zone><x>686000</x><y>5637000</y></s><s id='b'><zone>32</zone><x>297000</x><y>5629000</y></s>
      <s id='c'><zone>99</zone><x>1</x><y>2</y></s></r>
      """)
    let places = reading.stations.map(\.position.coordinate)
    #expect(places.count == 2)
    #expect(places.allSatisfy { abs($0.latitude - 50.8) < 0.2 && (5.5...6.3).contains($0.longitude) }, "\(places)")
    #expect(reading.allProblems.contains { $0.record == "c" && $0.severity == .error })
  }

  @Test(
    "An O is west where the language has it so, and east elsewhere; words stand for both",
    arguments: [
      ("ES", "3° 42' 13.68\" O", -3.7038), ("DE", "6° 5' 2\" O", 6.0839), ("FR", "1°33'36\"O", -1.56),
      ("NL", "5.5 oost", 5.5),
      ("PT", "8.5 oeste", -8.5), ("BE", "4.5 ouest", -4.5), ("ES", "2,5 este", 2.5),
    ])
  func hemispheres(country: String, text: String, longitude: Double) throws {
    let profile = try folder.write(
      """
      <profile xmlns='urn:mutual-aid:profile:1.0' id='mine' content='registry'><title>Mine</title>
      <registry><country value='\(country)'/><issued path='^r/@date'/></registry><station element='s'><id path='@id'/>
      <name path='@id'/><position form='lat-lon' lat='lat' lon='lon'/></station></profile>
      """, to: "profile.xml")
    var options = ReadingOptions()
    options.profile = .file(profile)
    options.service = .fire
    let reading = try Reading(
      "<r date='01/11/2026'><s id='a'><lat>45</lat><lon>\(text)</lon></s></r>", options: options)
    let found = try #require(reading.stations.first?.position.coordinate.longitude)
    #expect(abs(found - longitude) < 0.0001)
    #expect(reading.registries.map { Timestamp.text($0.issued) } == ["2026-11-01T00:00:00Z"])
  }

  // MARK: Records in records

  @Test("Records of one element name stand in each other, told apart by an attribute")
  func sameName() throws {
    let reading = try read(
      """
      <organisation element='nodo'><when path='@tipo' is='distrito'/><id path='@id'/><name path='nombre'/></organisation>
      <station element='nodo'><when path='@tipo' is='parque'/><id path='@id'/><name path='nombre'/>\(position)
      <unit path="nodo[@tipo='vehiculo']"><id path='@id'/><type path='nombre'/></unit></station>
      """,
      """
      <r><nodo tipo='region' id='r'><nombre>R</nombre><nodo tipo='distrito' id='d'><nombre>D</nombre>
      <nodo tipo='parque' id='p' lat='40' lon='-3'><nombre>P</nombre><nodo tipo='vehiculo' id='v'><nombre>BUP</nombre></nodo></nodo>
      </nodo></nodo></r>
      """)
    #expect(reading.organisations.map(\.id) == ["d"])
    #expect(reading.units.map(\.id) == ["v"])
    #expect(reading.units.map(\.type) == ["BUP"])
  }

  @Test("An element that a rule reads elsewhere, and none reads where it stands, is told once")
  func lost() throws {
    let reading = try read(
      """
      <organisation element='district'><id path='@id'/><name path='@id'/></organisation>
      <station element='post'><id path='@id'/><name path='@id'/>\(position)<unit path='cars/car'><type path='@type'/></unit></station>
      """,
      """
      <r><district id='d'><car type='A'/><car type='B'/><post id='p' lat='51' lon='5'><cars><car type='TS'/></cars>
      <sold><car type='C'/></sold><district>west</district></post></district></r>
      """)
    #expect(reading.units.map(\.type) == ["TS"])
    #expect(reading.allProblems.map(\.code) == [.contentLeftOut, .contentLeftOut])
    #expect(reading.allProblems.map(\.message).allSatisfy { $0.contains("<car>") })
  }

  @Test("A station that comes again as it was is taken once; another one of that id is told")
  func repeated() throws {
    let reading = try read(
      "<station element='s'><id path='@id'/><name path='n'/>\(position)</station>",
      """
      <r><s id='a' lat='51' lon='5'><n>A</n></s><s id='a' lat='51' lon='5'><n>A</n></s><s id='a' lat='52' lon='5'><n>A</n></s></r>
      """)
    #expect(reading.stations.map(\.position.coordinate.latitude) == [51, 52])
  }
}
