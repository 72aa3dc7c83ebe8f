import DirectoryModel
import Foundation
import Geodesy
import RegistryXML
import TestSupport
import Testing

/// Traps of files as services, editors and converters write them: none goes wrong without a word.
@Suite struct FieldFileTests {
  // MARK: Documents that are not the whole

  @Test(
    "A document that says that it is not the whole says so",
    arguments: [
      "<osm version=\"0.6\"><node id=\"1\" lat=\"50.7\" lon=\"6.1\"/><remark>runtime error: out of memory</remark></osm>",
      "<osm version=\"0.6\"><action type=\"modify\"><new><node id=\"1\" version=\"2\" lat=\"50.7\" lon=\"6.1\"/></new></action></osm>",
      FieldFileTests.collection(attributes: "numberMatched=\"57\" numberReturned=\"1\""),
      FieldFileTests.collection(attributes: "numberMatched=\"unknown\" next=\"https://example.org/wfs?startIndex=1\""),
      FieldFileTests.collection(
        after:
          "<wfs:truncatedResponse><ows:ExceptionReport xmlns:ows=\"http://www.opengis.net/ows/1.1\"><ows:Exception>"
          + "<ows:ExceptionText>time is up</ows:ExceptionText></ows:Exception></ows:ExceptionReport></wfs:truncatedResponse>"
      ),
      """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>https://example.org/a.kml</href></Link>\
      </NetworkLink></Document></kml>
      """,
    ])
  func partial(text: String) throws {
    #expect(try Reading(text).partialities.count == 1)
  }

  @Test("A whole answer says nothing of the kind", arguments: ["numberMatched=\"1\" numberReturned=\"1\"", ""])
  func whole(attributes: String) throws {
    #expect(try Reading(FieldFileTests.collection(attributes: attributes)).partialities.isEmpty)
  }

  static func feature(_ id: String = "k.1", name: String = "kazerne", geometry: String, service: String = "fire")
    -> String
  {
    """
    <wfs:member><app:\(name) gml:id="\(id)"><app:naam>A</app:naam><app:dienst>\(service)</app:dienst><app:geom>\(geometry)\
    </app:geom></app:\(name)></wfs:member>
    """
  }

  static func point(_ numbers: String = "50.85 5.7", system: String = "urn:ogc:def:crs:EPSG::4326") -> String {
    "<gml:Point srsName=\"\(system)\"><gml:pos>\(numbers)</gml:pos></gml:Point>"
  }

  static func collection(
    _ members: String = feature(geometry: point()), attributes: String = "", after: String = ""
  ) -> String {
    """
    <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" \
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:app="http://example.org/app" \(attributes)>\(members)\(after)\
    </wfs:FeatureCollection>
    """
  }

  // MARK: One object several times

  @Test("Of several versions the newest counts, in either order; what it deletes is gone; a repetition is harmless")
  func versions() throws {
    let node = { (id: Int, version: Int, latitude: Double, more: String) in
      """
      <node id="\(id)" version="\(version)" lat="\(latitude)" lon="6.1"\(more)><tag k="amenity" v="fire_station"/>\
      <tag k="name" v="A"/></node>
      """
    }
    let reading = try Reading(
      "<osm version=\"0.6\">" + node(1, 1, 50.1, "") + "<node id=\"1\" version=\"2\" visible=\"false\"/>"
        + node(2, 1, 50.1, "") + node(2, 2, 50.2, "") + node(3, 5, 50.3, "") + node(3, 4, 50.4, "")
        + node(4, 1, 50.5, "") + node(4, 1, 50.5, "") + node(5, 1, 50.6, " action=\"delete\" visible=\"true\"")
        + node(6, 1, 50.7, "") + "<node id=\"6\" version=\"2\" lat=\"50.7\" lon=\"6.1\"/>" + "</osm>")
    #expect(reading.stations.map(\.id) == ["osm:n2", "osm:n3", "osm:n4"])
    #expect(reading.stations.map(\.position.coordinate.latitude) == [50.2, 50.3, 50.5])
    #expect(reading.allProblems.isEmpty)
  }

  @Test(
    "What is not yet or no longer a station is left out",
    arguments: [
      ("operational_status", "closed"), ("proposed", "yes"), ("construction", "yes"), ("end_date", "2019-05-01"),
      ("end_date", "1998"), ("opening_date", "2099-01-01"), ("disused", "yes"),
    ])
  func lifecycle(key: String, value: String) throws {
    let text = { (tag: String) in
      """
      <osm version="0.6"><node id="1" lat="50.7" lon="6.1"><tag k="amenity" v="fire_station"/><tag k="name" v="A"/>\(tag)\
      </node></osm>
      """
    }
    #expect(try Reading(text("<tag k=\"\(key)\" v=\"\(value)\"/>")).stations.isEmpty)
    #expect(try Reading(text("<tag k=\"end_date\" v=\"2099\"/>")).stations.count == 1)
  }

  // MARK: Order and number of coordinates

  @Test(
    "A place is the same under every spelling of its reference system",
    arguments: [
      ("urn:ogc:def:crs:EPSG::2169", "135730.12 66582.28", 50.155478, 5.980380),
      ("EPSG:2169", "66582.28 135730.12", 50.155478, 5.980380),
      ("urn:ogc:def:crs:EPSG::4647", "32296832.844 5628942.086", 50.7766, 6.1182),
      ("urn:ogc:def:crs:EPSG::3044", "5628942.086 296832.844", 50.7766, 6.1182),
      ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", "296832.844 5628942.086 180.2", 50.7766, 6.1182),
      ("urn:ogc:def:crs:EPSG::102329", "5628942.086 32296832.844", 50.7766, 6.1182),
      ("ESRI:102329", "32296832.844 5628942.086", 50.7766, 6.1182),
      ("urn:ogc:def:crs,crs:EPSG::28992,crs:EPSG::5709", "177029.484 317843.112 51.2", 50.85, 5.7),
      ("http://www.opengis.net/def/crs/OGC/0/CRS84h", "6.1182 50.7766 220", 50.7766, 6.1182),
    ])
  func systems(name: String, numbers: String, latitude: Double, longitude: Double) throws {
    let reading = try Reading(
      FieldFileTests.collection(FieldFileTests.feature(geometry: FieldFileTests.point(numbers, system: name))))
    #expect(try reading.distance("k.1", latitude, longitude) < 1.5)
  }

  @Test("Where both orders of two numbers fit and nothing decides, that is said; one certain place decides for all")
  func unsureAxes() throws {
    let ambiguous = FieldFileTests.feature("k.1", geometry: FieldFileTests.point("75000 77000", system: "EPSG:2169"))
    let certain = FieldFileTests.feature(
      "k.2", geometry: FieldFileTests.point("66582.28 135730.12", system: "EPSG:2169"))
    let alone = try Reading(FieldFileTests.collection(ambiguous))
    #expect(alone.problems.map(\.code) == [.axesUnsure])
    #expect(try Reading(FieldFileTests.collection(ambiguous + certain)).allProblems.isEmpty)
    let wrong = try Reading(
      FieldFileTests.collection(
        FieldFileTests.feature(
          geometry: FieldFileTests.point("66582.28 135730.12", system: "urn:ogc:def:crs:EPSG::2169"))))
    #expect(wrong.allProblems.map(\.code) == [.axesSwapped])
  }

  @Test("--srs states the system, whatever the document says")
  func statedSystem() throws {
    var options = ReadingOptions()
    try options.takeReferenceSystem(named: "EPSG:25832")
    let text = FieldFileTests.collection(
      FieldFileTests.feature(geometry: FieldFileTests.point("296832.844 5628942.086", system: "urn:x:nonsense")))
    #expect(try Reading(text, options: options).distance("k.1", 50.7766, 6.1182) < 1)
    #expect(try Reading(text).allProblems.map(\.code) == [.unknownReferenceSystem])
    #expect(throws: MutualAidError.self) { try options.takeReferenceSystem(named: "Lambert") }
  }

  @Test(
    "How many numbers make up a place comes from the list, its surroundings, its system or the closing of the ring",
    arguments: [
      ("srsDimension=\"3\"", "urn:ogc:def:crs:EPSG::31370", "", 3), ("", "urn:ogc:def:crs:EPSG::6190", "", 3),
      ("", "urn:ogc:def:crs:EPSG::31370", "", 3), ("", "urn:ogc:def:crs:EPSG::31370", "", 2),
      ("", "urn:ogc:def:crs:EPSG::31370", "3", 3),
    ])
  func dimensions(attribute: String, system: String, envelope: String, dimension: Int) throws {
    let corners = [
      (155_000, 170_000), (155_040, 170_000), (155_040, 170_020), (155_020, 170_030), (155_000, 170_020),
      (155_000, 170_000),
    ]
    let list = corners.map { dimension == 3 ? "\($0.0) \($0.1) 51" : "\($0.0) \($0.1)" }.joined(separator: " ")
    let polygon = """
      <gml:Polygon srsName="\(system)"><gml:exterior><gml:LinearRing><gml:posList \(attribute)>\(list)</gml:posList>\
      </gml:LinearRing></gml:exterior></gml:Polygon>
      """
    let around =
      envelope.isEmpty
      ? ""
      : "<wfs:boundedBy><gml:Envelope srsName=\"\(system)\" srsDimension=\"\(envelope)\"><gml:lowerCorner>0 0 0</gml:lowerCorner>"
        + "<gml:upperCorner>300000 300000 9</gml:upperCorner></gml:Envelope></wfs:boundedBy>"
    let reading = try Reading(FieldFileTests.collection(around + FieldFileTests.feature(geometry: polygon)))
    #expect(try reading.distance("k.1", 50.84048, 4.44002) < 100)
  }

  @Test(
    "A tuple or list with the wrong count of numbers is an error, never something else",
    arguments: ["50,05 6,02", "50.05 6.02 50.06 6.03", "50.05", "50.05 6.02 1 2 3"])
  func wrongCounts(numbers: String) throws {
    let reading = try Reading(
      FieldFileTests.collection(FieldFileTests.feature(geometry: FieldFileTests.point(numbers))))
    #expect(reading.allProblems.map(\.code) == [.positionInvalid])
  }

  @Test(
    "Tuples of KML that commas glue together are taken apart where the ring tells how, and refused where nothing does",
    arguments: [
      ("6.1,50.7,0,6.2,50.7,0,6.2,50.8,0,6.1,50.8,0,6.1,50.7,0", true),
      ("6.1,50.7 ,6.2,50.7 ,6.2,50.8 ,6.1,50.8 ,6.1,50.7", true),
      ("6.1,50.7,6.2,50.7,6.2,50.8,6.1,50.8,6.1,50.7", true),
      ("6.1,50.7,6.2,50.7,6.2,50.8", false),
    ])
  func gluedTuples(text: String, isReadable: Bool) throws {
    let reading = try Reading(
      """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Placemark id="p"><name>A</name><ExtendedData><Data name="service"><value>fire\
      </value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>\(text)</coordinates></LinearRing>\
      </outerBoundaryIs></Polygon></Placemark></kml>
      """)
    if isReadable {
      #expect(try reading.distance("p", 50.75, 6.15) < 5)
    } else {
      #expect(reading.allProblems.map(\.code) == [.positionInvalid])
    }
  }

  @Test("A point counts before an area, and a geometry elsewhere in the document is found there")
  func otherGeometries() throws {
    let area = """
      <gml:Polygon srsName="EPSG:4326"><gml:exterior><gml:LinearRing><gml:posList>5 50 6 50 6 51 5 51 5 50</gml:posList>\
      </gml:LinearRing></gml:exterior></gml:Polygon>
      """
    let both = try Reading(FieldFileTests.collection(FieldFileTests.feature(geometry: area + FieldFileTests.point())))
    #expect(try both.distance("k.1", 50.85, 5.7) < 1)
    let point =
      "<gml:Point gml:id=\"p.1\" srsName=\"urn:ogc:def:crs:EPSG::4326\"><gml:pos>50.85 5.7</gml:pos></gml:Point>"
    let referring = """
      <wfs:member><app:kazerne gml:id="k.2"><app:naam>B</app:naam><app:dienst>fire</app:dienst><app:geom xlink:href="#p.1"/>\
      </app:kazerne></wfs:member>
      """
    for members in [
      FieldFileTests.feature(geometry: point) + referring, referring + FieldFileTests.feature(geometry: point),
    ] {
      #expect(try Reading(FieldFileTests.collection(members)).distance("k.2", 50.85, 5.7) < 1)
    }
    let nowhere = try Reading(FieldFileTests.collection(referring.replacing("#p.1", with: "#p.9")))
    #expect(nowhere.allProblems.map(\.code) == [.positionMissing])
  }

  @Test(
    "OpenStreetMap's objects are placed by what the extract carries: inline members, bounds, sites of sites",
    arguments: [
      """
      <relation id="1"><member type="way" ref="2" role="outer"><nd lat="50.776" lon="6.117"/><nd lat="50.776" lon="6.119"/>\
      <nd lat="50.777" lon="6.119"/><nd lat="50.777" lon="6.117"/><nd lat="50.776" lon="6.117"/></member>TAGS</relation>
      """,
      """
      <relation id="1"><bounds minlat="50.776" minlon="6.117" maxlat="50.777" maxlon="6.119"/><member type="way" ref="2" role=""/>\
      TAGS</relation>
      """,
      """
      <node id="5" lat="50.7765" lon="6.118"/><relation id="3"><member type="node" ref="5"/></relation><relation id="1">\
      <member type="relation" ref="3" role="perimeter"/>TAGS</relation>
      """,
    ])
  func osmPlaces(text: String) throws {
    let tags = "<tag k=\"amenity\" v=\"fire_station\"/><tag k=\"name\" v=\"A\"/>"
    let reading = try Reading("<osm version=\"0.6\">" + text.replacing("TAGS", with: tags) + "</osm>")
    #expect(try reading.distance("osm:r1", 50.7765, 6.118) < 2)
  }

  // MARK: Words

  @Test(
    "Whole words tell the services, several of them several, and the more specific wins",
    arguments: [
      ("Feuer- und Rettungswache", [Service.fire, .ambulance]), ("Feuerwehr/Rettungsdienst", [.fire, .ambulance]),
      ("Brandweer en ambulance", [.fire, .ambulance]), ("Wasserrettungsstation", [.civilProtection]),
      ("Bergrettung", [.civilProtection]), ("Rettungshundestaffel", [.civilProtection]),
      ("Centre d’incendie et de secours", [.fire]), ("Sapeurs-pompiers", [.fire]),
      ("Reddingsbrigade", [.civilProtection]),
      ("Protection civile", [.civilProtection]), ("Civiele bescherming", [.civilProtection]),
      ("Zivilschutz", [.civilProtection]),
      ("THW-Ortsverband", [.civilProtection]), ("DLRG", [.civilProtection]),
      ("Feuerwehr und THW", [.fire, .civilProtection]),
      ("Centre de secours (ambulance et incendie)", [.ambulance, .fire]), ("Cambrai", []), ("Jambes", []),
      ("Brandenburg", []), ("Medebach", []), ("Firearm shop", []),
    ])
  func services(words: String, services: [Service]) throws {
    let reading = try Reading(
      """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Placemark id="p"><name>A</name><ExtendedData><Data name="category"><value>\
      \(words)</value></Data></ExtendedData><Point><coordinates>6.1,50.7</coordinates></Point></Placemark></kml>
      """)
    #expect(reading.units.map(\.service) == services)
  }

  // MARK: Ordinary files

  @Test("Nested collections, equal ids of two feature types, equal names without ids: every station is read")
  func nestedAndRepeated() throws {
    let nested = FieldFileTests.feature("a.1", geometry: FieldFileTests.point())
    let inner = "<wfs:member><wfs:FeatureCollection>\(nested)</wfs:FeatureCollection></wfs:member>"
    #expect(try Reading(FieldFileTests.collection(inner)).stations.map(\.id) == ["a.1"])
    let feature = { (name: String, latitude: String) in
      """
      <wfs:member><app:\(name)><app:id>1</app:id><app:naam>A</app:naam><app:dienst>fire</app:dienst><app:geom>\
      \(FieldFileTests.point("\(latitude) 5.7"))</app:geom></app:\(name)></wfs:member>
      """
    }
    #expect(
      try Reading(FieldFileTests.collection(feature("kazerne", "50.85") + feature("post", "50.95"))).stations.map(\.id)
        == ["1", "post.1"])
    let placemark = { (place: String) in
      """
      <Placemark><name>Wache</name><ExtendedData><Data name="service"><value>fire</value></Data></ExtendedData><Point>\
      <coordinates>\(place)</coordinates></Point></Placemark>
      """
    }
    let kml =
      "<kml xmlns=\"http://www.opengis.net/kml/2.2\">" + placemark("6.1,50.7") + placemark("6.2,50.8") + "</kml>"
    #expect(try Reading(kml).stations.map(\.id) == ["Wache", "Wache:50.8000:6.2000"])
  }

  @Test("A prefix that nothing declares is told, and the document read")
  func undeclaredPrefix() throws {
    let reading = try Reading(
      """
      <kml xmlns="http://www.opengis.net/kml/2.2" xsi:schemaLocation="a b"><Placemark id="p"><name>A</name><gx:x>1</gx:x>\
      <ExtendedData><Data name="service"><value>fire</value></Data></ExtendedData><Point><coordinates>6.1,50.7</coordinates>\
      </Point></Placemark></kml>
      """)
    #expect(reading.stations.count == 1)
    #expect(reading.problems.map(\.code) == [.prefixUndeclared])
  }

  @Test("Windows-1252 that calls itself ISO 8859-1 is read as what it is", arguments: ["ISO-8859-1", "latin1"])
  func windowsEncoding(name: String) throws {
    let text = """
      <?xml version="1.0" encoding="\(name)"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark id="p"><name>Caserne d|A\
      </name><ExtendedData><Data name="service"><value>fire</value></Data></ExtendedData><Point><coordinates>6.1,50.7\
      </coordinates></Point></Placemark></kml>
      """
    let parts = text.split(separator: "|").map { Array($0.utf8) }
    let reading = try Reading(.init(parts[0] + [0x92] + parts[1]))
    #expect(reading.stations.map(\.names.main) == ["Caserne d’A"])
  }

  @Test(
    "A document without data says what it is",
    arguments: [
      (
        "<ExceptionReport xmlns=\"http://www.opengis.net/ows/1.1\"><Exception><ExceptionText>no such type</ExceptionText></Exception></ExceptionReport>",
        "no such type"
      ),
      (
        "<ServiceExceptionReport><ServiceException>no such layer</ServiceException></ServiceExceptionReport>",
        "no such layer"
      ),
      ("<!DOCTYPE html><html><body>error</body></html>", "HTML page"), ("<html><body>error</body></html>", "HTML page"),
      (
        "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs/2.0\" numberMatched=\"0\" numberReturned=\"0\"/>",
        "is empty"
      ),
      (
        "<wfs:FeatureCollection xmlns:wfs=\"http://www.opengis.net/wfs/2.0\" numberMatched=\"57\" numberReturned=\"0\"/>",
        "57 features"
      ),
    ])
  func noData(text: String, said: String) throws {
    let error = try refusal { try Reading(text) }
    #expect(error.message.contains(said))
  }
}
