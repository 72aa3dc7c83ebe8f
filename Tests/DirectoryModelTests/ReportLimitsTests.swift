import DirectoryModel
import Foundation
import Testing

/// For how long reports are believed.
struct ReportLimitsTests {
  private static let since = Date(timeIntervalSince1970: 1_795_500_000)

  private static let limits: ReportLimits = {
    var limits = ReportLimits()
    // The order in which they are stated does not matter.
    limits.add(.init(seconds: 1000))
    limits.add(.init(source: "Fire Limburg", seconds: 300))
    limits.add(.init(status: .maintenance, seconds: 5000))
    limits.add(.init(source: "Fire Limburg", status: .onScene, seconds: 400))
    return limits
  }()

  @Test(
    arguments: [
      (.available, nil, 1000), (.maintenance, nil, 5000), (.available, "Fire Limburg", 300),
      (.maintenance, "Fire Limburg", 300), (.onScene, "Fire Limburg", 400), (.onScene, "fire limburg", 1000),
    ] as [(AvailabilityStatus, String?, Double)])
  func aSourcesOwnAgeGoesBeforeThatOfAStatus(status: AvailabilityStatus, source: String?, seconds: Double) {
    let end = ReportLimitsTests.limits.end(ofStatus: status, since: ReportLimitsTests.since, source: source)
    #expect(end?.timeIntervalSince(ReportLimitsTests.since) == seconds)
  }

  @Test(arguments: [(999.9, false), (1000, true), (100_000, true)])
  func aStatusThatIsTooOldIsUnknown(age: Double, isTooOld: Bool) {
    let reported = Availability(status: .onScene, since: ReportLimitsTests.since)
    let believed = ReportLimitsTests.limits.believed(
      reported, at: ReportLimitsTests.since.addingTimeInterval(age))
    #expect(believed.isTooOld == isTooOld)
    #expect(believed.status == (isTooOld ? .unknown : .onScene))
    #expect(believed.since == ReportLimitsTests.since)
  }

  @Test func withoutAnyAgeAReportIsBelievedForever() {
    let reported = Availability(status: .onScene, since: ReportLimitsTests.since)
    #expect(ReportLimits().believed(reported, at: .distantFuture).status == .onScene)
    #expect(
      ReportLimits().end(of: AvailabilityReport(unit: "u", status: .onScene, since: ReportLimitsTests.since)) == nil)
  }

  @Test(arguments: [(nil, 1000), (500, 500), (2000, 1000)] as [(Double?, Double)])
  func aReportCeasesToCountAtItsEndOrWhenItIsTooOld(until: Double?, end: Double) {
    let report = AvailabilityReport(
      unit: "u", status: .onScene, since: ReportLimitsTests.since,
      until: until.map { ReportLimitsTests.since.addingTimeInterval($0) })
    #expect(ReportLimitsTests.limits.end(of: report)?.timeIntervalSince(ReportLimitsTests.since) == end)
  }
}
