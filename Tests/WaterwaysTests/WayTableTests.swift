import DirectoryModel
import Geodesy
import TestSupport
import Testing

@testable import Waterways

/// Ways from tables are those of searches.
@Suite struct WayTableTests {
  private func place(_ random: inout SplitMix64, in network: WayNetwork) throws -> Coordinate {
    // Half of them near the end of a crossing, where ways are the most intricate.
    guard random.oneIn(2) else { return try random.place(latitudes: 49.5...53.7, longitudes: 2.4...7.9) }
    let near = network.nodes.places[Int(random.next() % UInt64(network.nodes.places.count))].place
    return Geodesic.destination(
      from: near, azimuth: Double(random.next() % 360), distance: Double(random.next() % 8_000))
  }

  @Test(arguments: 0..<4) func theyAreThoseOfSearches(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let all = try RealWaters.network.get()
    var closed: [CrossingID: CrossingClosure] = [:]
    if seed > 0 {
      for crossing in all.crossings where random.oneIn(4) {
        closed[crossing.id] = [.forward, .backward, .both][Int(random.next() % 3)]
      }
    }
    let network = closed.isEmpty ? all : all.supposing(closed: closed)
    let table = WayTable(network)
    var starts: [(place: Coordinate, reach: Set<Int32>, start: WayStart)] = []
    for _ in 0..<12 {
      let from = try place(&random, in: network)
      let reach = random.oneIn(3) ? network.faces(within: 2_000, of: from) : []
      starts.append((from, reach, table.start(at: from, in: reach)))
    }
    var (over, none) = (0, 0)
    for _ in 0..<25 {
      let to = try place(&random, in: network)
      let search = WaySearch(network, .toPlace, to)
      for (from, reach, start) in starts {
        let straight = Geodesic.distance(from: from, to: to)
        let leg = start.leg(to: table.place(to), at: SurfacePoint(to), straight: straight)
        let way = search.way(between: from, in: reach, straight: straight)
        guard let way, let leg else {
          #expect(way == nil && leg == nil, "\(from) \(to): \(String(describing: way)) \(String(describing: leg))")
          none += 1
          continue
        }
        // Of ways that are as long to a centimetre either may be found.
        #expect(abs(leg.metres - way.metres) < 0.02 && leg.wait == way.wait, "\(from) \(to): \(leg) \(way)")
        if !way.crossings.isEmpty { over += 1 }
      }
    }
    #expect(over > 100 && none < over, "\(over) over crossings, \(none) none")
  }

  @Test(arguments: 0..<2) func waysUpToALengthAreThoseOfAllLengths(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let network = try RealWaters.network.get()
    let (all, some) = (WayTable(network), WayTable(network, within: 40_000))
    for _ in 0..<8 {
      let from = try place(&random, in: network)
      let starts = (all.start(at: from), some.start(at: from))
      for _ in 0..<30 {
        let to = try place(&random, in: network)
        let straight = Geodesic.distance(from: from, to: to)
        let long = starts.0.leg(to: all.place(to), at: SurfacePoint(to), straight: straight)
        let short = starts.1.leg(to: some.place(to), at: SurfacePoint(to), straight: straight)
        if let long, long.metres < 39_999 { #expect(short == long, "\(from) \(to)") }
        if let short, short.metres > straight { #expect(long.map { $0.metres <= short.metres } == true) }
      }
    }
  }

  @Test func numbersComeByLength() {
    var random = SplitMix64(seed: 7)
    var queue = LengthQueue()
    var lengths: [Double] = []
    for number in 0..<500 {
      let length = Double(random.next() % 100)
      lengths.append(length)
      queue.insert(length, Int32(number))
    }
    var found: [Double] = []
    while let next = queue.popFirst() {
      #expect(lengths[Int(next.number)] == next.length)
      found.append(next.length)
    }
    #expect(found == lengths.sorted())
  }
}
