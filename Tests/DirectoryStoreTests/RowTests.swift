import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import TestSupport
import Testing

/// Rows: what goes in comes out, in whatever order it comes.
@Suite struct RowTests {
  private let registry = Registry(
    id: "r", country: "NL", issued: Date(timeIntervalSince1970: 1_767_225_600), titles: LocalizedText("R"),
    publisher: "P")

  @Test(arguments: 0..<8 as Range<UInt64>)
  func everyRecordComesOutAsItWentIn(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let store = try DirectoryStore()
    var expected: [(Station, [ResponseUnit])] = []
    for number in 100..<120 {
      let station = try random.station("s\(number)")
      let units = try (0..<3).map { try random.unit("u\(number)-\($0)", at: station) }
      expected.append((station, units))
    }
    try store.change { change in
      try change.begin(registry, profile: "native")
      for (station, units) in expected {
        #expect(try change.put(StationRow(station), registry: "r") == .added)
        for unit in units { #expect(try change.put(UnitRow(unit, at: station), registry: "r") == .added) }
      }
      #expect(try change.finish(registry: "r").units == 0)
    }
    var found: [(Station, [ResponseUnit])] = []
    try store.forEachStation(of: "r") { found.append(($0, $1)) }
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      let isSame = found == expected
      #expect(isSame, "\(expected.0.id)")
    }
  }

  /// Stations and units of a registry, as a list that can be put in any order.
  private func put(
    _ records: [(station: Station, units: [ResponseUnit])], into store: DirectoryStore
  ) throws -> (outcomes: Set<RecordOutcome>, removed: Int) {
    try store.change { change in
      try change.begin(registry, profile: "native")
      var outcomes: Set<RecordOutcome> = []
      for (station, units) in records {
        outcomes.insert(try change.put(station, registry: "r"))
        for unit in units { outcomes.insert(try change.put(unit, at: station, registry: "r")) }
      }
      return (outcomes, try change.finish(registry: "r").units)
    }
  }

  @Test func anyOrderOfTheSameRecordsChangesNothing() throws {
    var random = SplitMix64(seed: 7)
    let store = try DirectoryStore()
    var records: [(station: Station, units: [ResponseUnit])] = []
    for number in 0..<1500 {
      let station = try random.station("s\(number)")
      records.append((station, [try random.unit("u\(number)", at: station)]))
    }
    #expect(try put(records, into: store) == ([.added], 0))
    #expect(try put(records, into: store) == ([.unchanged], 0))
    #expect(try put(records.reversed(), into: store) == ([.unchanged], 0))
    #expect(try put(records.shuffled(using: &random), into: store) == ([.unchanged], 0))
    #expect(try store.version() == 1)
    #expect(try put(Array(records.shuffled(using: &random).dropLast(100)), into: store) == ([.unchanged], 100))
    #expect(try put(records.shuffled(using: &random), into: store) == ([.unchanged, .added], 0))
    #expect(try store.version() == 3)
  }

  @Test func anImportThatChangesNothingWritesNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("d.sqlite")
    var random = SplitMix64(seed: 8)
    let station = try random.station("s")
    let records = [(station: station, units: [try random.unit("u", at: station)])]
    for step in 0..<3 {
      let before = step == 0 ? nil : try Data(contentsOf: URL(filePath: path))
      let store = try DirectoryStore(path: path, access: .write)
      _ = try put(records, into: store)
      store.close()
      if let before { #expect(try Data(contentsOf: URL(filePath: path)) == before) }
    }
  }

  @Test func recordsOutsideTheirRegistryAreRefused() throws {
    let store = try DirectoryStore()
    var random = SplitMix64(seed: 9)
    let station = try random.station("s")
    #expect(throws: MutualAidError.self) { try store.change { try $0.put(station, registry: "r") } }
    #expect(throws: MutualAidError.self) { try store.change { try $0.finish(registry: "r") } }
    // Begun and not finished: what was given stays, and can be searched.
    try store.change { change in
      try change.begin(registry, profile: "native")
      _ = try change.put(station, registry: "r")
      _ = try change.put(random.unit("u", at: station), at: station, registry: "r")
    }
    #expect(try store.unitIDs(containing: "") == ["u"])
    #expect(try put([], into: store) == ([], 1))
  }

  @Test func aMessageAddsAndChangesButRemovesNothing() throws {
    var random = SplitMix64(seed: 10)
    let store = try DirectoryStore()
    let old = try (0..<4).map { try random.station("s\($0)") }
    #expect(try put(old.map { ($0, []) }, into: store) == ([.added], 0))
    let news = try [random.station("s0"), random.station("new")]
    var later = registry
    later.issued += 60
    try store.change { change in
      try change.begin(later, profile: "emsi")
      #expect(try news.map { try change.put($0, registry: "r") } == [.changed, .added])
      #expect(try change.finish(registry: "r", isWhole: false).units == 0)
    }
    #expect(try store.registries().map(\.stations) == [5])
    // One that comes late only adds what is not known.
    let late = try [random.station("s0"), random.station("newer")]
    try store.change { change in
      try change.begin(registry, profile: "emsi", keepsExisting: true)
      #expect(try late.map { try change.put($0, registry: "r") } == [.unchanged, .added])
      #expect(try change.finish(registry: "r", isWhole: false).units == 0)
    }
    var found: [StationID: Station] = [:]
    try store.forEachStation(of: "r") { station, _ in found[station.id] = station }
    #expect(found["s0"] == news[0])
    #expect(found["newer"] == late[1])
    #expect(try store.registries().first?.registry.issued == later.issued)
  }

  @Test func aSecondWriterWaitsAndThenSaysThatItIsBusy() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("d.sqlite")
    let first = try DirectoryStore(path: path, access: .write)
    let second = try DirectoryStore(path: path, access: .write, patience: 0.05)
    try first.change { change in
      try change.begin(registry, profile: "native")
      let error = #expect(throws: MutualAidError.self) { _ = try put([], into: second) }
      #expect(error?.code == .directoryBusy)
      _ = try change.finish(registry: "r")
    }
    _ = try put([], into: second)
    #expect(try second.version() == 1)
  }
}
