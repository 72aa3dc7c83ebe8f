import Geodesy
import TestSupport
import Testing

@Suite struct BoxTreeTests {
  /// The outline of a country: a ring of so many corners, two degrees across, in runs.
  private func outline(corners: Int, seed: UInt64) throws -> [BoundaryLine] {
    var random = SplitMix64(seed: seed)
    let ring = try (0..<corners).map { corner in
      let angle = Double(corner) / Double(corners) * 2 * .pi
      let radius = 1 + Double.random(in: -5...5, using: &random) / Double(corners)
      return try place(50 + radius * sine(angle), 6 + 1.5 * radius * sine(angle + .pi / 2))
    }
    return BoundaryLine.lines(ofRing: ring)
  }

  private func sine(_ angle: Double) -> Double {
    // Enough for an outline, without another library: Bhaskara's formula on each half turn.
    let turns = angle.truncatingRemainder(dividingBy: 2 * .pi)
    let (half, sign) = turns > .pi ? (turns - .pi, -1.0) : (turns, 1.0)
    let product = half * (.pi - half)
    return sign * 16 * product / (5 * .pi * .pi - 4 * product)
  }

  @Test func theNearestIsThatOfAllLines() throws {
    let lines = try outline(corners: 5_000, seed: 1)
    let tree = BoxTree(lines.map(\.box))
    var random = SplitMix64(seed: 2)
    for _ in 0..<200 {
      let place = try random.place(latitudes: 47...53, longitudes: 2...10)
      for radius in [0, 5_000, 100_000, 300_000.0] {
        let plain = lines.map { $0.distance(to: place) }.filter { $0 <= radius }.min() ?? .infinity
        #expect(tree.leastDistance(from: place, within: radius) { lines[$0].distance(to: place) } == plain)
      }
    }
  }

  @Test func aBoxMeetsWhatAllBoxesSay() throws {
    let boxes = try outline(corners: 3_000, seed: 3).map(\.box)
    let tree = BoxTree(boxes)
    #expect(tree.box == boxes.dropFirst().reduce(boxes[0]) { $0.union($1) })
    #expect(BoxTree([]).box == nil)
    var random = SplitMix64(seed: 4)
    for _ in 0..<300 {
      let corner = try random.place(latitudes: 48...52, longitudes: 4...8)
      let size = Double.random(in: 0...0.5, using: &random)
      let asked = BoundingBox(
        south: corner.latitude, west: corner.longitude, north: corner.latitude + size, east: corner.longitude + size)
      var met: [Int] = []
      _ = tree.contains(meeting: asked) { index in
        met.append(index)
        return false
      }
      #expect(met == boxes.indices.filter { boxes[$0].intersects(asked) })
    }
  }

  /// How many of an outline's lines are measured for places outside it.
  private func measured(corners: Int) throws -> Int {
    let lines = try outline(corners: corners, seed: 5)
    let tree = BoxTree(lines.map(\.box))
    var random = SplitMix64(seed: 6)
    var measured = 0
    for _ in 0..<100 {
      let place = try random.place(latitudes: 47...48.5, longitudes: 2...10)
      _ = tree.leastDistance(from: place, within: 300_000) { index in
        measured += 1
        return lines[index].distance(to: place)
      }
    }
    return measured
  }

  @Test func ofManyLinesFewAreMeasured() throws {
    // Those whose boxes may be as near as the nearest line, by a bound that is three parts in a hundred low.
    #expect(try measured(corners: 64_000) < 100 * 1_000 / 5)
  }
}
