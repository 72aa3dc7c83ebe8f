import DirectoryModel
import Geodesy
import Matching
import RoadRouting
import TestSupport
import Testing

@Suite struct HTTPRouterTests {
  /// What OSRM would say of so many places, so many seconds each.
  private static func table(
    _ count: Int, to targets: Int = 1, seconds: String = "600", snap: Double = 5, incidentSnap: Double = 5
  ) -> String {
    func list(_ text: String, _ count: Int) -> String { Array(repeating: text, count: count).joined(separator: ",") }
    let rows = list("[\(list(seconds, targets))]", count)
    let (sources, ends) = (list("{\"distance\":\(snap)}", count), list("{\"distance\":\(incidentSnap)}", targets))
    return #"{"code":"Ok","durations":[\#(rows)],"sources":[\#(sources)],"destinations":[\#(ends)]}"#
  }

  /// A table of the size that a request asks for.
  private static func table(for request: String) -> String {
    table(count(of: "sources", in: request), to: count(of: "destinations", in: request))
  }

  private static func count(of name: String, in request: String) -> Int {
    guard let start = request.firstRange(of: "\(name)=")?.upperBound else { return 0 }
    return 1 + request[start...].prefix { $0 != "&" && $0 != " " }.count { $0 == ";" }
  }

  private func places(_ count: Int) throws -> [Coordinate] {
    try (0..<count).map { try place(50.7 + Double($0) / 1000, 6.1) }
  }

  /// Times short enough for a test, long enough for a busy machine where an answer is to come.
  private func options(timeout: Double = 20) -> RoutingOptions {
    var options = RoutingOptions()
    options.timeout = timeout
    options.connectTimeout = timeout
    return options
  }

  private func error(_ reply: LoopbackServer.Reply, timeout: Double = 20) throws -> MutualAidError? {
    let server = try LoopbackServer { _, _ in reply }
    let router = try RoadRouters.router(for: "osrm+" + server.url, options: options(timeout: timeout))
    return #expect(throws: MutualAidError.self) { try router.ways(from: places(2), to: place(50.77, 6.1)) }
  }

  @Test func whatTheRouterSaysIsGivenInOrder() throws {
    let server = try LoopbackServer { _, _ in
      .body(
        #"{"code":"Ok","durations":[[7],[null],[9.5]],"sources":[{},{},{"distance":900}],"destinations":[{}]}"#)
    }
    let router = try RoadRouters.router(for: "osrm+" + server.url, options: options())
    let ways = try router.ways(from: places(3), to: place(50.77, 6.1))
    #expect(ways == [.seconds(7, moved: 0), .noWay, .seconds(9.5, moved: 900)])
  }

  @Test func aRouterThatHangsIsLeftAfterTheTimeout() throws {
    #expect(try error(.silence, timeout: 0.1)?.code == .routerTimedOut)
  }

  @Test(arguments: [
    LoopbackServer.Reply.close, .raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\":\"O"),
  ])
  func aRouterThatDiesIsUnreachable(reply: LoopbackServer.Reply) throws {
    #expect(try error(reply)?.code == .routerUnreachable)
  }

  @Test(arguments: [
    LoopbackServer.Reply.body("Bad Gateway", status: 502), .body(""), .body(table(1)), .body(table(3)),
    .raw("SSH-2.0-OpenSSH_9.2\r\n"), .body(String(repeating: "x", count: 5_000_000)),
    .raw("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
  ])
  func aRouterThatTalksNonsenseIsSaidTo(reply: LoopbackServer.Reply) throws {
    #expect(try error(reply)?.code == .routerNonsense)
  }

  @Test func nobodyListeningIsSaid() throws {
    let url = try LoopbackServer { _, _ in .close }.url
    let router = try RoadRouters.router(for: "valhalla+" + url, options: options())
    let error = #expect(throws: MutualAidError.self) { try router.ways(from: places(1), to: place(50.77, 6.1)) }
    #expect(error?.code == .routerUnreachable)
    #expect(error?.hint != nil)
  }

  @Test func afterFailuresInARowNothingIsSentForAWhile() throws {
    let server = try LoopbackServer { _, _ in .body("no") }
    let router = try RoadRouters.router(for: "osrm+" + server.url, options: options())
    var codes: [MutualAidError.Code] = []
    let (station, incident) = (try place(50.7, 6.1), try place(50.77, 6.1))
    for _ in 0..<6 {
      do throws(MutualAidError) {
        _ = try router.ways(from: [station], to: incident)
      } catch { codes.append(error.code) }
    }
    #expect(codes == [.routerNonsense, .routerNonsense, .routerNonsense, .routerPaused, .routerPaused, .routerPaused])
    #expect(server.requests == 3)
  }

  @Test func whereSomePlacesAreRefusedTheOthersHaveTheirTimes() throws {
    // The station in the sea, 50.703 north, spoils every question that it is part of.
    let server = try LoopbackServer { _, request in
      request.contains("50.703000")
        ? .body(#"{"code":"NoSegment"}"#, status: 400) : .body(Self.table(for: request))
    }
    let router = try RoadRouters.router(for: "osrm+" + server.url, options: options())
    let ways = try router.ways(from: places(8), to: place(50.77, 6.1))
    let known = RoadWay.seconds(600, moved: 10)
    #expect(ways == [known, known, known, .offMap(moved: .infinity), known, known, known, known])
    // The other way round too.
    let matrix = try router.matrix(from: [place(50.77, 6.1)], to: places(5))
    #expect(matrix.seconds == [600, 600, 600, nil, 600])
    #expect(matrix.destinations.map(\.isOnMap) == [true, true, true, false, true])
  }

  @Test func aPlaceFarFromTheRoadsOfTheRouterIsOffItsMap() throws {
    let station = try LoopbackServer { _, _ in .body(Self.table(2, snap: 1200)) }
    let router = try RoadRouters.router(for: "osrm+" + station.url, options: options())
    let ways = try router.ways(from: places(2), to: place(50.77, 6.1))
    #expect(ways == [.offMap(moved: 1200), .offMap(moved: 1200)])
    #expect(try error(.body(Self.table(2, incidentSnap: 1700)))?.code == .routerOffMap)
  }

  @Test func whichEngineItIsIsFoundOutOnce() throws {
    let server = try LoopbackServer { _, request in
      if request.hasPrefix("GET /status ") {
        return .body(#"{"version":"3.5.1","tileset_last_modified":1,"available_actions":[]}"#)
      }
      guard request.hasPrefix("POST /sources_to_targets ") else { return .close }
      return .body(#"{"sources_to_targets":[[{"time":300}]]}"#)
    }
    let router = try RoadRouters.router(for: server.url, options: options())
    #expect(router.name == "router")
    for _ in 0..<2 { #expect(try router.ways(from: places(1), to: place(50.77, 6.1)) == [.seconds(300, moved: 0)]) }
    #expect(router.name == "valhalla")
    #expect(server.requests == 3)
  }

  @Test func manyThreadsShareARouter() async throws {
    let server = try LoopbackServer { _, request in .body(Self.table(for: request)) }
    let router = try RoadRouters.router(for: "osrm+" + server.url, options: options())
    let places = try places(5)
    let incident = try place(50.77, 6.1)
    try await withThrowingTaskGroup(of: [RoadWay].self) { group in
      for _ in 0..<40 { group.addTask { try router.ways(from: places, to: incident) } }
      for try await ways in group { #expect(ways == Array(repeating: .seconds(600, moved: 10), count: 5)) }
    }
    #expect(server.requests == 40)
  }
}
