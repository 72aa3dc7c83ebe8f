import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import RegistryXML
import TestSupport
import Testing

/// A record that is known and comes back wrong stays as it was, marked.
@Suite final class KeptRecordTests: ImportSuite {
  private func edition(_ month: Int, _ body: String) -> String {
    Sample.registry(issued: "2026-0\(month)-01T00:00:00Z", body)
  }

  private let good = Sample.stations(10)

  private func station(_ id: StationID) throws -> Station? {
    var found: Station?
    try store.forEachStation(of: "test") { station, _ in if station.id == id { found = station } }
    return found
  }

  private func unit(_ id: UnitID) throws -> ResponseUnit? { try store.unit(id)?.unit }

  private func kept(_ report: FileReport) -> [Problem] { report.problems.filter { $0.code == .recordKept } }

  @Test(arguments: [
    ("lat=\"50.53\"", "lat=\"505.3\""), ("lat=\"50.53\"", "lat=\"5o.53\""), ("lat=\"50.53\"", ""),
    ("lat=\"50.53\" lon=\"5.7\"", "lat=\"0\" lon=\"0\""), ("<name>st-3</name>", ""), ("quality=\"building\"", ""),
  ])
  func aStationThatComesBackWrongStaysWithItsUnits(right: String, wrong: String) throws {
    try take(edition(1, good))
    let before = try station("st-3")
    var lines = good.split(separator: "\n").map(String.init)
    lines[2] = lines[2].replacing(right, with: wrong)
    let bad = lines.joined(separator: "\n")
    let trial = try take(edition(2, bad)) { $0.isDryRun = true }
    let report = try take(edition(2, bad))
    for report in [trial, report] {
      #expect(report.refusal == nil && report.hasErrors)
      #expect(numbers(report.removed, report.rejected, report.kept, report.stationsKept) == [0, 1, 1, 1])
      #expect(numbers(report.stations, report.stationCounts.read, report.stationCounts.rejected) == [10, 10, 1])
      let problem = try #require(kept(report).first)
      let reason = try #require(report.problems.first { $0.severity == .error })
      #expect(problem.message.contains("kept, because its new record is wrong: \(reason.message)"))
      #expect(problem.record == "st-3" && problem.severity == .warning && problem.line == reason.line)
    }
    let after = try #require(try station("st-3"))
    #expect(after.position == before?.position && after.names == before?.names)
    #expect(after.kept?.since == Timestamp.date("2026-02-01T00:00:00Z"))
    #expect(try unit("st-3-u") != nil)

    // The same mistake again is no news, and the mark says since when.
    let version = try store.version()
    #expect(try kept(take(edition(3, bad))).count == 1)
    #expect(try station("st-3")?.kept == after.kept)
    // The registry's own time of issue is all that is new.
    #expect(try store.version() == version + 1)

    let right = try take(edition(4, good))
    #expect(!right.hasErrors && right.kept == 0)
    #expect(try station("st-3") == before)
  }

  @Test(arguments: [("type=\"TS\"", ""), ("type=\"TS\"", "type=\"TS\" service=\"fires\"")])
  func aUnitThatComesBackWrongStays(right: String, wrong: String) throws {
    try take(edition(1, good))
    var lines = good.split(separator: "\n").map(String.init)
    lines[4] = lines[4].replacing(right, with: wrong)
    let report = try take(edition(2, lines.joined(separator: "\n")))
    #expect(numbers(report.removed, report.kept, report.stationsKept, report.stations) == [0, 1, 0, 10])
    #expect(kept(report).map(\.record) == ["st-5-u"])
    #expect(try unit("st-5-u")?.kept != nil && station("st-5")?.kept == nil)
    try take(edition(3, good))
    #expect(try unit("st-5-u")?.kept == nil)
  }

  @Test func organisationsAndControlRoomsStayToo() throws {
    let organisation = "<organisation id='o' kind='k'><name>O</name></organisation>"
    let room = "<control-room id='c' services='fire'><name>C</name></control-room>"
    let stations = Sample.stations(3, attributes: "organisation='o' control-room='c'")
    try take(edition(1, organisation + room + stations))
    let report = try take(
      edition(
        2,
        "<organisation id='o' kind='k'/>" + "<control-room id='c' services='fires'><name>C</name></control-room>"
          + stations))
    #expect(Set(kept(report).compactMap(\.record)) == ["o", "c"])
    #expect(report.problems.filter { $0.code == .danglingReference }.isEmpty)
    #expect(try store.organisation("o")?.names.main == "O" && store.organisation("o")?.kept != nil)
    #expect(try store.controlRoom("c")?.services == [.fire] && store.controlRoom("c")?.kept != nil)
    try take(edition(3, organisation + room + stations))
    #expect(try store.organisation("o")?.kept == nil && store.controlRoom("c")?.kept == nil)
  }

  @Test func aPositionOutsideTheCountryKeepsTheOldOne() throws {
    try take(Sample.boundaries([("country", "NL", "NL", [square])]))
    let inside = { (latitude: Double) in
      (1...6).map {
        Sample.station(id: "s\($0)", at: ($0 == 1 ? latitude : 51.5, 5.5), "<unit id='u\($0)' type='TS'/>")
      }
      .joined()
    }
    try take(edition(1, inside(51.5)))
    let report = try take(edition(2, inside(15.5)))
    #expect(report.kept == 1 && report.removed == 0)
    #expect(try station("s1")?.position.coordinate.latitude == 51.5)
  }

  @Test func aRecordWhoseIDCannotBeReadIsAnotherOne() throws {
    try take(edition(1, good))
    var lines = good.split(separator: "\n").map(String.init)
    lines[0] = lines[0].replacing("id=\"st-1\"", with: "id=\"§\"")
    let report = try take(edition(2, lines.joined(separator: "\n")))
    #expect(kept(report).isEmpty && report.removed == 1 && report.stationCounts.removed == 1)
    #expect(try station("st-1") == nil)
  }

  @Test func aRightRecordOfTheSameIDCounts() throws {
    try take(edition(1, good))
    let wrong = "<station id='st-2'><name>st-2</name></station>"
    let report = try take(edition(2, wrong + good))
    #expect(kept(report).isEmpty)
    #expect(try station("st-2")?.kept == nil)
  }

  @Test func whatIsNotKnownIsOnlyRejected() throws {
    try take(edition(1, good))
    let report = try take(edition(2, good + "<station id='new'><name>new</name></station>"))
    #expect(kept(report).isEmpty && report.rejected == 1 && report.kept == 0)
  }

  @Test func wrongRecordsOfLargeDocumentsAreKeptToo() throws {
    let many = Sample.stations(60)
    try take(edition(1, many))
    let bad = many.replacing("lat=\"50.53\"", with: "lat=\"x\"")
    let report = try take(edition(2, bad)) { $0.heldRecords = 10 }
    #expect(numbers(report.kept, report.removed) == [1, 0])
    #expect(try station("st-3")?.kept != nil)
  }

  @Test func aRollbackTakesTheMarkAway() throws {
    try take(edition(1, good))
    try take(edition(2, good.replacing("lat=\"50.53\"", with: "lat=\"x\"")))
    let first = try #require(try store.imports(subject: "test").last)
    _ = try Rollback(store: store).restore(first)
    #expect(try station("st-3")?.kept == nil)
  }

  @Test func recordsOfOtherDialectsAreKeptToo() throws {
    let osm = { (latitude: String) in
      """
      <osm version="0.6" generator="test">
      """
        + (1...6).map { id in
          """
          <node id="\(id)" version="1" lat="\(id == 2 ? latitude : "51.\(id)")" lon="5.5">
          <tag k="amenity" v="fire_station"/><tag k="name" v="Post \(id)"/></node>
          """
        }.joined() + "</osm>"
    }
    let options = { (options: inout ImportOptions) in
      options.reading.registry = "osm"
      options.reading.country = "NL"
    }
    try take(osm("51.2"), options: options)
    let units = try unitIDs()
    let report = try take(osm("512"), options: options)
    #expect(report.kept == 1 && report.removed == 0 && kept(report).count == 1, "\(report.problems)")
    #expect(try unitIDs() == units)
  }
}
