import DirectoryModel
import Foundation
import Testing

@Suite struct AvailabilityTests {
  private let since = Date(timeIntervalSince1970: 1_700_000_000)

  @Test(arguments: AvailabilityStatus.allCases)
  func onlyAvailableUnitsCanBeAskedFor(status: AvailabilityStatus) {
    #expect(status.isAvailable == [.available, .availableAtStation, .availableMobile].contains(status))
  }

  @Test func withoutAReportNothingIsKnown() {
    #expect(Availability(latest: nil, at: since) == .unknown)
    #expect(Availability.unknown.status == .unknown)
  }

  @Test(arguments: [(-1.0, AvailabilityStatus.responding), (0, .unknown), (1, .unknown)])
  func aReportEndsAtItsUntil(secondsAfter: Double, expected: AvailabilityStatus) {
    let until = since.addingTimeInterval(3600)
    let report = AvailabilityReport(unit: "u", status: .responding, since: since, until: until, source: "room")
    let availability = Availability(latest: report, at: until.addingTimeInterval(secondsAfter))
    #expect(availability == Availability(status: expected, since: since, until: until, source: "room"))
  }

  @Test func aReportWithoutUntilHoldsForGood() {
    let report = AvailabilityReport(unit: "u", status: .maintenance, since: since)
    #expect(Availability(latest: report, at: .distantFuture).status == .maintenance)
  }
}
