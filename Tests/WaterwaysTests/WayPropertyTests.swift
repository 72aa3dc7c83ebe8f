import DirectoryModel
import Foundation
import Geodesy
import TestSupport
import Testing

@testable import Waterways

/// Ways in random landscapes and in the real one.
@Suite struct WayPropertyTests {
  /// Straight rivers through the whole frame: a place's face is known by the side of each river on which it lies, and the
  /// shortest way by trying all sequences of crossings (Floyd and Warshall).
  @Test(arguments: 0..<12) func waysAreThoseOfAllSequencesOfCrossings(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
    var scene = try Scene()
    var rivers: [(x: Double, y: Double, dx: Double, dy: Double)] = []
    for index in 0..<(1 + seed % 6) {
      let angle = number(0...Double.pi)
      let river = (x: number(20...80), y: number(20...80), dx: cos(angle), dy: sin(angle))
      rivers.append(river)
      try scene.add(
        .river, BarrierID("r\(index)"),
        [
          (river.x - 300 * river.dx, river.y - 300 * river.dy), (river.x, river.y),
          (river.x + 300 * river.dx, river.y + 300 * river.dy),
        ])
      for bridge in 0..<Int.random(in: 0...4, using: &random) {
        let along = number(-20...20)
        try scene.cross(
          CrossingID("b\(index)-\(bridge)"), BarrierID("r\(index)"), river.x + along * river.dx,
          river.y + along * river.dy)
      }
    }
    let network = scene.network
    func sides(_ place: Coordinate) -> [Bool] {
      let (x, y) = ((place.longitude - 5.5) * 100, (place.latitude - 50.5) * 100)
      return rivers.map { ($0.dx * (y - $0.y) - $0.dy * (x - $0.x)) > 0 }
    }
    for _ in 0..<20 {
      let (start, end) = (
        try scene.place(number(1...99), number(1...99)), try scene.place(number(1...99), number(1...99))
      )
      let places = [start, end] + network.nodes.places.map(\.place)
      let faces = places.map(sides)
      var lengths = places.indices.map { one in
        places.indices.map { other -> Double in
          let isCrossing = one >= 2 && other >= 2 && (one - 2) / 2 == (other - 2) / 2
          return one == other
            ? 0
            : faces[one] == faces[other] || isCrossing
              ? Geodesic.distance(from: places[one], to: places[other]) : .infinity
        }
      }
      for middle in places.indices {
        for one in places.indices {
          for other in places.indices {
            lengths[one][other] = min(lengths[one][other], lengths[one][middle] + lengths[middle][other])
          }
        }
      }
      let way = network.way(from: start, to: end)
      let straight = Geodesic.distance(from: start, to: end)
      #expect((way == nil) == (lengths[0][1] == .infinity))
      guard let way else { continue }
      #expect(abs(way.metres - max(straight, lengths[0][1])) < 0.01)
      #expect(way.metres >= straight)
      #expect(way.crossings.isEmpty == (faces[0] == faces[1]))
      // The way back is the same.
      let back = try #require(network.way(from: end, to: start))
      #expect(abs(back.metres - way.metres) < 0.01)
      // From one place or to it, and whatever was asked before.
      let search = WaySearch(network, .fromPlace, start)
      for place in places { _ = search.way(between: place, straight: 0) }
      #expect(abs((search.way(between: end, straight: straight)?.metres ?? 0) - way.metres) < 0.01)
    }
  }

  @Test func allRealCrossingsLeadOverSomething() throws {
    let network = try RealWaters.network.get()
    #expect(network.unused.values.allSatisfy { $0 == .notByRoad })
    #expect(network.partingNothing.isEmpty)
    #expect(network.crossings.count > 300)
    // Of a crossing's two ends none lies in the face of the other.
    for node in stride(from: 0, to: network.nodes.faces.count, by: 2) {
      #expect(network.nodes.faces[node] != network.nodes.faces[node + 1])
      #expect(network.nodes.faces[node] != network.ground.faces.outside)
    }
  }

  /// Places whose banks are known: the crossing, and metres between which the way lies.
  @Test(
    arguments: [
      ("Kleve to Tolkamer", (51.79, 6.14), (51.8517, 6.1006), ["rhine-de.rheinbruecke-emmerich-b220"], 15_000...22_000),
      (
        "Breskens to Vlissingen", (51.3956, 3.5569), (51.4536, 3.5709),
        ["westerschelde.westerscheldetunnel-n62", "kanaal-walcheren.keersluisbrug-vlissingen"], 35_000...45_000
      ),
      (
        "Königswinter to Bad Godesberg", (50.6736, 7.1944), (50.6836, 7.1597),
        ["rhine-de.konrad-adenauer-bruecke-bonn-a562"], 9_000...12_000
      ),
      ("Wageningen to Rhenen", (51.9692, 5.6654), (51.9594, 5.5686), [], 6_000...7_500),
    ] as [(String, (Double, Double), (Double, Double), [CrossingID], ClosedRange<Double>)])
  func knownWays(
    _ name: String, _ start: (Double, Double), _ end: (Double, Double), _ crossings: [CrossingID],
    _ metres: ClosedRange<Double>
  ) throws {
    let network = try RealWaters.network.get()
    let way = try #require(
      network.way(
        from: try Coordinate(latitude: start.0, longitude: start.1),
        to: try Coordinate(latitude: end.0, longitude: end.1)))
    #expect(metres.contains(way.metres), "\(name): \(way.metres)")
    #expect(way.crossings.map(\.id) == crossings, "\(name)")
  }

  @Test func islandsWithoutABridgeHaveNoWay() throws {
    let network = try RealWaters.network.get()
    let (texel, helder) = (
      try Coordinate(latitude: 53.06, longitude: 4.8), try Coordinate(latitude: 52.95, longitude: 4.76)
    )
    #expect(network.way(from: texel, to: helder) == nil)
    #expect(network.way(from: texel, to: try Coordinate(latitude: 53.1, longitude: 4.85))?.crossings == [])
  }

  @Test func randomPairsWithoutWaterKeepTheirWay() throws {
    let network = try RealWaters.network.get()
    var random = SplitMix64(seed: 2_000)
    var straight = 0
    while straight < 2_000 {
      let start = try Coordinate(
        latitude: .random(in: 49.5...53.7, using: &random), longitude: .random(in: 2.4...7.9, using: &random))
      let end = try Coordinate(
        latitude: start.latitude + .random(in: -0.1...0.1, using: &random),
        longitude: start.longitude + .random(in: -0.1...0.1, using: &random))
      let distance = Geodesic.distance(from: start, to: end)
      let (one, other) = (network.ground.plane.point(start), network.ground.plane.point(end))
      // Every piece of every line, one after the other.
      let meets = network.ground.barriers.contains { barrier in
        barrier.kind != .open
          && zip(barrier.line, barrier.line.dropFirst()).contains { from, to in
            segmentsMeet(one, other, network.ground.plane.point(from), network.ground.plane.point(to))
          }
      }
      #expect(network.meetsWater(one, other) == meets)
      guard !meets else { continue }
      straight += 1
      #expect(network.way(from: start, to: end) == Way(metres: distance))
    }
  }

  private func segmentsMeet(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint, _ d: PlanePoint) -> Bool {
    func side(_ p: PlanePoint, _ q: PlanePoint, _ r: PlanePoint) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
  }
}
