import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// Profile files: what is wrong with them, and notations that the built-in ones do not use.
@Suite struct ProfileFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func profile(_ body: String, head: String = "") throws -> String {
    try folder.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <profile xmlns="urn:mutual-aid:profile:1.0" id="test">
        <title>Test</title>\(head)
        \(body)
      </profile>

      """, to: "profile.xml")
  }

  private func station(_ position: String, _ more: String = "<service value='fire'/>") -> String {
    "<station element='s'><id path='@id'/><name value='N'/>\(more)\(position)<implied-unit/></station>"
  }

  private func read(_ profile: String, _ text: String) throws -> Reading {
    var options = ReadingOptions()
    options.profile = .file(profile)
    return try Reading(text, options: options)
  }

  @Test("The built-in profiles are in order", arguments: ProfileLibrary.names)
  func builtIn(name: String) throws {
    let text = try #require(ProfileLibrary.text(of: name))
    guard name != "native" else { return }
    let (summary, problems) = try ProfileLibrary.check(file: folder.write(text, to: "p.xml"))
    #expect(problems.isEmpty)
    #expect(summary.name == name)
    #expect(try ProfileLibrary.summaries().contains(summary))
  }

  /// On line 4.
  @Test(
    "What is wrong with a profile is told with its line",
    arguments: [
      "<stations element='s'/>", "<station><id path='@id'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/></station>",
      "<station element='s'><id path='a[b'/><name path='n'/><position form='kml'/></station>",
      "<station element='s'><id path='@a/b'/><name path='n'/><position form='kml'/></station>",
      "<station element='s'><id path='@id' value='x'/><name path='n'/><position form='kml'/></station>",
      "<station element='s'><id template='{@id'/><name path='n'/><position form='kml'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><service path='s' map='none'/><position form='kml'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><position form='pair' first='x' second='y' srs='EPSG:1'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><position form='pair' first='x' second='y'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><position form='lat-lon' lat='x'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><position form='psychic'/></station>",
      "<station element='s'><id path='@id'/><name path='n'/><position form='kml' quality='good'/></station>",
      "<station element='s' only-with='colour'><id path='@id'/><name path='n'/><position form='kml'/></station>",
      "<unit element='u'><id path='@id'/></unit>", "<report element='u'><id path='@id'/></report>",
      "<organisation element='o'><id path='@id'/></organisation>",
      "<map id='m' otherwise='use'/><report element='u'><id path='@id'/><status path='s' map='m'/></report>",
    ])
  func mistakes(body: String) throws {
    let path = try profile(body)
    let (_, problems) = try ProfileLibrary.check(file: path)
    #expect(problems.contains { $0.line == 4 && $0.severity == .error })
    let error = try refusal { try read(path, "<r/>") }
    #expect(error.code == .profileInvalid)
    #expect(error.line != nil)
  }

  @Test(
    "What is no profile is refused", arguments: ["<profile/>", "<a xmlns='urn:mutual-aid:profile:1.0'/>", "text", ""])
  func noProfile(text: String) throws {
    let path = try folder.write(text, to: "p.xml")
    #expect(throws: MutualAidError.self) { try ProfileLibrary.check(file: path) }
  }

  @Test(
    "A position is read however it is written",
    arguments: [
      ("<position form='wkt' path='g' srs='EPSG:28992'/>", "<g>POINT (176248.4 317684.1)</g>"),
      ("<position form='wkt' path='g'/>", "<g>SRID=28992;POINT Z(176248.4 317684.1 12)</g>"),
      (
        "<position form='wkt' path='g' srs='CRS84'/>",
        "<g>POLYGON ((5.6879 50.8476, 5.6899 50.8476, 5.6899 50.8496, 5.6879 50.8496, 5.6879 50.8476))</g>"
      ),
      ("<position form='wkt' path='@g' srs='EPSG:4326' exchanged='true'/>", "<g/>"),
      (
        "<position form='pair' first='x' second='y' srs-path='x/@crs' srs='EPSG:31370'/>",
        "<x crs='EPSG:28992'>176248.4</x><y>317684.1</y>"
      ),
      (
        "<position form='pair' first='x' second='y' srs='EPSG:31370' decimal='comma'/>",
        "<x>242.963,8</x><y>171.738,2</y>"
      ),
      (
        "<position form='pair' first='.//n[@k=\"e\"]' second='.//n[@k=\"n\"]' srs='EPSG:25832'/>",
        "<p><n k='n'>5638213.9</n><n k='e'>266932.4</n></p>"
      ),
      (
        "<position form='pair' first='a' second='b' srs='urn:ogc:def:crs:EPSG::3035'/>",
        "<a>3090841.2</a><b>4017580.8</b>"
      ),
      ("<position form='lat-lon' lat='a' lon='b' decimal='comma'/>", "<a>50,8486</a><b>5,6889</b>"),
      (
        "<position form='lat-lon' lat='none' lon='none'/><position form='lat-lon' lat='c|a' lon='b'/>",
        "<a>50.8486</a><b>5.6889</b>"
      ),
      (
        "<position form='gml' path='g' srs='EPSG:28992'/>",
        "<g><LineString><posList srsDimension='3'>176248.4 317683.1 0 176248.4 317685.1 0</posList></LineString></g>"
      ),
      (
        "<position form='gml' srs='CRS84'/>",
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>5.6879,50.8476 5.6899,50.8476 5.6899,50.8496 5.6879,50.8496 5.6879,50.8476</coordinates></LinearRing></outerBoundaryIs></Polygon>"
      ),
    ])
  func positions(position: String, content: String) throws {
    let path = try profile(station(position))
    let reading = try read(path, "<r><s id='a' g='POINT(50.8486 5.6889)'>\(content)</s></r>")
    #expect(reading.allProblems.isEmpty)
    #expect(try reading.distance("a", 50.8486, 5.6889) < 1)
  }

  @Test(
    "A position that cannot be read is told, and nothing breaks",
    arguments: [
      ("<position form='wkt' path='g' srs='CRS84'/>", "<g>POINT EMPTY</g>", ProblemCode.positionInvalid),
      ("<position form='wkt' path='g' srs='CRS84'/>", "<g>POLYGON ((((((((((1 2))))))))))</g>", .positionInvalid),
      ("<position form='wkt' path='g'/>", "<g>POINT (5 50)</g>", .unknownReferenceSystem),
      ("<position form='gml' srs='CRS84'/>", "<Point><pos>5</pos></Point>", .positionInvalid),
      ("<position form='gml' srs='CRS84'/>", "<Point><pos>5 north</pos></Point>", .positionInvalid),
      ("<position form='gml' srs='CRS84'/>", "<Point><pos/></Point>", .positionMissing),
      ("<position form='gml' srs='EPSG:28992'/>", "<Point><pos>1e308 1e308</pos></Point>", .positionOutOfRange),
      ("<position form='gml' srs='CRS84'/>", "<Point><pos>0 0</pos></Point>", .positionZero),
      ("<position form='kml'/>", "<Point><coordinates>5</coordinates></Point>", .positionInvalid),
      ("<position form='kml'/>", "<Point><coordinates>5,95</coordinates></Point>", .positionOutOfRange),
      ("<position form='lat-lon' lat='a' lon='b'/>", "<a>nan</a><b>5</b>", .positionInvalid),
      ("<position form='lat-lon' lat='a' lon='b'/>", "<a>0x20</a><b>5</b>", .positionInvalid),
      ("<position form='lat-lon' lat='a' lon='b'/>", "<a>50</a>", .positionMissing),
      ("<position form='osm'/>", "<way/>", .positionMissing),
    ])
  func unreadablePositions(position: String, content: String, code: ProblemCode) throws {
    let path = try profile(station(position))
    let reading = try read(path, "<r>\n<s id='a'>\(content)</s><s id='b'><a>50.8</a><b>5.7</b></s></r>")
    #expect(reading.records.first?.problems.map(\.code) == [code])
    #expect(reading.records.first?.problems.first?.line == 2)
    #expect(reading.records.first?.problems.first?.record == "a")
  }

  @Test(
    "Maps keep, drop, refuse or replace what they do not know",
    arguments: [
      ("keep", "weird", true, 1), ("drop", nil, true, 1), ("skip-record", nil, false, 0), ("fail", nil, false, 1),
      ("use' use='other", "other", true, 1),
    ] as [(String, String?, Bool, Int)])
  func maps(otherwise: String, kind: String?, isTaken: Bool, records: Int) throws {
    let path = try profile(
      station("<position form='lat-lon' lat='@y' lon='@x'/>", "<service value='fire'/><kind path='k' map='m'/>"),
      head: "<map id='m' otherwise='\(otherwise)'><entry from='Known | alias' to='ours'/></map>")
    let reading = try read(path, "<r><s id='a' y='50.8' x='5.7'><k>weird</k></s></r>")
    #expect(reading.records.count == records)
    #expect(reading.stations.isEmpty != isTaken)
    #expect(reading.stations.first?.kind == kind)
    let known = try read(path, "<r><s id='a' y='50.8' x='5.7'><k>ALIAS</k></s></r>")
    #expect(known.stations.first?.kind == "ours")
  }

  @Test(
    "The same checks as for the native format: ids, countries, control characters, numbers",
    arguments: [
      ("<s id='a b' y='50.8' x='5.7'/>", ProblemCode.valueInvalid), ("<s y='50.8' x='5.7'/>", .valueMissing),
      ("<s id='a' y='50.8' x='5.7' c='Nederland'/>", .valueInvalid),
      ("<s id='a' y='50.8' x='5.7' v='police'/>", .valueInvalid),
    ])
  func checks(record: String, code: ProblemCode) throws {
    let path = try profile(
      station(
        "<position form='lat-lon' lat='@y' lon='@x'/>",
        "<service path='@v' default='fire'/><country path='@c'/><turnout path='@t'/><kind path='@n'/>"))
    let reading = try read(path, "<r>\(record)</r>")
    #expect(reading.records.first?.problems.map(\.code).contains(code) == true)
    #expect(reading.stations.isEmpty)
  }

  @Test(
    "A wrong value of a field that the record can do without is told and left out, and the record taken",
    arguments: [("t='soon'", ProblemCode.valueInvalid), ("n='&#x85;'", .controlCharacters)])
  func optionalFields(attribute: String, code: ProblemCode) throws {
    let path = try profile(
      station(
        "<position form='lat-lon' lat='@y' lon='@x'/>", "<service value='fire'/><turnout path='@t'/><kind path='@n'/>"))
    let reading = try read(path, "<r><s id='a' y='50.8' x='5.7' \(attribute)/></r>")
    #expect(reading.stations.count == 1)
    let problem = try #require(reading.records.first?.problems.first)
    #expect(problem.code == code && problem.severity == .warning && problem.message.hasSuffix("left out"))
  }

  @Test(
    "Numbers, durations and angles are read as publishers write them",
    arguments: [
      ("t='PT1M30S'", 90), ("t='1:30'", 90), ("t='6 min'", 360), ("t='1h30min'", 5400), ("t='90'", 90),
      ("t='90 s'", 90),
    ])
  func durations(attribute: String, seconds: Int) throws {
    let path = try profile(
      station("<position form='lat-lon' lat='@y' lon='@x'/>", "<service value='fire'/><turnout path='@t'/>"))
    let reading = try read(
      path, "<r><s id='a' y='50°46&#39;28.2\"N' x='6 5 2 O' \(attribute)/></r>".replacing("\"N'", with: "&quot;N'"))
    #expect(reading.stations.first?.turnouts.map(\.seconds) == [seconds])
    #expect(try reading.distance("a", 50.774500, 6.083889) < 2)
  }
}
