import DirectoryModel
import Foundation
import Geodesy
import RegistryXML
import TestSupport
import Testing

@Suite struct NativeWriterTests {
  private let issued = Date(timeIntervalSince1970: 1_767_225_600)

  private func write(_ body: (NativeWriter) throws -> Void) throws -> String {
    let text = Text()
    let writer = try NativeWriter { text.value += $0 }
    try body(writer)
    try writer.endDocument()
    return text.value
  }

  private final class Text { var value = "" }

  private var registry: Registry {
    Registry(
      id: "nl-test", country: "NL", service: .fire, issued: issued.addingTimeInterval(0.5), authority: .ownRoom,
      titles: LocalizedText([.init(language: "nl", text: "Proef & \"test\" <1>"), .init(text: "Test")]),
      publisher: "Iemand & Zn.",
      sources: [
        Source(id: "s1", title: "A 'source'", url: "https://example.org/?a=1&b=2", licence: "CC0-1.0", date: "2026-01"),
        Source(id: "s2", title: "Another", licence: "CC-BY-4.0"),
      ], notes: LocalizedText([.init(language: "en", text: "A note")]),
      completeness: [
        CompletenessDeclaration(
          services: [.fire, .civilProtection], areas: ["DEB", "NL-VR24"],
          strip: .init(metres: 50_500, areas: ["NL", "DEA"]), kind: "industrial", stations: .nearlyAll,
          vehicles: .typical, listed: [.type("LF 10"), .type("LZ")], neverListed: [.capability("ladder")],
          asOf: "2025-09-08", basis: .derived, source: "s2",
          notes: LocalizedText([.init(language: "nl", text: "Alles & nog wat")])),
        CompletenessDeclaration(services: [.ambulance], stations: .assumed, vehicles: .notListed),
      ])
  }

  private func turnouts() -> [TurnoutTime] {
    [
      TurnoutTime(
        seconds: 90,
        window: WeeklyWindow(
          days: [.monday, .friday, .holiday], from: ClockTime("07:00"),
          to: ClockTime("24:00")), basis: .derived),
      TurnoutTime(seconds: 0, window: WeeklyWindow(from: ClockTime("22:00"))),
      TurnoutTime(seconds: 86_400, basis: .assumed),
    ]
  }

  private func station() throws -> Station {
    Station(
      id: "st:1/a_b+c", names: LocalizedText([.init(language: "de", text: "Köln „Süd“"), .init(text: "€ 𝄞")]),
      position: Position(
        try place(50.123456789, -0.000012345), quality: .postcodeCentroid, basis: .derived, source: "s2",
        note: "repaired"),
      country: "DE", service: .ambulance, organisation: "o1", controlRoom: "r1", kind: "headquarters",
      address: .init(street: "Straße 1", postcode: "50667", municipality: "Köln"),
      staffing: .init(kind: .mixed, hours: "24 uur", basis: .assumed), turnouts: turnouts(),
      notes: LocalizedText([.init(language: "fr", text: "à l'étage")]), basis: .assumed, source: "s2")
  }

  private func units() throws -> [ResponseUnit] {
    [
      ResponseUnit(
        id: "u1", station: "st:1/a_b+c", type: "HLF 20", service: .fire,
        names: LocalizedText([.init(language: "de", text: "Löschfahrzeug")]), callSign: "Florian <1>",
        capabilities: [Capability(code: "pumping", level: "2000"), Capability(code: "foam")],
        crew: .init(size: 9, basis: .derived), turnouts: turnouts(),
        position: Position(try place(-50, 179.9999999), quality: .building), notes: LocalizedText("note"),
        basis: .derived, source: "s2"),
      ResponseUnit(
        id: "g1", station: "st:1/a_b+c", type: "LZ", service: .ambulance,
        members: [.init(type: "ELW 1"), .init(type: "HLF 20", count: 2)]),
      ResponseUnit(id: "u2", station: "st:1/a_b+c", type: "RTW", service: .ambulance),
    ]
  }

  private var organisation: Organisation {
    Organisation(
      id: "o1", names: LocalizedText([.init(language: "nl", text: "Veiligheidsregio")]), kind: "safety-region",
      country: "BE", wikidata: "Q42",
      phones: [Phone(number: "+31 43 123 & 4", kind: .office, basis: .derived, source: "s2")],
      notes: LocalizedText("n"), basis: .assumed, source: "s2")
  }

  private func room() throws -> ControlRoom {
    ControlRoom(
      id: "r1", names: LocalizedText("Meldkamer"), country: "DE", services: [.fire, .civilProtection],
      territories: [
        .init(country: "DE"),
        .init(country: "DE", region: "DEA2D", municipality: "Aachen", basis: .derived, source: "s2"),
      ],
      phones: [Phone(number: "112", kind: .emergency), Phone(number: "0241", kind: .operations, basis: .assumed)],
      languages: ["de", "nl-BE"], radios: ["BOS-Digital", "C2000"],
      position: Position(try place(50.7, 6.1), quality: .address), notes: LocalizedText("n"), basis: .derived,
      source: "s2")
  }

  @Test func everythingWrittenReadsBackEqual() throws {
    let (station, units, room) = (try station(), try units(), try room())
    let text = try write { writer in
      try writer.start(registry, isRoot: true)
      try writer.write(organisation, in: registry)
      try writer.write(room, in: registry)
      try writer.write(station, units: units, in: registry)
      try writer.end()
    }
    let reading = try Reading(text, checksSchema: true)
    #expect(reading.allProblems.isEmpty)
    #expect(reading.schemaProblems.isEmpty)
    #expect(reading.registries == [registry])
    #expect(reading.organisations == [organisation])
    #expect(reading.rooms == [room])
    #expect(reading.stations == [station])
    #expect(reading.units == units)
  }

  @Test func whatIsReadFromWhatWasWrittenIsWrittenTheSame() throws {
    let write = { (registry: Registry, station: Station, units: [ResponseUnit]) in
      try self.write { writer in
        try writer.start(registry, isRoot: true)
        try writer.write(station, units: units, in: registry)
        try writer.end()
      }
    }
    let first = try write(registry, station(), units())
    let reading = try Reading(first)
    #expect(
      try write(try #require(reading.registries.first), try #require(reading.stations.first), reading.units) == first)
  }

  @Test func aStationWithoutMoreThanItMustHaveReadsBackEqual() throws {
    let plain = Registry(id: "r", country: "NL", issued: issued, titles: LocalizedText("T"), publisher: "P")
    let station = Station(
      id: "s", names: LocalizedText("S"), position: Position(try place(50, 6), quality: .building), country: "NL")
    let units = [ResponseUnit(id: "u", station: "s", type: "TS", service: .civilProtection)]
    let text = try write { writer in
      try writer.start(plain, isRoot: true)
      try writer.write(station, units: units, in: plain)
      try writer.end()
    }
    let reading = try Reading(text)
    #expect(reading.registries == [plain])
    #expect(reading.stations == [station])
    #expect(reading.units == units)
  }

  @Test func coordinatesKeepEveryDigit() throws {
    var random = SplitMix64(seed: 30)
    var places = try [place(1e-5, -1e-9), place(0.1 + 0.2, 1e-4), place(90, -180), place(-1e-7, 7)]
    for _ in 0..<500 {
      places.append(try random.place())
      places.append(try random.place(latitudes: -1e-4...1e-4, longitudes: -1e-4...1e-4))
    }
    let stations = places.enumerated().map {
      Station(id: "s\($0)", names: LocalizedText("S"), position: Position($1, quality: .building), country: "NL")
    }
    let text = try write { writer in
      try writer.start(registry, isRoot: true)
      for station in stations { try writer.write(station, units: [], in: registry) }
      try writer.end()
    }
    let reading = try Reading(text, checksSchema: true)
    #expect(reading.schemaProblems.isEmpty)
    #expect(reading.stations.map(\.position.coordinate) == places)
  }

  @Test func aDirectoryOfSeveralDocumentsReadsBackEqual() throws {
    let vocabulary = try #require(
      try Reading(
        Sample.vocabulary("<capability code=\"pumping\" measure=\"l/min\"><name>Pumping &amp; more</name></capability>")
      )
      .references.first?.document)
    let reports = [
      AvailabilityReport(
        unit: "u1", status: .availableMobile, since: issued, until: issued.addingTimeInterval(60), source: "a & b",
        note: "<n>"),
      AvailabilityReport(unit: "u2", status: .unknown, since: issued.addingTimeInterval(0.25)),
    ]
    let (station, units) = (try station(), try units())
    let text = try write { writer in
      try writer.startDirectory()
      try writer.write(vocabulary)
      try writer.start(registry, isRoot: false)
      try writer.write(station, units: units, in: registry)
      try writer.end()
      try writer.write(reports)
      try writer.end()
    }
    let reading = try Reading(text, checksSchema: true)
    #expect(reading.schemaProblems.isEmpty)
    #expect(reading.references.map(\.document) == [vocabulary])
    #expect(reading.stations == [station])
    #expect(reading.units == units)
    #expect(reading.reports == reports)
  }

  @Test func whatTheSinkThrowsComesOut() throws {
    struct DiskFull: Error {}
    #expect(throws: DiskFull.self) {
      let writer = try NativeWriter { _ in throw DiskFull() }
      try writer.startDirectory()
    }
  }
}
