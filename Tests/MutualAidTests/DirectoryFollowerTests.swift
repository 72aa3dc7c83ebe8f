import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Journal
import MutualAid
import RegistryImport
import StatusFeed
import TestSupport
import Testing

/// What others write into the file is in the answers of a directory that is followed, which never waits for it.
@Suite(.timeLimit(.minutes(1))) struct DirectoryFollowerTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("directory.sqlite")
    try edition(40, issued: "2026-01-01T00:00:00Z")
  }

  private func edition(_ stations: Int, issued: String) throws {
    let file = try folder.write(
      Sample.registry(issued: issued, Sample.stations(stations)), to: "edition-\(stations).xml")
    let reports = try Directory(at: path, access: .readWrite).importDocuments(at: file)
    try #require(reports.filter { !$0.isApplied }.isEmpty)
  }

  private func follow() throws -> DirectoryFollower {
    try Directory(at: path, access: .readWrite, loading: .inMemory).follow(pollInterval: .seconds(30))
  }

  private func ids(_ directory: Directory, at time: Date = Date()) throws -> [String] {
    var query = NearestQuery(
      place: try #require(Coordinate.valid(latitude: 50.5, longitude: 5.7)), service: .fire, time: time)
    query.scope = .all
    query.incidentCountry = CountryCode("NL")
    query.count = 100
    return try directory.nearest(query).units.map(\.id.rawValue)
  }

  @Test func whatAnotherProcessWritesIsInTheAnswers() async throws {
    let follower = try follow()
    defer { follower.stop() }
    let directory = follower.followed
    #expect(try ids(directory).count == 40)
    let other = try Directory(at: path, access: .update)
    try other.report(.onScene, unit: "st-1-u")
    let view = try await follower.contents(atLeast: other.journalPosition())
    #expect(try !ids(view).contains("st-1-u") && ids(view).count == 39)
    try edition(50, issued: "2026-01-02T00:00:00Z")
    let next = try await follower.contents(atLeast: other.journalPosition())
    #expect(try ids(next).count == 49 && ids(directory).count == 49)
    // The view before is as it was, records and all.
    #expect(try ids(view).count == 39)
    #expect(view.moment?.version == 2 && next.moment?.version == 3)
    #expect(try view.journalPosition() == view.moment?.position)
  }

  @Test func aViewOfAnEditionGoesOnWithItsOwnRecords() async throws {
    let follower = try follow()
    defer { follower.stop() }
    let view = follower.followed.view()
    try Directory(at: path, access: .update).remove("test")
    let next = try await follower.contents(atLeast: Directory(at: path).journalPosition())
    #expect(try ids(next).isEmpty && ids(view).count == 40)
  }

  @Test func positionsAreToldWhenTheContentsHaveThem() async throws {
    let follower = try follow()
    let other = try Directory(at: path, access: .update)
    let before = try other.journalPosition()
    var positions = follower.positions().makeAsyncIterator()
    #expect(await positions.next() == before)
    try other.report(.onScene, unit: "st-2-u")
    let told = await positions.next()
    let after = try #require(told)
    let written = try other.journalPosition()
    #expect(after == written)
    #expect(try !ids(follower.followed).contains("st-2-u"))
    let records = try follower.followed.journalRecords(after: before)
    #expect(records.map { $0.report?.unit } == ["st-2-u"] && records.last?.position == after)
    follower.stop()
    #expect(await positions.next() == nil)
    await #expect(throws: MutualAidError.self) {
      var ahead = after
      ahead[.local] += 1
      _ = try await follower.contents(atLeast: ahead, within: .seconds(20))
    }
  }

  @Test func aPositionThatNeverComesIsToldInTime() async throws {
    let follower = try follow()
    defer { follower.stop() }
    var ahead = try follower.followed.journalPosition()
    ahead[.local] += 1
    let wanted = ahead
    let error = await #expect(throws: MutualAidError.self) {
      _ = try await follower.contents(atLeast: wanted, within: .milliseconds(100))
    }
    #expect(error?.code == .directoryBusy)
  }

  @Test func unitsTurnUnknownAtTheEndOfTheirReportsWithoutAnybodyAsking() async throws {
    let follower = try follow()
    defer { follower.stop() }
    let directory = follower.followed
    var expiries = follower.expiries().makeAsyncIterator()
    let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 2).rounded())
    for unit in ["st-1-u", "st-2-u", "st-3-u"] as [UnitID] { try directory.report(.onScene, unit: unit, until: end) }
    // Its report is replaced: nothing happens to it then.
    try directory.report(.onScene, unit: "st-3-u", since: Date().addingTimeInterval(0.01))
    let view = try await follower.contents(atLeast: directory.journalPosition())
    #expect(view.nextExpiry(after: Date()) == ReportExpiry(moment: end, units: ["st-1-u", "st-2-u"]))
    #expect(try ids(view).count == 37)
    let expiry = await expiries.next()
    #expect(expiry == ReportExpiry(moment: end, units: ["st-1-u", "st-2-u"]))
    #expect(Date().timeIntervalSince(end) >= 0 && Date().timeIntervalSince(end) < 10)
    #expect(try ids(directory).count == 39)
    #expect(directory.nextExpiry(after: end) == nil)
  }
}
