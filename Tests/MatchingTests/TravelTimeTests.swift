import DirectoryModel
import Matching
import TestSupport
import Testing

@Suite struct TravelTimeTests {
  @Test(arguments: [
    // 154 s and 68 s for each kilometre, once the speed is reached after 2.26 km.
    (0.0, Mobility.road, 0.0), (10_000, .road, 834), (50_000, .road, 3554),
    // Two minutes and 220 km/h; two minutes and 25 km/h.
    (220_000, .air, 3720), (25_000, .water, 3720),
  ])
  func theModelIsTheOnePublished(distance: Double, mobility: Mobility, seconds: Double) {
    #expect(abs(SpeedModel().seconds(distance: distance, service: .fire, mobility: mobility) - seconds) < 0.001)
  }

  @Test(arguments: Mobility.allCases)
  func fartherNeverTakesLess(mobility: Mobility) {
    var random = SplitMix64(seed: 41)
    let model = SpeedModel()
    for _ in 0..<2000 {
      let (one, other) = (Double.random(in: 0...5000, using: &random), Double.random(in: 0...20_000, using: &random))
      #expect(
        model.seconds(distance: min(one, other), service: .fire, mobility: mobility)
          <= model.seconds(distance: max(one, other), service: .fire, mobility: mobility))
    }
  }

  @Test func bothPartsOfTheLawMeetWithoutAStep() {
    let reached = 1000.0 / 68 * 154
    let model = SpeedModel()
    let (before, behind) = (
      model.seconds(distance: reached.nextDown, service: .fire, mobility: .road),
      model.seconds(distance: reached.nextUp, service: .fire, mobility: .road)
    )
    #expect(abs(before - behind) < 1e-9)
    #expect(abs(before - 308) < 1e-9)
  }

  @Test func withoutOverheadItIsTheSpeedAlone() {
    var model = SpeedModel()
    model.road = .init(cruisingSpeed: 10, overhead: 0)
    #expect(model.seconds(distance: 1000, service: .fire, mobility: .road) == 100)
  }
}
