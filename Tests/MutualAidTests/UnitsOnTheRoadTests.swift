import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import RegistryImport
import StatusFeed
import TestSupport
import Testing

/// Units that are on the road are reckoned from where they were last reported, as long as that is not too old.
struct UnitsOnTheRoadTests {
  private let folder: TemporaryFolder
  private static let noon = Date(timeIntervalSince1970: 1_795_000_000)
  private static let incident = "50.7703,6.0155"

  init() throws { folder = try TemporaryFolder() }

  private func path() throws -> String {
    let path = folder.file("directory.sqlite")
    var importer = try Importer(store: DirectoryStore(path: path, access: .write))
    for file in [
      "vocabulary/defaults.xml", "vocabulary/status.xml", "vocabulary/types-nl.xml", "registries/nl-fire.xml",
    ] {
      _ = try importer.importFile(RealDirectory.root + "/Datasets/" + file)
    }
    return path
  }

  private func query(at time: Date, count: Int = 1) throws -> NearestQuery {
    var query = NearestQuery(
      place: try #require(Coordinate(latitudeLongitude: UnitsOnTheRoadTests.incident)), service: .fire, time: time)
    query.scope = .all
    query.count = count
    query.tieBreak = .id
    return query
  }

  private func message(
    _ unit: String, _ status: String, _ seconds: Double, position: Coordinate? = nil, source: String? = nil
  ) -> StatusReporter.Entry {
    var message = StatusMessage(
      unit: unit, status: status, since: .seconds(UnitsOnTheRoadTests.noon.timeIntervalSince1970 + seconds))
    message.latitude = position.map { String($0.latitude) }
    message.longitude = position.map { String($0.longitude) }
    message.source = source
    return StatusReporter.Entry(message)
  }

  @Test(
    arguments: [
      ("available-mobile", 0, true), ("available", 0, true), ("available-mobile", 599, true),
      ("available-mobile", 601, false), ("available-at-station", 0, false), ("unknown", 0, false),
    ] as [(String, Double, Bool)])
  func aFreeUnitIsReckonedFromAPositionThatIsNotTooOld(status: String, age: Double, isUsed: Bool) throws {
    let directory = try Directory(at: path(), access: .update)
    var reporter = StatusReporter(directory)
    let place = try place(50.7704, 6.0156)
    _ = try reporter.apply([message(UnitsOnTheRoadTests.unit, status, 0, position: place)])
    let first = try #require(
      try directory.nearest(query(at: UnitsOnTheRoadTests.noon.addingTimeInterval(age))).units.first)
    #expect((first.id.rawValue == UnitsOnTheRoadTests.unit) == isUsed)
    #expect((first.match.matchable.position != nil) == isUsed)
    #expect((first.match.distance < 20) == isUsed)
    #expect((first.match.turnout?.seconds == 0) == isUsed)
  }

  @Test func aPositionThatIsTooOldIsToldAndTheStationCounts() throws {
    let directory = try Directory(at: path(), access: .update)
    var reporter = StatusReporter(directory)
    let place = try place(50.9, 6.0)
    _ = try reporter.apply([message("nl-fire-vaals-f2e0bb79.ts1", "available-mobile", 0, position: place)])
    let first = try #require(
      try directory.nearest(query(at: UnitsOnTheRoadTests.noon.addingTimeInterval(700))).units.first)
    #expect(first.match.matchable.position == nil)
    #expect(first.match.availability.position?.coordinate == place)
  }

  @Test func theLastPositionIsThatOfAnEarlierReportWhereTheLatestHasNone() throws {
    let directory = try Directory(at: path(), access: .update)
    var reporter = StatusReporter(directory)
    let place = try place(50.7704, 6.0156)
    _ = try reporter.apply([
      message(UnitsOnTheRoadTests.unit, "responding", 0, position: place),
      message(UnitsOnTheRoadTests.unit, "available-mobile", 100),
    ])
    _ = try directory.pruneReports(before: UnitsOnTheRoadTests.noon.addingTimeInterval(150))
    let first = try #require(
      try directory.nearest(query(at: UnitsOnTheRoadTests.noon.addingTimeInterval(200))).units.first)
    #expect(first.id.rawValue == UnitsOnTheRoadTests.unit)
    #expect(first.match.matchable.position?.time == UnitsOnTheRoadTests.noon)
  }

  /// A unit that stands 15 km from the incident.
  private static let unit = "nl-fire-eijsden-45305dca.ts1"

  // MARK: Brute force

  /// What this test knows of a unit, from its reports alone.
  private struct Known {
    var latest: (index: Int, since: Double, status: String)?
    var position: (index: Int, time: Double, place: Coordinate)?
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func answersAreThoseOfABruteForceThatKnowsReportsAndPositions(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let path = try path()
    let onDisk = try Directory(at: path, access: .update)
    let inMemory = try Directory(at: path, loading: .inMemory)
    let vocabulary = onDisk.vocabulary
    let travel = TravelModel(vocabulary)
    var units: [MatchableUnit] = []
    try onDisk.store.forEachSummary { units.append(MatchableUnit($0, vocabulary: vocabulary)) }
    let near = units.filter { $0.summary.coordinate.latitude < 51.3 }.map(\.summary.id.rawValue).sorted()
    let statuses = ["available", "available-mobile", "available-at-station", "on-scene", "maintenance", "unknown"]
    var messages: [StatusReporter.Entry] = []
    var raw: [(unit: String, status: String, seconds: Double, position: Coordinate?)] = []
    for _ in 0..<120 {
      let unit = try #require(near.randomElement(using: &generator))
      let status = try #require(statuses.randomElement(using: &generator))
      let seconds = Double(Int.random(in: -200_000...600, using: &generator))
      var position: Coordinate?
      if Bool.random(using: &generator) {
        position = try place(
          Double.random(in: 50.75...50.95, using: &generator), Double.random(in: 5.8...6.2, using: &generator))
      }
      raw.append((unit, status, seconds, position))
      messages.append(message(unit, status, seconds, position: position))
    }
    var reporter = StatusReporter(onDisk)
    _ = try reporter.apply(messages, at: UnitsOnTheRoadTests.noon.addingTimeInterval(600))
    for seconds in [-100_000.0, -3_600, 0, 300, 650, 1_250, 90_000] {
      let moment = UnitsOnTheRoadTests.noon.addingTimeInterval(seconds)
      var known: [String: Known] = [:]
      for (index, report) in raw.enumerated() where report.seconds <= seconds {
        var entry = known[report.unit] ?? Known()
        if entry.latest.map({ ($0.since, $0.index) < (report.seconds, index) }) ?? true {
          entry.latest = (index, report.seconds, report.status)
        }
        if let place = report.position,
          entry.position.map({ ($0.time, $0.index) < (report.seconds, index) }) ?? true
        {
          entry.position = (index, report.seconds, place)
        }
        known[report.unit] = entry
      }
      let turnouts = TurnoutFinder(vocabulary: vocabulary, at: moment)
      let query = try query(at: moment, count: 12)
      var expected: [(eta: Double, id: UnitID)] = []
      for unit in units where unit.summary.service == .fire && unit.answers([], in: vocabulary) {
        let entry = known[unit.summary.id.rawValue]
        var from = unit.summary.coordinate
        var turnout = Double(turnouts.turnout(of: unit) { nil }?.seconds ?? 0)
        if let latest = entry?.latest {
          // The ages of the shipped vocabulary.
          let age = latest.status == "maintenance" ? 2_592_000.0 : 86_400
          if seconds - latest.since < age {
            if ["on-scene", "maintenance"].contains(latest.status) { continue }
            if let position = entry?.position, seconds - position.time <= 600,
              ["available", "available-mobile"].contains(latest.status)
            {
              (from, turnout) = (position.place, 0)
            }
          }
        }
        let distance = Geodesic.distance(from: query.place, to: from)
        expected.append(
          (turnout + travel.seconds(distance: distance, service: .fire, mobility: unit.mobility), unit.summary.id))
      }
      expected.sort { ($0.eta, $0.id) < ($1.eta, $1.id) }
      for directory in [onDisk, inMemory] {
        let found = try directory.nearest(query).units
        #expect(found.map(\.id) == expected.prefix(12).map(\.id), "\(seconds)")
        for (unit, value) in zip(found, expected) { #expect(abs(unit.eta - value.eta) < 1e-6) }
      }
    }
  }
}
