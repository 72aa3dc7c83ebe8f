import DirectoryModel
import Geodesy
import TestSupport
import Testing

@testable import Waterways

/// Ways over water in small landscapes.
@Suite struct WayNetworkTests {
  /// At Greenwich, here, and over the antimeridian.
  @Test(arguments: [0, -5.5, 174, 174.2])
  func aWayAcrossARiverGoesByItsBridge(shift: Double) throws {
    let scene = try Scene.river(shift: shift)
    let network = scene.network
    let (west, east, bridge) = (try scene.place(40, 80), try scene.place(60, 80), try scene.place(50, 20))
    let way = try #require(network.way(from: west, to: east))
    #expect(way.crossings.map(\.id) == ["bridge"])
    let least = Geodesic.distance(from: west, to: bridge) + Geodesic.distance(from: bridge, to: east)
    #expect(way.metres >= least && way.metres < least + 250)
    let beside = try scene.place(45, 10)
    let straight = try #require(network.way(from: west, to: beside))
    #expect(straight == Way(metres: Geodesic.distance(from: west, to: beside)))
    #expect(network.partingNothing.isEmpty && network.unused.isEmpty)
  }

  @Test func withoutACrossingThereIsNoWay() throws {
    var scene = try Scene.river()
    scene.crossings = []
    #expect(scene.network.way(from: try scene.place(40, 80), to: try scene.place(60, 80)) == nil)
    try scene.cross("footbridge", "river", 50, 30, road: .no)
    try scene.cross("unknown", "river", 50, 40, road: .unknown)
    try scene.cross("elsewhere", "nowhere", 50, 40)
    let network = scene.network
    #expect(network.way(from: try scene.place(40, 80), to: try scene.place(60, 80)) == nil)
    #expect(
      network.unused == ["footbridge": .notByRoad, "unknown": .notByRoad, "elsewhere": .withoutBarrier])
  }

  @Test func withoutBarriersAllIsStraight() throws {
    let scene = try Scene(framed: false)
    let network = scene.network
    #expect(network.isEmpty)
    let (one, other) = (try scene.place(0, 0), try scene.place(300, 300))
    #expect(network.way(from: one, to: other) == Way(metres: Geodesic.distance(from: one, to: other)))
  }

  @Test func linesWithoutWaterAreCrossedFreely() throws {
    var scene = try Scene()
    try scene.add(.open, "open", [(50, 0), (50, 100)])
    let (one, other) = (try scene.place(40, 50), try scene.place(60, 50))
    #expect(scene.network.way(from: one, to: other) == Way(metres: Geodesic.distance(from: one, to: other)))
  }

  /// A river that ends inland, with a line that closes the face: a way goes round its end, also where only the line without
  /// water lies between that and one of the places.
  @Test func aWayGoesRoundTheEndOfARiver() throws {
    var scene = try Scene()
    try scene.add(.river, "river", [(50, 0), (50, 60)])
    try scene.add(.open, "open", [(50, 60), (50, 100)])
    let (one, other) = (try scene.place(40, 50), try scene.place(60, 50))
    #expect(scene.network.way(from: one, to: other) == nil)
    try scene.cross("end", "open", 50, 60.5, kind: .end)
    let way = try #require(scene.network.way(from: one, to: other))
    #expect(way.crossings.map(\.id) == ["end"])
    let end = try scene.place(50, 60.5)
    let least = Geodesic.distance(from: one, to: end) + Geodesic.distance(from: end, to: other)
    #expect(abs(way.metres - least) < 250)
  }

  @Test func aLineThatEndsNowherePartsNothing() throws {
    var scene = try Scene()
    try scene.add(.river, "river", [(50, 0), (50, 60)])
    try scene.cross("bridge", "river", 50, 20)
    let network = scene.network
    #expect(network.partingNothing == ["river"])
    #expect(network.unused == ["bridge": .partsNothing])
    let (one, other) = (try scene.place(40, 50), try scene.place(60, 50))
    #expect(network.way(from: one, to: other)?.crossings == [])
  }

  /// A river that stops 300 m short of the frame.
  @Test(arguments: [(0.0, true), (200, true), (400, false)])
  func anEndWithinItsAccuracyOfALineMeetsIt(accuracy: Double, partsNothing: Bool) throws {
    var scene = try Scene()
    try scene.add(.river, "river", [(50, 0), (50, 99.73)], accuracy: accuracy)
    #expect(scene.network.partingNothing.isEmpty == !partsNothing)
  }

  @Test func aPlaceOutsideTheFrameIsReachedStraight() throws {
    let scene = try Scene.river()
    let (inside, outside) = (try scene.place(40, 50), try scene.place(120, 50))
    #expect(
      scene.network.way(from: inside, to: outside) == Way(metres: Geodesic.distance(from: inside, to: outside)))
  }

  /// The corner of the sea that the shore cuts off, with an island in it, as the lines go.
  @Test func fromOutsideTheFrameNobodyDrivesToAnIsland() throws {
    var scene = try Scene()
    try scene.add(.sea, "shore", [(0, 40), (60, 40), (60, 0)])
    let (island, outside) = (try scene.place(30, 20), try scene.place(-20, 20))
    #expect(scene.network.way(from: outside, to: island) == nil)
    try scene.cross("dam", "shore", 60, 20)
    #expect(scene.network.way(from: outside, to: island)?.crossings == [])
  }

  @Test func anIslandIsReachedByItsDamOnly() throws {
    var scene = try Scene()
    try scene.add(.sea, "shore", [(40, 40), (60, 40), (60, 60), (40, 60), (40, 40)])
    let (island, land) = (try scene.place(45, 45), try scene.place(45, 80))
    #expect(scene.network.way(from: land, to: island) == nil)
    try scene.cross("dam", "shore", 50, 38, to: (50, 42), kind: .dam)
    #expect(scene.network.way(from: land, to: island)?.crossings.map(\.id) == ["dam"])
    // Both ends on one side: it leads over nothing.
    try scene.cross("quay", "shore", 45, 35, to: (50, 38), kind: .dam)
    #expect(scene.network.unused == ["quay": .partsNothing])
  }

  @Test func anIslandOutsideAllFramesIsReachedByItsBridgeToo() throws {
    var scene = try Scene(framed: false)
    try scene.add(.sea, "shore", [(40, 40), (60, 40), (60, 60), (40, 60), (40, 40)])
    let (island, land) = (try scene.place(45, 45), try scene.place(45, 80))
    #expect(scene.network.way(from: land, to: island) == nil)
    try scene.cross("bridge", "shore", 50, 40)
    #expect(scene.network.way(from: island, to: land)?.crossings.map(\.id) == ["bridge"])
  }

  /// A frame within another cuts nothing.
  @Test func aFurtherDocumentsFrameChangesNoWay() throws {
    var scene = try Scene.river()
    let (one, other) = (try scene.place(45, 80), try scene.place(55, 30))
    let before = scene.network.way(from: one, to: other)
    try scene.add(.open, "other-frame", [(30, 20), (130, 20), (130, 90), (30, 90), (30, 20)])
    #expect(scene.network.way(from: one, to: other) == before)
    #expect(before?.crossings.map(\.id) == ["bridge"])
  }

  // MARK: Crossings

  @Test func closingABridgeLeavesTheNext() throws {
    var scene = try Scene.river()
    try scene.cross("far", "river", 50, 90)
    let network = scene.network
    let (west, east) = (try scene.place(40, 20), try scene.place(60, 20))
    #expect(network.way(from: west, to: east)?.crossings.map(\.id) == ["bridge"])
    #expect(network.supposing(closed: ["bridge": .both]).way(from: west, to: east)?.crossings.map(\.id) == ["far"])
    #expect(network.supposing(closed: ["bridge": .both, "far": .both]).way(from: west, to: east) == nil)
    #expect(network.way(from: west, to: east)?.crossings.map(\.id) == ["bridge"])
  }

  /// The river runs north: forward is from its left bank, the west, to its right.
  @Test func aBridgeClosedOneWayIsOpenTheOther() throws {
    let scene = try Scene.river()
    let network = scene.network.supposing(closed: ["bridge": .forward])
    let (west, east) = (try scene.place(40, 20), try scene.place(60, 20))
    #expect(network.way(from: west, to: east) == nil)
    #expect(network.way(from: east, to: west)?.crossings.map(\.id) == ["bridge"])
    let from = WaySearch(network, .fromPlace, west)
    #expect(from.way(between: east, straight: 0) == nil)
    #expect(WaySearch(network, .fromPlace, east).way(between: west, straight: 0)?.crossings.map(\.id) == ["bridge"])
  }

  @Test func aPlannedBridgeOpensAWay() throws {
    var scene = try Scene.river()
    let network = scene.network
    let (west, east) = (try scene.place(45, 80), try scene.place(55, 80))
    scene.crossings = []
    try scene.cross("planned", "river", 50, 80)
    let planned = network.supposing(opened: scene.crossings)
    #expect(planned.way(from: west, to: east)?.crossings.map(\.id) == ["planned"])
    #expect(planned.crossings.map(\.id) == ["bridge", "planned"])
  }

  @Test func aFerryIsUsedWithHoursAndItsWait() throws {
    var scene = try Scene.river()
    try scene.cross("no-hours", "river", 50, 80, kind: .ferry, wait: 300)
    try scene.cross("no-wait", "river", 50, 80, kind: .ferry, hours: "24/7")
    let (west, east) = (try scene.place(45, 80), try scene.place(55, 80))
    #expect(scene.network.unused == ["no-hours": .withoutTimetable, "no-wait": .withoutTimetable])
    #expect(scene.network.way(from: west, to: east)?.crossings.map(\.id) == ["bridge"])
    try scene.cross("ferry", "river", 50, 80, kind: .ferry, hours: "08:00-20:00", wait: 300)
    #expect(scene.network.hasHours)
    let way = try #require(scene.network.way(from: west, to: east))
    #expect(way.crossings.map(\.id) == ["ferry"] && way.wait == 300)
    #expect(
      scene.network.way(from: west, to: east, isShut: { $0.id == "ferry" })?.crossings.map(\.id) == ["bridge"])
    // One that is waited for longer than the way by the bridge takes is not used.
    scene.crossings[scene.crossings.count - 1].wait = 86_400
    #expect(scene.network.way(from: west, to: east)?.crossings.map(\.id) == ["bridge"])
  }

  /// Between two rivers 200 m apart each has its own bridges.
  @Test func aBridgeLeadsOverOneOfTwoRiversSideBySide() throws {
    var scene = try Scene()
    try scene.add(.river, "one", [(50, 0), (50, 100)])
    try scene.add(.river, "other", [(50.15, 0), (50.15, 100)])
    try scene.cross("first", "one", 50, 20)
    let (west, east, between) = (try scene.place(40, 20), try scene.place(60, 20), try scene.place(50.07, 60))
    #expect(scene.network.way(from: west, to: east) == nil)
    #expect(scene.network.way(from: west, to: between)?.crossings.map(\.id) == ["first"])
    try scene.cross("second", "other", 50.15, 80)
    #expect(scene.network.way(from: west, to: east)?.crossings.map(\.id) == ["first", "second"])
    #expect(scene.network.way(from: east, to: west)?.crossings.map(\.id) == ["second", "first"])
  }

  // MARK: Places

  @Test func aPlaceKnownRoughlyMayStandOnEitherBank() throws {
    let scene = try Scene.river()
    let network = scene.network
    let (near, incident) = (try scene.place(49.5, 80), try scene.place(60, 80))
    #expect(network.faces(within: 100, of: near).count == 1)
    let both = network.faces(within: 500, of: near)
    #expect(both.count == 2)
    #expect(network.way(from: near, to: incident)?.crossings.map(\.id) == ["bridge"])
    #expect(
      network.way(from: near, to: incident, in: both)
        == Way(metres: Geodesic.distance(from: near, to: incident)))
  }

  /// A place on a line lies on one of its banks, and always on the same.
  @Test func aPlaceOnALineHasAFace() throws {
    let scene = try Scene.river()
    let network = scene.network
    for y in stride(from: 0.0, through: 100, by: 12.5) {
      let place = try scene.place(50, y)
      let west = network.way(from: place, to: try scene.place(40, y))
      let east = network.way(from: place, to: try scene.place(60, y))
      #expect(west != nil && east != nil)
      #expect(
        west?.crossings.isEmpty != east?.crossings.isEmpty || network.face(of: place) == network.ground.faces.outside)
    }
  }

  /// Lines of one point, of points that repeat, along each other, and with a way there and back.
  @Test func degenerateLinesDoNoHarm() throws {
    var scene = try Scene.river()
    try scene.add(.river, "point", [(20, 20), (20, 20)])
    try scene.add(.river, "again", [(50, 0), (50, 0), (50, 60), (50, 60), (50, 100), (50, 60)])
    try scene.add(.river, "along", [(50, 10), (50, 90)])
    try scene.cross("on-point", "point", 20, 20)
    let network = scene.network
    #expect(network.way(from: try scene.place(40, 80), to: try scene.place(60, 80))?.crossings.map(\.id) == ["bridge"])
    #expect(network.unused == ["on-point": .partsNothing])
  }
}
