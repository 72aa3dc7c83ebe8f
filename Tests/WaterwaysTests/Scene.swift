import DirectoryModel
import Geodesy
import TestSupport

@testable import Waterways

/// A square of land of one degree around 51° N 6° E, with a frame, and whatever water a test draws: coordinates count in
/// hundredths of a degree from its south-western corner.
struct Scene {
  var barriers: [Barrier] = []
  var crossings: [Crossing] = []
  /// Degrees that everything is moved to the east.
  var shift = 0.0

  init(shift: Double = 0, framed: Bool = true) throws {
    self.shift = shift
    if framed { try add(.open, "frame", [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]) }
  }

  func place(_ x: Double, _ y: Double) throws -> Coordinate {
    var longitude = 5.5 + x / 100 + shift
    if longitude > 180 { longitude -= 360 }
    return try Coordinate(latitude: 50.5 + y / 100, longitude: longitude)
  }

  mutating func add(
    _ kind: Barrier.Kind, _ id: BarrierID, _ points: [(Double, Double)], accuracy: Double = 0
  ) throws {
    barriers.append(
      Barrier(
        id: id, names: LocalizedText(id.rawValue), kind: kind, line: try points.map(place), accuracy: accuracy))
  }

  mutating func cross(
    _ id: CrossingID, _ barrier: BarrierID, _ x: Double, _ y: Double, to other: (Double, Double)? = nil,
    kind: Crossing.Kind = .bridge, road: Crossing.RoadUse = .yes, hours: String? = nil, wait: Double? = nil
  ) throws {
    crossings.append(
      Crossing(
        id: id, barrier: barrier, names: LocalizedText(id.rawValue), kind: kind, coordinate: try place(x, y),
        otherEnd: try other.map { try place($0.0, $0.1) }, road: road, confidence: .high, hours: hours, wait: wait))
  }

  var network: WayNetwork { WayNetwork(WaterBarriers(barriers: barriers, crossings: crossings)) }

  /// A river from south to north through the middle, with a bridge a fifth of the way up.
  static func river(shift: Double = 0) throws -> Scene {
    var scene = try Scene(shift: shift)
    try scene.add(.river, "river", [(50, 0), (50, 60), (50, 100)])
    try scene.cross("bridge", "river", 50, 20)
    return scene
  }
}

extension WayNetwork {
  /// The way from one place to another.
  func way(
    from start: Coordinate, to end: Coordinate, in faces: Set<Int32> = [],
    isShut: @escaping (Crossing) -> Bool = { _ in false }
  ) -> Way? {
    WaySearch(self, .toPlace, end, isShut: isShut)
      .way(between: start, in: faces, straight: Geodesic.distance(from: start, to: end))
  }
}
