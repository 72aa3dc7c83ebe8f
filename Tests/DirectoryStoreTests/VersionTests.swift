import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import TestSupport
import Testing

/// Imports and rollbacks against a model of them in memory, and against each other in other orders.
@Suite struct VersionTests {
  /// What a registry says.
  private struct Content: Hashable {
    var registry: Registry
    var stations: [StationID: Station] = [:]
    var units: [UnitID: ResponseUnit] = [:]
  }

  private static let start = Date(timeIntervalSince1970: 1_767_225_600)

  private func content(_ id: RegistryID, _ random: inout SplitMix64) throws -> Content {
    var content = Content(
      registry: Registry(
        id: id, country: "NL", issued: VersionTests.start + Double(Int.random(in: 0...2, using: &random)),
        authority: random.any(), titles: LocalizedText(random.text()), publisher: "P"))
    for number in 0..<6 where !random.oneIn(3) {
      var station = Station(
        id: "s\(number)", names: LocalizedText("S"),
        position: Position(try place(51, 5 + Double(Int.random(in: 0...1, using: &random))), quality: .building),
        country: "NL", organisation: random.maybe { _ in "o" })
      station.kind = random.maybe { random in random.any(Service.self).rawValue }
      content.stations[station.id] = station
      for place in 0..<2 where !random.oneIn(3) {
        // Now and then a unit that some registry lists at another station.
        let id: UnitID = random.oneIn(4) ? "u\(number)" : "u\(number)-\(place)"
        guard content.units[id] == nil else { continue }
        content.units[id] = ResponseUnit(
          id: id, station: station.id, type: random.maybe { _ in "TS" } ?? "AL", service: .fire,
          callSign: random.maybe { $0.any(Service.self).rawValue })
      }
    }
    return content
  }

  private func take(_ content: Content, into store: DirectoryStore) throws {
    try store.change { change in
      let id = content.registry.id
      try change.begin(content.registry, profile: "native")
      for station in content.stations.values.sorted(by: { $0.id < $1.id }) {
        _ = try change.put(station, registry: id)
        for unit in content.units.values.sorted(by: { $0.id < $1.id }) where unit.station == station.id {
          _ = try change.put(unit, at: station, registry: id)
        }
      }
      _ = try change.finish(registry: id)
    }
  }

  private func content(of id: RegistryID, in store: DirectoryStore) throws -> Content? {
    guard let registry = try store.registries().first(where: { $0.registry.id == id })?.registry else { return nil }
    var content = Content(registry: registry)
    try store.forEachStation(of: id) { station, units in
      content.stations[station.id] = station
      for unit in units { content.units[unit.id] = unit }
    }
    return content
  }

  /// What questions find: every unit with its station and registry, and what searches know of it.
  private func answers(_ store: DirectoryStore) throws -> [String] {
    var answers: [String] = []
    try store.forEachUnit { unit, station, registry in answers.append("\(unit) \(station) \(registry)") }
    for (unit, summary) in try Dictionary(
      grouping: store.units(around: place(51, 5.5), radius: 100_000, service: nil), by: \.id)
    {
      #expect(summary.count == 1, "\(unit)")
      answers.append("\(summary)")
      let found = try #require(try store.unit(unit))
      #expect(summary[0].coordinate == (found.unit.position ?? found.station.position).coordinate)
      #expect(summary[0].organisation == found.station.organisation)
      #expect(summary[0].station == found.unit.station)
    }
    return answers.sorted()
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func everyVersionCanBeRestoredExactly(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let store = try DirectoryStore()
    var versions: [RegistryID: [Content]] = [:]
    for step in 0..<25 {
      let id: RegistryID = ["a", "b", "c"].randomElement(using: &random) ?? "a"
      if let known = versions[id], random.oneIn(3) {
        let version = Int.random(in: 1...known.count, using: &random)
        _ = try store.change { try $0.rollBack(registry: id, to: version) }
        if known.last != known[version - 1] { versions[id]?.append(known[version - 1]) }
      } else {
        let content = try content(id, &random)
        try take(content, into: store)
        if versions[id]?.last != content { versions[id, default: []].append(content) }
      }
      for (id, contents) in versions {
        let isSame = try content(of: id, in: store) == contents.last
        #expect(isSame, "\(id) version \(contents.count)")
        #expect(
          try store.imports(kind: "registry", subject: id.rawValue).map(\.version)
            == Array((1...contents.count).reversed()))
      }
      guard step % 6 == 0 else { continue }
      // What questions find follows from what holds now, however it came about.
      let fresh = try DirectoryStore()
      for content in versions.values.compactMap(\.last).shuffled(using: &random) { try take(content, into: fresh) }
      let isSame = try answers(store) == answers(fresh)
      #expect(isSame, "\(versions.mapValues(\.count))")
    }
  }

  @Test func aMissingVersionIsAnErrorAndChangesNothing() throws {
    var random = SplitMix64(seed: 1)
    let store = try DirectoryStore()
    try take(content("a", &random), into: store)
    #expect(throws: MutualAidError.self) { try store.change { try $0.rollBack(registry: "a", to: 2) } }
    #expect(throws: MutualAidError.self) { try store.change { try $0.rollBack(registry: "b", to: 1) } }
    #expect(try store.version() == 1)
  }

  @Test func whatIsGoneFromOneRegistryIsWhatTheOtherSays() throws {
    let store = try DirectoryStore()
    let registry = { (id: RegistryID, authority: Registry.Authority) in
      Registry(
        id: id, country: "NL", issued: VersionTests.start, authority: authority, titles: LocalizedText(id.rawValue),
        publisher: "P")
    }
    let station = { (name: String, longitude: Double) in
      Station(
        id: "s", names: LocalizedText(name), position: Position(try place(51, longitude), quality: .building),
        country: "NL")
    }
    let unit = { (id: UnitID) in ResponseUnit(id: id, station: "s", type: "TS", service: .fire) }
    let room = Content(
      registry: registry("room", .ownRoom), stations: ["s": try station("Room", 5)], units: ["u": unit("u")])
    let nation = Content(
      registry: registry("nation", .national), stations: ["s": try station("Nation", 6)],
      units: ["u": unit("u"), "v": unit("v")])
    try take(nation, into: store)
    let before = try answers(store)
    try take(room, into: store)
    // The national unit is now where the room says that its station is.
    #expect(try store.unit("v")?.station.names.main == "Room")
    #expect(try store.units(around: place(51, 5), radius: 100, service: .fire).map(\.id).sorted() == ["u", "v"])
    #expect(try store.units(around: place(51, 6), radius: 100, service: .fire).isEmpty)
    #expect(try store.unitCounts().map(\.units) == [2])
    #expect(try content(of: "nation", in: store) == nation)
    try take(Content(registry: room.registry), into: store)
    #expect(try answers(store) == before)
    _ = try store.change { try $0.rollBack(registry: "room", to: 1) }
    #expect(try store.unit("v")?.station.names.main == "Room")
  }

  @Test func documentsAndTheirAreasAreRestored() throws {
    let store = try DirectoryStore()
    let document = { (title: String) in
      ReferenceDocument(id: "d", kind: .boundaries, issued: VersionTests.start, title: title, xml: "<x>\(title)</x>")
    }
    let area = { (country: CountryCode) in
      Area(
        code: country.rawValue, country: country, level: .country, names: LocalizedText(country.rawValue), accuracy: 1,
        rings: [[try place(50, 5), try place(50, 6), try place(51, 6), try place(51, 5)]])
    }
    for country in ["NL", "BE"] as [CountryCode] {
      _ = try store.change {
        try $0.put(document(country.rawValue), placed: .init(areas: [area(country)]), file: "\(country).xml")
      }
    }
    #expect(try store.locality(of: place(50.5, 5.5)).country == "BE")
    let change = try store.change { change in
      try change.rollBack(.boundaries, id: "d", to: 1) { .init(areas: [try area(CountryCode(unchecked: $0.title))]) }
    }
    #expect(change?.old.title == "BE")
    #expect(try store.locality(of: place(50.5, 5.5)).country == "NL")
    #expect(try store.documents() == [document("NL")])
    #expect(try store.change { try $0.rollBack(.boundaries, id: "d", to: 1) { _ in .init() } } == nil)
    let entries = try store.imports(subject: "d")
    #expect(entries.map(\.version) == [3, 2, 1])
    #expect(entries.map(\.ofVersion) == [1, nil, nil])
    #expect(entries.map(\.file) == [nil, "BE.xml", "NL.xml"])
  }
}
