import DirectoryModel
import Foundation
import GRDB
import Geodesy
import TestSupport
import Testing

@testable import DirectoryStore

/// Editions that are written ahead of the last transaction, as others see them, and as a killed import leaves them.
@Suite struct ComingEditionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a registry lists: stations with their units.
  private typealias Content = [(station: Station, units: [ResponseUnit])]

  private func registry(_ id: RegistryID, issued: Int) -> Registry {
    Registry(
      id: id, country: "NL", issued: Date(timeIntervalSince1970: 1_767_225_600 + Double(issued)),
      titles: LocalizedText("Edition \(issued)"), publisher: "P")
  }

  /// Stations of which some are of both registries; some units are assumed, and some change their station.
  private func content(_ prefix: String, _ random: inout SplitMix64) throws -> Content {
    var taken: Set<UnitID> = []
    var content: Content = []
    for number in 0..<14 where !random.oneIn(4) {
      var station = Station(
        id: StationID(number < 4 ? "shared-\(number)" : "\(prefix)-\(number)"),
        names: LocalizedText("S\(random.oneIn(3) ? 1 : 2)"),
        position: Position(try place(51, 5 + Double(number) / 100), quality: .building), country: "NL")
      station.kind = random.maybe { _ in "station" }
      let units = (0..<3).compactMap { place -> ResponseUnit? in
        let id: UnitID = random.oneIn(4) ? "\(prefix)-u\(place)" : "\(station.id.rawValue)-\(place)"
        guard taken.insert(id).inserted else { return nil }
        return ResponseUnit(
          id: id, station: station.id, type: random.oneIn(2) ? "TS" : "AL", service: .fire,
          callSign: random.maybe { $0.any(Service.self).rawValue },
          basis: random.oneIn(3) ? .assumed : .published)
      }
      content.append((station, units))
    }
    return content
  }

  private func put(_ entry: Content.Element, _ registry: RegistryID, into change: StoreChange) throws {
    _ = try change.put(entry.station, registry: registry)
    for unit in entry.units { _ = try change.put(unit, at: entry.station, registry: registry) }
  }

  /// Takes an edition in one transaction.
  private func take(_ content: Content, _ registry: Registry, into store: DirectoryStore) throws {
    try store.edit { edit in
      try edit.begin()
      try edit.change.begin(registry, profile: "native")
      for entry in content { try put(entry, registry.id, into: edit.change) }
      _ = try edit.change.finish(registry: registry.id)
    }
  }

  /// Takes an edition ahead of the last transaction, and looks in after each short one.
  private func takeAhead(
    _ content: Content, _ registry: Registry, into store: DirectoryStore, look: () throws -> Void
  ) throws {
    try store.edit { edit in
      edit.change.lastRows = 0
      func ahead(_ body: () throws -> Void) throws {
        try edit.ahead(body)
        try edit.writeWaiting()
      }
      try ahead { try edit.change.begin(registry, profile: "native") }
      for entry in content {
        try ahead { try put(entry, registry.id, into: edit.change) }
        try look()
      }
      try ahead { _ = try edit.change.endAhead(registry: registry.id, isWhole: true) }
      try look()
      try edit.begin()
      _ = try edit.change.finish(registry: registry.id)
      try look()
    }
  }

  /// All that can be asked of a directory, but for times of imports.
  private func answers(_ store: DirectoryStore) throws -> [String] {
    var found = ["\(try store.version()) \(try store.counts()) \(try store.unitCounts())"]
    for entry in try store.registries() {
      found.append("\(entry.registry) \(entry.stations) \(entry.units)")
      try store.forEachStation(of: entry.registry.id) { found.append("\($0) \($1)") }
    }
    try store.forEachUnit { found.append("\($0) \($1) \($2)") }
    try store.forEachSummary { found.append("\($0)") }
    found += try store.units(around: place(51, 5), radius: 100_000, service: .fire).map { "\($0)" }.sorted()
    found += try store.imports().map { "\($0.id) \($0.subject) \($0.version) \($0.action)" }
    for id in try store.unitIDs(containing: "") {
      found += ["\(String(describing: try store.unit(id)))", "\(String(describing: try store.summary(ofUnit: id)))"]
      found += try store.unitHistory(id).events.map { "\($0.kind) \($0.entry.id) \($0.fields)" }
    }
    for id in try store.stationIDs(containing: "") {
      found += try store.stationHistory(id).events.map { "\($0.kind) \($0.entry.id) \($0.fields)" }
    }
    let check = try store.check()
    #expect(check.isSound, "\(check)")
    return found
  }

  /// Every row of the tables of records.
  private func rows(_ store: DirectoryStore) throws -> [String] {
    try store.read { database in
      try RecordKind.allCases.flatMap { kind in
        try [kind.rawValue, kind.rawValue + "_past", kind.leavingTable].flatMap { table in
          try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY key").map { "\(table) \($0)" }
        }
      } + Row.fetchAll(database, sql: "SELECT * FROM coming").map { "coming \($0)" }
    }
  }

  @Test(arguments: SampleSize.seeds(2, long: 200))
  func everybodySeesTheOldEditionUntilTheNewOneIsThereAsAWhole(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let store = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    let plain = try DirectoryStore(path: folder.file("plain.sqlite"), access: .write)
    for (number, id) in ["a", "b", "a"].enumerated() {
      let content = try content(id, &random)
      for store in [store, plain] { try take(content, registry(RegistryID(id), issued: number), into: store) }
    }
    let old = try answers(store)
    let oldRows = try rows(store)
    let next = try content("a", &random)
    let reader = try DirectoryStore(path: folder.file("d.sqlite"), access: .read)
    var copies: [String] = []
    var hasBegun = false
    try takeAhead(next, registry("a", issued: 3), into: store) {
      let seen = try answers(reader)
      #expect(seen == old)
      let isComing = try rows(reader).contains { $0.hasPrefix("coming") }
      // Also of what was there before the first row was written.
      guard isComing != hasBegun || random.oneIn(4) else { return }
      hasBegun = isComing
      let copy = folder.file("\(copies.count).sqlite")
      try DirectoryStore(path: copy, access: .write).close()
      _ = try reader.copy(to: copy) { false }
      copies.append(copy)
    }
    #expect(hasBegun)
    try take(next, registry("a", issued: 3), into: plain)
    let new = try answers(plain)
    #expect(try answers(store) == new)
    // What a killed import leaves is the old edition, and the next edit takes away what there is of the new one.
    for copy in copies {
      let left = try DirectoryStore(path: copy, access: .update)
      #expect(try answers(left) == old)
      try left.edit { _ in }
      #expect(try rows(left) == oldRows)
      try take(next, registry("a", issued: 3), into: left)
      #expect(try answers(left) == new)
      left.close()
    }
  }

  @Test func anEditionThatIsRefusedAtTheEndLeavesNothing() throws {
    struct Refusal: Error {}
    var random = SplitMix64(seed: 1)
    let store = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    try take(content("a", &random), registry("a", issued: 0), into: store)
    let before = try rows(store)
    let next = try content("a", &random)
    var looks = 0
    #expect(throws: Refusal.self) {
      try takeAhead(next, registry("a", issued: 1), into: store) {
        looks += 1
        if looks == next.count + 2 { throw Refusal() }
      }
    }
    #expect(looks == next.count + 2)
    #expect(try rows(store) == before)
    try takeAhead(next, registry("a", issued: 1), into: store) {}
    #expect(try store.imports().map(\.id) == [2, 1])
  }

  @Test func reportsGoByTheEditionThatEverybodySees() throws {
    let store = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    let station = Station(
      id: "s", names: LocalizedText("S"), position: Position(try place(51, 5), quality: .building), country: "NL")
    func unit(_ id: UnitID) -> ResponseUnit { ResponseUnit(id: id, station: "s", type: "TS", service: .fire) }
    try take([(station, [unit("gone"), unit("stays")])], registry("a", issued: 0), into: store)
    let other = try DirectoryStore(path: folder.file("d.sqlite"), access: .write)
    func outcomes(_ time: Double) throws -> [ReportOutcome] {
      let reports = (["gone", "stays", "new"] as [UnitID]).map {
        AvailabilityReport(unit: $0, status: .available, since: Date(timeIntervalSince1970: time))
      }
      return try other.change { try $0.put(reports) }
    }
    var looks = 0
    try takeAhead([(station, [unit("stays"), unit("new")])], registry("a", issued: 1), into: store) {
      looks += 1
      guard looks < 3 else { return }
      let outcomes = try outcomes(Double(looks))
      #expect(outcomes == [.applied, .applied, .unknownUnit])
    }
    #expect(try outcomes(10) == [.unknownUnit, .applied, .applied])
  }
}
