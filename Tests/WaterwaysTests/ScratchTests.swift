import DirectoryModel
import Foundation
import Geodesy
import Testing
@testable import Waterways

@Suite struct ScratchTests {
  @Test func scratch() throws {
    let content = try RealWaters.content.get()
    let clock = ContinuousClock()
    for _ in 0..<3 { print("build", clock.measure { _ = WayNetwork(content) }) }
    let network = WayNetwork(content)
    print("legs", clock.measure { _ = network.legsOverOpenLines() })
    print("faces", network.ground.faces.count, network.links.count, network.unused.values.filter { $0 != .notByRoad }, network.partingNothing)
    let text = try String(contentsOfFile: "/tmp/pairs.txt", encoding: .utf8)
    var out = ""
    var pairs: [(Coordinate, Coordinate)] = []
    for line in text.split(separator: "\n") {
      let n = line.split(separator: " ").map { Double($0)! }
      pairs.append((try Coordinate(latitude: n[0], longitude: n[1]), try Coordinate(latitude: n[2], longitude: n[3])))
    }
    let time = clock.measure {
      for (a, b) in pairs {
        let search = WaySearch(network, .toPlace, a)
        let way = search.way(between: b, straight: Geodesic.distance(from: a, to: b))
        out += way.map { "\($0.metres) \($0.crossings.map(\.names.main).joined(separator: "+"))" } ?? "none"
        out += "\n"
      }
    }
    print("time per pair", time / pairs.count)
    try out.write(toFile: "/tmp/ways.txt", atomically: true, encoding: .utf8)
  }
}
