import DirectoryModel
import Geodesy
import RegistryXML
import TestSupport
import Testing

/// The built-in profiles on samples with what goes wrong in the wild.
@Suite struct BuiltInProfileTests {
  @Test(
    "Each dialect is recognised from its first elements, and read as a whole or as a message",
    arguments: [
      ("inspire-3.gml", "inspire", true), ("inspire-4.gml", "inspire", true), ("inspire-5.gml", "inspire", true),
      ("ways-first.osm", "osm", true), ("stations.kml", "kml", true), ("no-namespace.kml", "kml", true),
      ("simple-2.gml", "gml", true), ("rm-commit.xml", "edxl-rm", false), ("rm-typos.xml", "edxl-rm", false),
      ("emsi.xml", "emsi", false), ("emsi-wrapped.xml", "emsi", false), ("de-1-rm.xml", "edxl-de/edxl-rm", false),
      ("de-2-emsi.xml", "edxl-de/emsi", false), ("de-1-native.xml", "edxl-de/native", true),
    ])
  func recognition(file: String, profile: String, isWhole: Bool) throws {
    let reading = try Fixture.read(file)
    #expect(reading.profile == profile)
    #expect(reading.isWhole == isWhole)
    #expect(reading.registryEnds == 1)
    #expect(!reading.stations.isEmpty)
  }

  @Test("Who knows the service of placemarks that do not say theirs can say it; those that do keep it")
  func serviceOfAll() throws {
    let isMissing = { (reading: Reading) in reading.allProblems.contains { $0.code == .serviceMissing } }
    #expect(try isMissing(Fixture.read("stations.kml")))
    let before = try Fixture.read("stations.kml").units
    let reading = try Fixture.read("stations.kml") { $0.service = .civilProtection }
    #expect(!isMissing(reading))
    #expect(reading.units.filter { unit in before.contains { $0.id == unit.id } } == before)
    #expect(reading.units.contains { $0.service == .civilProtection && !before.contains($0) })
  }

  @Test("A station's position, id, name and the assumed unit of INSPIRE 4.0, of a point and of a surface")
  func inspire() throws {
    let reading = try Fixture.read("inspire-4.gml")
    #expect(reading.stations.map(\.id) == ["NL.BRW.GS:station-1", "NL.BRW.GS:post-2"])
    #expect(try reading.distance("NL.BRW.GS:station-1", 50.8486, 5.6889) < 1)
    #expect(try reading.distance("NL.BRW.GS:post-2", 50.8486, 5.6889) < 1)
    #expect(reading.units.map(\.id) == ["NL.BRW.GS:station-1/fire", "NL.BRW.GS:post-2/ambulance"])
    #expect(reading.units.allSatisfy { $0.type == ResponseUnit.unspecifiedType && $0.basis == .assumed })
    #expect(reading.stations.allSatisfy { $0.country == nil })
    #expect(reading.registries.map(\.country) == ["XX"])
    #expect(Timestamp.text(try #require(reading.registries.first).issued) == "2026-10-01T08:00:00Z")
    #expect(reading.skipped == 1)
  }

  @Test(
    "INSPIRE without location, with exchanged axes, with an unknown system: told with line and id, the rest goes in")
  func inspireProblems() throws {
    #expect(
      try Fixture.read("inspire-4.gml").findings == [
        "61 axes-swapped NL.BRW.GS:station-6", "70 unknown-reference-system NL.BRW.GS:station-7",
        // Looked for in the whole document, and so told at its end.
        "32 position-missing NL.BRW.GS:station-3",
      ])
  }

  @Test("A fire protection service with an area of responsibility is a control room")
  func inspireControlRoom() throws {
    let room = try #require(try Fixture.read("inspire-4.gml").rooms.first)
    #expect(room.id == "https://geodaten.nrw.de/id/inspire-us-feuerwehr/governmentalservice:LtS01")
    #expect(room.services == [.fire])
    #expect(room.phones.map(\.number) == ["+49 241 0000"])
    #expect(room.position?.coordinate.latitude == 50.7747)
  }

  @Test("The collection's envelope tells the reference system, and a multi-surface has a centre")
  func inspireInherited() throws {
    let reading = try Fixture.read("inspire-5.gml")
    #expect(try reading.distance("DE.NW:a", 50.7747, 6.0839) < 1)
    #expect(try reading.distance("DE.NW:b", 51.8333, 6.4667) < 1)
    #expect(reading.units.map(\.service) == [.fire, .civilProtection])
    #expect(try Fixture.read("inspire-3.gml").distance("BE.X:x1", 51.3586, 4.3936) < 1)
  }

  @Test("Exchanged axes are put right where that is asked for, and noted")
  func swappedAxes() throws {
    let reading = try Fixture.read("inspire-4.gml") { $0.fixesSwappedAxes = true }
    #expect(try reading.distance("NL.BRW.GS:station-6", 50.9, 5.9) < 1)
    #expect(try reading.station("NL.BRW.GS:station-6").position.note?.contains("5.9, 50.9") == true)
    #expect(reading.allProblems.contains { $0.code == .axesSwapped && $0.severity == .warning })
    let native = Sample.registry(Sample.station(at: (5.69, 50.85)))
    #expect(try Reading(native).findings == ["6 axes-swapped st1"])
    var options = ReadingOptions()
    options.fixesSwappedAxes = true
    #expect(try Reading(native, options: options).distance("st1", 50.85, 5.69) < 1)
    options.region = nil
    #expect(try Reading(native, options: options).distance("st1", 5.69, 50.85) < 1)
  }

  @Test("OpenStreetMap with ways before nodes: nodes, areas, multipolygons, and what is cut off or out of use")
  func openStreetMap() throws {
    let reading = try Fixture.read("ways-first.osm")
    #expect(
      Set(reading.stations.map(\.id)) == ["osm:r30", "osm:w10", "osm:w11", "osm:w13", "osm:n-44"])
    #expect(try reading.distance("osm:r30", 50.849, 5.689) < 1)
    #expect(try reading.distance("osm:w10", 50.7747, 6.0839) < 1)
    #expect(try reading.distance("osm:w13", 50.7546, 6.0208) < 1)
    #expect(try reading.station("osm:w11").position.quality == .approximate)
    #expect(try reading.station("osm:w10").position.quality == .building)
    #expect(reading.findings == ["16 dangling-reference osm:w11", "17 position-missing osm:w12"])
    #expect(
      reading.units.filter { $0.station == "osm:w10" }.map(\.id) == ["osm:w10/fire", "osm:w10/ambulance"])
    #expect(
      reading.units.filter { $0.station == "osm:n-44" }.map(\.service) == [.ambulance, .civilProtection])
    #expect(Timestamp.text(try #require(reading.registries.first).issued) == "2026-11-20T10:00:00Z")
  }

  @Test("OpenStreetMap's names in several languages, operators by their Wikidata key, free types as they are")
  func openStreetMapTags() throws {
    let reading = try Fixture.read("ways-first.osm")
    let station = try reading.station("osm:w10")
    #expect(station.names.entries.map(\.text) == ["Feuerwache 1", "Brandweerkazerne 1", "Caserne 1"])
    #expect(station.names.entries.map(\.language) == [nil, "nl", "fr"])
    #expect(station.organisation == "wikidata:Q1017")
    #expect(station.kind == "berufsfeuerwehr-wache")
    #expect(station.country == "DE")
    #expect(station.address?.street == "Stolberger Straße 155")
    #expect(reading.organisations.map(\.id) == ["wikidata:Q1017", "wikidata:Q697698"])
    #expect(reading.organisations.map(\.wikidata) == ["Q1017", "Q697698"])
    #expect(try reading.station("osm:r30").organisation == nil)
  }

  @Test("OpenStreetMap with nodes before ways, or with the places in the ways, gives the same")
  func openStreetMapOrder() throws {
    let reading = try Fixture.read("nodes-first.osm")
    #expect(reading.allProblems.isEmpty)
    #expect(reading.stations.map(\.id) == ["osm:n9", "osm:w10", "osm:w14"])
    #expect(try reading.distance("osm:w10", 50.7747, 6.0839) < 1)
    #expect(try reading.distance("osm:w14", 50.61, 5.60) < 1)
  }

  @Test("KML in nested folders: both kinds of data, polygons with stray spaces, and never the camera's position")
  func kml() throws {
    let reading = try Fixture.read("stations.kml")
    #expect(reading.stations.map(\.id) == ["mn-1", "ac1"])
    #expect(try reading.distance("mn-1", 50.8486, 5.6889) < 1)
    #expect(try reading.distance("ac1", 50.7747, 6.0839) < 1)
    #expect(reading.units.map(\.service) == [.fire, .ambulance, .fire])
    #expect(reading.registries.first?.titles.main == "Posten Zuid")
    #expect(reading.findings == ["24 position-missing Route", "25 service-missing Caf\u{E9}"])
    #expect(try Fixture.read("no-namespace.kml").distance("Putte", 51.3586, 4.3936) < 1)
  }

  @Test("Simple GML 2: coordinates with their own separators, coord, and names of properties in capitals")
  func gml() throws {
    let reading = try Fixture.read("simple-2.gml")
    #expect(reading.stations.map(\.id) == ["posten.0", "posten.1", "posten.2"])
    #expect(try reading.distance("posten.0", 50.8486, 5.6889) < 1)
    #expect(try reading.distance("posten.1", 50.7747, 6.0839) < 1)
    #expect(try reading.distance("posten.2", 50.7546, 6.0208) < 1)
    #expect(reading.units.map(\.service) == [.fire, .ambulance, .fire])
    #expect(reading.findings == ["7 position-missing posten.3"])
  }
}
