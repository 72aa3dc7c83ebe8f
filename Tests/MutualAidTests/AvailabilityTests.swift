import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

/// Reports decide who is available.
struct AvailabilityTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let unit: UnitID = "nl-fire-vaals-f2e0bb79.ts1"

  /// A small directory of its own, so that tests do not see each other's reports.
  private func directory() throws -> Directory {
    let store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
    var importer = try Importer(store: store)
    for file in ["vocabulary/status.xml", "vocabulary/types-nl.xml", "registries/nl-fire.xml"] {
      _ = try importer.importFile(RealDirectory.root + "/Datasets/" + file)
    }
    return try Directory(store: store)
  }

  private func nearest(
    in directory: Directory, at time: Date, policy: NearestQuery.AvailabilityPolicy = .assume
  ) throws -> Match? {
    var query = NearestQuery(
      place: try #require(Coordinate.valid(latitude: 50.7703, longitude: 6.0155)), service: .fire, time: time)
    query.scope = .all
    query.count = 1
    query.availability = policy
    return try directory.nearest(query).units.first?.match
  }

  static let noon = Date(timeIntervalSince1970: 1_795_000_000)

  @Test func unitWithoutAReportIsAssumedToBeAvailableAndMarked() throws {
    let match = try #require(try nearest(in: directory(), at: AvailabilityTests.noon))
    #expect(match.unit.id == AvailabilityTests.unit)
    #expect(match.isAvailabilityAssumed)
  }

  @Test func strictLeavesUnknownUnitsOut() throws {
    let directory = try directory()
    #expect(try nearest(in: directory, at: AvailabilityTests.noon, policy: .strict) == nil)
    _ = try directory.report(unit: AvailabilityTests.unit, status: "available", since: AvailabilityTests.noon)
    let match = try #require(try nearest(in: directory, at: AvailabilityTests.noon, policy: .strict))
    #expect(match.unit.id == AvailabilityTests.unit)
    #expect(!match.isAvailabilityAssumed)
  }

  @Test(arguments: ["on-scene", "FMS:4", "fms:3", "EMSI:IN_USE/ON_SCENE", "maintenance", "reserved"])
  func busyUnitDoesNotMatch(status: String) throws {
    let directory = try directory()
    _ = try directory.report(unit: AvailabilityTests.unit, status: status, since: AvailabilityTests.noon)
    #expect(try nearest(in: directory, at: AvailabilityTests.noon)?.unit.id != AvailabilityTests.unit)
  }

  @Test func lateArrivalOfAnOlderReportDoesNotOverwriteANewerOne() throws {
    let directory = try directory()
    _ = try directory.report(unit: AvailabilityTests.unit, status: "on-scene", since: AvailabilityTests.noon)
    let late = try directory.report(
      unit: AvailabilityTests.unit, status: "available", since: AvailabilityTests.noon.addingTimeInterval(-60))
    #expect(late.current.status == .onScene)
    #expect(try nearest(in: directory, at: AvailabilityTests.noon)?.unit.id != AvailabilityTests.unit)
  }

  @Test func expiredReportCountsAsUnknown() throws {
    let directory = try directory()
    let end = AvailabilityTests.noon.addingTimeInterval(600)
    _ = try directory.report(
      unit: AvailabilityTests.unit, status: "unavailable", since: AvailabilityTests.noon, until: end)
    #expect(
      try nearest(in: directory, at: end.addingTimeInterval(-1))?.unit.id != AvailabilityTests.unit)
    let match = try #require(try nearest(in: directory, at: end))
    #expect(match.unit.id == AvailabilityTests.unit)
    #expect(match.isAvailabilityAssumed)
  }

  @Test func unknownUnitAndStatusNameTheNearestSpelling() throws {
    let directory = try directory()
    let unit = #expect(throws: MutualAidError.self) {
      try directory.report(unit: "nl-fire-vals-f2e0bb79.ts1", status: "available", since: AvailabilityTests.noon)
    }
    #expect(unit?.hint?.description.contains(AvailabilityTests.unit.rawValue) == true)
    let status = #expect(throws: MutualAidError.self) {
      try directory.report(unit: AvailabilityTests.unit, status: "avalable", since: AvailabilityTests.noon)
    }
    #expect(status?.hint?.description.contains("'available'") == true)
  }
}
