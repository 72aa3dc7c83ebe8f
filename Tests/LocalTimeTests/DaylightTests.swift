import Foundation
import Geodesy
import LocalTime
import Testing

@Suite struct DaylightTests {
  /// What the library astral 3.2 says, in universal time.
  private static let known = [
    (50.7753, 6.0839, "2026-03-20", "05:38:54", "17:48:16"), (50.7753, 6.0839, "2026-06-21", "03:22:36", "19:52:21"),
    (50.7753, 6.0839, "2026-10-25", "06:15:26", "16:23:11"), (50.7753, 6.0839, "2026-12-21", "07:35:35", "15:31:51"),
    (51.6564, 5.7077, "2026-03-20", "05:40:20", "17:49:53"), (51.6564, 5.7077, "2026-06-21", "03:19:16", "19:58:41"),
    (51.6564, 5.7077, "2026-12-21", "07:41:31", "15:28:56"), (49.6265, 6.2115, "2026-06-21", "03:28:03", "19:45:53"),
    (49.6265, 6.2115, "2026-10-25", "06:12:34", "16:25:03"), (49.6265, 6.2115, "2026-12-21", "07:29:37", "15:36:48"),
  ]

  private func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

  @Test(arguments: known)
  func agreesWithAnotherProgramWithinAMinute(
    latitude: Double, longitude: Double, day: String, rise: String, set: String
  ) throws {
    let daylight = try Daylight(at: Coordinate(latitude: latitude, longitude: longitude))
    guard case .from(let from, let to) = daylight.day(around: try moment("\(day)T12:00:00Z")) else {
      Issue.record("no sunrise on \(day)")
      return
    }
    #expect(abs(from.timeIntervalSince(try moment("\(day)T\(rise)Z"))) < 60)
    #expect(abs(to.timeIntervalSince(try moment("\(day)T\(set)Z"))) < 60)
  }

  @Test func knowsDaysWithoutSunsetAndWithoutSunrise() throws {
    let tromso = try Daylight(at: Coordinate(latitude: 69.65, longitude: 18.96))
    #expect(tromso.day(around: try moment("2026-06-21T11:00:00Z")) == .polarDay)
    #expect(tromso.day(around: try moment("2026-12-21T11:00:00Z")) == .polarNight)
  }

  @Test func twilightBeginsBeforeSunrise() throws {
    let daylight = try Daylight(at: Coordinate(latitude: 50.7753, longitude: 6.0839))
    let noon = try moment("2026-12-21T12:00:00Z")
    guard case .from(let dawn, let dusk) = daylight.day(around: noon, edge: .civilTwilight),
      case .from(let rise, let set) = daylight.day(around: noon)
    else {
      Issue.record("no twilight")
      return
    }
    #expect(dawn < rise && set < dusk)
    #expect(abs(dawn.timeIntervalSince(try moment("2026-12-21T06:55:24Z"))) < 60)
  }
}
