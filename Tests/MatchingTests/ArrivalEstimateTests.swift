import DirectoryModel
import Geodesy
import Matching
import Testing

/// How sure arrivals are, and how two of them compare.
struct ArrivalEstimateTests {
  private func travel(_ longitude: Double, _ error: Double) throws -> ArrivalEstimate.Part {
    .init(.travel(try Coordinate(latitude: 50, longitude: longitude), .fire, .road), less: error, more: error)
  }

  private func turnout(_ seconds: Int, _ error: Double) -> ArrivalEstimate.Part {
    .init(.turnout(.fire, seconds: seconds, .assumed), less: error, more: error)
  }

  @Test func errorsOfSeveralPartsAddUpAsIndependentOnes() throws {
    let estimate = ArrivalEstimate(seconds: 600, parts: [try travel(5, 30), turnout(300, 40)])
    #expect(estimate.low == 550)
    #expect(estimate.high == 650)
    let early = ArrivalEstimate(seconds: 20, parts: [try travel(5, 30)])
    #expect(early.low == 0, "nobody is there before the alarm")
  }

  /// Deviations of 1 s: four of five cases of a normal distribution lie within 1.2816 of the middle.
  private static let one = 1.281_551_565_5

  @Test(
    arguments: [
      (0, .equal), (0.74, .equal), (0.75, .probablySooner), (1.81, .probablySooner), (1.82, .clearlySooner),
      (-0.74, .equal), (-0.75, .probablyLater), (-1.82, .clearlyLater),
    ] as [(Double, ArrivalEstimate.Order)])
  func differencesAreJudgedByTheErrorOfBoth(difference: Double, order: ArrivalEstimate.Order) throws {
    // The difference of two deviates by √2 s: 0.5244 of it for seven of ten, 1.2816 for nine of ten.
    let one = ArrivalEstimate(seconds: 100, parts: [try travel(5, ArrivalEstimateTests.one)])
    let other = ArrivalEstimate(seconds: 100 + difference, parts: [try travel(6, ArrivalEstimateTests.one)])
    #expect(one.order(to: other) == order)
  }

  @Test func whatBothShareCancelsOut() throws {
    let shared = turnout(300, 1000)
    let one = ArrivalEstimate(seconds: 400, parts: [shared, try travel(5, 1)])
    let other = ArrivalEstimate(seconds: 410, parts: [shared, try travel(6, 1)])
    #expect(one.order(to: other) == .clearlySooner)
    let unlike = ArrivalEstimate(seconds: 410, parts: [turnout(240, 1000), try travel(6, 1)])
    #expect(one.order(to: unlike) == .equal)
  }

  @Test func unitsOfOneStationShareTheErrorOfTheirWay() throws {
    let one = ArrivalEstimate(seconds: 400, parts: [try travel(5, 500)])
    #expect(one.order(to: ArrivalEstimate(seconds: 401, parts: [try travel(5, 500)])) == .clearlySooner)
    #expect(one.order(to: ArrivalEstimate(seconds: 400, parts: [try travel(5, 500)])) == .equal)
  }

  @Test func withoutErrorsTheSoonerIsClearlySooner() {
    let one = ArrivalEstimate(seconds: 400, parts: [])
    #expect(one.order(to: ArrivalEstimate(seconds: 400.1, parts: [])) == .clearlySooner)
    #expect(one.order(to: one) == .equal)
  }
}
