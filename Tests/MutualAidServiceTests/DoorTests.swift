import HTTPTypes
import Testing

@testable import MutualAidService

/// Who may do what, without sockets.
struct DoorTests {
  @Test(
    arguments: [
      ("room:a", .room, "a", true), ("room:a", .room, "b", false), ("room:a", .organisation, "a", false),
      ("a", .room, "a", true), ("a", .organisation, "a", true), ("a", .registry, "a", true), ("a", .unit, "a", false),
      ("room:a%20b unit:u", .room, "a b", true), ("room:a%20b unit:u", .unit, "u", true), ("all", .unit, "any", true),
      ("", .room, "", false), ("strange:a", .room, "a", false),
    ] as [(String, Remit.Kind, String, Bool)])
  func aRemitHasWhatItNames(text: String, kind: Remit.Kind, id: String, isOwn: Bool) {
    #expect(Remit(text).has(kind, id) == isOwn)
  }

  @Test func theRegistryOfARoomsCorrectionsIsTheRooms() {
    let remit = Remit("room:a registry:nl")
    #expect(remit.hasRegistry("own-a") && remit.hasRegistry("nl"))
    #expect(!remit.hasRegistry("own-b") && !remit.hasRegistry("de"))
    #expect(Remit("all").registries == nil)
  }

  @Test(arguments: [
    ("all", "all", true), ("all", "room:a", true), ("room:a", "all", false), ("room:a room:b", "room:a", true),
    ("room:a", "room:a room:b", false), ("room:a", "unit:u", false), ("a", "room:a", true),
  ])
  func nobodyGivesWhatIsNotTheirs(own: String, given: String, covers: Bool) {
    #expect(Remit(own).covers(Remit(given)) == covers)
  }

  @Test(arguments: [
    ("room:a", true), ("all", true), ("a b", true), ("", false), ("x:y", false), (" a", false), ("a\u{7}", false),
    (String(repeating: "a", count: 300), false),
  ])
  func aRemitIsWrittenInWords(text: String, isRight: Bool) { #expect(Remit.isRight(text) == isRight) }

  @Test(
    arguments: [
      ("192.0.2.1", ["198.51.100.1"], "192.0.2.1"), ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["203.0.113.9, 198.51.100.1, 10.0.0.2"], "198.51.100.1"), ("10.0.0.1", [], "10.0.0.1"),
      ("10.0.0.1", ["203.0.113.9", "198.51.100.1"], "198.51.100.1"),
    ] as [(String, [String], String)])
  func addressesAreBelievedOfNamedProxiesOnly(peer: String, forwarded: [String], address: String) {
    let found = ClientAddress(peer: peer, forwarded, proxies: ["10.0.0.1", "10.0.0.2"])
    #expect(found.text == address && !found.isLocal)
  }

  @Test func aLimitLetsInWhatComesInTimeAndForgetsWhoIsIdle() {
    let limits = RateLimits(rate: 10)
    let start = ContinuousClock.now
    let first = (0..<30).count { _ in limits.take("a", at: start) }
    #expect(first == 20)
    #expect(limits.take("b", at: start))
    let later = (0..<30).count { _ in limits.take("a", at: start + .seconds(1)) }
    #expect(later == 10)
    #expect((0..<100).allSatisfy { _ in RateLimits(rate: 0).take("a") })
  }

  @Test func cookiesAreReadByName() {
    let cookies = Cookies([.cookie: "a=1; __Host-mutualaid=x=y; b"])
    #expect(cookies["a"] == "1" && cookies["__Host-mutualaid"] == "x=y" && cookies["b"] == nil)
  }

  @Test func everyRouteThatChangesSomethingNeedsARight() {
    for route in RouteTable.all where route.method != .get {
      // Questions that are too long for an address, and the way out.
      if ["/v1/nearest", "/v1/matches", "/v1/coverage", "/logout"].contains(route.path)
        || route.path.hasPrefix("/v1/jobs")
      {
        continue
      }
      #expect(route.isWrite, "\(route.method) \(route.path)")
    }
  }
}
