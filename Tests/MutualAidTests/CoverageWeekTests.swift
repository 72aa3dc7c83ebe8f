import Coverage
import DirectoryModel
import DirectoryStore
import Foundation
import MutualAid
import TestSupport
import Testing

/// The week of coverage, on the real registries.
struct CoverageWeekTests {
  /// Wednesday 25 November 2026, noon.
  private static let noon = Date(timeIntervalSince1970: 1_795_604_400)
  /// Monday 23 November 2026, 0:00 local time.
  private static let monday = Date(timeIntervalSince1970: 1_795_388_400)

  /// The first station whose ambulances are there by day and in the evening.
  private static func stationOffAtNight() throws -> StationID? {
    try RealDirectory.store().publishedHours().filter { $0.value == "Dag/avond" }.map(\.key).min()
  }

  private func query(at time: Date) -> CoverageQuery {
    var query = CoverageQuery(time: time)
    query.regions = ["NL-VR24", "DEA2D", "BE33"]
    query.countsTypicalCrews = true
    query.scenarios = [
      Scenario(
        name: "nights",
        edits: [
          ScenarioEdit(
            .weather(1.5),
            window: WeeklyWindow(
              days: [.saturday, .sunday], from: ClockTime("22:00"), to: ClockTime("06:00")))
        ])
    ]
    return query
  }

  @Test func everyHourCountsWhatAReportOfThatHourCounts() throws {
    let directory = try RealDirectory.open()
    var asked = query(at: CoverageWeekTests.noon)
    asked.countsWeek = true
    let week = try #require(try directory.coverage(asked).week)
    #expect(week.monday == "2026-11-23")
    #expect(week.scenarios.map(\.name) == ["baseline", "nights"])
    for hour in [7, 8, 60, 143, 167, 0, 17, 18, 119, 142, 150].prefix(SampleSize.count(5, long: 11)) {
      let time = CoverageWeekTests.monday.addingTimeInterval(Double(hour) * 3600)
      let report = try directory.coverage(query(at: time))
      for (scenario, found) in zip(report.scenarios, week.scenarios) {
        for (service, weekly) in zip(scenario.services, found.services) {
          let (expected, counted) = (service.areas, weekly.areas(at: hour))
          #expect(expected.map(\.code) == counted.map(\.code))
          #expect(expected.map(\.judged) == counted.map(\.judged), "\(hour) \(service.service)")
          #expect(expected.map(\.covered) == counted.map(\.covered), "\(hour) \(service.service) \(scenario.name)")
        }
      }
    }
    // Something differs from hour to hour, or nothing was looked at.
    #expect(week.scenarios[0].services.contains { $0.states.count > 1 })
    for service in week.scenarios[0].services { #expect(service.stateOf.count == CoverageWeek.hours) }
  }

  /// An ambulance that is off duty at night comes back by the hours of an edit, and not by others.
  @Test(arguments: [("24/7", false), ("07:00-23:00", true), ("Mo-Fr 08:00-18:00", true)])
  func hoursOfAnEditDecideWhoIsThere(hours: String, isAwayAtNight: Bool) throws {
    let directory = try RealDirectory.open()
    let night = CoverageWeekTests.monday.addingTimeInterval(26 * 3600)
    var asked = CoverageQuery(time: night)
    asked.services = [.ambulance]
    asked.countsTypicalCrews = true
    let station = try #require(try CoverageWeekTests.stationOffAtNight())
    asked.scenarios = [
      Scenario(name: "hours", edits: [ScenarioEdit(.hours(station, hours))]),
      Scenario(name: "closed", edits: [ScenarioEdit(.hours(station, hours)), ScenarioEdit(.closeStation(station))]),
    ]
    // Closing it after its hours brought it back takes away what they brought, and nothing else.
    let report = try directory.coverage(asked)
    let arrivals = try report.scenarios.map { try #require($0.services.first).outcomes.map(\.first) }
    #expect(arrivals[0] == arrivals[2])
    #expect((arrivals[0] != arrivals[1]) == !isAwayAtNight)
  }

  @Test func unreadableHoursAreAnErrorOfTheEdit() throws {
    let directory = try RealDirectory.open()
    var asked = CoverageQuery(time: CoverageWeekTests.noon)
    asked.services = [.ambulance]
    let station = try #require(try CoverageWeekTests.stationOffAtNight())
    asked.scenarios = [Scenario(name: "hours", edits: [ScenarioEdit(.hours(station, "whenever"))])]
    let error = #expect(throws: MutualAidError.self) { try directory.coverage(asked) }
    #expect(error?.code == .scenarioInvalid && error?.message.contains("whenever") == true)
  }
}
