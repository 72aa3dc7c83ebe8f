import Foundation
import Geodesy
import TestSupport
import Testing

@Suite struct BoundaryLineTests {
  @Test func crossingsTellInsideFromOutsideWithHolesAndIslands() throws {
    var random = SplitMix64(seed: 6)
    var insides = 0
    for _ in 0..<60 {
      let centre = (
        latitude: Double.random(in: -60...60, using: &random), longitude: Double.random(in: -150...150, using: &random)
      )
      // An area with a hole, an island in the hole, and a second polygon that may overlap nothing.
      let rings = try [(8.0, 12.0), (4, 6), (1, 2)].map { inner, outer in
        try star(around: centre, radii: inner...outer, corners: .random(in: 3...200, using: &random), random: &random)
      }
      let lines = rings.flatMap { BoundaryLine.lines(ofRing: $0, length: .random(in: 1...70, using: &random)) }
      for _ in 0..<60 {
        let point = try random.place(
          latitudes: (centre.latitude - 13)...(centre.latitude + 13),
          longitudes: (centre.longitude - 13)...(centre.longitude + 13))
        let expected = !rings.count { isInside(point, ring: $0) }.isMultiple(of: 2)
        let crossings = lines.map { $0.crossingsEast(of: point) }.reduce(0, +)
        #expect(!crossings.isMultiple(of: 2) == expected)
        insides += expected ? 1 : 0
      }
    }
    #expect(insides > 500)
  }

  @Test func aRayThroughAVertexCountsOnce() throws {
    // Seen from the west: a corner pointing at us, a corner pointing up, one pointing down, and a level edge.
    let diamond = try [(0.0, 1.0), (1, 2), (0, 3), (-1, 2)].map { try place($0.0, $0.1) }
    let square = try [(0.0, 1.0), (0, 2), (1, 2), (1, 1)].map { try place($0.0, $0.1) }
    #expect(try crossings(of: diamond, from: 0, 0) == 2)
    #expect(try crossings(of: diamond, from: 0, 2) == 1)
    #expect(try crossings(of: diamond, from: 1, 0).isMultiple(of: 2))
    #expect(try crossings(of: diamond, from: -1, 0).isMultiple(of: 2))
    #expect(try crossings(of: square, from: 0, 0).isMultiple(of: 2))
    #expect(try crossings(of: square, from: 1, 0).isMultiple(of: 2))
    #expect(try crossings(of: square, from: 0.5, 1.5) == 1)
  }

  @Test func neighboursThatShareABorderDoNotBothHoldAPlace() throws {
    var random = SplitMix64(seed: 7)
    // Two areas on both sides of one line, the vertices of which are also asked about.
    let border = try (0...40).map { try place(Double($0) / 10, 5 + .random(in: -0.2...0.2, using: &random)) }
    let west = try [place(4, 4), place(0, 4)]
    let east = try [place(4, 6), place(0, 6)]
    let areas = [border + west, border + east].map { BoundaryLine.lines(ofRing: $0, length: 7) }
    let asked =
      try border.dropLast() + (0..<2000).map { _ in try random.place(latitudes: 0.001...3.999, longitudes: 4.1...5.9) }
    for point in asked {
      let holders = areas.count { !$0.map { $0.crossingsEast(of: point) }.reduce(0, +).isMultiple(of: 2) }
      #expect(holders == 1)
    }
  }

  @Test(arguments: [1, 2, 3, 64, 65, 128, 129, 1000])
  func runsHoldEveryEdgeOnceWhateverTheirLength(length: Int) throws {
    var random = SplitMix64(seed: 8)
    let ring = try star(around: (50, 6), radii: 1...3, corners: 129, random: &random)
    for given in [ring, ring + ring.prefix(1)] {
      let lines = BoundaryLine.lines(ofRing: given, length: length)
      let edges = lines.flatMap { line in zip(line.vertices, line.vertices.dropFirst()).map { [$0, $1] } }
      #expect(edges == zip(ring, ring.dropFirst() + ring.prefix(1)).map { [$0, $1] })
      #expect(lines.allSatisfy { (2...(length + 1)).contains($0.vertices.count) })
      #expect(lines.allSatisfy { line in line.vertices.allSatisfy(line.box.contains) })
    }
  }

  @Test func fewerThanTwoVerticesAreNoLine() throws {
    #expect(BoundaryLine(vertices: []) == nil)
    #expect(BoundaryLine(vertices: [try place(1, 1)]) == nil)
    #expect(BoundaryLine.lines(ofRing: []).isEmpty)
    #expect(BoundaryLine.lines(ofRing: [try place(1, 1)]).isEmpty)
  }

  @Test func distanceIsThatOfTheNearestPointOfAnyEdge() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<150 {
      let origin = try random.place(latitudes: -70...70, longitudes: -150...150)
      // Vertices up to 100 km away, in no order.
      let vertices = (0..<Int.random(in: 2...5, using: &random)).map { _ in
        Geodesic.destination(
          from: origin, azimuth: .random(in: 0...360, using: &random),
          distance: .random(in: 0...100_000, using: &random))
      }
      let line = try #require(BoundaryLine(vertices: vertices))
      let sampled = try sampledDistance(from: origin, to: vertices)
      let distance = line.distance(to: origin)
      #expect(
        distance <= sampled * 1.001 + 0.5 && distance >= sampled * 0.999 - 100, "\(origin): \(distance), \(sampled)")
    }
  }

  @Test(arguments: [(0.0, 20_000.0), (51, 1000), (51, 20_000), (51, 90_000), (-65, 50_000)])
  func theNearerOfTwoEdgesIsFoundToOnePartInAThousand(latitude: Double, distance: Double) throws {
    let origin = try place(latitude, 6)
    for (near, far) in [(0.0, 90.0), (90, 0), (45, 0), (0, 45), (135, 180), (180, 135), (225, 270)] {
      // A short edge across the direction at the distance, and one in the other direction a little farther away.
      let ends = [
        (near, distance), (near + 1, distance * 1.0005), (far + 1, distance * 1.0025), (far, distance * 1.002),
      ]
      let vertices = ends.map { Geodesic.destination(from: origin, azimuth: $0.0, distance: $0.1) }
      // The edge that joins them runs nearer than both, so they are two runs of one boundary.
      let found = [vertices.prefix(2), vertices.suffix(2)].compactMap { run in
        BoundaryLine(vertices: Array(run))?.distance(to: origin)
      }.min()
      #expect(abs(try #require(found) - distance) < distance / 1000)
      // In one run, joined by a detour behind them.
      let detour = [near, far].map { Geodesic.destination(from: origin, azimuth: $0, distance: distance * 2.5) }
      let whole = try #require(
        BoundaryLine(vertices: [vertices[1], vertices[0]] + detour + [vertices[3], vertices[2]]))
      #expect(abs(whole.distance(to: origin) - distance) < distance / 1000, "\(near)° before \(far)°")
    }
  }

  @Test func distanceToAVertexIsTheGeodesic() throws {
    let line = try #require(BoundaryLine(vertices: [try place(51, 6), try place(52, 7), try place(53, 7)]))
    #expect(line.distance(to: try place(52, 7)) == 0)
    let south = try place(50.5, 5.5)
    #expect(abs(line.distance(to: south) - Geodesic.distance(from: south, to: try place(51, 6))) < 1e-6)
  }

  @Test func anEdgeWithoutLengthIsAPoint() throws {
    let line = try #require(BoundaryLine(vertices: [try place(51, 6), try place(51, 6)]))
    let asked = try place(51, 6.1)
    #expect(abs(line.distance(to: asked) - Geodesic.distance(from: asked, to: try place(51, 6))) < 1e-6)
  }

  // MARK: Independent answers

  /// A ring without self-crossings, its corners at growing angles around a middle.
  private func star(
    around centre: (latitude: Double, longitude: Double), radii: ClosedRange<Double>, corners: Int,
    random: inout SplitMix64
  ) throws -> [Coordinate] {
    try (0..<corners).map { corner in
      let angle = Double(corner) / Double(corners) * 2 * .pi
      let radius = Double.random(in: radii, using: &random)
      return try place(centre.latitude + radius * sin(angle), centre.longitude + radius * cos(angle))
    }
  }

  /// By the winding number: the angles under which the edges are seen add up to a whole turn inside, to none outside.
  private func isInside(_ point: Coordinate, ring: [Coordinate]) -> Bool {
    var sum = 0.0
    for (start, end) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
      let (x1, y1) = (start.longitude - point.longitude, start.latitude - point.latitude)
      let (x2, y2) = (end.longitude - point.longitude, end.latitude - point.latitude)
      sum += atan2(x1 * y2 - x2 * y1, x1 * x2 + y1 * y2)
    }
    return abs(sum) > .pi
  }

  private func crossings(of ring: [Coordinate], from latitude: Double, _ longitude: Double) throws -> Int {
    let place = try place(latitude, longitude)
    return BoundaryLine.lines(ofRing: ring).map { $0.crossingsEast(of: place) }.reduce(0, +)
  }

  private func sampledDistance(from origin: Coordinate, to vertices: [Coordinate]) throws -> Double {
    var nearest = Double.infinity
    for (start, end) in zip(vertices, vertices.dropFirst()) {
      for step in 0...1000 {
        let share = Double(step) / 1000
        let point = try place(
          start.latitude + share * (end.latitude - start.latitude),
          start.longitude + share * (end.longitude - start.longitude))
        nearest = min(nearest, Geodesic.distance(from: origin, to: point))
      }
    }
    return nearest
  }
}
