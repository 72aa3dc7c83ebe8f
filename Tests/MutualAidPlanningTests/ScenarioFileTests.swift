import Coverage
import DirectoryModel
import Foundation
import Geodesy
import MutualAidPlanning
import TestSupport
import Testing

@Suite struct ScenarioFileTests {
  /// A file with one scenario of these edits, each on its own lines.
  private func file(_ edits: [String]) -> String {
    "scenarios:\n  - name: test\n    edits:\n"
      + edits.map { "      - " + $0.split(separator: "\n").joined(separator: "\n        ") + "\n" }.joined()
  }

  private func edits(_ edits: String...) throws -> [ScenarioEdit] {
    try #require(try ScenarioFile.scenarios(text: file(edits)).first).edits
  }

  private func failure(_ text: String) -> MutualAidError? {
    #expect(throws: MutualAidError.self) { try ScenarioFile.scenarios(text: text, file: "flood.yaml") }
  }

  @Test func everyEditIsReadAsItIsWritten() throws {
    let vaals = try #require(Coordinate.valid(latitude: 50.77, longitude: 6.02))
    let read = try edits(
      "close-station: s1\nwhen: mo-fr 22:00-06:00",
      "open-station: new\nat: 50.77,6.02\ncountry: NL\nunits:\n  - id: n1\n    service: fire\n    crew: 6\n    count: 2\n    turnout: 90",
      "move-station: s2\nto: 50.77, 6.02",
      "add-units: s3\nid: extra\nservice: ambulance\nstaffing: volunteer\nmobility: air",
      "remove-unit: u1", "move-unit: u2\nto-station: s4", "staff-station: s5\nstaffing: career",
      "busy: 0.3\ncountries: [NL, DE]\nservices: fire", "close-border: [NL, DE]\nservices: [fire]",
      "open-border: [BE, DE]", "weather: 1.25\nservices: fire", "call-handling: 120", "request-delay: 60",
      "weather: 1.3\nservices: [ambulance]", "close-border: [BE, NL]\ntowards: NL",
      "require-agreements: true", "suspend-agreement: a1", "close-crossing: c1",
      "close-crossing: c2\ntowards: 50.77,6.02",
      "open-crossing: c3\nwait: 600", "open-crossing: c4\nbarrier: b\nat: 50.77,6.02\nkind: tunnel\nname: New")
    let new = ScenarioEdit.NewUnits(id: "n1", count: 2, service: .fire, crew: 6, turnout: 90)
    let extra = ScenarioEdit.NewUnits(id: "extra", service: .ambulance, staffing: .volunteer, mobility: .air)
    #expect(
      read.map(\.change) == [
        .closeStation("s1"), .openStation("new", place: vaals, country: "NL", units: [new]),
        .moveStation("s2", to: vaals), .addUnits(station: "s3", units: extra), .removeUnit("u1"),
        .moveUnit("u2", toStation: "s4"), .staff("s5", .career),
        .busy(0.3, .init(countries: ["NL", "DE"], services: [.fire])),
        .border(between: "NL", and: "DE", isOpen: false, services: [.fire]),
        .border(between: "BE", and: "DE", isOpen: true, services: []), .weather(1.25, services: [.fire]),
        .callHandling(120),
        .requestDelay(60), .weather(1.3, services: [.ambulance]),
        .border(between: "BE", and: "NL", isOpen: false, services: [], towards: "NL"), .requireAgreements(true),
        .agreement(.suspend("a1")), .closeCrossing("c1", towards: nil),
        .closeCrossing("c2", towards: vaals), .openCrossing("c3", nil, wait: 600),
        .openCrossing("c4", .init(barrier: "b", place: vaals, kind: .tunnel, name: "New"), wait: nil),
      ])
    #expect(
      read[0].window
        == WeeklyWindow(
          days: [.monday, .tuesday, .wednesday, .thursday, .friday], from: ClockTime("22:00"), to: ClockTime("06:00")))
    #expect(read.dropFirst().allSatisfy { $0.window == nil })
    #expect(read[0].line == 4 && read[1].line == 6)
    #expect(read[0].summary == #"close-station: s1, when: "mo tu we th fr 22:00-06:00""#)
  }

  @Test func rulesHaveTheTermsOfTheNativeFormat() throws {
    let read = try edits(
      """
      add-rule: new
      lender: {country: NL, regions: [NL-VR24], places: [{name: Vaals, at: "50.77,6.02", radius-km: 4}]}
      borrower: DE
      services: fire
      purposes: [daily]
      within-km-of-border: 10
      windows: [mo-fr 08:00-18:00, sa su]
      conditions: [on-request]
      """, "change-agreement: a1\nwithin-km-of-border: none\nrole: any\nservices: [fire, ambulance]")
    let vaals = try #require(Coordinate.valid(latitude: 50.77, longitude: 6.02))
    var terms = AgreementChange.Terms()
    (terms.borderBand, terms.role, terms.services) = (.infinity, .some(nil), [.fire, .ambulance])
    #expect(
      read.map(\.change) == [
        .agreement(
          .add(
            AgreementRule(
              id: "new",
              lender: .init(
                country: "NL", regions: ["NL-VR24"], places: [.init(name: "Vaals", centre: vaals, radius: 4000)]),
              borrower: .init(country: "DE"), services: [.fire], purposes: [.daily], borderBand: 10_000,
              windows: [
                WeeklyWindow(
                  days: [.monday, .tuesday, .wednesday, .thursday, .friday], from: ClockTime("08:00"),
                  to: ClockTime("18:00")), WeeklyWindow(days: [.saturday, .sunday]),
              ], conditions: [.onRequest]))), .agreement(.change("a1", terms)),
      ])
  }

  @Test func aFootprintIsAPolygonOrALineWithABuffer() throws {
    let read = try edits(
      """
      hazard: lake
      footprint:
        type: Polygon
        coordinates: [[[6, 50], [7, 50], [7, 51], [6, 50]]]
      slowness: 2
      """,
      """
      hazard: river
      footprint: {type: Feature, properties: {}, geometry: {type: LineString, coordinates: [[6, 50], [6.5, 50.5]]}}
      buffer-km: 1.5
      disables-stations: false
      demand: 3
      """)
    func place(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
      try #require(Coordinate.valid(latitude: latitude, longitude: longitude))
    }
    let ring = [try place(50, 6), try place(50, 7), try place(51, 7), try place(50, 6)]
    #expect(
      read.map(\.change) == [
        .hazard(.init(name: "lake", rings: [ring], slowness: 2)),
        .hazard(
          .init(
            name: "river", line: [try place(50, 6), try place(50.5, 6.5)], buffer: 1500, disablesStations: false,
            demand: 3)),
      ])
  }

  @Test func jsonIsReadAsTheSameYAML() throws {
    let yaml =
      "scenarios:\n- name: Vaals at night\n  edits:\n  - close-station: s1\n    when: 22:00-06:00\n  - weather: 1.2\n"
    let json =
      #"{"scenarios":[{"name":"Vaals at night","edits":[{"close-station":"s1","when":"22:00-06:00"},{"weather":1.2}]}]}"#
    let (one, other) = (try ScenarioFile.scenarios(text: yaml), try ScenarioFile.scenarios(text: json))
    #expect(one.map(\.name) == other.map(\.name))
    #expect(one[0].edits.map(\.change) == other[0].edits.map(\.change))
    #expect(one[0].edits.map(\.window) == other[0].edits.map(\.window))
  }

  @Test func everyScenarioKeepsItsOwnText() throws {
    let text =
      "# all\nscenarios:\n  - name: one\n    edits:\n      - weather: 2 # fog\n\n  # the other\n  - name: two\n    edits: []\n"
    let read = try ScenarioFile.scenarios(text: text, file: "f.yaml")
    #expect(
      read.map(\.text) == ["  - name: one\n    edits:\n      - weather: 2 # fog", "  - name: two\n    edits: []"])
    #expect(read.map(\.file) == ["f.yaml", "f.yaml"])
    #expect(
      try ScenarioFile.scenarios(text: "{scenarios: [{name: a, edits: []}, {name: b, edits: []}]}").map(\.text.self)
        .allSatisfy { $0 == "{scenarios: [{name: a, edits: []}, {name: b, edits: []}]}" })
  }

  // MARK: Errors

  @Test func anErrorNamesFileLineAndEditAndWhatWasMeant() throws {
    let error = try #require(failure(file(["weather: 1.2", "close-station: s1", "clse-station: s2"])))
    #expect(error.message == "flood.yaml, line 6, edit 3: there is no edit 'clse-station'")
    #expect(error.hint == .didYouMean("close-station"))
    #expect(error.line == 6)
  }

  @Test(arguments: [
    ("close-station: s1\nwen: 22:00-06:00", 5, "there is no 'wen' in edit 'close-station'"),
    ("close-station: s1\nwhen: at night", 5, "'at night' of 'when' is no part of the week"),
    ("close-station: s1\nwhen: 24:00-00:00", 5, "'24:00-00:00' of 'when' is no minute of the week"),
    ("close-station: s1\nclose-station: s2", 4, "'close-station' is there twice"),
    ("close-station: s1\nweather: 2", 4, "one edit is 'close-station' and 'weather' at once"),
    ("close-station: [s1, s2]", 4, "'close-station' of edit 'close-station' is no text"),
    ("weather: wet", 4, "'weather' of edit 'weather' is 'wet', expected a number from 0.1 to 10"),
    ("weather: .nan", 4, "'weather' of edit 'weather' is '.nan', expected a number from 0.1 to 10"),
    ("move-station: s1", 4, "edit 'move-station' has no 'to'"),
    (
      "move-station: s1\nto: 6.02;50.77", 5,
      "'to' of edit 'move-station' is '6.02;50.77', expected latitude and longitude"
    ),
    ("staff-station: s1\nstaffing: carer", 5, "there is no 'carer' for 'staffing' of edit 'staff-station'"),
    ("close-border: NL", 4, "'close-border' is not about two countries"),
    ("close-border: [NL, NL]", 4, "'close-border' is not about two countries"),
    ("busy: 1", 4, "'busy' of edit 'busy' is '1'"),
    ("require-agreements: perhaps", 4, "expected true or false"),
    ("open-station: s\nat: 50,6\ncountry: NL\nunits: []", 7, "edit 'open-station' has no list of 'units'"),
    ("open-station: s\nat: 50,6\ncountry: NL\nunits:\n  - id: u", 8, "the unit has no 'service'"),
    ("add-units: s\nid: u\nservice: fire\ncount: 0", 7, "'count' of edit 'add-units' is '0'"),
    ("change-agreement: a", 4, "'change-agreement' changes nothing"),
    ("add-rule: r\nlender: NL\nborrower: {country: DE, station: s}", 6, "a borrower is a territory"),
    ("hazard: h\nfootprint: {type: Point, coordinates: [6, 50]}", 5, "a footprint cannot be a 'Point'"),
    ("hazard: h\nfootprint: {type: LineString, coordinates: [[6, 50], [6, 51]]}", 4, "a line needs 'buffer-km'"),
    (
      "hazard: h\nfootprint: {type: LineString, coordinates: [[6, 50], [6, 95]]}\nbuffer-km: 1", 5,
      "a position is no longitude and latitude"
    ),
    (
      "hazard: h\nfootprint: {type: Polygon, coordinates: [[[6, 50], [7, 50], [7, 51]]]}", 5,
      "a ring needs at least four"
    ),
    ("hazard: h\nfootprint: rhine.geojson", 5, "a file cannot be named here"),
    ("close-crossing: c\ntowards: north", 5, "'towards' of edit 'close-crossing' is 'north', expected latitude"),
    ("open-crossing: c\nat: 50,6", 4, "edit 'open-crossing' has no 'barrier'"),
    ("open-crossing: c\nbarrier: b", 4, "edit 'open-crossing' has no 'at'"),
    ("open-crossing: c\nkind: viaduct\nbarrier: b\nat: 50,6", 5, "there is no 'viaduct' for 'kind'"),
    ("open-crossing: c\nwait: -1", 5, "'wait' of edit 'open-crossing' is '-1'"),
    ("just text", 4, "an edit is no list of keys and values"),
  ])
  func aMistakeIsToldWithItsLine(edit: String, line: Int, message: String) throws {
    let error = try #require(failure(file([edit])))
    #expect(error.line == line)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.message.hasPrefix("flood.yaml, line \(line)"))
  }

  @Test(arguments: [
    ("", "the document is empty"), ("[]", "the document is no list of keys and values"),
    ("scenario: []", "there is no 'scenario' in the document"),
    ("scenarios: 3", "'scenarios' of the document is no list"),
    ("scenarios: [", "line 2: "), ("scenarios: []\n---\nscenarios: []", "found another document"),
    ("scenarios:\n- edits: []", "the scenario has no 'name'"),
    ("scenarios: [{name: baseline, edits: []}]", "'baseline' is what the scenarios are compared with"),
    ("scenarios:\n- {name: a, edits: []}\n- {name: a, edits: []}", "line 3: scenario 'a' is there already, in line 2"),
    ("scenarios:\n- {name: a, edits: [&x {weather: 2}, *x]}", "line 2: '*x' stands for what is written elsewhere"),
    ("a: &a [x]\nb: &b [*a, *a]\n? *b\n: c\n", "line 2: '*a' stands for"),
    ("\u{1}", "control characters are not allowed"),
  ])
  func aTextThatIsNoScenarioFileIsRefused(text: String, message: String) throws {
    let error = try #require(failure(text))
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.hint != nil || error.code == .scenarioInvalid)
  }

  @Test(arguments: [30, 900, 5000, 2_000_000])
  func depthAndSizeHaveALimit(depth: Int) throws {
    for text in [
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      String(repeating: "- ", count: depth), String(repeating: "{a: ", count: depth),
    ] {
      #expect(failure(text) != nil)
    }
  }

  @Test(arguments: [
    (["close-station: s1", "move-station: s1\nto: 50,6"], true),
    (["staff-station: s1\nstaffing: career", "close-station: s1"], true),
    (["close-station: s1", "close-station: s1"], true), (["close-station: s1", "close-station: s2"], false),
    (["move-station: s1\nto: 50,6", "staff-station: s1\nstaffing: career"], false),
    (["close-station: s1\nwhen: 22:00-06:00", "close-station: s1\nwhen: 06:00-22:00"], false),
    (["close-station: s1\nwhen: fr 22:00-06:00", "close-station: s1\nwhen: sa 05:59-08:00"], true),
    (["close-station: s1\nwhen: mo-fr", "close-station: s1\nwhen: sa su holiday"], false),
    (["close-border: [NL, DE]", "open-border: [DE, NL]\nservices: fire"], true),
    (["close-border: [NL, DE]\ntowards: NL", "open-border: [NL, DE]\ntowards: DE"], false),
    (["close-border: [NL, DE]\nservices: ambulance", "open-border: [DE, NL]\nservices: fire"], false),
    (["weather: 1.2", "weather: 1.2"], true), (["weather: 1.2", "weather: 1.3\nservices: fire"], true),
    (["weather: 1.2\nservices: ambulance", "weather: 1.3\nservices: fire"], false),
    (["busy: 0.2", "busy: 0.3\ncountries: NL"], false),
    (["busy: 0.2", "busy: 0.3"], true), (["remove-unit: u", "move-unit: u\nto-station: s"], true),
    (["close-crossing: c", "open-crossing: c"], true), (["close-crossing: c", "close-crossing: d"], false),
    (["close-crossing: c\nwhen: mo", "open-crossing: c\nwhen: tu"], false),
    (["suspend-agreement: a", "change-agreement: a\nrole: any"], true),
  ])
  func editsThatContradictEachOtherAreTold(edits: [String], contradict: Bool) throws {
    let text = file(edits)
    if contradict {
      let error = try #require(failure(text))
      #expect(error.code == .scenarioConflict)
      #expect(error.message.contains("edit 2: it contradicts edit 1 in line 4"), "\(error.message)")
    } else {
      #expect(try ScenarioFile.scenarios(text: text)[0].edits.count == 2)
    }
  }

  // MARK: Files

  @Test func anEmptyFileIsSaidToBeEmptyAndAFolderNotToBeAFile() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.write("", to: "empty.yaml")
    let nothing = try #require(throws: MutualAidError.self) { try ScenarioFile.read(path: empty) }
    #expect(nothing.message == "\(empty): the document is empty")
    let place = URL(filePath: empty).deletingLastPathComponent().path(percentEncoded: false)
    let unreadable = try #require(throws: MutualAidError.self) { try ScenarioFile.read(path: place) }
    #expect(unreadable.message == "'\(place)' is a folder and no file")
    #expect(unreadable.hint == "Check the path and the permissions.")
  }

  @Test func aFootprintFileIsFoundBesideTheScenario() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(["hazard: h\nfootprint: lake.geojson"]), to: "a file.yaml")
    let missing = try #require(throws: MutualAidError.self) { try ScenarioFile.read(path: path) }
    #expect(missing.message.hasPrefix("\(path), line 5, edit 1: cannot open '\(folder.file("lake.geojson"))'"))
    let lake =
      #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[6,50],[7,50],[7,51],[6,50]]]]}}]}"#
    try folder.write(lake, to: "lake.geojson")
    let edit = try #require(try ScenarioFile.read(path: path).first?.edits.first)
    guard case .hazard(let hazard) = edit.change else { return #expect(Bool(false), "it is a hazard") }
    #expect(hazard.rings.map(\.count) == [4])
    #expect(edit.summary == "hazard: h, footprint: lake.geojson, disables-stations: true, slowness: 1, demand: 1")
    try folder.write(#"{"type":"Point"}"#, to: "lake.geojson")
    let wrong = try #require(throws: MutualAidError.self) { try ScenarioFile.read(path: path) }
    #expect(wrong.message == "lake.geojson, line 1: a footprint cannot be a 'Point'")
    #expect(throws: MutualAidError.self) { try ScenarioFile.read(path: folder.path) }
    try folder.write(Data([0xFF, 0xFE, 0x00]), to: "a file.yaml")
    let bytes = try #require(throws: MutualAidError.self) { try ScenarioFile.read(path: path) }
    #expect(bytes.message.hasSuffix("is not UTF-8 text"))
  }

  @Test func theSamplesAndTheExampleOfTheirDocumentationAreRead() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Datasets/scenarios")
    var read: [String: [Scenario]] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      if file.pathExtension == "md" {
        let example = try #require(
          try String(contentsOf: file, encoding: .utf8).firstMatch(of: #/```yaml\n(.*?)```/#.dotMatchesNewlines()))
        #expect(try ScenarioFile.scenarios(text: String(example.1)).first?.edits.count == 1)
      } else {
        read[file.lastPathComponent] = try ScenarioFile.read(path: file.path(percentEncoded: false))
      }
    }
    #expect(
      read.mapValues(\.count) == [
        "agreements.yaml": 3, "closed-borders.yaml": 2, "crossings.yaml": 3, "flood.yaml": 1, "hours.yaml": 1,
        "time-of-day.yaml": 1,
        "moving-units.json": 3,
        "vaals-at-night.yaml": 2,
        "weather.yaml": 2,
      ])
  }
}
