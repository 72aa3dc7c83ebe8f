import Coverage
import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation
import TestSupport
import Testing

/// What it costs the lender, on the real registries.
struct HomeCoverageLossTests {
  private func nearest(_ directory: Directory, _ place: (Double, Double), _ service: Service) throws -> NearestReport {
    var query = NearestQuery(
      place: try #require(Coordinate.valid(latitude: place.0, longitude: place.1)), service: service,
      time: Date(timeIntervalSince1970: 1_795_435_200))
    query.count = 6
    query.scope = .all
    return try directory.nearest(query)
  }

  /// Counting everything twice, with the unit and without, over closed borders.
  @Test(arguments: [
    (50.7703, 6.0155, Service.fire), (51.36, 4.39, .ambulance), (51.83, 6.24, .fire), (49.61, 6.13, .ambulance),
  ])
  func peopleAreThoseThatAFullCountLosesWithoutTheUnit(latitude: Double, longitude: Double, service: Service) throws {
    let directory = try RealDirectory.open()
    let entries = try nearest(directory, (latitude, longitude), service).units
    var query = CoverageQuery(time: Date(timeIntervalSince1970: 1_795_435_200))
    query.services = [service]
    query.areBordersOpen = false
    // What a unit leaves at home is told wherever it stands.
    query.countsTypicalCrews = true
    query.judgesIncompleteLists = true
    query.scenarios = entries.map { entry in
      Scenario(name: entry.id.rawValue, edits: [ScenarioEdit(.removeUnit(entry.id))])
    }
    // A unit that no norm counts, such as a ladder, cannot be taken away: nothing is known of it.
    let counted = entries.filter { $0.lenderCost != nil }
    query.scenarios = query.scenarios.filter { scenario in counted.contains { $0.id.rawValue == scenario.name } }
    let report = try directory.coverage(query)
    #expect(!counted.isEmpty)
    for (entry, scenario) in zip(counted, report.scenarios.dropFirst()) {
      #expect(scenario.name == entry.id.rawValue)
      #expect(entry.lenderCost?.people == scenario.services.first?.total?.change.lost, "\(entry.id)")
    }
  }

  /// What is read around the units in question says the same as all of it together.
  @Test(arguments: [
    (50.7703, 6.0155, Service.fire), (51.36, 4.39, .ambulance), (51.83, 6.24, .fire), (49.8117, 6.4217, .fire),
    (52.21, 7.02, .ambulance), (51.45, 7.01, .fire),
  ])
  func costsAreThoseOfACountOverEverything(latitude: Double, longitude: Double, service: Service) throws {
    let path = try RealDirectory.store().path
    let answers = try [Directory.Loading.onDisk, .inMemory].map { loading in
      try nearest(Directory(at: path, loading: loading), (latitude, longitude), service).units
    }
    #expect(answers[0].map(\.id) == answers[1].map(\.id))
    #expect(answers[0].map(\.lenderCost) == answers[1].map(\.lenderCost))
    #expect(answers[0].contains { $0.lenderCost != nil })
  }

  @Test func aUnitThatIsAwayAlreadyLeavesItsColleagueMoreToLose() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("directory.sqlite")
    try FileManager.default.copyItem(atPath: RealDirectory.store().path, toPath: path)
    let moment = Date(timeIntervalSince1970: 1_795_435_200)
    for loading in [Directory.Loading.onDisk, .inMemory] {
      let directory = try Directory(at: path, loading: loading)
      let before = try nearest(directory, (50.7703, 6.0155), .fire).units
      let unit = try #require(before.first { $0.lenderCost?.moveUp != nil })
      let helper = try #require(unit.lenderCost?.moveUp)
      #expect(helper.peopleWith < helper.peopleWithout)
      #expect(helper.unit != unit.id)
      let store = try DirectoryStore(path: path, access: .write)
      try store.change {
        _ = try $0.put(
          AvailabilityReport(
            unit: helper.unit, status: .onScene, since: moment.addingTimeInterval(-60),
            until: moment.addingTimeInterval(3600)))
      }
      store.close()
      let after = try nearest(directory, (50.7703, 6.0155), .fire).units.first { $0.id == unit.id }
      #expect(after?.lenderCost?.moveUp?.unit != helper.unit)
      #expect(try #require(after?.lenderCost?.people) >= (unit.lenderCost?.people ?? 0))
    }
  }
}
