import DirectoryModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DirectoryStore

/// The latest report of each unit, which is kept beside all reports.
@Suite struct LatestReportTests {
  private let folder: TemporaryFolder
  private let path: String
  private let begin = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("directory.sqlite")
  }

  private func moment(_ hours: Int) -> Date { begin.addingTimeInterval(Double(hours) * 3600) }

  /// Reports of some units in any order of time, several of one time among them.
  private func reports(_ count: Int, seed: UInt64) -> [AvailabilityReport] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let since = Int.random(in: 0..<20, using: &random)
      return AvailabilityReport(
        unit: UnitID("u\(Int.random(in: 0..<6, using: &random))"),
        status: AvailabilityStatus.allCases[Int.random(in: 0..<AvailabilityStatus.allCases.count, using: &random)],
        since: moment(since),
        until: random.oneIn(3) ? moment(since + Int.random(in: 1...9, using: &random)) : nil)
    }
  }

  /// What the reports say of every unit at every moment equals what looking at all reports says.
  private func expectTruth(_ store: DirectoryStore) throws {
    let all = try store.availabilityReports()
    let units = Set(all.map(\.unit))
    for hours in -1...30 {
      let moment = moment(hours)
      var busy: Set<UnitID> = []
      for unit in units {
        // Sorted by time, those of one time in the order in which they came.
        let latest = all.last { $0.unit == unit && $0.since <= moment }
        let availability = Availability(latest: latest, at: moment)
        #expect(try store.availability(of: unit, at: moment) == availability)
        if availability.status != .unknown, !availability.status.isAvailable { busy.insert(unit) }
      }
      #expect(try store.busyUnits(at: moment, limits: ReportLimits()) == busy)
      #expect(try store.busyUnits(at: moment, among: units, limits: ReportLimits()) == busy)
      #expect(try store.busyUnits(at: moment, among: ["u1"], limits: ReportLimits()) == busy.intersection(["u1"]))
    }
    let latest = try store.latestReports()
    #expect(latest.map(\.key) == latest.map(\.key).sorted())
    #expect(Set(latest.map(\.report)) == Set(units.compactMap { unit in all.last { $0.unit == unit } }))
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func whatCountsIsTheLatestByTheTimeOfTheEvent(seed: UInt64) throws {
    let store = try DirectoryStore()
    for report in reports(60, seed: seed) { _ = try store.change { try $0.put(report) } }
    try expectTruth(store)
    _ = try store.change { try $0.pruneReports(before: moment(10)) }
    let busy = try store.busyUnits(at: moment(12), limits: ReportLimits())
    #expect(
      try store.busyUnits(at: moment(12), among: (0..<6).map { UnitID("u\($0)") }, limits: ReportLimits()) == busy)
    for report in reports(20, seed: seed &+ 100) { _ = try store.change { try $0.put(report) } }
    try expectTruth(store)
  }

  @Test func aDirectoryWithoutTheTableGetsIt() throws {
    var store = try DirectoryStore(path: path, access: .write)
    for report in reports(60, seed: 3) { _ = try store.change { try $0.put(report) } }
    try store.database.write {
      try $0.execute(
        sql: """
          DROP TRIGGER latest_report_kept; DROP TABLE latest_report;
          DELETE FROM grdb_migrations WHERE identifier = '4 latest reports'
          """)
    }
    store.close()
    store = try DirectoryStore(path: path, access: .write)
    try expectTruth(store)
    _ = try store.change { try $0.put(AvailabilityReport(unit: "u1", status: .onScene, since: moment(25))) }
    try expectTruth(store)
  }

  @Test(arguments: [
    "UPDATE latest_report SET since = since + 1 WHERE unit = 'u1'", "DELETE FROM latest_report WHERE unit = 'u1'",
    "UPDATE latest_report SET report = (SELECT min(key) FROM availability WHERE unit = 'u1') WHERE unit = 'u1'",
  ])
  func aTableThatDoesNotFollowIsDamage(change: String) throws {
    let store = try DirectoryStore()
    let reports = (0..<3).map { AvailabilityReport(unit: "u1", status: .onScene, since: moment($0)) }
    for report in reports { _ = try store.change { try $0.put(report) } }
    #expect(try store.check().isSound)
    try store.database.write { try $0.execute(sql: change) }
    #expect(try !store.check().isSound)
  }
}
