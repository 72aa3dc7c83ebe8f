import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// Dialects that no program code knows: only a profile file.
@Suite struct OwnProfileTests {
  private let profile = ProfileChoice.file(Fixture.path("registre-profile.xml"))

  @Test("French tags, EPSG:31370 with decimal commas, ISO-8859-1, names in several languages, units in the record")
  func french() throws {
    let reading = try Fixture.read("registre.xml", profile: profile)
    #expect(reading.stations.map(\.id) == ["be:LZ2:L-01", "be:LZ2:L-02"])
    #expect(try reading.distance("be:LZ2:L-01", 50.8486, 5.6889) < 1)
    #expect(try reading.distance("be:LZ2:L-02", 51.3586, 4.3936) < 1)
    let station = try reading.station("be:LZ2:L-01")
    #expect(station.names.entries.map(\.text) == ["Caserne de Li\u{E8}ge-Nord", "Wache L\u{FC}ttich-Nord"])
    #expect(station.names.entries.map(\.language) == ["fr", "de"])
    #expect(station.organisation == "LZ2")
    #expect(station.country == "BE")
    #expect(reading.units.map(\.id) == ["be:AP1", "be:EA1", "be:LZ2:L-02/ambulance"])
    #expect(reading.units.map(\.type) == ["AP6", "EA", "unspecified"])
    #expect(reading.units.map(\.crew?.size) == [6, nil, nil])
    #expect(reading.findings == ["14 position-missing be:LZ2:L-03", "16 position-invalid be:LZ2:L-06"])
    #expect(reading.skipped == 1)
    let registry = try #require(reading.registries.first)
    #expect(registry.id == "be-secours")
    #expect(registry.publisher == "Zone de secours Li\u{E8}ge")
    #expect(Timestamp.text(registry.issued) == "2026-08-31T22:00:00Z")
  }

  @Test("EPSG:28992 in all spellings; units before and after the stations that they refer to")
  func dutch() throws {
    let reading = try Fixture.read("posten.gml", profile: .file(Fixture.path("posten-profile.xml")))
    #expect(reading.stations.map(\.id) == ["nl:MST", "nl:ISB", "nl:VLS"])
    #expect(try reading.distance("nl:MST", 50.8486, 5.6889) < 1)
    #expect(try reading.distance("nl:ISB", 51.8333, 6.4667) < 1)
    #expect(try reading.distance("nl:VLS", 50.7546, 6.0208) < 1)
    #expect(reading.units.map(\.id) == ["nl:v1", "nl:v2", "nl:v4"])
    #expect(reading.units.map(\.station) == ["nl:MST", "nl:MST", "nl:VLS"])
    #expect(reading.findings == ["6 unit-without-station nl:v3"])
    #expect(reading.problems.first?.message.contains("'p9'") == true)
  }

  @Test("The caller's word on registry and country goes first, and on the time of issue where the document is silent")
  func options() throws {
    let issued = try #require(Timestamp.date("2026-07-01T00:00:00Z"))
    let told = try Fixture.read("registre.xml", profile: profile) {
      $0.registry = "mine"
      $0.country = "LU"
      $0.issued = issued
    }
    let registry = try #require(told.registries.first)
    #expect(registry.id == "mine")
    #expect(registry.country == "LU")
    #expect(registry.issued != issued)
    #expect(told.stations.allSatisfy { $0.country == "LU" })
    let silent = try Fixture.read("stations.kml") { $0.issued = issued }
    #expect(silent.registries.map(\.issued) == [issued])
    let wrong = try refusal { try Fixture.read("stations.kml") { $0.country = "Netherlands" } }
    #expect(wrong.code == .headerInvalid)
  }

  @Test("A dialect in a packed file, in UTF-16 and with a byte order mark")
  func encodings() throws {
    let folder = try TemporaryFolder()
    let text = try Fixture.text("nodes-first.osm")
    let packed = try folder.writeGzip(.init(text.utf8), to: "a.osm.gz")
    #expect(try Reading(path: packed).stations.count == 3)
    let wide = text.replacing("encoding='UTF-8'", with: "encoding='UTF-16'")
    #expect(try Reading(#require(wide.data(using: .utf16))).stations.count == 3)
    #expect(try Reading("\u{FEFF}" + text).stations.count == 3)
  }

  @Test("More waiting records than memory allows are refused")
  func waitingLimit() throws {
    var limits = XMLLimits()
    limits.waitingRecords = 2
    var options = ReadingOptions()
    options.profile = .file(Fixture.path("posten-profile.xml"))
    let error = try refusal { try Reading(path: Fixture.path("posten.gml"), limits: limits, options: options) }
    #expect(error.code == .limitExceeded)
  }

  @Test("A document in no known dialect is named with root, namespace and the profiles there are")
  func unknown() throws {
    let error = try refusal { try Reading("<a:b xmlns:a='urn:nobody'/>") }
    #expect(error.code == .unknownFormat)
    #expect(error.message.contains("<b>") && error.message.contains("'urn:nobody'"))
    #expect(error.hint?.description.contains("inspire, osm, kml") == true)
  }

  @Test("A profile for another root, or of no known name, is refused", arguments: ["kml", "klingon"])
  func wrongProfile(name: String) throws {
    let error = try refusal { try Fixture.read("nodes-first.osm", profile: .named(name)) }
    #expect([.unknownFormat, .profileInvalid].contains(error.code))
    #expect(error.hint != nil)
  }
}
