import Geodesy
import TestSupport
import Testing

@Suite struct BoundingBoxTests {
  @Test(arguments: [
    (50.0, 5.0, true), (51, 6, true), (50, 6, true), (50.5, 5.5, true), (49.999, 5.5, false), (51.001, 5.5, false),
    (50.5, 4.999, false), (50.5, 6.001, false),
  ])
  func theEdgeBelongsToTheBox(latitude: Double, longitude: Double, isInside: Bool) throws {
    let box = BoundingBox(south: 50, west: 5, north: 51, east: 6)
    #expect(box.contains(try place(latitude, longitude)) == isInside)
  }

  @Test func everyPlaceWithinTheRadiusIsInOneOfTheBoxes() throws {
    var random = SplitMix64(seed: 4)
    let poleward = [90.0, -90, 89.95, -89.95, 89.8, 85, -85, 0, 60, -60]
    let eastward = [180.0, -180, 179.999, -179.999, 0]
    for _ in 0..<6000 {
      let latitude =
        random.oneIn(3) ? poleward.randomElement(using: &random) ?? 0 : .random(in: -90...90, using: &random)
      let longitude =
        random.oneIn(3) ? eastward.randomElement(using: &random) ?? 0 : .random(in: -180...180, using: &random)
      let centre = try place(latitude, longitude)
      // As many small radii as large ones.
      let radius = exp10(Double.random(in: 0...7.301, using: &random))
      let boxes = BoundingBox.around(centre, radius: radius)
      #expect((1...2).contains(boxes.count))
      for _ in 0..<4 {
        let share = random.oneIn(2) ? 1 : Double.random(in: 0...1, using: &random)
        let quarter = Double(Int.random(in: 0..<4, using: &random)) * 90
        let azimuth = random.oneIn(2) ? quarter : Double.random(in: 0...360, using: &random)
        let inside = Geodesic.destination(from: centre, azimuth: azimuth, distance: radius * share)
        #expect(boxes.contains { $0.contains(inside) }, "\(centre), \(radius) m, \(azimuth)°: \(inside)")
      }
    }
  }

  @Test func boxesLieOnEarthAndDoNotOverlap() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<4000 {
      let boxes = BoundingBox.around(try random.place(), radius: .random(in: 0...20_000_000, using: &random))
      for box in boxes {
        #expect(-90 <= box.south && box.south <= box.north && box.north <= 90)
        #expect(-180 <= box.west && box.west <= box.east && box.east <= 180)
      }
      if let first = boxes.first, let second = boxes.dropFirst().first {
        #expect(first.east < second.west || second.east < first.west)
      }
    }
  }

  @Test func boxesAreHardlyLargerThanTheCircle() throws {
    let box = try #require(BoundingBox.around(try place(50.7746, 6.0839), radius: 10_000).first)
    #expect((0.179...0.183).contains(box.north - box.south))
    #expect((0.283...0.288).contains(box.east - box.west))
  }

  private func exp10(_ exponent: Double) -> Double {
    var (result, base) = (1.0, 10.0.squareRoot())
    var rest = exponent * 2
    while rest >= 1 { (result, rest) = (result * base, rest - 1) }
    // The last fraction by halving: 10^(1/4), 10^(1/8) …
    for _ in 0..<20 {
      (base, rest) = (base.squareRoot(), rest * 2)
      if rest >= 1 { (result, rest) = (result * base, rest - 1) }
    }
    return result
  }
}
