import DirectoryModel
import Matching
import Testing

@testable import RoadRouting

@Suite struct RoadRoutersTests {
  @Test(arguments: [
    ("http://127.0.0.1:5000", RoutingEngine?.none, "http://127.0.0.1:5000"),
    ("https://router.example/osrm/", nil, "https://router.example/osrm"),
    ("osrm+http://localhost:5000/", .osrm, "http://localhost:5000"),
    ("valhalla+https://router.example/v", .valhalla, "https://router.example/v"),
  ])
  func anAddressNamesTheEngineOrLeavesItOpen(address: String, engine: RoutingEngine?, base: String) throws {
    let parts = try RoadRouters.parts(of: address)
    #expect(parts.engine == engine)
    #expect(parts.base == base)
    #expect(try RoadRouters.router(for: address).name == engine?.rawValue ?? "router")
  }

  @Test(arguments: [
    "", "127.0.0.1:5000", "ftp://router.example", "file:///etc/passwd", "graphhopper+http://router.example",
    "osrm+file:///etc/passwd", "http://", "http://user:secret@router.example", "http://router.example?key=secret",
    "http://router.example#x", "osrm+valhalla+http://router.example",
  ])
  func anAddressThatCannotBeARoutersIsRefused(address: String) {
    let error = #expect(throws: MutualAidError.self) { try RoadRouters.router(for: address) }
    #expect(error?.code == .routerAddress)
    #expect(error?.hint != nil)
    #expect(error?.message.contains("secret") == false)
  }
}
