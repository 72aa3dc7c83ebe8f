import DirectoryModel
import TestSupport
import Testing

/// Travel times that vocabularies state.
struct TravelCurveTests {
  private func curve(_ points: [(Double, Double)]) -> TravelCurve? {
    TravelCurve(
      service: .fire, mobility: .road, points: points.map { .init(metres: $0.0, seconds: $0.1) },
      farthestMeasured: 1000, basis: .derived, source: nil)
  }

  @Test(arguments: [(0.0, 30.0), (500, 65), (1000, 100), (1500, 110), (2000, 120), (12_000, 320)])
  func timesLieOnTheLinesBetweenThePointsAndGoOn(distance: Double, seconds: Double) throws {
    let curve = try #require(self.curve([(0, 30), (1000, 100), (2000, 120)]))
    #expect(abs(curve.seconds(distance: distance) - seconds) < 1e-9)
  }

  @Test func fartherNeverTakesLess() throws {
    var random = SplitMix64(seed: 7)
    let curve = try #require(self.curve([(0, 30), (300, 30), (1000, 100), (2000, 120)]))
    for _ in 0..<1000 {
      let (one, other) = (Double.random(in: 0...5000, using: &random), Double.random(in: 0...5000, using: &random))
      #expect(curve.seconds(distance: min(one, other)) <= curve.seconds(distance: max(one, other)))
    }
  }

  @Test(
    arguments: [
      [(0, 30)], [(10, 30), (20, 40)], [(0, 30), (0, 40)], [(0, 40), (10, 30)], [(0, -1), (10, 30)],
      [(0, 30), (10, 30)], [(0, 30), (.infinity, 40)], [(0, 30), (10, .nan)], [],
    ] as [[(Double, Double)]])
  func whatIsNoCurveIsRefused(points: [(Double, Double)]) {
    #expect(curve(points) == nil)
  }
}
